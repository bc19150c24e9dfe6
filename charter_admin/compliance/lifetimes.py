"""How long a declared tracker stays, compared with a number of months. Pure."""

from charter_admin.catalogue import durations
from charter_admin.versions.document import Cookie

_DAYS = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_MONTH = 365 / 12
_LONGEST_MONTH = (
    30.6  # days: thirteen months that begin in a leap year's January have 397, no fixed number of months more
)


def structure(cookie: Cookie) -> durations.Duration:
    """The declared duration, read from its words where the structure says nothing."""
    declared = cookie.duration
    if declared.kind != "unknown":
        return durations.Duration(declared.kind, declared.amount, declared.unit)
    read = (durations.parse(text) for text in declared.text.values())
    return next((found for found in read if found != durations.UNKNOWN), durations.UNKNOWN)


def says_nothing(cookie: Cookie) -> bool:
    """Whether neither structure nor words say how long it stays."""
    return structure(cookie) == durations.UNKNOWN and not any(t.strip() for t in cookie.duration.text.values())


def days(found: durations.Duration, session: float) -> float | None:
    """About how many days it stays, `session` for one that ends with the browser; None where it has no known end."""
    if found.kind == "session":
        return session
    if found.kind != "fixed" or found.amount is None:
        return None
    unit = found.unit or ""
    return found.amount * (_MONTHS[unit] * _MONTH if unit in _MONTHS else _DAYS.get(unit, 0))


def beyond(cookie: Cookie, months: int) -> bool:
    """Whether it stays longer than that many months; what is unknown or has no end does not count."""
    found = structure(cookie)
    if found.kind != "fixed" or found.amount is None:
        return False
    if found.unit in _MONTHS:
        return found.amount * _MONTHS[found.unit] > months
    return found.amount * _DAYS.get(found.unit or "", 0) > months * _LONGEST_MONTH
