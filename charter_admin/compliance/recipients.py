"""Rules on who receives what trackers collect, and where."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from charter_admin.compliance.countries import COVERED
from charter_admin.compliance.rule import ERROR, WARNING, Context, Found, Subject, rule
from charter_admin.compliance.sources import (
    EDPB_INFORMATION,
    GUIDELINES_CONSENT,
    PLANET49,
    RECIPIENTS,
    RECOMMENDATION,
    SECURITY,
    TRANSFERS,
)
from charter_admin.i18n import N_
from charter_admin.listing import fold
from charter_admin.versions.document import Provider

# What people write where they do not know the name.
_PLACEHOLDERS = frozenset(
    ("?", "??", "???", "-", "--", "–", "—", "x", "xx", "xxx", "n/a", "na", "nc", "n.c.", "tbd", "todo", "inconnu",
     "inconnue", "unknown", "aucun", "none", "divers", "various", "autre", "other", "autres", "others", "tiers",
     "third-party", "third party", "a completer", "non renseigne", "not known", "prestataire", "provider",
     "partenaires", "partners")
)  # fmt: skip
# The ways the GDPR knows for a transfer (art. 45 to 49), as charters name them; folded.
_SAFEGUARD = re.compile(
    r"clauses? (?:contractuelles? )?types?|clauses contractuelles|standard contractual|\bsccs?\b|regles d.entreprise"
    r"|binding corporate|data privacy framework|cadre de protection des donnees|adequa(?:cy|te|tion)"
    r"|standardvertragsklauseln|angemessenheitsbeschluss|clausulas contractuales|clausole contrattuali"
)


@rule(
    "provider-missing",
    ERROR,
    EDPB_INFORMATION,
    RECIPIENTS,
    says=N_("Who provides “%(service)s” is not said."),
    why=N_("A consent that does not say to whom is no consent, and recipients have to be named in any case."),
)
def provider_missing(context: Context) -> Found:
    """A service whose provider is not in the charter or has no name."""
    for service in context.services:
        provider = context.providers.get(service.provider)
        if provider is None or not provider.name.strip():
            yield Subject("service", service.key), {"service": next(iter(service.name.values()), service.key)}


@rule(
    "provider-unnamed",
    WARNING,
    RECIPIENTS,
    GUIDELINES_CONSENT,
    says=N_("“%(provider)s” does not name a provider."),
    why=N_("Visitors must be able to know exactly who receives their data."),
)
def provider_unnamed(context: Context) -> Found:
    """A provider called by a word that stands for nobody."""
    for provider in context.third_parties:
        if fold(provider.name).strip() in _PLACEHOLDERS:
            yield _of(provider), {"provider": provider.name}


@rule(
    "recipient-policy-missing",
    WARNING,
    RECOMMENDATION,
    PLANET49,
    says=N_("There is no link to the privacy policy of %(provider)s."),
    why=N_("Visitors should be one click away from what a recipient does with their data."),
)
def policy_missing(context: Context) -> Found:
    """A third party without a link to its policy."""
    for provider in context.third_parties:
        if provider.name.strip() and not provider.policy_url.strip():
            yield _of(provider), {"provider": provider.name}


@rule(
    "policy-link-broken",
    ERROR,
    RECIPIENTS,
    says=N_("The link to the privacy policy of %(provider)s leads nowhere: %(address)s"),
    why=N_("It is not a whole web address, so no browser can open it."),
)
def policy_broken(context: Context) -> Found:
    """A link that is no http or https address with a host."""
    for provider, address in _linked(context):
        if not _usable(address):
            yield _of(provider), {"provider": provider.name, "address": address}


@rule(
    "policy-not-https",
    WARNING,
    SECURITY,
    RECOMMENDATION,
    says=N_("The link to the privacy policy of %(provider)s is not https."),
    why=N_("What comes over http can be read and changed on the way, and browsers warn of it."),
    fix="https",
)
def policy_insecure(context: Context) -> Found:
    """A link over plain http."""
    for provider, address in _linked(context):
        if _usable(address) and urlsplit(address).scheme == "http":
            yield _of(provider), {"provider": provider.name}


@rule(
    "recipient-country-missing",
    WARNING,
    TRANSFERS,
    says=N_("The country of %(provider)s is not said."),
    why=N_("Visitors must be told when their data leave Europe; without the country nobody can tell."),
)
def country_missing(context: Context) -> Found:
    """A third party without a country."""
    for provider in context.third_parties:
        if provider.name.strip() and not provider.country.strip():
            yield _of(provider), {"provider": provider.name}


@rule(
    "transfer-safeguard-missing",
    WARNING,
    TRANSFERS,
    says=N_("Data go to %(provider)s in %(country)s, and the charter does not say what protects them there."),
    why=N_(
        "Outside the European Economic Area and the countries the Commission found adequate, a safeguard is needed "
        "(standard contractual clauses, Data Privacy Framework…), and visitors must be told which. A section of the "
        "charter can say it."
    ),
)
def safeguard_missing(context: Context) -> Found:
    """A third party in a country without adequacy, and no text of the charter that names a safeguard."""
    texts = (body for text in context.document.texts for body in text.body.values())
    if any(_SAFEGUARD.search(fold(body)) for body in texts):
        return
    for provider in context.third_parties:
        country = provider.country.strip().upper()
        if country and country not in COVERED:
            yield _of(provider), {"provider": provider.name, "country": country}


def _of(provider: Provider) -> Subject:
    return Subject("provider", provider.key)


def _linked(context: Context) -> Iterator[tuple[Provider, str]]:
    return ((p, p.policy_url.strip()) for p in context.document.providers if p.policy_url.strip())


def _usable(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


RULES = (
    provider_missing,
    provider_unnamed,
    policy_missing,
    policy_broken,
    policy_insecure,
    country_missing,
    safeguard_missing,
)
