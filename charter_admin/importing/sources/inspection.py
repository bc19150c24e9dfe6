"""What the Website Evidence Collector writes: inspection.json."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.sources.texts import declared, items, mapping, text

_MARKS = frozenset(["uri_ins", "uri_ins_host", "localStorage", "firstParty", "beacons"])
_TWO = 2


def matches(value: Any) -> bool:
    """Tell whether a value is an inspection."""
    known = mapping(value)
    return isinstance(known.get("cookies"), list) and len(_MARKS & known.keys()) >= _TWO


def platform(value: Mapping[str, Any]) -> str | None:
    """Give the origin of the page that was inspected."""
    return _origin(text(value.get("uri_ins")) or text(value.get("uri")))


def read(value: Mapping[str, Any]) -> Iterator[Declaration]:
    """Give the cookies, then the keys of the local storage."""
    for cookie in map(mapping, items(value.get("cookies"))):
        name = text(cookie.get("name"))
        if name is not None:
            host = text(cookie.get("domain"))
            yield declared(
                name, {**cookie, "value": None}, provider=host, duration=_duration(cookie), party=_party(cookie)
            )
    for origin, keys in mapping(value.get("localStorage")).items():
        host = _host(origin)
        for key, told in mapping(keys).items():
            if text(key):
                yield declared(key, {"localStorage": origin, "key": key}, provider=host, party=_party(mapping(told)))


def _duration(cookie: Mapping[str, Any]) -> str | None:
    days = cookie.get("expiresDays")
    if cookie.get("session") is True:
        return "session"
    told = isinstance(days, (int, float)) and not isinstance(days, bool) and days > 0
    return f"{days:g} days" if told else None


def _party(told: Mapping[str, Any]) -> str | None:
    first = told.get("firstPartyStorage")
    return ("first" if first else "third") if isinstance(first, bool) else None


def _origin(address: str | None) -> str | None:
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else None


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
