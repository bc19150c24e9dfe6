"""What the known-cookie library adds to a proposal, and what it leaves alone."""

from dataclasses import replace

from charter_admin.catalogue.known.matching import match
from charter_admin.catalogue.models import Purpose
from charter_admin.importing.known import completed, meant
from charter_admin.importing.suggestions import AcceptValues

PURPOSES = [
    Purpose(id=number, key=key, name={"en": key.title()}, description={}, basis="consent")
    for number, key in enumerate(("necessary", "preferences", "statistics", "marketing"), start=1)
]


def values(name: str, **more: object) -> AcceptValues:
    return replace(AcceptValues(name, None), **more)  # type: ignore[arg-type]  # the fields a test sets


def better(given: AcceptValues, locale: str = "fr") -> AcceptValues:
    entry = meant(given, match(given.name))
    assert entry
    return completed(given, entry, PURPOSES, locale)


def test_a_bare_name_gets_what_the_document_does_not_say() -> None:
    got = better(values("_ga"))
    assert (got.provider, got.service, got.purpose_id) == ("Google Ireland Limited", "Google Analytics", 3)
    assert got.duration == "2 ans"
    assert got.purpose.startswith("Donne un numéro")
    assert better(values("_ga"), "en").duration == "2 years"


def test_what_the_document_says_stays() -> None:
    said = AcceptValues("_ga", 4, "Ville", "Audience", "Partout", "Compter", "13 mois", "third")
    assert better(said) == said


def test_a_website_that_runs_the_software_itself_is_the_provider() -> None:
    got = better(values("_pk_id.1.ab"))
    assert (got.provider, got.service) == ("", "Matomo")


def test_a_text_in_a_language_the_library_does_not_speak_stays_empty() -> None:
    assert better(values("_ga"), "de").purpose == ""


def test_a_common_word_is_nobodys_until_the_provider_is_named() -> None:
    assert meant(values("uid"), match("uid")) is None
    found = meant(values("uid", provider="Criteo"), match("uid"))
    assert found
    assert found.provider == "Criteo SA"


def test_words_that_many_names_share_name_nobody() -> None:
    assert meant(values("uid", provider="Mesures SA Ireland Limited"), match("uid")) is None


def test_an_organization_without_that_purpose_is_given_none() -> None:
    entry = meant(values("_ga"), match("_ga"))
    assert entry
    assert completed(values("_ga"), entry, PURPOSES[:1], "fr").purpose_id is None


def test_nobody_is_meant_by_an_unknown_name() -> None:
    assert meant(values("_rives_map", provider="Google"), match("_rives_map")) is None
