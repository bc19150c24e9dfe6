"""Looking up a visitor by consent id in one organization, and what a proof of a decision says (GDPR art. 7(1))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from charter_admin.consent import lookup
from charter_admin.consent.record import Answered
from charter_admin.errors import Invalid, NotFound
from charter_admin.i18n import N_
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.versions import store
from charter_admin.versions.document import Document, consent_digest, digest, localized


@dataclass(frozen=True)
class Asked:
    """A purpose in the visitor's language, who stands behind it, and the answer."""

    key: str
    name: str
    description: str
    providers: tuple[str, ...]
    given: bool


@dataclass(frozen=True)
class Decision:
    """One decision and what it was made on.

    `script` is the SHA-256 of the script that asked, empty where it is not known; `same` whether the address of the
    version's script still gives just that one: after an update of this software it may have been made anew.
    """

    id: str
    consent_id: str
    public_id: str
    platform: str
    controller: str
    version: int
    locale: str
    layout: str
    action: str
    build: str
    script: str
    same: bool
    digest: str
    consent_digest: str
    received_at: datetime
    claimed_at: datetime
    previous: str
    aside: bool
    asked: tuple[Asked, ...]


def decisions(scope: Scope, log: Connection, consent_id: str) -> list[Decision]:
    """Everything a visitor decided on the organization's platforms, the first decision first.

    Raises Invalid for what is no consent id.
    """
    try:
        rows = lookup.receipts(log, consent_id.strip().lower(), organization_id=scope.organization_id)
    except Invalid as error:
        raise Invalid(error.field, N_("This is no consent id.")) from None
    connection = scope.session.connection()
    first: dict[tuple[str, int, str], str | None] = {}
    found = []
    for answer in lookup.answered(connection, rows):
        row = answer.row
        place = (row["public_id"], row["version"], row["locale"])
        if place not in first:
            first[place] = store.first_script(connection, *place)
        found.append(_decision(answer, first[place]))
    return found


def decision(scope: Scope, log: Connection, consent_id: str, receipt_id: str) -> tuple[Organization, Decision]:
    """One of them, with who answers for it. Raises NotFound and Invalid."""
    found = next((each for each in decisions(scope, log, consent_id) if each.id == receipt_id), None)
    if found is None:
        raise NotFound()
    return scope.session.get_one(Organization, scope.organization_id), found


def _decision(answer: Answered, first: str | None) -> Decision:
    row, document = answer.row, answer.document
    script = answer.script or ""
    kept = (
        "id",
        "consent_id",
        "public_id",
        "version",
        "locale",
        "layout",
        "action",
        "build",
        "received_at",
        "claimed_at",
    )
    return Decision(
        **{name: row[name] for name in kept},
        platform=document.platform.name if document else row["public_id"],
        controller=document.platform.controller if document else "",
        script=script,
        same=bool(script) and script == first,
        digest=digest(document) if document else "",
        consent_digest=consent_digest(document) if document else row["digest"],
        previous=row["previous"] or "",
        aside=row["aside"],
        asked=_asked(row["choices"], row["locale"], document),
    )


def _asked(choices: Mapping[str, bool], locale: str, document: Document | None) -> tuple[Asked, ...]:
    if document is None:
        return tuple(Asked(key, key, "", (), given) for key, given in sorted(choices.items()))
    default = document.platform.default_locale
    return tuple(
        Asked(
            purpose.key,
            localized(purpose.name, locale, default),
            localized(purpose.description, locale, default),
            _providers(document, purpose.key),
            choices[purpose.key],
        )
        for purpose in document.purposes
        if purpose.key in choices
    )


def _providers(document: Document, purpose: str) -> tuple[str, ...]:
    needed: Sequence[str] = [
        each.provider for each in document.services if (each.purpose, each.basis) == (purpose, "consent")
    ]
    return tuple(provider.name for provider in document.providers if provider.key in needed)
