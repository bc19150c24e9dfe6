"""The organization's own charter texts, from which platforms start."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access
from charter_admin.admin.forms import attempt
from charter_admin.admin.language import locale as reading
from charter_admin.admin.platforms.forms import TextForm
from charter_admin.i18n import direction
from charter_admin.platforms import service as platforms
from charter_admin.platforms import templates
from charter_admin.platforms.standard_texts import KEYS, standard
from charter_admin.publishing.markdown import to_html

bp = Blueprint("text_templates", __name__)


@bp.get("/o/<org>/texts")
@access.requires("platform.read")
def index() -> ResponseReturnValue:
    """The sections, with their state in each language of the organization."""
    scope = access.scope()
    return render_template(
        "text_templates/index.html",
        keys=KEYS,
        held=templates.every(scope),
        locales=platforms.languages(scope),
        titled=_titled,
        html=to_html,
        direction_of=direction,
    )


@bp.route("/o/<org>/texts/<locale>/<key>", methods=["GET", "POST"])
@access.requires("platform.write")
def edit(locale: str, key: str) -> ResponseReturnValue:
    """One section in one language."""
    scope = access.scope()
    section = templates.section(scope, key, locale)
    form = TextForm(data={"title": section.title, "body": section.body, "revision": section.revision})
    for field in (form.title, form.body):
        field.render_kw = {"lang": locale, "dir": direction(locale)}
    if attempt(form, lambda: templates.save(scope, key, locale, form.words(), form.seen_revision)):
        flash(_("“%(title)s” was saved.", title=form.title.data))
        return _to_list()
    return render_template("text_templates/edit.html", form=form, section=section, spoken=locale, name=_titled(key))


@bp.post("/o/<org>/texts/<locale>/<key>/drop")
@access.requires("platform.write")
def drop(locale: str, key: str) -> ResponseReturnValue:
    """New platforms start from the standard text of the section again."""
    templates.section(access.scope(), key, locale)
    templates.drop(access.scope(), key, locale)
    flash(_("New platforms start from the standard text again."))
    return _to_list()


def _titled(key: str) -> str:
    """What a section is called in the reader's language."""
    words = standard(key, reading()) or standard(key, "en")
    return words.title if words else key


def _to_list() -> ResponseReturnValue:
    return redirect(url_for("text_templates.index", org=g.organization.slug), 303)
