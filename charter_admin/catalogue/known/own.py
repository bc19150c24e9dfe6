"""What an organization adds to the library. Its entries come before the library's where both fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from charter_admin import values as check
from charter_admin.catalogue import durations
from charter_admin.catalogue.known.entries import PURPOSES, Entry
from charter_admin.catalogue.known.matching import LEAST_START, LEAST_TEXT, Index, Match, match, recognisable
from charter_admin.catalogue.known.models import KnownCookie
from charter_admin.catalogue.models import PARTIES, STORAGES
from charter_admin.editing import editing, remove
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.listing import Page, Query, page
from charter_admin.organizations.scope import Scope

SORTS = {"name": KnownCookie.folded, "provider": KnownCookie.provider, "added": KnownCookie.id}


@dataclass(frozen=True)
class KnownCookieValues:
    """What a person fills in; `description` is what visitors read, by language."""

    name: str
    purpose: str
    provider: str = ""
    service: str = ""
    duration: str = ""
    storage: str = "cookie"
    party: str = "first"
    host: str = ""
    self_hosted: bool = False
    description: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


_FIELDS = tuple(each.name for each in fields(KnownCookieValues))


def values_of(known: KnownCookie) -> KnownCookieValues:
    """The values as stored."""
    return KnownCookieValues(**{name: getattr(known, name) for name in _FIELDS})


def listed(scope: Scope, query: Query) -> Page[KnownCookie]:
    """One page of the organization's entries."""
    rows = scope.select(KnownCookie)
    return page(scope.session, rows, query, folded=KnownCookie.folded, sorts=SORTS, id_=KnownCookie.id)


def index(scope: Scope) -> Index:
    """The organization's entries, to look names up in; one query."""
    return Index(_entry(row) for row in scope.session.scalars(scope.select(KnownCookie).order_by(KnownCookie.id)))


def explain(scope: Scope, name: str, host: str = "") -> list[Match]:
    """What a name means to this organization, the best first."""
    return match(name, host, index(scope))


def create(scope: Scope, values: KnownCookieValues) -> KnownCookie:
    """A new entry. Raises Invalid."""
    scope.require("catalogue.write")
    return scope.add(_fill(KnownCookie(), _checked(values)))


def update(scope: Scope, known: KnownCookie, values: KnownCookieValues, revision: int) -> KnownCookie:
    """Changes an entry. Raises Invalid, and Stale when `revision` is not the stored one."""
    scope.require("catalogue.write")
    with editing(scope, known, revision, values_of):
        _fill(known, _checked(values))
    return known


def used_by(_scope: Scope, _known: KnownCookie) -> list[str]:
    """Nothing hangs on an entry: what was filled in from it was copied."""
    return []


def delete(scope: Scope, known: KnownCookie) -> None:
    """Removes an entry."""
    scope.require("catalogue.write")
    remove(scope, known, values_of)


def _checked(values: KnownCookieValues) -> KnownCookieValues:
    return KnownCookieValues(
        name=_name(values.name),
        purpose=check.choice("purpose", values.purpose, PURPOSES),
        provider=check.optional("provider", values.provider),
        service=check.optional("service", values.service),
        duration=_duration(values.duration),
        storage=check.choice("storage", values.storage, STORAGES),
        party=check.choice("party", values.party, PARTIES),
        host=check.host("host", values.host),
        self_hosted=bool(values.self_hosted),
        description=check.localized("description", values.description, check.LONG, several_lines=True),
        source=check.optional("source", values.source),
    )


def _name(text: str) -> str:
    name = check.required("name", text)
    if not recognisable(name):
        message = N_(
            "A pattern says at least %(text)s characters itself, the first %(start)s of them at its beginning."
        )
        raise Invalid("name", message, text=LEAST_TEXT, start=LEAST_START)
    return name


def _duration(text: str) -> str:
    said = check.optional("duration", text)
    if said and durations.parse(said) == durations.UNKNOWN:
        raise Invalid("duration", N_("Write it as “13 months” or “session”, or leave it empty."))
    return said


def _fill(known: KnownCookie, values: KnownCookieValues) -> KnownCookie:
    for name in _FIELDS:
        setattr(known, name, getattr(values, name))
    known.description = dict(values.description)
    return known


def _entry(row: KnownCookie) -> Entry:
    values = values_of(row)
    return Entry(**{name: getattr(values, name) for name in _FIELDS}, own=True)
