"""What the pages of a platform say about its state: how complete each language is, and what to do next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from charter_admin.organizations.scope import Scope
from charter_admin.platforms import texts
from charter_admin.platforms.completeness import Completeness, in_languages
from charter_admin.platforms.models import Platform, Usage
from charter_admin.platforms.standard_texts import KEYS, Words, fill, standard
from charter_admin.platforms.texts import Section


@dataclass(frozen=True)
class Progress:
    """The way to a published charter; each step is done or not."""

    services: bool
    responsible: bool
    languages: bool
    published: bool

    def steps(self) -> Iterator[tuple[str, bool]]:
        """The steps in their order."""
        yield "services", self.services
        yield "responsible", self.responsible
        yield "languages", self.languages
        yield "published", self.published

    @property
    def next(self) -> str:
        """The first step that is not done; empty when all are."""
        return next((name for name, done in self.steps() if not done), "")


def languages(scope: Scope, platform: Platform, usages: Sequence[Usage]) -> dict[str, Completeness]:
    """How complete each of the platform's languages is."""
    return in_languages(usages, texts.in_languages(scope, platform), platform.default_locale)


def progress(
    platform: Platform, usages: Sequence[Usage], complete: Mapping[str, Completeness], *, published: bool
) -> Progress:
    """How far the platform is. Visitors must be able to reach who answers for it (GDPR art. 13(1)(a))."""
    reachable = platform.contact_email or platform.contact_url or platform.contact_address
    return Progress(
        services=bool(usages),
        responsible=bool(platform.controller and reachable),
        languages=all(not found.missing for found in complete.values()),
        published=published,
    )


def section_names(platform: Platform, locale: str) -> dict[str, str]:
    """What the sections of the charter are called in a language of the admin, by their keys."""
    found = {key: words for key in KEYS if (words := standard(key, locale))}
    return {key: filled(platform, words).title for key, words in found.items()}


def filled(platform: Platform, words: Words | Section) -> Words:
    """The words as the charter page says them, with the names of website and controller in their places."""
    return fill(Words(words.title, words.body), platform=platform.name, controller=platform.controller)
