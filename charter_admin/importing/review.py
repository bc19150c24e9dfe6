"""Reviewing an import: every proposal is accepted, corrected first if need be, or dropped.

What is accepted goes through the same services as what is typed.
"""

from collections.abc import Sequence
from dataclasses import replace

from charter_admin import values as check
from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.catalogue.services import ServiceValues
from charter_admin.editing import editing, owned
from charter_admin.errors import Invalid, Refused
from charter_admin.i18n import N_
from charter_admin.importing.apart import import_apart
from charter_admin.importing.declarations import PUBLISHED, Declaration
from charter_admin.importing.models import CharterImport, ImportProposal
from charter_admin.importing.suggestions import AcceptValues, suggest
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform
from charter_admin.platforms.usages import UsageValues


def take_in(scope: Scope, platform: Platform, data: bytes, filename: str) -> CharterImport:
    """Reads a document and keeps what it declares as proposals. Raises ImportRefused when it is unreadable."""
    scope.require("platform.write")
    owned(scope, platform)
    charter = import_apart(data, filename)
    taken = CharterImport(
        platform_id=platform.id,
        filename=check.printable(filename)[: check.SHORT],
        locale=charter.locale if charter.locale in platform.locales else platform.default_locale,
        found_platform=_said(charter.platform),
        proposals=[_proposal(scope, declaration) for declaration in charter.cookies],
    )
    return scope.add(taken)


def proposals(scope: Scope, import_id: int) -> Sequence[ImportProposal]:
    """What an import found, in the order of the document. Raises NotFound."""
    return scope.get(CharterImport, id=import_id).proposals


def accept(scope: Scope, proposal: ImportProposal, values: AcceptValues) -> None:
    """Declares the cookie and puts its service in use on the platform. A second time changes nothing.

    Raises Invalid, Refused for a dropped proposal, and Stale when somebody else accepts it at the same moment.
    """
    scope.require("platform.write")
    with scope.session.begin_nested():  # a refused value leaves nothing behind
        if _becomes(scope, proposal, "accepted", was="pending"):
            _declare(scope, scope.get(CharterImport, id=proposal.import_id), values)


def accept_all(scope: Scope, import_id: int, purpose_id: int | None = None) -> int:
    """Accepts what is pending as it stands and gives the number accepted.

    `purpose_id` serves where the document does not tell the purpose; without it, such a proposal stays pending, as
    does one with a value that cannot be stored.
    """
    known = purposes.every(scope)
    return sum(_accepted_as_is(scope, each, known, purpose_id) for each in proposals(scope, import_id))


def drop(scope: Scope, proposal: ImportProposal) -> None:
    """Leaves a proposal out. Raises Refused when it was accepted."""
    scope.require("platform.write")
    _becomes(scope, proposal, "dropped", was="pending")


def restore(scope: Scope, proposal: ImportProposal) -> None:
    """Brings a dropped proposal back. Raises Refused when it was accepted."""
    scope.require("platform.write")
    _becomes(scope, proposal, "pending", was="dropped")


def _proposal(scope: Scope, declaration: Declaration) -> ImportProposal:
    texts = {name: _said(getattr(declaration, name)) for name in (*PUBLISHED, "passage")}
    return ImportProposal(organization_id=scope.organization_id, confidence=declaration.confidence, **texts)


def _said(text: str | None) -> str | None:
    return None if text is None else check.printable(text)


def _becomes(scope: Scope, proposal: ImportProposal, state: str, was: str) -> bool:
    """Whether the proposal changed its state now; it did before if not."""
    if proposal.state == state:
        return False
    if proposal.state == "accepted":
        raise Refused(N_("This was accepted already. Correct it in the catalogue, or take the service out of use."))
    if proposal.state != was:
        raise Refused(N_("This was dropped. Bring it back first."))
    with editing(scope, proposal, proposal.revision, lambda row: suggest(row, ())):
        proposal.state = state
    return True


def _accepted_as_is(scope: Scope, proposal: ImportProposal, known: Sequence[Purpose], purpose_id: int | None) -> bool:
    values = suggest(proposal, known)
    values = replace(values, purpose_id=values.purpose_id or purpose_id)
    if proposal.state != "pending" or values.purpose_id is None:
        return False
    try:
        accept(scope, proposal, values)
    except Invalid:
        return False
    return True


def _declare(scope: Scope, taken: CharterImport, values: AcceptValues) -> None:
    platform = scope.get(Platform, id=taken.platform_id)
    purpose = check.chosen(scope, "purpose_id", Purpose, values.purpose_id or 0)
    provider = _provider(scope, platform, check.optional("provider", values.provider))
    service = _service(scope, provider, purpose, check.optional("service", values.service), taken.locale)
    _cookie(scope, service, values, taken.locale)
    _usage(scope, platform, service, {taken.locale: check.optional("location", values.location)})


def _provider(scope: Scope, platform: Platform, name: str) -> Provider:
    return providers.named(scope, name or platform.controller or platform.name)


def _service(scope: Scope, provider: Provider, purpose: Purpose, name: str, locale: str) -> Service:
    name = name or provider.name
    found = services.called(scope, name, provider, purpose)
    return found or services.create(scope, ServiceValues({locale: name}, purpose.id, provider.id))


def _cookie(scope: Scope, service: Service, values: AcceptValues, locale: str) -> Cookie:
    """Declares it, or adds what is not known yet to the one of that name."""
    duration = check.optional("duration", values.duration)
    given = CookieValues(values.name, {locale: values.purpose}, party=values.party, duration_text={locale: duration})
    known = next((cookie for cookie in service.cookies if cookie.name == values.name.strip()), None)
    if known is None:
        return cookies.create(scope, service, given)
    kept = cookies.values_of(known)
    merged = replace(
        kept,
        purpose={**given.purpose, **kept.purpose},
        duration_text={**given.duration_text, **kept.duration_text},
    )
    return cookies.update(scope, known, merged, known.revision)


def _usage(scope: Scope, platform: Platform, service: Service, location: dict[str, str]) -> None:
    usage = usages.find(scope, platform, service)
    if usage is None:
        usages.put(scope, platform, service, UsageValues(location))
    else:
        usages.update(scope, usage, UsageValues(location | usage.location, usage.basis), usage.revision)
