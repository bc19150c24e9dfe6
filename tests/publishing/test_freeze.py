"""Freezing is a function of what was declared, and of nothing else."""

import random
from collections.abc import Collection
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from charter_admin.banner.bundle import OWN_NAMES
from charter_admin.catalogue.standard import in_languages
from charter_admin.i18n import VISITOR_LOCALES
from charter_admin.platforms.models import Usage
from charter_admin.publishing.freeze import freeze
from charter_admin.versions.document import Document, consent_digest, digest, from_json, to_json
from tests.publishing import rows

NECESSARY = rows.purpose("necessary", "exempt")
STATISTICS = rows.purpose("statistics", "consent", 2)
MARKETING = rows.purpose("marketing", "consent", 1)
RIVES, MESURE = rows.provider("rives"), rows.provider("mesure", "Atelier")

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
BASES = st.sampled_from([None, "exempt", "consent"])


def frozen(usages: list[Usage], **platform: object) -> Document:
    """The document of some usages on the platform of these tests."""
    here = rows.platform(**platform)  # type: ignore[arg-type]
    return freeze(here, usages, rows.sections(here.locales), NECESSARY)


def some(keys: list[str], basis: str | None = None) -> list[Usage]:
    """Services under varied purposes and providers."""
    purposes, providers = (NECESSARY, STATISTICS, MARKETING), (RIVES, MESURE)
    return [
        rows.usage(key, purposes[ord(key) % 3], providers[ord(key) % 2], f"{key}1", f"{key}*", basis=basis)
        for key in keys
    ]


