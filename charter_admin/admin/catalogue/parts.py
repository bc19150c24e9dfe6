"""What the views of the catalogue share: the blueprint, the languages, the words, and how a page ends."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from charter_admin.admin import access
from charter_admin.admin.catalogue import forms
from charter_admin.admin.language import locale as reading
from charter_admin.catalogue import durations
from charter_admin.catalogue.keys import any_name
from charter_admin.catalogue.models import Cookie
from charter_admin.errors import InUse
from charter_admin.platforms import service as platforms
from charter_admin.publishing import wording

bp = Blueprint("catalogue", __name__)


@bp.context_processor
def words() -> dict[str, Any]:
    """What the pages of the catalogue say in the reader's language."""
    return {"say": say, "lasting": lasting, "BASES": forms.BASES, "STORAGES": forms.STORAGES, "PARTIES": forms.PARTIES}


def former(row: wording.Row) -> int:
    """On how many platforms the page online shows another wording of a row than the catalogue's."""
    return len(wording.outdated(access.scope(), row))


def languages() -> list[str]:
    """The languages texts of the catalogue are wanted in."""
    return platforms.languages(access.scope())


def say(texts: Mapping[str, str]) -> str:
    """A text in the reader's language, else in any."""
    return texts.get(reading()) or any_name(texts)


def lasting(cookie: Cookie) -> str:
    """How long a cookie stays, as it was written or else from its structure."""
    structure = (cookie.duration_kind, cookie.duration_amount, cookie.duration_unit)
    return cookie.duration_text.get(reading()) or durations.describe(*structure, reading()) or say(cookie.duration_text)


def to(endpoint: str, **place: Any) -> ResponseReturnValue:
    """On to another page of the catalogue."""
    return redirect(url_for(f"catalogue.{endpoint}", org=g.organization.slug, **place), 303)


def saved(name: str, row: wording.Row | None = None) -> None:
    """Tells the person, and where the former wording of `row` is still shown."""
    flash(_("%(name)s was saved.", name=name))
    if row is not None and (count := former(row)):
        told = ngettext(
            "%(num)s platform still shows the former wording. Open %(name)s again to publish it.",
            "%(num)s platforms still show the former wording. Open %(name)s again to publish them.",
            count,
            name=name,
        )
        flash(told, "warning")


def deleting(name: str, row: Any, service: Any, back: str, section: str) -> ResponseReturnValue:
    """The page that says where a row is used and asks before it is gone; then the end of it.

    `service` is the module of the row's kind, `back` the endpoint of its list, `section` that list's name.
    """
    if request.method == "POST":
        try:
            service.delete(access.scope(), row)
        except InUse:
            return _ask(name, row, service, back, section), 409
        flash(_("%(name)s was deleted.", name=name))
        return to(back)
    return _ask(name, row, service, back, section)


def _ask(name: str, row: Any, service: Any, back: str, section: str) -> str:
    where = service.used_by(access.scope(), row)
    return render_template("catalogue/delete.html", name=name, row=row, where=where, back=back, section=section)
