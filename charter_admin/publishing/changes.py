"""What differs between two charters, for the person about to publish. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from charter_admin.versions.document import Document, localized

Parts = Mapping[tuple[str, ...], Any]


@dataclass(frozen=True)
class Difference:
    """One value that changed; `locale` is empty where the value has no language."""

    field: str
    locale: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What happened to one part.

    `kind` is purpose, provider, service, cookie, text, setting, banner or order; `action` is added, removed or changed;
    `label` names the part for people (a text: its key); `differences` are those of a changed one.
    """

    kind: str
    action: str
    label: str
    differences: tuple[Difference, ...] = ()


def changes(old: Document, new: Document, locale: str) -> tuple[Change, ...]:
    """Everything that differs, with names in `locale` where they exist in it. Empty only for equal documents."""
    found = [change for kind in _PARTS for change in _of_kind(kind, old, new, locale)]
    if not found and old != new:
        found.append(Change("order", "changed", ""))
    return tuple(found)


def _of_kind(kind: str, old: Document, new: Document, locale: str) -> Iterator[Change]:
    before, after = _PARTS[kind](old), _PARTS[kind](new)
    for key, part in after.items():
        label = _label(part, key, new, locale)
        if key not in before:
            yield Change(kind, "added", label)
        elif differences := tuple(_differences(before[key], part)):
            yield Change(kind, "changed", label, differences)
    for key, part in before.items():
        if key not in after:
            yield Change(kind, "removed", _label(part, key, old, locale))


def _label(part: Any, key: tuple[str, ...], document: Document, locale: str) -> str:
    name = getattr(part, "name", key[0])
    return name if isinstance(name, str) else localized(name, locale, document.platform.default_locale) or key[0]


def _differences(before: Any, after: Any) -> Iterator[Difference]:
    old, new = dict(_flat(before)), dict(_flat(after))
    for field, locale in dict.fromkeys((*new, *old)):
        was, is_ = old.get((field, locale), ""), new.get((field, locale), "")
        if was != is_:
            yield Difference(field, locale, was, is_)


def _flat(part: Any, prefix: str = "") -> Iterator[tuple[tuple[str, str], str]]:
    """Every value as text, under its field and language."""
    for field in fields(part):
        value, name = getattr(part, field.name), prefix + field.name
        if is_dataclass(value):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, Mapping):
            yield from _entries(value, name)
        elif field.name not in ("cookies", "pattern"):  # compared by themselves; told by the name
            yield (name, ""), _text(value)


def _entries(value: Mapping[str, Any], name: str) -> Iterator[tuple[tuple[str, str], str]]:
    """A text under each language; a list under the name of each entry."""
    for key, entry in value.items():
        yield ((name, key), entry) if isinstance(entry, str) else ((f"{name}.{key}", ""), _text(entry))


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def _keyed(parts: Iterable[Any]) -> Parts:
    return {(part.key,): part for part in parts}


def _cookies(document: Document) -> Parts:
    """By service, name and storage; the same name twice there is told apart by its place."""
    found: dict[tuple[str, ...], Any] = {}
    for service in document.services:
        for cookie in service.cookies:
            key: tuple[str, ...] = (cookie.name, service.key, cookie.storage)
            while key in found:
                key = (*key, "again")
            found[key] = cookie
    return found


_PARTS: Mapping[str, Any] = {
    "setting": lambda document: {("platform",): document.platform},
    "banner": lambda document: {("banner",): document.banner},
    "purpose": lambda document: _keyed(document.purposes),
    "provider": lambda document: _keyed(document.providers),
    "service": lambda document: _keyed(document.services),
    "cookie": _cookies,
    "text": lambda document: _keyed(document.texts),
}
