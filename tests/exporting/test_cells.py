"""Cells that no spreadsheet calculates with, and that come back as they were."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter_admin.exporting.cells import bare, guarded
from charter_admin.exporting.columns import columns, headings, recognised
from charter_admin.exporting.words import WORDS, coded, worded

HOSTILE = st.text(st.sampled_from("=+-@'\"\t\r\n;,| a1_x0D\u2028＝é\U0001f36a") | st.characters(codec="utf-8"))
ATTACKS = (
    '=HYPERLINK("https://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1",
    '"=1', "＝1+1", "'=1", "''=1",
)  # fmt: skip


@given(HOSTILE)
def test_every_text_comes_back(text: str) -> None:
    assert bare(guarded(text)) == text
    assert bare(guarded(text, numbers=True)) == text


@pytest.mark.parametrize("text", ATTACKS)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert guarded(text).startswith("'")


@given(HOSTILE)
def test_no_formula_begins_behind_a_separator_either(text: str) -> None:
    """A program told the wrong separator begins a cell there."""
    assert re.search(r"[;,|\t\r\n]\"*[=+\-@＝＋－＠]", guarded(text)) is None


@pytest.mark.parametrize(
    "text",
    ["007", "123456789012345678901", "1E5", "1/2", "3-4", "12:30", "1,5", "TRUE", "vrai", "1 mai", "mars-24", "5 %"],
)
def test_what_a_spreadsheet_would_make_a_number_of_is_kept_apart_in_csv(text: str) -> None:
    assert guarded(text, numbers=True) == f"'{text}"
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text", ["13 mois", "_pk_id.*", "Se souvenir de vous", "www.rives.example", "a-b", "13 months"]
)
def test_ordinary_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text, numbers=True) == text


@pytest.mark.parametrize("reader", ["fr", "en"])
def test_headings_and_words_are_known_again(reader: str) -> None:
    shown = columns(["fr", "en", "bg"])
    assert recognised(headings(shown, reader, "0123456789abcdef")) == list(shown)
    for column, words in WORDS.items():
        assert [coded(column, worded(column, code, reader)) for code in words] == list(words)
