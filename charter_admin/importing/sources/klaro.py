"""The settings of Klaro, and of Orejime before its third version, which came from it."""

from collections.abc import Iterator, Mapping
from typing import Any

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.sources.texts import cookie_names, declared, items, mapping, text


def matches(settings: Any) -> bool:
    """Tell whether these settings list services, or "apps" as they were called before."""
    return any(isinstance(each, Mapping) and "name" in each for each in _services(settings)) and not (
        "format" in settings and "platform" in settings
    )


def locale(settings: Mapping[str, Any]) -> str | None:
    """Give the language the texts are taken in."""
    translations = mapping(settings.get("translations"))
    told = text(settings.get("lang"))
    return told if told in translations or not translations else _first(translations)


def read(settings: Mapping[str, Any]) -> Iterator[Declaration]:
    """Give the cookies of all services."""
    translations = mapping(settings.get("translations"))
    words = [mapping(translations.get(locale(settings) or "")), mapping(translations.get("zz"))]
    for service in map(mapping, _services(settings)):
        key = text(service.get("name")) or ""
        own = mapping(service.get("translations"))
        told = [mapping(own.get(locale(settings) or "")), mapping(own.get("zz")), service]
        told += [mapping(each.get(key)) for each in words] + [
            mapping(mapping(each.get("services")).get(key)) for each in words
        ]
        categories = [_purpose(text(purpose), words) for purpose in items(service.get("purposes"))]
        for cookie in items(service.get("cookies")):
            for name in cookie_names(cookie):
                yield declared(
                    name,
                    service,
                    service=_said(told, "title") or key or None,
                    purpose=_said(told, "description"),
                    category=", ".join(filter(None, categories)) or None,
                )


def _services(settings: Any) -> list[Any]:
    known = mapping(settings)
    return items(known.get("services")) or items(known.get("apps"))


def _first(translations: Mapping[str, Any]) -> str | None:
    return next((language for language in translations if language != "zz"), None)


def _said(places: list[Mapping[str, Any]], key: str) -> str | None:
    return next((said for place in places if (said := text(place.get(key)))), None)


def _purpose(key: str | None, words: list[Mapping[str, Any]]) -> str | None:
    for each in words:
        named = mapping(each.get("purposes")).get(key or "")
        if title := text(named) or text(mapping(named).get("title")):
            return title
    return key
