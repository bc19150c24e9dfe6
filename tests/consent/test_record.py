"""A visitor's receipts as consent records: what a version said, what was answered, and what became of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from charter_admin.consent.record import CONTEXT, Answered, records
from charter_admin.versions.document import digest
from tests.banner import charters

AT = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)
WHO = "01234567-89ab-4def-8123-456789abcdef"


def row(number: int, action: str, statistics: bool, marketing: bool, **changed: Any) -> dict[str, Any]:
    """The receipt of an hour."""
    at = AT + timedelta(hours=number)
    return {
        "id": f"0190b6a2-7c3e-7d7a-8a51-00000000000{number}", "consent_id": WHO, "organization_id": 1,
        "public_id": "rives", "version": 1, "digest": "0" * 16, "build": "0123456789ab", "locale": "fr",
        "action": action, "choices": {"statistics": statistics, "marketing": marketing}, "layout": "bar",
        "claimed_at": at, "received_at": at + timedelta(seconds=2), "previous": None, "aside": False,
    } | changed  # fmt: skip


def statuses(graph: list[dict[str, Any]]) -> list[dict[str, str]]:
    """By purpose, what became of the consent, record by record."""
    return [
        {each["dct:identifier"]: each["dpv:hasConsentStatus"]["@id"].removeprefix("dpv:Consent") for each in one}
        for one in (record["dpv:hasProcess"] for record in graph)
    ]


def test_a_record_says_what_was_asked_and_answered() -> None:
    whole = charters.asking()
    document = replace(whole, platform=replace(whole.platform, controller="Ville de Rives"))
    found = records([Answered(row(1, "customise", True, False), document, "ab" * 32)], "https://c.example")
    assert found["@context"] == CONTEXT
    (record,) = found["@graph"]
    assert record["@type"] == "dpv:ConsentRecord"
    assert record["dct:conformsTo"] == "ISO/IEC TS 27560:2023"
    assert record["@id"] == "urn:uuid:0190b6a2-7c3e-7d7a-8a51-000000000001"
    assert record["dpv:hasDataSubject"]["@id"] == f"urn:uuid:{WHO}"
    assert (record["dct:issued"], record["dpv:isIndicatedAtTime"]) == (
        "2026-11-24T13:00:02.123Z",
        "2026-11-24T13:00:00.123Z",
    )
    assert record["dpv:hasDuration"] == f"P{document.banner.months}M"
    assert record["dpv:hasDataController"]["foaf:name"] == "Ville de Rives"
    notice = record["dpv:hasNotice"]
    assert notice["@id"] == "https://c.example/c/rives/v/1/fr/"
    assert notice["spdx:checksum"]["spdx:checksumValue"] == digest(document)
    assert notice["dct:hasPart"]["@id"] == "https://c.example/c/rives/v/1/fr/banner.js"
    assert notice["dct:hasPart"]["spdx:checksum"]["spdx:checksumValue"] == "ab" * 32
    asked = {purpose.key: purpose for purpose in document.purposes if purpose.basis == "consent"}
    for process in record["dpv:hasProcess"]:
        purpose = asked[process["dct:identifier"]]
        assert process["dpv:hasPurpose"]["dct:title"] == purpose.name["fr"]
        behind = (service for service in document.services if service.purpose == purpose.key)
        names = {service.provider for service in behind if service.basis == "consent"}
        assert {each["foaf:name"] for each in process["dpv:hasRecipient"]} == {
            provider.name for provider in document.providers if provider.key in names
        }
    assert statuses(found["@graph"]) == [{"marketing": "Refused", "statistics": "Given"}]


def test_consent_that_was_given_before_is_withdrawn_or_ends() -> None:
    given = [
        row(3, "withdraw", False, False),
        row(1, "accept_all", True, True),
        row(2, "customise", True, False),
        row(4, "accept_all", True, True),
        row(5, "expire", False, False),
        row(6, "refuse_all", False, False),
    ]
    graph = records([Answered(each, None) for each in given], "")["@graph"]
    assert statuses(graph) == [
        {"marketing": "Given", "statistics": "Given"},
        {"marketing": "Withdrawn", "statistics": "Given"},
        {"marketing": "Refused", "statistics": "Withdrawn"},
        {"marketing": "Given", "statistics": "Given"},
        {"marketing": "Expired", "statistics": "Expired"},
        {"marketing": "Refused", "statistics": "Refused"},
    ]


def test_a_version_that_is_gone_leaves_the_answer() -> None:
    before = "0190b6a2-7c3e-7d7a-8a51-0f3c2b1a9d8e"
    (record,) = records([Answered(row(1, "accept_all", True, True, previous=before), None)], "")["@graph"]
    assert record["dct:replaces"] == {"@id": f"urn:uuid:{before}"}
    assert "dpv:hasDataController" not in record
    assert [each["dpv:hasPurpose"]["dct:title"] for each in record["dpv:hasProcess"]] == ["marketing", "statistics"]
