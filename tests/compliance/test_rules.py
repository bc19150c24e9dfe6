"""Each rule has a charter that trips it and one near it that does not; nothing makes the check raise."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter_admin.banner.bundle import own_trackers
from charter_admin.compliance.lint import BY_ID, RULES, fingerprint, lint, service_fingerprint
from charter_admin.compliance.rule import ERROR, WARNING, Finding
from charter_admin.compliance.worksheet import Sheet
from charter_admin.versions import banner, document
from charter_admin.versions.banner import Banner
from tests.banner import charters
from tests.compliance.cases import CASES
from tests.compliance.lawful import NECESSARY, charter, cookie, service


def found(case_document: document.Document, sheet: Sheet | None) -> list[tuple[str, str]]:
    """What the check finds, by rule and subject."""
    findings = lint(case_document, {"matomo": sheet} if sheet else {})
    return [(finding.rule.id, str(finding.subject)) for finding in findings]


def test_every_rule_has_a_pair() -> None:
    assert {rule.id for rule in RULES} == set(CASES)
    assert len(RULES) == len(BY_ID)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_rule_is_tripped_by_one_and_not_by_the_other(name: str) -> None:
    case = CASES[name]
    assert [subject for rule, subject in found(case.tripping, case.sheet) if rule == name] == [case.subject]
    assert name not in [rule for rule, _ in found(case.fine, case.fine_sheet)]


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_finding_speaks(name: str) -> None:
    """A place of the sentence without its value would be an error before an operator's eyes."""
    rule, case = BY_ID[name], CASES[name]
    finding = next(f for f in lint(case.tripping, {"matomo": case.sheet} if case.sheet else {}) if f.rule is rule)
    assert "%(" not in finding.message
    assert rule.severity in (ERROR, WARNING)
    assert rule.sources
    assert rule.why


def test_a_lawful_charter_has_no_finding() -> None:
    assert lint(charter()) == ()


def test_errors_come_first() -> None:
    severities = [finding.rule.severity for finding in lint(CASES["exempt-tracker"].tripping)]
    assert severities == sorted(severities)
    assert severities[0] == ERROR


def test_the_banners_own_cookie_is_nobodys_business() -> None:
    """It declares itself, so no form could mend it."""
    made = charter()
    own = service("charter-banner", "necessary", "controller", *own_trackers(("fr",), Banner(months=13)))
    provider = document.Provider("controller", "Autre", "", "")
    with_own = document.Document(
        made.platform, made.purposes, (*made.providers, provider), (*made.services, own), made.texts, made.banner
    )
    assert lint(with_own) == ()


def test_existing_charters_have_no_error() -> None:
    for made in (charters.asking(), charters.exempt(), charters.long()):
        assert [finding.message for finding in lint(made) if finding.is_error] == []


TEXT = st.text(max_size=12) | st.sampled_from(
    [
        "",
        "fr",
        "consent",
        "exempt",
        "cookie",
        "_ga",
        "*",
        "http://[",
        "https://a:b",
        "IDE",
        "2 ans",
        "choices",
        "١٢ mois",
    ]
)
TEXTS = st.dictionaries(TEXT, TEXT, max_size=3)
NUMBER = st.integers() | st.none()
DURATION = st.builds(
    document.Duration, TEXT | st.sampled_from(["fixed", "persistent"]), NUMBER, TEXT | st.none(), TEXTS
)
COOKIE = st.builds(document.Cookie, TEXT, st.booleans(), TEXT, TEXT, TEXT, DURATION, TEXTS)
GOOGLE = st.builds(
    banner.Google,
    on=st.booleans(),
    meaning=st.dictionaries(TEXT, st.lists(st.sampled_from(banner.GOOGLE_TYPES)).map(tuple), max_size=3),
    url_passthrough=st.booleans(),
)


