"""How much of what visitors read exists in each language. Pure: it takes rows and sections, and asks no database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from charter_admin.catalogue.keys import any_name
from charter_admin.catalogue.models import Purpose, Service
from charter_admin.platforms.models import Usage
from charter_admin.platforms.texts import Section


@dataclass(frozen=True)
class Missing:
    """One text a language lacks.

    `kind` is purpose, service, usage, cookie or text, `field` which of its texts; `id` is that of its row (a section
    has none, and is told by `label`, its key); `label` names it for people.
    """

    kind: str
    field: str
    id: int | None
    label: str


@dataclass(frozen=True)
class Completeness:
    """`done` of `total` texts exist in the language."""

    done: int
    total: int
    missing: tuple[Missing, ...]

    @property
    def percent(self) -> int:
        """Whole percents, rounded down, so that 100 means all."""
        return 100 if not self.total else self.done * 100 // self.total


Shown = tuple[Missing, bool]


def measure(usages: Iterable[Usage], sections: Sequence[Section], locale: str) -> Completeness:
    """The completeness of a platform in one language, from its usages and its sections in that language.

    A text counts when it is shown in any language; a name counts always.
    """
    shown = [*_of_usages(list(usages), locale), *_of_sections(sections)]
    missing = tuple(text for text, there in shown if not there)
    return Completeness(len(shown) - len(missing), len(shown), missing)


def _of_usages(usages: Sequence[Usage], locale: str) -> Iterator[Shown]:
    purposes = {usage.service.purpose.id: usage.service.purpose for usage in usages}
    for purpose in purposes.values():
        yield from _of_purpose(purpose, locale)
    for usage in usages:
        name = any_name(usage.service.name)
        yield from _of_service(usage.service, locale)
        yield from _given("usage", "location", usage.id, name, usage.location, locale)


def _of_purpose(purpose: Purpose, locale: str) -> Iterator[Shown]:
    label = any_name(purpose.name)
    yield Missing("purpose", "name", purpose.id, label), bool(purpose.name.get(locale))
    yield Missing("purpose", "description", purpose.id, label), bool(purpose.description.get(locale))


def _of_service(service: Service, locale: str) -> Iterator[Shown]:
    yield Missing("service", "name", service.id, any_name(service.name)), bool(service.name.get(locale))
    for cookie in service.cookies:
        yield Missing("cookie", "purpose", cookie.id, cookie.name), bool(cookie.purpose.get(locale))


def _given(kind: str, field: str, row_id: int, label: str, texts: Mapping[str, str], locale: str) -> Iterator[Shown]:
    """A text that may be left out altogether, but not in one language only."""
    if any(texts.values()):
        yield Missing(kind, field, row_id, label), bool(texts.get(locale))


def _of_sections(sections: Sequence[Section]) -> Iterator[Shown]:
    for section in sections:
        yield Missing("text", "body", None, section.key), bool(section.title and section.body)
