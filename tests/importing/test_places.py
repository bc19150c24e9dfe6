"""The document in plain lines, and where in it each proposal was read."""

from pathlib import Path

import pytest

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.extract import import_bytes
from charter_admin.importing.places import pieces, places
from charter_admin.importing.rendering import MAX_TEXT, bounded

CHARTERS = Path(__file__).parent / "charters"
TEXT = (
    "Cookies\n\nsid | Garder la session\nsid | Garder la session\nlang | La langue\nUne phrase. _ga compte les visites."
)


def read(name: str, passage: str) -> Declaration:
    return Declaration(name, None, None, None, None, None, None, passage)


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (read("sid", "sid | Garder la session"), range(2, 3)),
        (read("lang", "sid | Garder la session\nlang | La langue"), range(3, 5)),
        (read("_ga", "_ga compte les visites."), range(5, 6)),
        (read("lang", "lang ; La langue"), range(4, 5)),
        (read("id", "nowhere"), range(0)),
    ],
)
def test_a_passage_is_found_whole_or_by_its_name(found: Declaration, lines: range) -> None:
    assert places(TEXT, [found]) == [lines]


def test_nothing_is_found_in_no_text() -> None:
    assert places("", [read("sid", "sid")]) == [range(0)]
    assert list(pieces("", [])) == []


def test_the_pieces_are_the_whole_text() -> None:
    made = pieces(TEXT, [range(2, 3), range(2, 3), range(4, 5)])
    assert [piece.line for piece in made] == [None, 2, None, 4, None]
    assert "\n".join(piece.text for piece in made) == TEXT


@pytest.mark.parametrize("name", ["01-portail-donnees.txt", "02-mairie.html", "16-cookies.csv", "09-politica.md"])
def test_every_passage_of_a_charter_stands_in_its_text(name: str) -> None:
    charter = import_bytes((CHARTERS / name).read_bytes(), name)
    lines = charter.text.split("\n")
    found = places(charter.text, charter.cookies)
    assert all(found)
    for cookie, where in zip(charter.cookies, found, strict=True):
        assert cookie.passage.split("\n")[0] in "\n".join(lines[where.start : where.stop])


def test_a_long_text_ends_with_a_line() -> None:
    assert bounded("a") == "a"
    assert bounded("line\n" * MAX_TEXT) == "line\n" * (MAX_TEXT // 5 - 1) + "line"
    assert len(bounded("x" * (MAX_TEXT + 1))) == MAX_TEXT
