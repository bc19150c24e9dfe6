"""The public JSON of a charter that Charter Admin published."""

from collections.abc import Iterator, Mapping
from typing import Any

from babel.core import UnknownLocaleError

from charter_admin.catalogue.durations import describe
from charter_admin.importing.declarations import Declaration
from charter_admin.importing.sources.texts import declared, items, mapping, text


def matches(value: Any) -> bool:
    """Tell whether a value is such a document."""
    return {"format", "platform", "purposes", "providers", "services"} <= mapping(value).keys()


def locale(value: Mapping[str, Any]) -> str | None:
    """Give the language of the platform, in which the texts are taken."""
    return text(mapping(value.get("platform")).get("default_locale"))


def platform(value: Mapping[str, Any]) -> str | None:
    """Give the first domain of the platform."""
    return next(iter(map(text, items(mapping(value.get("platform")).get("domains")))), None)


def read(value: Mapping[str, Any]) -> Iterator[Declaration]:
    """Give the cookies of all services, with what their service, provider and purpose are called."""
    language = locale(value) or "en"
    providers, purposes = _by_key(value.get("providers")), _by_key(value.get("purposes"))
    for service in map(mapping, items(value.get("services"))):
        provider = mapping(providers.get(str(service.get("provider")))).get("name")
        purpose = mapping(purposes.get(str(service.get("purpose")))).get("name")
        title, location = (_said(service.get(key), language) for key in ("name", "location"))
        for cookie in map(mapping, items(service.get("cookies"))):
            if (name := text(cookie.get("name"))) is not None:
                yield declared(
                    name,
                    cookie,
                    provider=text(provider),
                    service=f"{title} ({location})" if title and location else title,
                    purpose=_said(cookie.get("purpose"), language),
                    duration=_duration(mapping(cookie.get("duration")), language),
                    party=text(cookie.get("party")),
                    category=_said(purpose, language),
                )


def _by_key(value: Any) -> dict[str, Any]:
    return {str(mapping(each).get("key")): each for each in items(value)}


def _said(words: Any, language: str) -> str | None:
    known = mapping(words)
    return text(known.get(language)) or next(filter(None, map(text, known.values())), None)


def _duration(value: Mapping[str, Any], language: str) -> str | None:
    if words := _said(value.get("text"), language):
        return words
    kind, amount, unit = text(value.get("kind")) or "", value.get("amount"), text(value.get("unit"))
    try:
        return describe(kind, amount if isinstance(amount, int) else None, unit, language) or None
    except (UnknownLocaleError, ValueError, OSError):
        return f"{amount} {unit}" if amount and unit else kind or None
