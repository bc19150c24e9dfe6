"""How much of what visitors read exists in each language. Pure: it takes rows and sections, and asks no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from charter_admin.platforms.models import Usage
from charter_admin.platforms.texts import Section
from charter_admin.platforms.translations import MISSING, OUTDATED, Languages, Text, texts


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
    return in_languages(usages, {locale: sections}, locale)[locale]


def in_languages(
    usages: Iterable[Usage], sections: Mapping[str, Sequence[Section]], default: str
) -> dict[str, Completeness]:
    """The completeness of a platform in each language it has sections in, and what is outdated there."""
    every = texts(usages, sections, default)
    return {locale: _figures(every, Languages(locale, default, list(sections))) for locale in sections}


def _figures(every: Sequence[Text], languages: Languages) -> Completeness:
    states = [(text, text.state(languages)) for text in every]
    missing = tuple(Missing(t.kind, t.field, t.id, t.label) for t, state in states if state == MISSING)
    outdated = sum(state == OUTDATED for _text, state in states)
    return Completeness(len(every) - len(missing), len(every), missing, outdated)
