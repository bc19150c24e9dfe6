"""How surely a declaration says what the document says."""

from dataclasses import replace

import pytest

from charter_admin.importing.confidence import judge
from charter_admin.importing.declarations import Declaration, charter_json
from charter_admin.importing.extract import import_bytes

WHOLE = Declaration(
    "_ga", "Google", None, "Counts visits", "2 years", None, None, "_ga | Google | Counts visits | 2 years"
)


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, "high"),
        ({"provider": None}, "high"),
        ({"name": "theme"}, "high"),
        ({"name": "Theme"}, "medium"),
        ({"provider": None, "duration": None}, "medium"),
        ({"name": "Theme", "provider": None, "duration": None}, "low"),
        ({"purpose": "13 months"}, "medium"),
        ({"purpose": "_gid"}, "medium"),
        ({"duration": "It is kept for as long as the visitor has not said anything else to us"}, "medium"),
        ({"confidence": "low"}, "low"),
    ],
)
def test_levels(changes: dict[str, str | None], level: str) -> None:
    assert judge(replace(WHOLE, **changes), guessed=False) == level  # type: ignore[arg-type]  # texts of its fields


def test_guessed_bounds_are_never_high() -> None:
    assert judge(WHOLE, guessed=True) == "medium"


def test_the_printed_json_stays_as_agreed() -> None:
    charter = import_bytes(b"Cookies\n\nCookie\tPurpose\n_ga\tCounts visits\n")

    assert charter.cookies[0].confidence == "medium"
    cookies = charter_json(charter)["cookies"]
    assert isinstance(cookies, list)
    assert list(cookies[0]) == ["name", "provider", "service", "purpose", "duration", "party", "category"]
