"""The sections of a charter: the standard texts, and the platform's own where it wrote some."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access
from charter_admin.admin.forms import attempt
from charter_admin.admin.language import locale as reading
from charter_admin.admin.platforms.forms import TextForm
from charter_admin.admin.platforms.overview import filled, section_names
from charter_admin.i18n import direction
from charter_admin.platforms import texts
from charter_admin.platforms.models import Platform
from charter_admin.platforms.standard_texts import standard
from charter_admin.platforms.texts import Section
from charter_admin.publishing.markdown import to_html

bp = Blueprint("texts", __name__)


@bp.get("/o/<org>/platforms/<platform>/texts")
@access.requires("platform.read")
def index(platform: Platform) -> ResponseReturnValue:
    """The sections in the order of the page, with their state in each language."""
    by_locale = {locale: texts.sections(access.scope(), platform, locale) for locale in platform.locales}
    return render_template(
        "platforms/texts.html",
        platform=platform,
        by_locale=by_locale,
        sections=by_locale[platform.default_locale],
        names=section_names(platform, reading()),
        filled=lambda section: filled(platform, section),
        html=lambda section: to_html(filled(platform, section).body),
        direction_of=direction,
    )


@bp.route("/o/<org>/platforms/<platform>/texts/<locale>/<key>", methods=["GET", "POST"])
@access.requires("platform.write")
def edit(platform: Platform, locale: str, key: str) -> ResponseReturnValue:
    """One section in one language. The button "Preview" saves nothing."""
    scope = access.scope()
    section = texts.section(scope, platform, locale, key)
    form = TextForm(data={"title": section.title, "body": section.body, "revision": section.revision})
    for field in (form.title, form.body):
        field.render_kw = {"lang": locale, "dir": direction(locale)}
    looking = request.form.get("action") == "preview"
    if looking:
        form.validate()
    elif attempt(form, lambda: texts.save(scope, platform, locale, key, form.words(), form.seen_revision)):
        flash(_("“%(title)s” was saved.", title=form.title.data))
        return _to_list(platform)
    return render_template(
        "platforms/text_edit.html",
        platform=platform,
        section=section,
        spoken=locale,
        form=form,
        name=_name(platform, section),
        preview=filled(platform, form.words()) if looking and not form.errors else None,
        html=to_html,
        direction_of=direction,
    )


@bp.route("/o/<org>/platforms/<platform>/texts/<locale>/<key>/standard", methods=["GET", "POST"])
@access.requires("platform.write")
def reset(platform: Platform, locale: str, key: str) -> ResponseReturnValue:
    """Goes back to the standard text of one language."""
    section = texts.section(access.scope(), platform, locale, key)
    if request.method == "POST":
        texts.reset(access.scope(), platform, locale, key)
        flash(_("The standard text is used again."))
        return _to_list(platform)
    words = standard(key, locale)
    return render_template(
        "platforms/text_reset.html",
        platform=platform,
        section=section,
        spoken=locale,
        name=_name(platform, section),
        words=filled(platform, words) if words else None,
        html=to_html,
        direction_of=direction,
    )


def _name(platform: Platform, section: Section) -> str:
    """What the section is called; in a language without a title of its own, what it is called in the reader's."""
    return filled(platform, section).title or section_names(platform, reading()).get(section.key, section.key)


def _to_list(platform: Platform) -> ResponseReturnValue:
    return redirect(url_for("texts.index", org=g.organization.slug, platform=platform.public_id), 303)
