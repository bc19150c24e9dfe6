"""How much of what visitors read exists in each language. Pure: it takes rows and sections, and asks no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from charter_admin.platforms.models import Usage
from charter_admin.platforms.texts import Section
from charter_admin.platforms.translations import MISSING, OUTDATED, Item, items


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
    """`done` of `total` texts exist in the language; `outdated` of them are older than what they translate."""

    done: int
    total: int
    missing: tuple[Missing, ...]
    outdated: int = 0

    @property
    def percent(self) -> int:
        """Whole percents, rounded down, so that 100 means all."""
        return 100 if not self.total else self.done * 100 // self.total


def measure(usages: Iterable[Usage], sections: Sequence[Section], locale: str) -> Completeness:
    """The completeness of a platform in one language, from its usages and its sections in that language.

    A text counts when it is shown in any language; a name counts always.
    """
    return of(items(usages, {locale: sections}, locale, locale))


def in_languages(
    usages: Sequence[Usage], sections: Mapping[str, Sequence[Section]], default: str
) -> dict[str, Completeness]:
    """The completeness of a platform in each language it has sections in, and what is outdated there."""
    return {locale: of(items(usages, sections, locale, default)) for locale in sections}


def of(found: Iterable[Item]) -> Completeness:
    """The figures of texts in one language."""
    every = list(found)
    missing = tuple(Missing(i.kind, i.field, i.id, i.label) for i in every if i.state == MISSING)
    outdated = sum(item.state == OUTDATED for item in every)
    return Completeness(len(every) - len(missing), len(every), missing, outdated)
