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
from charter_admin.translated import State, Translated, is_behind
from charter_admin.values import LONG, SECTION, SHORT

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
    """One text. Where it has two inputs (a section: its title and body), all tuples have two places.

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
    standard: bool = False
    row: Translated | None = None

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

    def source(self, texts: Mapping[str, object]) -> str:
        """What to translate from: the default language, or else the first other one that says something."""
        others = (one for one in (self.default, *self.every, *texts) if one != self.spoken)
        return next((one for one in others if texts.get(one)), "")

    def heading(self, kind: str, row: Purpose | Service) -> Heading:
        """A row by its name: in the default language, or else in any."""
        locale = next((one for one in (self.default, *row.name) if row.name.get(one)), "")
        return Heading(kind, row.id, row.name.get(locale, ""), locale)

    def state(self, kept: State, texts: Mapping[str, str], source: str) -> str:
        """Missing, outdated or done. The default language is what the others are measured by: never outdated."""
        if not texts.get(self.spoken):
            return MISSING
        return OUTDATED if self.spoken != self.default and is_behind(kept, texts, self.spoken, source) else DONE


def items(
    usages: Iterable[Usage], sections: Mapping[str, Sequence[Section]], spoken: str, default: str
) -> Iterator[Item]:
    """The texts of a platform in the language `spoken`; `sections` are the charter's by language.

    A name and what a purpose or a cookie is for are always among them; a location, and a duration in words that are
    shown for want of an amount, where some language has them.
    """
    languages = Languages(spoken, default, list(sections))
    texts = [_of_section(key, sections, languages) for key in KEYS if _has(key, sections[spoken])]
    yield from (item for item in texts if item.label in BEFORE)
    yield from _of_usages(sorted(usages, key=lambda usage: _place(usage, default)), languages)
    yield from (item for item in texts if item.label not in BEFORE)


def _has(key: str, sections: Sequence[Section]) -> bool:
    return any(section.key == key for section in sections)


def _of_section(key: str, sections: Mapping[str, Sequence[Section]], languages: Languages) -> Item:
    by_locale = {one: next(s for s in those if s.key == key) for one, those in sections.items() if _has(key, those)}
    spoken = by_locale[languages.spoken]
    texts = {one: joined(s.title, s.body) for one, s in by_locale.items() if s.title and s.body}
    locale = languages.source(texts)
    source = by_locale.get(locale, Section(key, "", "", False, 0))
    return Item(
        "text", "body", None, key, (Heading("text", 0, key),), (TITLE, BODY), locale,
        (source.title, source.body), (spoken.title, spoken.body), languages.state(spoken.behind, texts, locale),
        standard=bool(spoken.body) and not spoken.customised,
    )  # fmt: skip


def _place(usage: Usage, locale: str) -> tuple[int, str, str, int]:
    """Where a service stands in the charter (charter_admin.publishing.freeze)."""
    service, purpose = usage.service, usage.service.purpose
    return purpose.position or 0, purpose.key or "", fold(service.name.get(locale) or any_name(service.name)), usage.id


def _of_usages(usages: Sequence[Usage], languages: Languages) -> Iterator[Item]:
    for purpose, theirs in groupby(usages, lambda usage: usage.service.purpose):
        under = (languages.heading("purpose", purpose),)
        yield from _of_purpose(purpose, under, languages)
        for usage in theirs:
            yield from _of_usage(usage, (*under, languages.heading("service", usage.service)), languages)


def _of_purpose(purpose: Purpose, under: tuple[Heading, ...], languages: Languages) -> Iterator[Item]:
    label = any_name(purpose.name)
    yield _item("purpose", purpose, label, under, NAME, languages)
    yield _item("purpose", purpose, label, under, DESCRIPTION, languages)


def _of_usage(usage: Usage, under: tuple[Heading, ...], languages: Languages) -> Iterator[Item]:
    service: Service = usage.service
    label = any_name(service.name)
    yield _item("service", service, label, under, NAME, languages)
    if any(usage.location.values()):
        yield _item("usage", usage, label, under, LOCATION, languages)
    for cookie in service.cookies:
        yield from _of_cookie(cookie, under, languages)


def _of_cookie(cookie: Cookie, under: tuple[Heading, ...], languages: Languages) -> Iterator[Item]:
    yield _item("cookie", cookie, cookie.name, under, COOKIE_PURPOSE, languages)
    # Where the duration is known, the page says it in every language by itself.
    if cookie.duration_kind in (None, "unknown") and any((cookie.duration_text or {}).values()):
        yield _item("cookie", cookie, cookie.name, under, DURATION, languages)


def _item(
    kind: str, row: Purpose | Service | Usage | Cookie, label: str, under: tuple[Heading, ...], of: Field,
    languages: Languages,
) -> Item:  # fmt: skip
    texts: Mapping[str, str] = getattr(row, of.name)
    locale = languages.source(texts)
    return Item(
        kind, of.name, row.id, label, under, (of,), locale,
        (texts.get(locale, ""),), (texts.get(languages.spoken, ""),),
        languages.state(row.behind_of(of.name), texts, locale), row=row,
    )  # fmt: skip
