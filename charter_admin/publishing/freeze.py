"""The draft as a charter document. Pure: equal rows give equal documents, in whatever order they were read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from charter_admin.catalogue import models as catalogue
from charter_admin.listing import fold
from charter_admin.platforms.models import Platform
from charter_admin.platforms.standard_texts import Words, fill
from charter_admin.platforms.texts import Section
from charter_admin.publishing import rows
from charter_admin.publishing.own_cookie import with_own_cookie
from charter_admin.versions.banner import banner_of
from charter_admin.versions.document import (
    Contact,
    Cookie,
    Document,
    Duration,
    Localized,
    Provider,
    Purpose,
    Service,
    Site,
    Text,
    localized,
)

Memory = dict[Any, Service]
# A row of the catalogue, or the same as a value.
PurposeRow = catalogue.Purpose | rows.Purpose
ProviderRow = catalogue.Provider | rows.Provider
ServiceRow = catalogue.Service | rows.Service
CookieRow = catalogue.Cookie | rows.Cookie


class Used(Protocol):
    """A usage, or as much of one as a charter tells."""

    @property
    def service(self) -> ServiceRow:
        """What is used."""

    @property
    def location(self) -> Mapping[str, str]:
        """Where."""

    @property
    def effective_basis(self) -> str:
        """The basis that holds there."""


def freeze(
    platform: Platform,
    usages: Iterable[Used],
    sections: Mapping[str, Sequence[Section]],
    necessary: PurposeRow | None,
    memory: Memory | None = None,
) -> Document:
    """The charter of a platform as it would be published now.

    `sections` are its texts by locale; `necessary` is the organization's purpose of that key, under which the banner's
    own cookie goes where the charter asks for consent. Whoever reads services as values (charter_admin.publishing.rows)
    hands over one `memory`: a service used alike on several platforms is then told once.
    """
    known: Memory = {} if memory is None else memory
    used = sorted(usages, key=lambda usage: _place(usage, platform.default_locale))
    document = Document(
        platform=_site(platform),
        purposes=tuple(_purposes(used, platform.locales)),
        providers=tuple(_providers(used)),
        services=tuple(_service(usage, platform.locales, known) for usage in used),
        texts=tuple(_texts(platform, sections)),
        banner=banner_of(platform.banner),
    )
    if not document.asks:
        return document  # the banner then writes no cookie, so there is none to declare
    exempt = told_purpose(necessary, necessary.basis, platform.locales) if necessary else None
    return with_own_cookie(document, exempt)


def _place(usage: Used, locale: str) -> tuple[int, str, str, str]:
    """Where a service stands in the charter: its key decides between equal names."""
    service, purpose = usage.service, usage.service.purpose
    return purpose.position, purpose.key, fold(localized(service.name, locale, locale)), service.key


def _site(platform: Platform) -> Site:
    return Site(
        public_id=platform.public_id,
        name=platform.name,
        domains=tuple(domain.name for domain in platform.domains),
        default_locale=platform.default_locale,
        locales=tuple(platform.locales),
        controller=platform.controller,
        contact=Contact(platform.contact_email, platform.contact_url, platform.contact_address),
        dpo=platform.dpo,
    )


def _purposes(used: Sequence[Used], locales: Sequence[str]) -> Iterable[Purpose]:
    asking = {usage.service.purpose.key for usage in used if usage.effective_basis == "consent"}
    for purpose in {usage.service.purpose.key: usage.service.purpose for usage in used}.values():
        yield told_purpose(purpose, "consent" if purpose.key in asking else "exempt", locales)


def told_purpose(row: PurposeRow, basis: str, locales: Sequence[str]) -> Purpose:
    """What a charter in these languages says of a purpose with that basis."""
    return Purpose(row.key, _spoken(row.name, locales), _spoken(row.description, locales), basis)


def _providers(used: Sequence[Used]) -> Iterable[Provider]:
    rows = {usage.service.provider.key: usage.service.provider for usage in used}
    for row in sorted(rows.values(), key=lambda row: (row.folded, row.key)):
        yield told_provider(row)


def told_provider(row: ProviderRow) -> Provider:
    """What a charter says of a provider."""
    return Provider(row.key, row.name, row.country, row.policy_url)


def _service(usage: Used, locales: Sequence[str], memory: Memory) -> Service:
    location, basis = _spoken(usage.location, locales), usage.effective_basis
    declared = (usage.service, *locales)
    here = (declared, basis, *sorted(location.items()))
    if here not in memory:
        if declared not in memory:
            memory[declared] = told_service(usage.service, locales)
        memory[here] = replace(memory[declared], location=location, basis=basis)
    return memory[here]


def told_service(row: ServiceRow, locales: Sequence[str]) -> Service:
    """What the catalogue says of a service, the same on every platform of these languages."""
    cookies: Iterable[CookieRow] = row.cookies
    return Service(
        key=row.key,
        purpose=row.purpose.key,
        provider=row.provider.key,
        basis="",
        name=_spoken(row.name, locales),
        location={},
        hosts=tuple(row.hosts),
        cookies=tuple(_cookie(c, locales) for c in sorted(cookies, key=lambda c: (c.position, c.id or 0))),
    )


def _cookie(row: CookieRow, locales: Sequence[str]) -> Cookie:
    return Cookie(
        name=row.name,
        pattern=row.pattern,
        storage=row.storage,
        host=row.host,
        party=row.party,
        duration=Duration(
            row.duration_kind, row.duration_amount, row.duration_unit, _spoken(row.duration_text, locales)
        ),
        purpose=_spoken(row.purpose, locales),
    )


def _texts(platform: Platform, sections: Mapping[str, Sequence[Section]]) -> Iterable[Text]:
    keys = dict.fromkeys(section.key for locale in platform.locales for section in sections[locale])
    for key in keys:
        words = {locale: _words(platform, sections[locale], key) for locale in platform.locales}
        text = Text(key, _said(words, "title"), _said(words, "body"))
        if text.body:
            yield text


def _words(platform: Platform, sections: Sequence[Section], key: str) -> Words:
    found = next((Words(s.title, s.body) for s in sections if s.key == key), Words("", ""))
    return fill(found, platform=platform.name, controller=platform.controller)


def _said(words: Mapping[str, Words], part: str) -> Localized:
    return {locale: text for locale, w in words.items() if (text := getattr(w, part))}


def _spoken(texts: Localized, locales: Sequence[str]) -> Localized:
    """Only what the platform's languages say: the rest is shown to nobody, so it must not change the digest."""
    return {locale: texts[locale] for locale in locales if texts.get(locale)}
