"""Reasons, worksheets, dossiers and what stops publishing, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from charter_admin.catalogue import purposes
from charter_admin.compliance import fixes, service, sheets
from charter_admin.compliance.lint import RULES
from charter_admin.compliance.models import ExemptionWorksheet, Justification
from charter_admin.compliance.service import Report, Unlawful
from charter_admin.compliance.worksheet import Sheet
from charter_admin.errors import Forbidden, Invalid, NotFound, Refused, Stale
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import banner, usages
from charter_admin.platforms import service as platforms
from charter_admin.platforms.models import Platform, Usage
from charter_admin.publishing import service as publishing
from charter_admin.versions.banner import Google
from charter_admin.versions.models import CharterVersion
from tests.compliance.cases import FILLED
from tests.publishing import drafts

DPO = ("dpo-missing", "platform")


def report(scope: Scope, platform: Platform) -> Report:
    """The check of the draft."""
    return service.report(scope, platform, publishing.draft(scope, platform))


def justify(scope: Scope, platform: Platform, reason: str = "We are three people.", named: Any = DPO) -> Justification:
    """Says why a warning is accepted."""
    rule, subject = named
    return service.justify(scope, platform, publishing.draft(scope, platform), rule, subject, reason)


def rules(entries: Any) -> list[str]:
    """The rules of entries."""
    return [entry.finding.rule.id for entry in entries]


def usage_of(scope: Scope, platform: Platform, key: str) -> Usage:
    """A service in use."""
    return next(usage for usage in usages.every(scope, platform) if usage.service.key == key)


def test_an_error_stops_publishing_and_says_why(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Pixel", "necessary", "_fbp")
    with pytest.raises(Unlawful, match="_fbp") as refused:
        publishing.publish(scope, platform)
    assert [finding.rule.id for finding in refused.value.findings] == ["exempt-tracker"]
    assert publishing.versions(scope, platform) == []


def test_what_is_online_unchanged_stays_and_what_is_offline_is_checked_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that comes with a new release takes nothing offline, but brings nothing back either."""
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Pixel", "necessary", "_fbp")
    with monkeypatch.context() as before_the_rule:
        before_the_rule.setattr("charter_admin.compliance.service.lint", lambda *_: ())
        version = publishing.publish(scope, platform).version
    assert publishing.publish(scope, platform).version is version
    publishing.unpublish(scope, platform)
    with pytest.raises(Unlawful):
        publishing.publish(scope, platform)


