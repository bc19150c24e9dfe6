"""The banner's own cookie, which the charter declares by itself where that banner can write it. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from charter_admin.banner.bundle import own_trackers
from charter_admin.i18n import N_, has_visitor_texts, visitor
from charter_admin.versions.document import Document, Localized, Provider, Purpose, Service

SERVICE_KEY, PROVIDER_KEY, PURPOSE_KEY = "charter-banner", "controller", "charter-choice"

_SERVICE = N_("Choice about cookies")
_PURPOSE = N_("Your choice about cookies")
_DESCRIPTION = N_("Remembering what you accepted and refused. The law exempts this from consent.")


def with_own_cookie(document: Document, necessary: Purpose | None) -> Document:
    """The document with the service that keeps the visitor's choice, set by the controller.

    It goes under `necessary` (the organization's purpose of that name, with its own basis) when that is exempt here,
    and else under an exempt purpose of its own: CNIL, guidelines of 17 September 2020, article 5, names the cookie
    that keeps the choice among the exempt ones.
    """
    purpose = _purpose(document, necessary)
    provider = Provider(
        _free(PROVIDER_KEY, [p.key for p in document.providers]),
        document.platform.controller or document.platform.name,
        country="",
        policy_url="",
    )
    service = _service(document, purpose.key, provider.key)
    known = {p.key for p in document.purposes}
    return replace(
        document,
        purposes=document.purposes if purpose.key in known else (purpose, *document.purposes),
        providers=(*document.providers, provider),
        services=_placed(document.services, service, first=purpose.key not in known),
    )


def _purpose(document: Document, necessary: Purpose | None) -> Purpose:
    here = {purpose.key: purpose for purpose in document.purposes}
    candidate = here.get(necessary.key, necessary) if necessary else None
    if candidate and candidate.basis == "exempt":
        return candidate
    locales = _spoken(document)
    return Purpose(_free(PURPOSE_KEY, here), _said(_PURPOSE, locales), _said(_DESCRIPTION, locales), "exempt")


def _service(document: Document, purpose: str, provider: str) -> Service:
    locales = _spoken(document)
    return Service(
        key=_free(SERVICE_KEY, [s.key for s in document.services]),
        purpose=purpose,
        provider=provider,
        basis="exempt",
        name=_said(_SERVICE, locales),
        location={},
        hosts=(),
        cookies=own_trackers(locales, document.banner),
    )


def _placed(services: Sequence[Service], own: Service, *, first: bool) -> tuple[Service, ...]:
    """After the other services of its purpose; before all where the purpose is new, as the purpose is."""
    at = 0 if first else 1 + max(n for n, service in enumerate(services) if service.purpose == own.purpose)
    return (*services[:at], own, *services[at:])


def _spoken(document: Document) -> list[str]:
    """The platform's languages that have texts of ours, English where none has."""
    return [locale for locale in document.platform.locales if has_visitor_texts(locale)] or ["en"]


def _said(message: str, locales: Sequence[str]) -> Localized:
    return {locale: visitor(locale).gettext(message) for locale in locales}


def _free(key: str, taken: Collection[str]) -> str:
    """The key, or one with a number where the organization gave it to something of its own."""
    numbered = (f"{key}-{n}" for n in range(2, len(taken) + 3))
    return next(k for k in (key, *numbered) if k not in taken)
