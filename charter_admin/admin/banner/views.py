"""The pages of the banner's settings: looks with a preview, behaviour."""

from dataclasses import asdict, replace
from typing import Any, TypeVar

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access
from charter_admin.admin.banner.forms import BehaviourForm, ThemeForm
from charter_admin.admin.banner.looking import PARTS, SHADES, WIDTHS, Looking, looking, tried
from charter_admin.admin.forms import RevisedForm, attempt
from charter_admin.admin.language import locale as reading
from charter_admin.admin.publishing import frames
from charter_admin.catalogue import purposes
from charter_admin.platforms import banner as banners
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service as publishing
from charter_admin.versions.document import Document, Service, localized

bp = Blueprint("banner", __name__)
EMBEDS = ("media", "video", "videos", "maps")  # keys that organizations give to what is shown inside pages
_BANNER = "/o/<org>/platforms/<platform>/banner"
Made = TypeVar("Made", bound=RevisedForm)


@bp.get(_BANNER)
@access.requires("platform.read")
def looks(platform: Platform) -> ResponseReturnValue:
    """The looks, with a preview that follows them before they are saved."""
    return _looks_page(platform, _form(ThemeForm, platform))


@bp.post(_BANNER)
@access.requires("platform.write")
def save_looks(platform: Platform) -> ResponseReturnValue:
    """Changes the looks. The button "Update the preview" saves nothing."""
    form = _form(ThemeForm, platform)
    if request.form.get("action") == "preview":
        return _looks_page(platform, form)
    changed = replace(banners.values_of(platform), theme=form.theme())
    if attempt(form, lambda: banners.update(access.scope(), platform, changed, form.seen_revision)):
        flash(_("The looks of the banner were saved."))
        return _to("banner.looks", platform)
    return _looks_page(platform, form)


@bp.get(f"{_BANNER}/behaviour")
@access.requires("platform.read")
def behaviour(platform: Platform) -> ResponseReturnValue:
    """What the banner remembers, and whom it tells."""
    return _behaviour_page(platform, _behaviour_form(platform))


@bp.post(f"{_BANNER}/behaviour")
@access.requires("platform.write")
def save_behaviour(platform: Platform) -> ResponseReturnValue:
    """Changes the behaviour."""
    form = _behaviour_form(platform)
    changed = form.applied(banners.values_of(platform))
    if attempt(form, lambda: banners.update(access.scope(), platform, changed, form.seen_revision)):
        flash(_("The behaviour of the banner was saved."))
        return _to("banner.behaviour", platform)
    return _behaviour_page(platform, form)


@bp.get(f"{_BANNER}/preview")
@access.requires("platform.read")
def preview(platform: Platform) -> ResponseReturnValue:
    """The draft with the looks of the query string, for the frame of the editor."""
    seen = looking(request.args, platform.locales, platform.default_locale)
    stored = banners.values_of(platform)
    shown = replace(stored, theme=tried(request.args, stored.theme, seen.shade))
    made = publishing.preview(access.scope(), platform, seen.spoken, shown)
    if seen.show == "page":
        return frames.page(made.page)
    embed = _embed(made.document) if seen.show == "placeholder" else None
    return frames.banner(made.banner, seen.show, shade=seen.shade, embed=embed)


def _embed(document: Document) -> Service | None:
    """A service to stand for what is blocked inside a page, one that shows something if there is any."""
    waiting = [service for service in document.services if service.basis == "consent"]
    return next((service for service in waiting if service.purpose in EMBEDS), waiting[0] if waiting else None)


def _form(kind: type[Made], platform: Platform) -> Made:
    return kind(data=_by_name(platform) | {"revision": platform.revision})


def _by_name(platform: Platform) -> dict[str, Any]:
    fields = banners.fields_of(platform)
    return {name: getattr(fields, name) for name in fields.__dataclass_fields__}


def _behaviour_form(platform: Platform) -> BehaviourForm:
    form = _form(BehaviourForm, platform)
    known = purposes.every(access.scope())
    form.meaning.offer([(purpose.key, localized(purpose.name, reading(), "fr")) for purpose in known])
    return form


def _looks_page(platform: Platform, form: ThemeForm) -> ResponseReturnValue:
    seen = looking(request.values, platform.locales, platform.default_locale)
    return render_template(
        "banner/looks.html",
        platform=platform,
        form=form,
        seen=seen,
        parts=PARTS,
        widths=WIDTHS,
        shades=SHADES,
        framed=_framed(platform, form, seen),
    )


def _framed(platform: Platform, form: ThemeForm, seen: Looking) -> str:
    """The address of the preview: how one looks, and what the form holds."""
    query = {**form.data, **asdict(seen)}
    for name in ("csrf_token", "revision"):
        query.pop(name, None)
    return url_for("banner.preview", org=g.organization.slug, platform=platform.public_id, **query)


def _behaviour_page(platform: Platform, form: BehaviourForm) -> ResponseReturnValue:
    used = usages.every(access.scope(), platform)
    waiting = [usage.service for usage in used if usage.effective_basis == "consent"]
    return render_template("banner/behaviour.html", platform=platform, form=form, waiting=waiting)


def _to(endpoint: str, platform: Platform) -> ResponseReturnValue:
    return redirect(url_for(endpoint, org=g.organization.slug, platform=platform.public_id), 303)
