"""Every text of a platform that visitors read, in one language beside the one it is translated from. Pure.

The order is that of the charter page: the sections before the tables, then purpose by purpose, then the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from charter_admin.catalogue.keys import any_name
from charter_admin.catalogue.models import Cookie, Purpose, Service
from charter_admin.listing import fold
from charter_admin.platforms.models import Usage
from charter_admin.platforms.standard_texts import KEYS
from charter_admin.platforms.texts import Section, joined
from charter_admin.translated import State, is_behind
from charter_admin.values import LONG, SECTION, SHORT

Row = Purpose | Service | Usage | Cookie
BEFORE = KEYS[: KEYS.index("uses") + 1]  # what the page says before its tables
MISSING, OUTDATED, DONE = "missing", "outdated", "done"


@dataclass(frozen=True)
class Field:
    """One input of a text: how many characters it takes, and whether on several lines."""

    name: str
    most: int
    several_lines: bool


TITLE, BODY = Field("title", SHORT, False), Field("body", SECTION, True)
NAME, DESCRIPTION = Field("name", SHORT, False), Field("description", LONG, True)
LOCATION = Field("location", SHORT, False)
COOKIE_PURPOSE, DURATION = Field("purpose", LONG, True), Field("duration_text", SHORT, False)


@dataclass(frozen=True)
class Heading:
    """What a text stands under: a section, a purpose or a service, with the language its label is in.

    A section has neither: its `id` is 0, its label its key.
    """

    kind: str
    id: int
    label: str
    locale: str = ""


@dataclass(frozen=True)
class Item:
    """One text in the language asked for. With two inputs (a section: its title and body) the tuples have two places.

    `kind` is purpose, service, usage, cookie or text, `field` which of its texts; `label` names its row for people and
    for a section is its key. `source` are the words of `source_locale`, empty where no other language has any; `text`
    those of the language asked for. `state` is missing, outdated or done. `row` is None for a section.
    """

    kind: str
    field: str
    id: int | None
    label: str
    under: tuple[Heading, ...]
    inputs: tuple[Field, ...]
    source_locale: str
    source: tuple[str, ...]
    text: tuple[str, ...]
    state: str
    standard: bool
    row: Row | None

    @property
    def name(self) -> str:
        """What tells it from the others of its platform."""
        return f"{self.kind}-{self.label if self.id is None else self.id}-{self.field}"

    @property
    def shared(self) -> bool:
        """Whether it belongs to the catalogue, and so to every platform that uses it."""
        return self.kind in ("purpose", "service", "cookie")


@dataclass(frozen=True)
class Languages:
    """The language asked for, the platform's default one, and all of them."""

    spoken: str
    default: str
    every: Sequence[str]

    def source(self, texts: Mapping[str, str]) -> str:
        """What to translate from: the default language, or else the first other one that says something."""
        others = (one for one in (self.default, *self.every, *texts) if one != self.spoken)
        return next((one for one in others if texts.get(one)), "")


@dataclass(frozen=True)
class Text:
    """One text in every language. `parts` are its inputs' words where it has two, `standard` who has no own words."""

    kind: str
    label: str
    under: tuple[Heading, ...]
    inputs: tuple[Field, ...]
    texts: Mapping[str, str]
    kept: State
    row: Row | None = None
    parts: Mapping[str, tuple[str, ...]] | None = None
    standard: frozenset[str] = frozenset()

    @property
    def field(self) -> str:
        """Which text of its row it is."""
        return self.inputs[-1].name

    @property
    def id(self) -> int | None:
        """That of its row."""
        return None if self.row is None else self.row.id

    def state(self, languages: Languages) -> str:
        """Missing, outdated or done. The default language is what the others are measured by: never outdated."""
        if not self.texts.get(languages.spoken):
            return MISSING
        if not self.kept or languages.spoken == languages.default:
            return DONE
        behind = is_behind(self.kept, self.texts, languages.spoken, languages.source(self.texts))
        return OUTDATED if behind else DONE

    def words(self, locale: str) -> tuple[str, ...]:
        """What stands in its inputs in one language."""
        return (self.texts.get(locale, ""),) if self.parts is None else self.parts.get(locale, ("", ""))

    def spoken(self, languages: Languages) -> Item:
        """The text in one language, beside the one it is translated from."""
        source, locale = languages.source(self.texts), languages.spoken
        return Item(
            self.kind, self.field, self.id, self.label, self.under, self.inputs, source, self.words(source),
            self.words(locale), self.state(languages), locale in self.standard, self.row,
        )  # fmt: skip


