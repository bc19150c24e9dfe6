"""How much of what visitors read exists in a language."""

from charter_admin.catalogue.models import Cookie, Purpose, Service
from charter_admin.platforms.completeness import Completeness, Missing, measure
from charter_admin.platforms.models import Usage
from charter_admin.platforms.texts import Section


def usage(**location: str) -> Usage:
    purpose = Purpose(id=1, name={"fr": "Mesure"}, description={"fr": "…", "en": "…"}, basis="consent")
    cookie = Cookie(id=3, name="_pk_id.*", purpose={"en": "Counts"})
    service = Service(id=2, name={"fr": "Audience", "en": "Audience"}, purpose=purpose, cookies=[cookie])
    return Usage(id=4, service=service, location=location)


SECTIONS = [Section("intro", "T", "B", False, 0), Section("what", "", "", False, 0)]


def test_what_a_language_lacks() -> None:
    found = measure([usage(fr="partout")], SECTIONS, "en")
    assert found.missing == (
        Missing("text", "body", None, "what"),
        Missing("purpose", "name", 1, "Mesure"),
        Missing("usage", "location", 4, "Audience"),
    )
    assert (found.done, found.total, found.percent) == (4, 7, 57)


def test_a_location_nobody_gave_is_not_missing() -> None:
    found = measure([usage()], SECTIONS[:1], "fr")
    assert found.missing == (Missing("cookie", "purpose", 3, "_pk_id.*"),)


def test_a_purpose_counts_once_however_many_services_have_it() -> None:
    one = usage()
    other = Usage(id=5, service=Service(id=6, name={}, purpose=one.service.purpose, cookies=[]), location={})
    assert measure([one, other], [], "fr").total == 5


def test_percent_says_hundred_only_for_all() -> None:
    assert Completeness(999, 1000, ()).percent == 99
    assert Completeness(3, 3, ()).percent == 100
    assert Completeness(0, 0, ()).percent == 100
