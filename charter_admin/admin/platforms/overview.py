"""What the pages of a platform say about its state: how complete each language is, and what to do next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import texts
from charter_admin.platforms.completeness import Completeness, Missing, measure
from charter_admin.platforms.models import Platform, Usage
from charter_admin.platforms.standard_texts import KEYS, Words, fill, standard
from charter_admin.platforms.texts import Section

# What a missing text is called, by its kind and field.
WORDS = {
    ("purpose", "name"): N_("Purpose: its name"),
    ("purpose", "description"): N_("Purpose: what it is for"),
    ("service", "name"): N_("Service: its name"),
    ("cookie", "purpose"): N_("Cookie: what it is for"),
    ("usage", "location"): N_("Service here: where it is used"),
    ("text", "body"): N_("Text of the charter"),
}


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
    return {locale: language(scope, platform, usages, locale) for locale in platform.locales}


def language(scope: Scope, platform: Platform, usages: Sequence[Usage], locale: str) -> Completeness:
    """How complete one language is."""
    return measure(usages, texts.sections(scope, platform, locale), locale)


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


def service_of(missing: Missing, usages: Sequence[Usage]) -> int | None:
    """The id of the service on whose page a service's or a cookie's text is written."""
    if missing.kind == "service":
        return missing.id
    ids = {cookie.id: usage.service_id for usage in usages for cookie in usage.service.cookies}
    return ids.get(missing.id) if missing.kind == "cookie" and missing.id else None
