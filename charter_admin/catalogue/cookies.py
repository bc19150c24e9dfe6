"""Declaring the cookies (and other trackers) of a service."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from charter_admin import values as check
from charter_admin.catalogue import durations
from charter_admin.catalogue.models import PARTIES, STORAGES, Cookie, Service
from charter_admin.catalogue.names import is_pattern
from charter_admin.editing import editing, owned, remove
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope


@dataclass(frozen=True)
class CookieValues:
    """What a person fills in.

    `purpose` is the "Finalités" column, `duration_text` what was written about the duration, both by language. Where
    the kind of duration is unknown, the structure is read from that text.
    """

    name: str
    purpose: Mapping[str, str] = field(default_factory=dict)
    storage: str = "cookie"
    host: str = ""
    party: str = "first"
    duration_kind: str = "unknown"
    duration_amount: int | None = None
    duration_unit: str | None = None
    duration_text: Mapping[str, str] = field(default_factory=dict)


def values_of(cookie: Cookie) -> CookieValues:
    """The values as stored."""
    return CookieValues(
        cookie.name,
        cookie.purpose,
        cookie.storage,
        cookie.host,
        cookie.party,
        cookie.duration_kind,
        cookie.duration_amount,
        cookie.duration_unit,
        cookie.duration_text,
    )


def get(scope: Scope, service: Service, cookie_id: int) -> Cookie:
    """One cookie of a service. Raises NotFound."""
    return scope.get(Cookie, id=cookie_id, service_id=service.id)


def create(scope: Scope, service: Service, values: CookieValues) -> Cookie:
    """A new cookie, last of its service. Raises Invalid."""
    scope.require("catalogue.write")
    owned(scope, service)
    cookie = _fill(Cookie(service_id=service.id, position=_next_position(service)), checked(values))
    scope.add(cookie)
    scope.session.expire(service, ["cookies"])
    return cookie


def update(scope: Scope, cookie: Cookie, values: CookieValues, revision: int) -> Cookie:
    """Changes a cookie. Raises Invalid, and Stale when `revision` is not the stored one."""
    scope.require("catalogue.write")
    with editing(scope, cookie, revision, values_of):
        _fill(cookie, checked(values))
    return cookie


def delete(scope: Scope, cookie: Cookie) -> None:
    """Removes a cookie."""
    scope.require("catalogue.write")
    service = cookie.service
    remove(scope, cookie, values_of)
    scope.session.expire(service, ["cookies"])


def checked(values: CookieValues) -> CookieValues:
    """The values as they would be stored. Raises Invalid."""
    duration = _duration(values)
    return CookieValues(
        check.required("name", values.name),
        check.localized("purpose", values.purpose, check.LONG, several_lines=True),
        check.choice("storage", values.storage, STORAGES),
        check.host("host", values.host),
        check.choice("party", values.party, PARTIES),
        duration.kind,
        duration.amount,
        duration.unit,
        check.localized("duration_text", values.duration_text),
    )


def _duration(values: CookieValues) -> durations.Duration:
    """The structure, consistent: an amount and a unit for a fixed duration and for no other."""
    kind = check.choice("duration_kind", values.duration_kind, durations.KINDS)
    if kind == "unknown":
        read = (durations.parse(text) for text in values.duration_text.values())
        return next((found for found in read if found != durations.UNKNOWN), durations.UNKNOWN)
    if kind != "fixed":
        return durations.Duration(kind)
    if values.duration_amount is None or not 0 < values.duration_amount <= durations.MOST:
        raise Invalid("duration_amount", N_("Give a number from 1 to %(most)s."), most=durations.MOST)
    unit = check.choice("duration_unit", values.duration_unit or "", durations.UNITS)
    return durations.Duration(kind, values.duration_amount, unit)


def _fill(cookie: Cookie, values: CookieValues) -> Cookie:
    cookie.name, cookie.pattern = values.name, is_pattern(values.name)
    cookie.purpose, cookie.duration_text = dict(values.purpose), dict(values.duration_text)
    cookie.storage, cookie.host, cookie.party = values.storage, values.host, values.party
    cookie.duration_kind, cookie.duration_amount = values.duration_kind, values.duration_amount
    cookie.duration_unit = values.duration_unit
    return cookie


def _next_position(service: Service) -> int:
    return max((cookie.position + 1 for cookie in service.cookies), default=0)
