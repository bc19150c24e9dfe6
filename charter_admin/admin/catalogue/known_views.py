"""The known-cookie library: explaining a name, offering names while somebody types, the organization's own entries."""

from dataclasses import asdict
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access
from charter_admin.admin.catalogue import parts
from charter_admin.admin.catalogue.known_forms import KnownCookieForm
from charter_admin.admin.catalogue.parts import bp, to
from charter_admin.admin.forms import SHORT, attempt
from charter_admin.admin.language import locale as reading
from charter_admin.admin.lists import query_of
from charter_admin.catalogue.known import matching, own, words
from charter_admin.catalogue.known.entries import Entry
from charter_admin.catalogue.known.models import KnownCookie
from charter_admin.catalogue.known.own import KnownCookieValues

_LIBRARY = "/o/<org>/known-cookies"
_ENTRY = f"{_LIBRARY}/own/<int:known_cookie>"


@bp.context_processor
def known_words() -> dict[str, Any]:
    """What the pages about known cookies say in the reader's language."""
    return {"told": _told, "purpose_name": lambda key: words.purpose(key, reading())}


@bp.get(_LIBRARY)
@access.requires("catalogue.read")
def known() -> ResponseReturnValue:
    """Explains a name."""
    name, host = _asked("name"), _asked("host")
    found = own.explain(access.scope(), name, host) if name else []
    return render_template("catalogue/known.html", name=name, host=host, found=found)


@bp.get(f"{_LIBRARY}/suggest")
@access.requires("catalogue.read")
def known_suggest() -> ResponseReturnValue:
    """For the script of a cookie's form: the names that begin like this one, and what the name itself means."""
    name, index = _asked("name"), own.index(access.scope())
    found = matching.match(name, own=index)
    names = dict.fromkeys([*index.named(name), *matching.library().named(name)])
    said = " · ".join(part for part in _told(found[0].entry) if part) if found else ""
    return jsonify(names=list(names), said=said, matches=[words.as_json(each) for each in found])


@bp.get(f"{_LIBRARY}/own")
@access.requires("catalogue.read")
def known_own() -> ResponseReturnValue:
    """The list of the organization's own entries."""
    query = query_of(request.args)
    return render_template("catalogue/known_own.html", query=query, page=own.listed(access.scope(), query))


@bp.route(f"{_LIBRARY}/own/new", methods=["GET", "POST"])
@access.requires("catalogue.write")
def known_create() -> ResponseReturnValue:
    """A new entry; the address may give its name."""
    form = KnownCookieForm(parts.languages(), data=asdict(KnownCookieValues(_asked("name"), "")))
    made = attempt(form, lambda: own.create(access.scope(), form.values()))
    if made:
        parts.saved(made.name)
        return to("known_own")
    return render_template("catalogue/known_entry.html", form=form, known_cookie=None)


@bp.get(_ENTRY)
@access.requires("catalogue.read")
def known_entry(known_cookie: KnownCookie) -> ResponseReturnValue:
    """An entry."""
    return render_template("catalogue/known_entry.html", form=_form_of(known_cookie), known_cookie=known_cookie)


@bp.post(_ENTRY)
@access.requires("catalogue.write")
def known_entry_save(known_cookie: KnownCookie) -> ResponseReturnValue:
    """Changes an entry."""
    form = _form_of(known_cookie)
    if attempt(form, lambda: own.update(access.scope(), known_cookie, form.values(), form.seen_revision)):
        parts.saved(known_cookie.name)
        return to("known_own")
    return render_template("catalogue/known_entry.html", form=form, known_cookie=known_cookie)


@bp.route(f"{_ENTRY}/delete", methods=["GET", "POST"])
@access.requires("catalogue.write")
def known_entry_delete(known_cookie: KnownCookie) -> ResponseReturnValue:
    """Asks, then removes an entry."""
    return parts.deleting(known_cookie.name, known_cookie, own, "known_own", _("Entries of your own"))


def _form_of(known_cookie: KnownCookie) -> KnownCookieForm:
    return KnownCookieForm(
        parts.languages(), data=asdict(own.values_of(known_cookie)) | {"revision": known_cookie.revision}
    )


def _asked(name: str) -> str:
    return request.args.get(name, "").strip()[:SHORT]


def _told(entry: Entry) -> tuple[str, str, str, str]:
    """Whose it is, what for and for how long, for people; empty where nobody says."""
    return entry.service, entry.provider, words.purpose(entry.purpose, reading()), words.lasting(entry, reading())
