"""Filling a cookie's declaration from the library touches only what nobody said."""

from dataclasses import replace

from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.known.entries import Entry
from charter_admin.catalogue.known.filling import completed

ENTRY = Entry(
    "fr_x", "P", "S", "marketing", "13 months", {"fr": "Suit.", "en": "Follows."}, "",
    storage="local_storage", party="third", host="ads.example",
)  # fmt: skip
TYPED = CookieValues(
    "fr_x", {"fr": "À nous"}, "pixel", "us.example", "third", "session", None, None, {"fr": "la visite"}
)  # fmt: skip


def test_a_blank_declaration_gets_everything() -> None:
    got = completed(CookieValues("fr_x"), ENTRY, ["fr", "en"], new=True)
    assert got == CookieValues(
        "fr_x", {"fr": "Suit.", "en": "Follows."}, "local_storage", "ads.example", "third", "fixed", 13, "month", {}
    )


def test_nothing_typed_is_overwritten() -> None:
    got = completed(TYPED, ENTRY, ["fr", "en"], new=True)
    assert got == replace(TYPED, purpose={"fr": "À nous", "en": "Follows."})


def test_only_languages_that_are_asked_for_are_filled_in() -> None:
    assert completed(CookieValues("x"), ENTRY, ["fr"], new=True).purpose == {"fr": "Suit."}


def test_the_kind_and_party_of_a_declared_cookie_stay() -> None:
    got = completed(CookieValues("x"), ENTRY, ["fr"], new=False)
    assert (got.storage, got.party, got.host) == ("cookie", "first", "ads.example")


def test_a_duration_in_words_or_half_typed_stays() -> None:
    for said in ({"duration_text": {"fr": "un an"}}, {"duration_kind": "fixed"}, {"duration_amount": 3}):
        values = replace(CookieValues("x"), **said)
        got = completed(values, ENTRY, ["fr"], new=True)
        assert (got.duration_kind, got.duration_amount) == (values.duration_kind, values.duration_amount)


def test_an_unknown_duration_fills_nothing() -> None:
    got = completed(CookieValues("x"), replace(ENTRY, duration="unknown"), ["fr"], new=True)
    assert (got.duration_kind, got.duration_amount, got.duration_unit) == ("unknown", None, None)