def many(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A few of them, as documents hold them."""
    return st.lists(of, max_size=3).map(tuple)


DOCUMENT = st.builds(
    document.Document,
    platform=st.builds(
        document.Site,
        TEXT,
        TEXT,
        many(TEXT),
        TEXT,
        many(TEXT),
        TEXT,
        st.builds(document.Contact, TEXT, TEXT, TEXT),
        TEXT,
    ),
    purposes=many(st.builds(document.Purpose, TEXT, TEXTS, TEXTS, TEXT)),
    providers=many(st.builds(document.Provider, TEXT, TEXT, TEXT, TEXT)),
    services=many(st.builds(document.Service, TEXT, TEXT, TEXT, TEXT, TEXTS, TEXTS, many(TEXT), many(COOKIE))),
    texts=many(st.builds(document.Text, TEXT, TEXTS, TEXTS)),
    banner=st.builds(Banner, months=st.integers(), google=GOOGLE),
)
SHEET = st.builds(Sheet, TEXT, TEXTS, NUMBER, NUMBER, st.booleans())


@given(DOCUMENT, st.dictionaries(TEXT, SHEET, max_size=2))
@settings(max_examples=300, deadline=None)
def test_nothing_makes_the_check_raise(made: document.Document, sheets: dict[str, Sheet]) -> None:
    findings = lint(made, sheets)
    assert len({(f.rule.id, f.subject) for f in findings}) == len(findings)
    for finding in findings:
        assert finding.message
        assert len(fingerprint(made, finding)) == 64


def test_a_fingerprint_follows_its_subject_and_nothing_else() -> None:
    case = CASES["recipient-policy-missing"]

    def print_of(made: document.Document) -> str:
        finding: Finding = next(f for f in lint(made) if f.rule.id == "recipient-policy-missing")
        return fingerprint(made, finding)

    before = print_of(case.tripping)
    site = document.Site(**{**vars(case.tripping.platform), "dpo": "other"})
    elsewhere = document.Document(**{**vars(case.tripping), "platform": site})
    providers = tuple(document.Provider(p.key, p.name, "DE", p.policy_url) for p in case.tripping.providers)
    assert print_of(elsewhere) == before
    assert print_of(document.Document(**{**vars(case.tripping), "providers": providers})) != before


def test_a_worksheet_outlives_a_change_of_basis_but_not_of_cookies() -> None:
    exempt = CASES["audience-worksheet-missing"].tripping
    same = document.Document(**{**vars(exempt), "services": (*exempt.services[:2], _asking(exempt.services[2]))})
    other = CASES["audience-over-13-months"].tripping
    assert service_fingerprint(same, "matomo") == service_fingerprint(exempt, "matomo")
    assert service_fingerprint(other, "matomo") != service_fingerprint(exempt, "matomo")


def _asking(made: document.Service) -> document.Service:
    return document.Service(**{**vars(made), "basis": "consent"})


@pytest.mark.parametrize(
    ("name", "purpose", "basis", "finds"),
    [
        ("_fbp", "necessary", "exempt", True),
        ("_fbp", "preferences", "consent", True),
        ("_fbp", "statistics", "consent", True),
        ("_fbp", "marketing", "consent", False),
        ("_fbp", "videos", "consent", False),  # one of their own, which asks: nobody can tell
        ("_pk_id.*", "statistics", "exempt", False),  # the worksheet's business
        ("_pk_id.*", "necessary", "exempt", True),
        ("_pk_id.*", "marketing", "consent", False),  # asks for more than it must
        ("ci_session", "marketing", "consent", False),
        ("nobody_knows_this", "necessary", "exempt", False),
    ],
)
def test_only_what_is_known_to_ask_more_is_told(name: str, purpose: str, basis: str, finds: bool) -> None:
    made = service("tool", purpose, "player", cookie(name), basis=basis)
    declared = replace(NECESSARY, key=purpose, basis=basis)
    purposes = (*(one for one in charter().purposes if one.key != purpose), declared)
    findings = lint(replace(charter(), services=(*charter().services, made), purposes=purposes))
    found = [finding for finding in findings if finding.rule.id == "known-otherwise"]
    assert bool(found) is finds
    assert all(finding.values["source"] in finding.message for finding in found)