@given(KEYS, BASES, st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(keys: list[str], basis: str | None, by: random.Random) -> None:
    usages = some(keys, basis)
    shuffled = by.sample(usages, len(usages))
    for one in shuffled:
        one.service.cookies = by.sample(list(one.service.cookies), len(one.service.cookies))
    assert to_json(frozen(shuffled)) == to_json(frozen(some(keys, basis)))


@given(KEYS, BASES)
def test_what_is_stored_reads_back_as_it_was(keys: list[str], basis: str | None) -> None:
    document = frozen(some(keys, basis))
    assert from_json(to_json(document)) == document
    assert digest(from_json(to_json(document))) == digest(document)


@given(KEYS, BASES)
def test_only_what_is_in_use_is_declared_and_only_in_its_languages(keys: list[str], basis: str | None) -> None:
    document = frozen(some(keys, basis))
    assert {s.purpose for s in document.services} == {p.key for p in document.purposes}
    assert {s.provider for s in document.services} == {p.key for p in document.providers}
    assert len({s.key for s in document.services}) == len(document.services)
    assert b"(de)" not in to_json(document)
    assert all(all(service.location.values()) for service in document.services)


def test_a_language_the_platform_does_not_speak_changes_no_document() -> None:
    def document(locales: Collection[str]) -> Document:
        purpose = rows.purpose("statistics", "consent")
        for name in ("name", "description"):
            words = in_languages("Statistics")
            setattr(purpose, name, {locale: words[locale] for locale in locales})
        return frozen([rows.usage("a", purpose, MESURE, "a1")], locales=("fr", "en"))

    assert to_json(document(VISITOR_LOCALES)) == to_json(document(("fr", "en")))
    assert digest(document(["fr"])) != digest(document(("fr", "en")))


@given(KEYS)
def test_a_corrected_text_asks_nobody_again(keys: list[str]) -> None:
    before, usages = frozen(some(keys)), some(keys)
    for one in usages:
        one.service.name = {"fr": "Corrigé", "en": "Corrected"}
        one.location = {}
    after = frozen(usages)
    assert consent_digest(before) == consent_digest(after)
    assert (digest(before) == digest(after)) == (not keys)


@given(KEYS)
def test_a_new_service_that_needs_consent_asks_everybody_again(keys: list[str]) -> None:
    more = rows.usage("new", STATISTICS, MESURE, "n")
    exempt = rows.usage("new", NECESSARY, MESURE, "n")
    assert consent_digest(frozen(some(keys))) != consent_digest(frozen([*some(keys), more]))
    assert consent_digest(frozen(some(keys))) == consent_digest(frozen([*some(keys), exempt]))


def test_the_basis_of_a_purpose_follows_its_services_here() -> None:
    asks = frozen([rows.usage("a", STATISTICS, MESURE), rows.usage("b", STATISTICS, RIVES, basis="exempt")])
    assert [(p.key, p.basis) for p in asks.purposes] == [("necessary", "exempt"), ("statistics", "consent")]
    assert {s.key: s.basis for s in asks.services} == {"a": "consent", "b": "exempt", "charter-banner": "exempt"}
    exempt = frozen([rows.usage("b", STATISTICS, RIVES, basis="exempt")])
    assert [(p.key, p.basis) for p in exempt.purposes] == [("statistics", "exempt")]
    stricter = frozen([rows.usage("c", NECESSARY, RIVES, basis="consent")])
    assert [p.basis for p in stricter.purposes if p.key == "necessary"] == ["consent"]


def test_services_come_by_purpose_then_by_name() -> None:
    document = frozen(
        [
            rows.usage("z", NECESSARY, RIVES, name="Étude"),
            rows.usage("y", NECESSARY, RIVES, name="zèle"),
            rows.usage("x", MARKETING, RIVES, name="Annonce"),
            rows.usage("w", NECESSARY, RIVES, name="étude"),
        ]
    )
    assert [s.key for s in document.services] == ["w", "z", "y", "charter-banner", "x"]


def test_the_banner_declares_its_own_cookie_only_where_it_writes_one() -> None:
    assert all(s.key != "charter-banner" for s in frozen([rows.usage("a", NECESSARY, RIVES, "sid")]).services)
    asking = frozen([rows.usage("a", STATISTICS, MESURE, "m")])
    own = next(s for s in asking.services if s.key == "charter-banner")
    assert tuple(c.name for c in own.cookies) == OWN_NAMES
    assert (own.purpose, own.basis, set(own.name)) == ("necessary", "exempt", {"fr", "en"})
    assert next(p.name for p in asking.providers if p.key == own.provider) == "Rives *et* monts"


def test_the_banners_cookie_has_a_purpose_of_its_own_where_necessary_asks() -> None:
    document = frozen([rows.usage("a", NECESSARY, RIVES, "sid", basis="consent")])
    own = next(s for s in document.services if s.key == "charter-banner")
    assert own.purpose == "charter-choice"
    assert document.purposes[0].key == "charter-choice"
    assert document.purposes[0].basis == "exempt"


def test_keys_of_the_organization_come_first() -> None:
    theirs = rows.usage("charter-banner", STATISTICS, rows.provider("controller"), "m")
    document = frozen([theirs])
    assert {s.key for s in document.services} == {"charter-banner", "charter-banner-2"}
    assert {p.key for p in document.providers} == {"controller", "controller-2"}


def test_places_are_filled_and_names_are_not_markdown() -> None:
    texts = frozen([]).texts
    assert [text.key for text in texts] == ["intro", "what", "kinds", "uses", "choices", "browser"]
    assert texts[0].body == {"fr": "Of Rives \\*et\\* monts.", "en": "Of Rives \\*et\\* monts."}
    assert frozen([], controller="").texts[0].body["fr"] == "Of Portail."


def test_a_language_without_texts_of_ours_gets_english_ones() -> None:
    document = frozen([rows.usage("a", STATISTICS, MESURE, "m")], locales=("br",), default="br")
    own = next(s for s in document.services if s.key == "charter-banner")
    assert set(own.name) == {"en"}


def test_the_digest_covers_the_settings() -> None:
    document = frozen([])
    site = document.platform
    for changed in (replace(site, name="another"), replace(site, controller="another"), replace(site, dpo="another")):
        assert digest(replace(document, platform=changed)) != digest(document)
