"""Filling in a declaration from an entry: only what nobody said, never over what somebody did. Pure."""

from collections.abc import Collection
from dataclasses import replace

from charter_admin.catalogue import durations
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.known.entries import Entry

_UNTOUCHED = CookieValues("")


def completed(values: CookieValues, entry: Entry, locales: Collection[str], *, new: bool) -> CookieValues:
    """The values with the blanks filled in.

    `new` is a cookie that is only being declared: its kind and party are nobody's choice while they are the usual ones.
    """
    texts = {locale: text for locale, text in entry.description.items() if locale in locales and text}
    kind, amount, unit = _duration(values, entry)
    return replace(
        values,
        purpose={**texts, **{locale: text for locale, text in values.purpose.items() if text}},
        storage=entry.storage if new and values.storage == _UNTOUCHED.storage else values.storage,
        party=entry.party if new and values.party == _UNTOUCHED.party else values.party,
        host=values.host or entry.host,
        duration_kind=kind,
        duration_amount=amount,
        duration_unit=unit,
    )


def _duration(values: CookieValues, entry: Entry) -> tuple[str, int | None, str | None]:
    said = any((values.duration_kind != "unknown", values.duration_amount, values.duration_unit))
    if said or any(values.duration_text.values()):
        return values.duration_kind, values.duration_amount, values.duration_unit
    found = durations.parse(entry.duration)
    return found.kind, found.amount, found.unit
