"""Publishing a platform: what changes, the preview, the versions."""

from itertools import groupby

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access, errors
from charter_admin.admin.compliance.views import shown
from charter_admin.admin.forms import Form, attempt
from charter_admin.admin.language import locale as reading
from charter_admin.admin.publishing import frames, wording
from charter_admin.admin.publishing.forms import PublishForm
from charter_admin.admin.publishing.snippet import Snippet
from charter_admin.errors import NotFound, Refused
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service
from charter_admin.publishing.summary import Summary
from charter_admin.versions.document import from_json
from charter_admin.versions.models import CharterVersion

bp = Blueprint("publishing", __name__)
_PLATFORM = "/o/<org>/platforms/<platform>"
WIDTHS = ("desktop", "phone")


@bp.get(f"{_PLATFORM}/publish")
@access.requires("platform.read")
def summary(platform: Platform) -> ResponseReturnValue:
    """What publishing would change."""
    return _summary(platform, PublishForm())


@bp.post(f"{_PLATFORM}/publish")
@access.requires("platform.publish")
def publish(platform: Platform) -> ResponseReturnValue:
    """Publishes the draft that was read; another draft is refused and shown."""
    form = PublishForm()
    try:
        outcome = attempt(form, lambda: service.publish(access.scope(), platform, form.digest.data or ""))
    except Refused as error:
        form.refusals.append(errors.message(error))
        outcome = None
    if outcome is None:
        return _summary(platform, form), 409
    flash(_("Version %(number)s is live.", number=outcome.version.number))
    return _to("snippet.show", platform)


@bp.get(f"{_PLATFORM}/preview")
@bp.get(f"{_PLATFORM}/preview/<locale>")
@access.requires("platform.read")
def preview(platform: Platform, locale: str = "") -> ResponseReturnValue:
    """The draft's page and banner in frames."""
    shown = locale or platform.default_locale
    if shown not in platform.locales:
        raise NotFound()
    width = request.args.get("width")
    return render_template(
        "publishing/preview.html", platform=platform, shown=shown, width=width if width in WIDTHS else WIDTHS[0]
    )


@bp.get(f"{_PLATFORM}/preview/<locale>/page")
@access.requires("platform.read")
def preview_page(platform: Platform, locale: str) -> ResponseReturnValue:
    """The draft's charter page, for a frame of the preview."""
    return frames.page(service.preview(access.scope(), platform, locale).page)


@bp.get(f"{_PLATFORM}/preview/<locale>/banner")
@access.requires("platform.read")
def preview_banner(platform: Platform, locale: str) -> ResponseReturnValue:
    """A website with the draft's banner, for a frame of the preview."""
    return frames.banner(service.preview(access.scope(), platform, locale).banner)


@bp.get(f"{_PLATFORM}/versions")
@access.requires("platform.read")
def versions(platform: Platform) -> ResponseReturnValue:
    """Every version, readable in each of its languages."""
    return render_template(
        "publishing/versions.html",
        platform=platform,
        versions=service.versions(access.scope(), platform),
        online=service.online(access.scope(), platform),
        public=_snippet(platform),
    )


@bp.route(f"{_PLATFORM}/unpublish", methods=["GET", "POST"])
@access.requires("platform.publish")
def unpublish(platform: Platform) -> ResponseReturnValue:
    """Takes the charter offline, after a question."""
    form = Form()
    if request.method == "GET" and service.online(access.scope(), platform):
        return render_template("publishing/unpublish.html", platform=platform, form=form)
    try:
        attempt(form, lambda: service.unpublish(access.scope(), platform))
        flash(_("The charter is offline."))
    except Refused as error:
        flash(errors.message(error), "warning")
    return _to("publishing.versions", platform)


def _summary(platform: Platform, form: PublishForm) -> str:
    scope = access.scope()
    found = service.summary(scope, platform, reading())
    current = service.current(scope, platform)
    form.digest.data = found.digest
    return render_template(
        "publishing/summary.html",
        platform=platform,
        form=form,
        summary=found,
        current=current,
        kinds=[(kind, list(changes)) for kind, changes in groupby(found.changes, key=lambda change: change.kind)],
        reasons=_reasons(found, current),
        wording=wording,
        public=_snippet(platform),
        **shown(platform, found.report),
    )


def _reasons(found: Summary, current: CharterVersion | None) -> list[str]:
    if current is None or not found.asks_again:
        return []
    return list(wording.reasons(from_json(current.document), found.document, reading()))


def _snippet(platform: Platform) -> Snippet:
    return Snippet(current_app.config["BASE_URL"], platform.public_id)


def _to(endpoint: str, platform: Platform) -> ResponseReturnValue:
    return redirect(url_for(endpoint, org=g.organization.slug, platform=platform.public_id), 303)
