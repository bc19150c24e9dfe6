"""The tables of RFC 9110 on what is accepted, and on what is unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter_admin.public.negotiation import CODINGS, coding, language, unchanged


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP, BR", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000", "identity"),
        ("gzip;q=0.1", "gzip"),
        ("identity, gzip;q=0.5", "identity"),
        ("*", "br"),
        ("*;q=0.1, gzip", "gzip"),
        ("identity;q=0", None),
        ("identity;q=0, gzip", "gzip"),
        ("*;q=0", None),
        ("gzip, *;q=0", "gzip"),
        ("deflate", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;q=abc", "identity"),
        (";;;,,=", "identity"),
    ],
)
def test_codings(header: str | None, wanted: str | None) -> None:
    assert coding(header) == wanted


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, "fr"),
        ("", "fr"),
        ("en", "en"),
        ("EN-us", "en"),
        ("en-US,en;q=0.5", "en"),
        ("de-CH", "de"),
        ("zh-Hant-TW, en;q=0.1", "en"),
        ("pt", "pt-BR"),
        ("pt-PT", "fr"),
        ("pt-br", "pt-BR"),
        ("fr;q=0.1, en;q=0.9", "en"),
        ("*", "fr"),
        ("ja, *;q=0.1", "fr"),
        ("en;q=0", "fr"),
        ("en;q=0, en-GB", "fr"),
        ("ja;q=1.0, de;q=0.999", "de"),
        ("en;q=oops", "fr"),
    ],
)
def test_languages(header: str | None, wanted: str) -> None:
    assert language(header, ("fr", "en", "de", "pt-BR"), "fr") == wanted


@pytest.mark.parametrize(
    ("header", "same"),
    [
        (None, False),
        ("", False),
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ('"x",W/"abc" , "y"', True),
        ("*", True),
        (" * ", True),
        ('"abcd"', False),
        ("abc", False),
        ('"x*"', False),
    ],
)
def test_tags(header: str | None, same: bool) -> None:
    assert unchanged(header, '"abc"') is same


@given(st.text())
def test_any_header_gets_something_we_have(header: str) -> None:
    assert coding(header) in (*CODINGS, None)
    assert language(header, ("fr", "en"), "fr") in ("fr", "en")
    assert isinstance(unchanged(header, '"abc"'), bool)