def test_a_reason_holds_until_its_subject_changes(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    assert "dpo-missing" in rules(report(scope, platform).warnings)
    made = justify(scope, platform)
    assert (made.author, made.text) == ("Claire", "We are three people.")
    found = report(scope, platform)
    assert rules(found.justified) == ["dpo-missing"]
    assert "dpo-missing" not in rules(found.warnings)
    values = replace(platforms.values_of(platform), controller="Métropole")
    platforms.update(scope, platform, values, platform.revision)
    entry = report(scope, platform).entry(*DPO)
    assert entry is not None
    assert (entry.stale, entry.is_justified, entry.justification) == (True, False, made)


def test_a_reason_is_replaced_and_withdrawn_but_never_lost(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    first = justify(scope, platform)
    assert justify(scope, platform) is first
    second = justify(scope, platform, "Our officer starts in June.")
    assert first.withdrawn_at is not None
    assert first.withdrawn_by == "Claire"
    service.withdraw(scope, second)
    moment = second.withdrawn_at
    service.withdraw(scope, second)
    assert second.withdrawn_at == moment
    assert report(scope, platform).justified == ()
    assert len(session.scalars(select(Justification)).all()) == 2


def test_what_cannot_be_justified(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Pixel", "necessary", "_fbp")
    with pytest.raises(Refused, match="lawful"):
        justify(scope, platform, named=("exempt-tracker", "cookie:pixel/cookie/_fbp"))
    with pytest.raises(Refused, match="settled"):
        justify(scope, platform, named=("dpo-missing", "nothing"))
    with pytest.raises(Invalid):
        justify(scope, platform, " ")


def test_only_writers_and_only_their_own(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    made, document = justify(scope, platform), publishing.draft(scope, platform)
    usage = usages.every(scope, platform)[0]
    entry = report(scope, platform).entries[0]
    reader, stranger = Scope(session, scope.organization_id, "viewer", "Vera"), drafts.scope(session, "Monts")
    acts: list[Callable[[Scope], Any]] = [
        lambda by: service.justify(by, platform, document, *DPO, "No."),
        lambda by: service.withdraw(by, made),
        lambda by: sheets.save(by, usage, document, FILLED, 0),
    ]
    for act in acts:
        with pytest.raises(Forbidden):
            act(reader)
        with pytest.raises(NotFound):
            act(stranger)
    with pytest.raises(Forbidden):
        fixes.apply(reader, platform, document, entry.finding)


def test_a_worksheet_is_kept_beside_the_service(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*", basis="exempt")
    usage = usage_of(scope, platform, "matomo")
    assert "audience-worksheet-missing" in rules(report(scope, platform).warnings)
    row = sheets.save(scope, usage, publishing.draft(scope, platform), FILLED, 0)
    assert not {rule for rule in rules(report(scope, platform).entries) if rule.startswith("audience-")}
    with pytest.raises(Stale):
        sheets.save(scope, usage, publishing.draft(scope, platform), Sheet(), 0)
    refusing = replace(FILLED, answers={**FILLED.answers, "publisher_only": "no"})
    sheets.save(scope, usage, publishing.draft(scope, platform), refusing, row.revision)
    assert rules(report(scope, platform).errors) == ["audience-worksheet-refuses"]
    with pytest.raises(Unlawful):
        publishing.publish(scope, platform)
    usages.take_out(scope, usage)
    session.expire_all()
    assert session.scalars(select(ExemptionWorksheet)).all() == []


@pytest.mark.parametrize(
    "sheet", [Sheet(tool="abacus"), Sheet(answers={"told": "maybe"}), Sheet(data_months=-1), Sheet(cookie_months=10**9)]
)
def test_what_is_no_answer_is_refused(session: Session, sheet: Sheet) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    usage = usages.every(scope, platform)[0]
    with pytest.raises(Invalid):
        sheets.save(scope, usage, publishing.draft(scope, platform), sheet, 0)


def test_a_version_keeps_the_dossier_of_its_check(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*", basis="exempt")
    sheets.save(scope, usage_of(scope, platform, "matomo"), publishing.draft(scope, platform), FILLED, 0)
    plain = publishing.draft(scope, platform)
    made = justify(scope, platform)
    version = publishing.publish(scope, platform).version
    service.withdraw(scope, made)
    session.expire_all()
    kept = session.scalars(select(CharterVersion)).one().dossier
    reasons = {finding["rule"]: finding["justification"] for finding in kept["findings"]}
    assert reasons["dpo-missing"]["text"] == "We are three people."
    assert reasons["dpo-missing"]["author"] == "Claire"
    assert [(sheet["service"], sheet["outcome"]) for sheet in kept["worksheets"]] == [("matomo", "exempt")]
    assert b"three people" not in version.document
    assert publishing.draft(scope, platform) == plain


def banner_of(scope: Scope, platform: Platform, **changes: Any) -> None:
    """Changes settings of the banner."""
    banner.update(scope, platform, replace(banner.values_of(platform), **changes), platform.revision)


def mend(scope: Scope, platform: Platform, rule: str) -> None:
    """Applies the fix of a rule's finding, and sees that the rule has nothing more to say."""
    document = publishing.draft(scope, platform)
    entries = service.report(scope, platform, document).entries
    entry = next(entry for entry in entries if entry.finding.rule.id == rule)
    assert fixes.offered(entry.finding)
    fixes.apply(scope, platform, document, entry.finding)
    assert rule not in rules(report(scope, platform).entries)


def test_fixes_mend(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Pixel", "necessary", "_fbp")
    mend(scope, platform, "exempt-tracker")
    assert usage_of(scope, platform, "pixel").basis == "consent"
    drafts.use(scope, platform, "Analytics", "statistics", "_ga", basis="exempt")
    mend(scope, platform, "exempt-google-analytics")
    assert usage_of(scope, platform, "analytics").basis is None


def test_a_service_goes_to_the_purpose_it_is_known_for(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Réseau", "preferences", "_fbp", "_fbc", basis="exempt")
    mend(scope, platform, "known-otherwise")
    usage = usage_of(scope, platform, "reseau")
    assert (usage.service.purpose.key, usage.effective_basis) == ("marketing", "consent")
    drafts.use(scope, platform, "Mesure", "necessary", "_ga", basis="consent")
    purposes.delete(scope, drafts.purpose(scope, "statistics"))
    mend(scope, platform, "known-otherwise")
    assert usage_of(scope, platform, "mesure").service.purpose.key == "statistics"


def test_trackers_known_under_two_purposes_are_parted_by_a_person(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Mélange", "preferences", "_fbp", "_ga")
    found = [entry.finding for entry in report(scope, platform).entries if entry.finding.rule.id == "known-otherwise"]
    assert {finding.values["known"] for finding in found} == {"marketing", "statistics"}
    assert all(finding.values["source"] for finding in found)
    assert [fixes.offered(finding) for finding in found] == ["", ""]


def test_the_known_duration_is_declared(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Mesure", "statistics", "_ga")
    mend(scope, platform, "duration-shorter-than-known")
    (cookie,) = usage_of(scope, platform, "mesure").service.cookies
    assert (cookie.duration_kind, cookie.duration_amount, cookie.duration_unit) == ("fixed", 2, "year")


def test_fixes_mend_the_banner(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
    banner_of(scope, platform, months=13, google=Google(on=True, url_passthrough=True))
    mend(scope, platform, "choice-over-6-months")
    mend(scope, platform, "refusal-weaker-traces")
    google = banner.values_of(platform).google
    meaning = {**google.meaning, "necessary": ("ad_storage", "security_storage")}
    banner_of(scope, platform, google=replace(google, meaning=meaning))
    mend(scope, platform, "refusal-weaker-signals")
    assert banner.values_of(platform).google.meaning["necessary"] == ("security_storage",)


def test_the_standard_purpose_fills_only_what_is_missing(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    necessary = drafts.purpose(scope, "necessary")
    necessary.description, necessary.name = {}, {"fr": "Indispensables"}
    session.flush()
    mend(scope, platform, "purpose-unexplained")
    assert necessary.name == {"fr": "Indispensables", "en": "Necessary"}
    assert set(necessary.description) == {"fr", "en"}


@pytest.mark.parametrize(
    ("address", "secured"),
    [
        ("http://a.example/p?q#r", "https://a.example/p?q#r"),
        ("http://a.example:80/", "https://a.example/"),
        ("http://a.example:8080/", "https://a.example:8080/"),
    ],
)
def test_an_address_made_secure(address: str, secured: str) -> None:
    assert fixes.secure(address) == secured


def test_every_fix_of_a_rule_exists() -> None:
    assert {rule.fix for rule in RULES if rule.fix} == set(fixes.FIXES)
