"""What the charter page shows, drawn from the document in one language: its template only lays it out. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from charter_admin.i18n import direction, language_name
from charter_admin.publishing.markdown import to_html
from charter_admin.publishing.words import Said, Speaker
from charter_admin.versions.document import Cookie, Document, Provider, Purpose, Service, Text

_LOCAL = re.compile(r"(localhost|[^:/]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?")


@dataclass(frozen=True)
class Section:
    """A text of the charter, its body made HTML. `lang` is set where it is not in the page's language."""

    title: Said
    body: Markup
    lang: str


@dataclass(frozen=True, eq=False)
class Row:
    """A line of a table: one declared tracker, or a service without any (then `cookie` is None).

    Equal only to itself. What is told alike on several platforms is one row, so tables need not be compared by words.
    """

    provider: Provider
    country: str
    service: Said
    location: Said
    hosts: tuple[str, ...]
    excepted: bool
    cookie: Cookie | None
    purpose: Said
    duration: Said
    party: str
    storage: str


@dataclass(frozen=True)
class Group:
    """A purpose with its table."""

    key: str
    name: Said
    description: Said
    asks: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Language:
    """One entry of the language switch."""

    locale: str
    name: str
    dir: str
    current: bool


@dataclass(frozen=True)
class PageView:
    """Everything the template needs but the edition."""

    document: Document
    speaker: Speaker
    sections: Mapping[str, Section]
    groups: tuple[Group, ...]
    languages: tuple[Language, ...]
    site: str

    @property
    def asking(self) -> tuple[Group, ...]:
        """The purposes that need consent."""
        return tuple(group for group in self.groups if group.asks)

    @property
    def trackers(self) -> int:
        """How many are declared."""
        return sum(len(service.cookies) for service in self.document.services)


def view(document: Document, locale: str) -> PageView:
    """The page of one of the document's locales."""
    site = document.platform
    speaker = Speaker(locale, site.default_locale)
    return PageView(
        document=document,
        speaker=speaker,
        sections={text.key: _section(text, speaker) for text in document.texts},
        groups=tuple(_group(document, purpose, speaker) for purpose in document.purposes),
        languages=tuple(Language(one, language_name(one, one), direction(one), one == locale) for one in site.locales),
        site=site_address(site.domains[0]) if site.domains else "",
    )


def site_address(domain: str) -> str:
    """The address of a website, without a path: plain http only on the machine it is developed on."""
    return f"{'http' if _LOCAL.fullmatch(domain) else 'https'}://{domain}"


def _section(text: Text, speaker: Speaker) -> Section:
    body = speaker.say(text.body)
    return Section(speaker.say(text.title), to_html(body.text), body.lang)


def _group(document: Document, purpose: Purpose, speaker: Speaker) -> Group:
    providers = {provider.key: provider for provider in document.providers}
    services = [service for service in document.services if service.purpose == purpose.key]
    asks = purpose.basis == "consent"
    return Group(
        key=purpose.key,
        name=speaker.say(purpose.name),
        description=speaker.say(purpose.description),
        asks=asks,
        rows=tuple(
            row
            for service in services
            for row in _rows(
                service,
                providers[service.provider],
                speaker.locale,
                speaker.default,
                excepted=asks and service.basis == "exempt",
            )
        ),
    )


@lru_cache(maxsize=4096)
def _rows(service: Service, provider: Provider, locale: str, default: str, *, excepted: bool) -> tuple[Row, ...]:
    """Kept: hundreds of platforms show the same."""
    speaker = Speaker(locale, default)
    return tuple(
        Row(
            provider=provider,
            country=speaker.country(provider.country),
            service=speaker.say(service.name),
            location=speaker.say(service.location),
            hosts=service.hosts,
            excepted=excepted,
            cookie=cookie,
            purpose=speaker.say(cookie.purpose) if cookie else Said(""),
            duration=speaker.duration(cookie.duration) if cookie else Said(""),
            party=speaker.party(cookie.party) if cookie else "",
            storage=speaker.storage(cookie.storage) if cookie else "",
        )
        for cookie in service.cookies or (None,)
    )