def items(
    usages: Iterable[Usage], sections: Mapping[str, Sequence[Section]], spoken: str, default: str
) -> Iterator[Item]:
    """The texts of a platform in the language `spoken`; `sections` are the charter's by language."""
    languages = Languages(spoken, default, list(sections))
    return (text.spoken(languages) for text in texts(usages, sections, default))


def texts(usages: Iterable[Usage], sections: Mapping[str, Sequence[Section]], default: str) -> list[Text]:
    """The same in every language at once.

    A name and what a purpose or a cookie is for are always among them; a location, and a duration in words that are
    shown for want of an amount, where some language has them.
    """
    by_key: dict[str, dict[str, Section]] = {}
    for locale, those in sections.items():
        for section in those:
            by_key.setdefault(section.key, {})[locale] = section
    ours = [_of_section(key, by_key[key]) for key in KEYS if key in by_key]
    before = [text for text in ours if text.label in BEFORE]
    used = sorted(usages, key=lambda usage: _place(usage, default))
    return [*before, *_of_usages(used, default), *ours[len(before) :]]


def _of_section(key: str, by_locale: Mapping[str, Section]) -> Text:
    said = {one: joined(s.title, s.body) for one, s in by_locale.items() if s.title and s.body}
    parts = {one: (s.title, s.body) for one, s in by_locale.items()}
    kept = next(iter(by_locale.values())).behind  # every language of a section tells of the same row
    standard = frozenset(one for one, s in by_locale.items() if s.body and not s.customised)
    return Text("text", key, (Heading("text", 0, key),), (TITLE, BODY), said, kept, None, parts, standard)


def _place(usage: Usage, locale: str) -> tuple[int, str, str, int]:
    """Where a service stands in the charter (charter_admin.publishing.freeze)."""
    service, purpose = usage.service, usage.service.purpose
    return purpose.position or 0, purpose.key or "", fold(service.name.get(locale) or any_name(service.name)), usage.id


def _of_usages(usages: Sequence[Usage], default: str) -> Iterator[Text]:
    for purpose, theirs in groupby(usages, lambda usage: usage.service.purpose):
        under = (_heading("purpose", purpose, default),)
        yield _text("purpose", purpose, under, NAME)
        yield _text("purpose", purpose, under, DESCRIPTION)
        for usage in theirs:
            yield from _of_usage(usage, (*under, _heading("service", usage.service, default)))


def _heading(kind: str, row: Purpose | Service, default: str) -> Heading:
    """A row by its name: in the default language, or else in any."""
    locale = next((one for one in (default, *row.name) if row.name.get(one)), "")
    return Heading(kind, row.id, row.name.get(locale, ""), locale)


def _of_usage(usage: Usage, under: tuple[Heading, ...]) -> Iterator[Text]:
    service: Service = usage.service
    yield _text("service", service, under, NAME)
    if any(usage.location.values()):
        yield _text("usage", usage, under, LOCATION)
    for cookie in service.cookies:
        yield _text("cookie", cookie, under, COOKIE_PURPOSE, cookie.name)
        # Where the duration is known, the page says it in every language by itself.
        if cookie.duration_kind in (None, "unknown") and any((cookie.duration_text or {}).values()):
            yield _text("cookie", cookie, under, DURATION, cookie.name)


def _text(kind: str, row: Row, under: tuple[Heading, ...], of: Field, label: str = "") -> Text:
    return Text(kind, label or under[-1].label, under, (of,), getattr(row, of.name), row.behind_of(of.name), row)
