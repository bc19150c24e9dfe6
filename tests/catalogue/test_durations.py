"""Durations: read from what people write, and put back into words."""

import pytest

from charter_admin.catalogue.durations import UNITS, UNKNOWN, Duration, describe, parse
from charter_admin.i18n import LOCALES


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("13 mois", 13, "month"),
        ("2 ans", 2, "year"),
        ("1\N{NO-BREAK SPACE}an", 1, "year"),
        ("1 year", 1, "year"),
        ("2 year(s)", 2, "year"),
        ("un an", 1, "year"),
        ("six months", 6, "month"),
        ("30 minutes", 30, "minute"),
        ("24h", 24, "hour"),
        ("90-day", 90, "day"),
        ("3 600 secondes", 3600, "second"),
        ("13 mois maximum", 13, "month"),
        ("Persistant (13 mois)", 13, "month"),
        ("1 an et 1 mois", 13, "month"),
        ("1 jour et 12 heures", 36, "hour"),
        ("1,5 an", 18, "month"),
        ("0.5 year", 6, "month"),
        ("12 Monate", 12, "month"),
        ("zwei Jahre", 2, "year"),
        ("dos años", 2, "year"),
        ("1 año y 1 mes", 13, "month"),
        ("un giorno", 1, "day"),
        ("een week", 1, "week"),
        ("24 uur", 24, "hour"),
        ("13 miesięcy", 13, "month"),
        ("2 lata", 2, "year"),
    ],
)
def test_fixed(text: str, amount: int, unit: str) -> None:
    assert parse(text) == Duration("fixed", amount, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Session",
        "Durée de la session",
        "à la fermeture du navigateur",
        "End of session",
        "beim Schließen des Browsers",
        "al cerrar el navegador",
        "alla chiusura del browser",
        "einde sessie",
        "do końca sesji",
    ],
)
def test_session(text: str) -> None:
    assert parse(text) == Duration("session")


@pytest.mark.parametrize(
    "text", ["persistent", "Permanent", "illimitée", "never expires", "jusqu’à sa suppression", "unbegrenzt"]
)
def test_persistent(text: str) -> None:
    assert parse(text) == Duration("persistent")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "selon le cas",
        "6 à 13 mois",
        "session et 13 mois",
        "1 month 2 days",
        "12 måneder",
        "365",
        "0 jour",
        "9e9 ans",
    ],
)
def test_unknown_rather_than_guessed(text: str) -> None:
    assert parse(text) == UNKNOWN


def test_describe_counts_in_the_language() -> None:
    assert describe("fixed", 13, "month", "fr") == "13\N{NO-BREAK SPACE}mois"
    assert describe("fixed", 1, "year", "en") == "1 year"
    assert describe("unknown", None, None, "fr") == ""
    assert describe("session", None, None, "en") == "Until the browser is closed"
    assert describe("persistent", None, None, "en") == "Until you delete it"


@pytest.mark.parametrize("locale", LOCALES)
def test_describe_speaks_every_language(locale: str) -> None:
    for unit in UNITS:
        text = describe("fixed", 3, unit, locale)
        assert "duration" not in text
        assert text.strip("3 \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


@pytest.mark.parametrize(("amount", "unit"), [(1, "second"), (45, "day"), (2, "week"), (13, "month"), (2, "year")])
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_what_is_described_reads_back(amount: int, unit: str, locale: str) -> None:
    assert parse(describe("fixed", amount, unit, locale)) == Duration("fixed", amount, unit)
