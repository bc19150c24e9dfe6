"""A visitor's receipts as consent records, for people and programs that know none of our words. Pure.

The structure is that of ISO/IEC TS 27560:2023 (a header, the processing consent was asked for, the parties, the event),
written in JSON-LD 1.1 with the terms of the W3C Data Privacy Vocabulary, Dublin Core and SPDX. What is said of purposes
and recipients is what the version said that the visitor answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from charter_admin.versions.document import Document, Purpose, Service, digest, localized

TYPE = "application/ld+json"
# The edition of the technical specification whose fields these are; and this project's own of their form.
STRUCTURE, FORM = "ISO/IEC TS 27560:2023", "1"
CONTEXT: Mapping[str, Any] = {
    "dpv": "https://w3id.org/dpv#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:issued": {"@type": "xsd:dateTime"},
    "dpv:isIndicatedAtTime": {"@type": "xsd:dateTime"},
    "spdx:checksumValue": {"@type": "xsd:hexBinary"},
}
GIVEN, REFUSED = "dpv:ConsentGiven", "dpv:ConsentRefused"
WITHDRAWN, EXPIRED = "dpv:ConsentWithdrawn", "dpv:ConsentExpired"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Answered:
    """A receipt with what it answers: the version, and the SHA-256 of the script that asked, where it is known."""

    row: Row
    document: Document | None
    script: str | None = None


def records(answers: Sequence[Answered], base: str) -> dict[str, Any]:
    """The records of one visitor on one platform, the first decision first; `base` is the origin of the addresses."""
    before: dict[str, bool] = {}
    graph = []
    for answer in sorted(answers, key=lambda each: (each.row["claimed_at"], each.row["id"])):
        graph.append(_record(answer, base, before))
        before = answer.row["choices"]
    return {"@context": CONTEXT, "@graph": graph}


def status(given: bool, before: bool, action: str) -> str:
    """What became of the consent to one purpose, given what it was before."""
    if given:
        return GIVEN
    if not before:
        return REFUSED
    return EXPIRED if action == "expire" else WITHDRAWN


def _record(answer: Answered, base: str, before: Mapping[str, bool]) -> dict[str, Any]:
    row, document = answer.row, answer.document
    return {
        "@id": f"urn:uuid:{row['id']}",
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": STRUCTURE,
        "dct:hasVersion": FORM,
        "dct:identifier": row["id"],
        "dct:issued": _moment(row["received_at"]),
        **({"dct:replaces": {"@id": f"urn:uuid:{row['previous']}"}} if row["previous"] else {}),
        "dpv:hasDataSubject": {"@id": f"urn:uuid:{row['consent_id']}", "@type": "dpv:DataSubject"},
        "dpv:hasNotice": _notice(answer, base),
        **({"dpv:hasDataController": _controller(document)} if document else {}),
        "dpv:hasProcess": [
            _process(key, given, status(given, before.get(key, False), row["action"]), answer)
            for key, given in sorted(row["choices"].items())
        ],
        "dpv:isIndicatedAtTime": _moment(row["claimed_at"]),
        "dpv:hasIndicationMethod": row["action"],
        **({"dpv:hasDuration": f"P{document.banner.months}M"} if document else {}),
    }


def _notice(answer: Answered, base: str) -> dict[str, Any]:
    """What was read, and the script that asked."""
    row = answer.row
    version = f"{base}/c/{row['public_id']}/v/{row['version']}"
    script = {"@id": f"{version}/{row['locale']}/banner.js", "dct:hasVersion": row["build"]}
    return {
        "@id": f"{version}/{row['locale']}/",
        "@type": "dpv:ConsentNotice",
        "dct:hasVersion": str(row["version"]),
        "dct:language": row["locale"],
        "dct:type": row["layout"],
        **({"spdx:checksum": _checksum(digest(answer.document))} if answer.document else {}),
        "dct:source": {"@id": f"{version}/charter.json"},
        "dct:hasPart": script | ({"spdx:checksum": _checksum(answer.script)} if answer.script else {}),
    }


def _controller(document: Document) -> dict[str, Any]:
    site = document.platform
    contacts = [*([f"mailto:{site.contact.email}"] if site.contact.email else []), site.contact.url]
    return {
        "@type": "dpv:DataController",
        "foaf:name": site.controller or site.name,
        "dpv:hasContact": [contact for contact in (*contacts, site.contact.address) if contact],
    }


def _process(key: str, given: bool, became: str, answer: Answered) -> dict[str, Any]:
    """One purpose, its recipients, and what the visitor said to it."""
    document, locale = answer.document, answer.row["locale"]
    purpose = next((each for each in document.purposes if each.key == key), None) if document else None
    return {
        "@type": "dpv:Process",
        "dct:identifier": key,
        "dpv:hasPurpose": _purpose(key, purpose, document, locale),
        "dpv:hasLegalBasis": "dpv:Consent",
        "dpv:hasConsentStatus": {"@id": became},
        "dpv:hasRecipient": _recipients(key, document, locale) if document else [],
    }


def _purpose(key: str, purpose: Purpose | None, document: Document | None, locale: str) -> dict[str, Any]:
    default = document.platform.default_locale if document else locale
    if purpose is None:
        return {"@type": "dpv:Purpose", "dct:title": key}
    return {
        "@type": "dpv:Purpose",
        "dct:title": localized(purpose.name, locale, default),
        "dct:description": localized(purpose.description, locale, default),
    }


def _recipients(key: str, document: Document, locale: str) -> list[dict[str, Any]]:
    """The providers of a purpose, with the services that need consent."""
    asked = [service for service in document.services if service.purpose == key and service.basis == "consent"]
    by_provider: dict[str, list[Service]] = {}
    for service in asked:
        by_provider.setdefault(service.provider, []).append(service)
    default = document.platform.default_locale
    return [
        {
            "@type": "dpv:Recipient",
            "foaf:name": provider.name,
            **({"dpv:hasCountry": provider.country} if provider.country else {}),
            **({"foaf:page": provider.policy_url} if provider.policy_url else {}),
            "dpv:hasService": [localized(service.name, locale, default) for service in by_provider[provider.key]],
        }
        for provider in document.providers
        if provider.key in by_provider
    ]


def _checksum(value: str) -> dict[str, Any]:
    algorithm = {"@id": "spdx:checksumAlgorithm_sha256"}
    return {"@type": "spdx:Checksum", "spdx:algorithm": algorithm, "spdx:checksumValue": value}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
