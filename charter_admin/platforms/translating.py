"""Saving many texts of one language at once, each by the service its own page goes through.

A text is kept or refused by itself: what is refused leaves the others saved, and comes back with its reason. It is
refused when somebody changed this very text meanwhile; a change to another text of the same row is in nobody's way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.exc import IntegrityError

from charter_admin.catalogue import cookies, purposes, services
from charter_admin.editing import editing
from charter_admin.errors import DomainError, Invalid, NotFound, Stale
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import texts, usages
from charter_admin.platforms.models import Platform, Usage
from charter_admin.platforms.standard_texts import Words
from charter_admin.platforms.texts import Section
from charter_admin.platforms.translations import Item, items
from charter_admin.translated import digest, settled

Row = Any
# By kind: the values of a row, and what saves them.
_SERVICES: dict[str, tuple[Callable[[Row], Any], Callable[[Scope, Row, Any, int], Any]]] = {
    "purpose": (purposes.values_of, purposes.update),
    "service": (services.values_of, services.update),
    "cookie": (cookies.values_of, cookies.update),
    "usage": (usages.values_of, usages.update),
}


@dataclass(frozen=True)
class Entry:
    """What a person sent for one text, by its name. `seen` and `seen_source` are the digests of what was shown.

    `right` says that the text, left as it is, still says what its source says.
    """

    name: str
    texts: tuple[str, ...]
    seen: str
    seen_source: str
    right: bool = False

    @property
    def changed(self) -> bool:
        """Whether the person wrote something else than what was shown."""
        return seen_as(self.texts) != self.seen


@dataclass
class Outcome:
    """How many texts were saved and how many confirmed; by name, why others were refused; what has no place left."""

    saved: int = 0
    confirmed: int = 0
    refused: dict[str, DomainError] = field(default_factory=dict)
    lost: list[Entry] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing of what was sent was refused."""
        return not self.refused and not self.lost


def seen_as(parts: Sequence[str]) -> str:
    """What an Entry says it saw, for the words that were shown."""
    return digest(texts.joined(*parts))


def read(scope: Scope, platform: Platform, spoken: str) -> list[Item]:
    """Every text of the platform in one of its languages. Raises NotFound for another language."""
    return of(platform, usages.every(scope, platform), texts.in_languages(scope, platform), spoken)


def of(platform: Platform, used: Sequence[Usage], sections: Mapping[str, Sequence[Section]], spoken: str) -> list[Item]:
    """The same from usages and sections that were read already."""
    if spoken not in platform.locales:
        raise NotFound()
    return list(items(used, sections, spoken, platform.default_locale))


def save(scope: Scope, platform: Platform, spoken: str, entries: Iterable[Entry]) -> Outcome:
    """Saves what was changed and keeps what was confirmed. Raises NotFound for a language the platform lacks."""
    scope.require("platform.write")
    known, outcome = {item.name: item for item in read(scope, platform, spoken)}, Outcome()
    for entry in entries:
        if not entry.changed and not entry.right:
            continue
        item = known.get(entry.name)
        if item is None or len(entry.texts) != len(item.inputs):
            outcome.lost += [entry] if entry.changed else []
        else:
            _take(scope, platform, spoken, item, entry, outcome)
    return outcome


def _take(scope: Scope, platform: Platform, spoken: str, item: Item, entry: Entry, outcome: Outcome) -> None:
    try:
        with scope.session.begin_nested():
            _keep(scope, platform, spoken, item, entry)
    except (Invalid, Stale) as error:
        outcome.refused[item.name] = error
    except NotFound:
        outcome.lost.append(entry)
    except IntegrityError:  # two people wrote the first own words of a section at the same moment
        outcome.refused[item.name] = Stale({})
    else:
        outcome.saved += entry.changed
        outcome.confirmed += not entry.changed


def _keep(scope: Scope, platform: Platform, spoken: str, item: Item, entry: Entry) -> None:
    now = _now(scope, platform, spoken, item)
    if seen_as(now) != entry.seen and now != entry.texts:
        raise Stale(dict(zip((f.name for f in item.inputs), now, strict=True)))
    if now != entry.texts:
        _write(scope, platform, spoken, item, entry.texts)
    # Whoever changes the default language outdates the others, even with one of them before their eyes.
    if item.source_locale and any(entry.texts) and spoken != platform.default_locale:
        _settle(scope, platform, spoken, item, entry.seen_source)


def _now(scope: Scope, platform: Platform, spoken: str, item: Item) -> tuple[str, ...]:
    """The words as they are: another text of the same row may just have been found changed."""
    if item.row is None:
        section = texts.section(scope, platform, spoken, item.label)
        return section.title, section.body
    return (_texts(item).get(spoken, ""),)


def _write(scope: Scope, platform: Platform, spoken: str, item: Item, words: tuple[str, ...]) -> None:
    if item.row is None:
        _write_section(scope, platform, spoken, item.label, Words(*words))
        return
    values_of, update = _SERVICES[item.kind]
    row: Row = item.row
    update(scope, row, replace(values_of(row), **{item.field: {**_texts(item), spoken: words[0]}}), row.revision)


def _write_section(scope: Scope, platform: Platform, spoken: str, key: str, words: Words) -> None:
    """No words at all take the platform's own away, so that the standard ones hold."""
    held = texts.section(scope, platform, spoken, key)
    if held.customised and not words.title and not words.body:
        texts.reset(scope, platform, spoken, key)
    else:
        texts.save(scope, platform, spoken, key, words, held.revision)


def _settle(scope: Scope, platform: Platform, spoken: str, item: Item, seen: str) -> None:
    if item.row is None:
        texts.settle(scope, platform, item.label, spoken, item.source_locale, seen)
        return
    row: Row = item.row
    state = settled(row.behind_of(item.field), _texts(item), spoken, item.source_locale, seen)
    if state != row.behind_of(item.field):
        scope.require("catalogue.write" if item.shared else "platform.write")
        with editing(scope, row, row.revision, _SERVICES[item.kind][0]):
            row.keep_behind(item.field, state)


def _texts(item: Item) -> Mapping[str, str]:
    found: Mapping[str, str] = getattr(item.row, item.field)
    return found
