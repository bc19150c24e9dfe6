"""The settings of Orejime: purposes, which may hold others."""

from collections.abc import Iterator, Mapping
from typing import Any

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.sources.texts import cookie_names, declared, items, mapping, text

_MAX_DEPTH = 10


def matches(settings: Any) -> bool:
    """Tell whether these settings list purposes with an id and a title."""
    purposes = [each for each in items(mapping(settings).get("purposes")) if isinstance(each, Mapping)]
    return any({"id", "title"} <= each.keys() for each in purposes)


def locale(settings: Mapping[str, Any]) -> str | None:
    """Give the language the settings tell."""
    return text(settings.get("lang"))


def read(settings: Mapping[str, Any]) -> Iterator[Declaration]:
    """Give the cookies of all purposes. The outermost title is the category."""
    for purpose in items(settings.get("purposes")):
        yield from _read(mapping(purpose), text(mapping(purpose).get("title")), 0)


def _read(purpose: Mapping[str, Any], category: str | None, depth: int) -> Iterator[Declaration]:
    title = text(purpose.get("title")) or text(purpose.get("id"))
    for cookie in items(purpose.get("cookies")):
        for name in cookie_names(cookie):
            service = title if depth else None
            yield declared(name, purpose, service=service, purpose=text(purpose.get("description")), category=category)
    for inner in items(purpose.get("purposes")) if depth < _MAX_DEPTH else ():
        yield from _read(mapping(inner), category, depth + 1)
