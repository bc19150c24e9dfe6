"""Input that no charter is: refused with a clear code, or read quickly, and never anything else."""

import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter_admin.importing.blocks import flat
from charter_admin.importing.declarations import PUBLISHED, Charter
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.extract import import_bytes
from charter_admin.importing.limits import MAX_BYTES

MARKUP = (
    "| ; , - # <td> <tr> <table> </table> <th/colspan=9> <br> <h2> <code> ` ** _ ---|--- +--+ |--| < ( ) [ ] \\ : /"
)
WORDS = "Nom Cookie Finalité Durée _ga _pk_id.* session 1 an {x} <id> &lt; et https://a.fr é x"
SPACES = ["\n", "\t", "  ", " ", "\u200b", '"', "---|---\n", "Nom du cookie\tFinalité\n"]
SIGNS = st.sampled_from([*MARKUP.split(), *WORDS.split(), *SPACES])
SOUP = st.lists(SIGNS, max_size=60).map("".join)
NAMES = ["", "a.html", "a.md", "a.csv", "a.tsv", "a.txt"]


def read(data: bytes, filename: str = "") -> Charter | None:
    try:
        return import_bytes(data, filename)
    except ImportRefused:
        return None


@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes_are_read_or_refused(data: bytes, filename: str) -> None:
    read(data, filename)


@given(SOUP, st.sampled_from(NAMES))
@settings(max_examples=400, deadline=None)
def test_any_markup_is_read_or_refused(text: str, filename: str) -> None:
    read(text.encode(), filename)


def bare(text: str) -> str:
    return re.sub(r"[*_`~\\\s]+", "", flat(text))


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_nothing_is_invented(text: str) -> None:
    """Every field that comes out is in what went in, but for the marks of emphasis."""
    document = "Cookies du site\n\nNom du cookie\tFinalité\tDurée\n" + text
    charter = read(document.encode(), "charte.txt")
    # A tag within a word is nothing to who reads the page, and a broken one reaches to the next ">".
    untagged = [re.sub(tag, "", document) for tag in ("<[^<>]*>", "<[^>]*>")]
    spelled = [document, *untagged]
    whole = " ".join(map(bare, [*spelled, *map(unescape, spelled)]))
    for cookie in charter.cookies if charter else ():
        assert bare(cookie.name) in whole
        for field in PUBLISHED:
            value = getattr(cookie, field)
            assert value is None or all(bare(word) in whole for word in value.split())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (b"%PDF-1.7\n%...", "broken"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"PK\x03\x04word/document.xml", "broken"),
        (b"Nom\tCookie\x00", "binary"),
        (b"\x01\x02\x03\x04abc", "binary"),
        (b"\xff\xfeN\x00o", "encoding"),
        (b"<div>" * 200_000, "nesting"),
        (b"<font size=1><p>" * 100_000, "nesting"),
    ],
)
def test_unreadable_input_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_bytes(data)

    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso8859-15", "mac_roman"])
def test_encodings_are_recognised(encoding: str) -> None:
    text = (
        "Les cookies déposés à la médiathèque\n\nCookie\tFinalité\tDurée\n"
        "lang\tRetenir la langue préférée du visiteur, même après sa déconnexion\t1 année\n"
    )

    charter = import_bytes(text.encode(encoding))

    assert charter.cookies[0].purpose == "Retenir la langue préférée du visiteur, même après sa déconnexion"


def test_declared_charset_is_followed() -> None:
    page = (
        '<html><meta charset="iso-8859-2"><h1>Cookies</h1><table><tr><th>Name<th>Purpose<tr><td>_ga<td>Łódź, ů</table>'
    )

    assert import_bytes(page.encode("iso-8859-2")).cookies[0].purpose == "Łódź, ů"


@pytest.mark.parametrize(
    "piece",
    [
        "<tr><td>_ga<td>mesure<td>1 an",
        "<table><tr><td>",
        "<p>mot <b>gras</b></p>",
        "| a | b |\n",
        "a\tb\n",
        "Nom;Durée;But\n",
        'Nom;Durée;"\n',
        "Nom   But   Durée\n",
        "[", "> ", "- a\n", "`a ``", "*a _b **c ", "<!--", "_ga, ", "a  ", "https://x.fr.", "<{[(",
    ],
)  # fmt: skip
@pytest.mark.parametrize("filename", ["a.html", "a.md", "a.csv", "a.txt"])
def test_repetition_takes_time_in_proportion(piece: str, filename: str) -> None:
    """300 kB in well under the time that quadratic work would take."""
    data = ("# Cookies\n<table><tr><th>Cookie<th>But<th>Durée\n" + piece * (300_000 // len(piece))).encode()
    start = time.process_time()

    read(data, filename)

    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    "page",
    [
        "<h3>_ga</h3><p>Purpose: x " + "Ab cd: " * 40_000,
        "<table><tr><th>Cookie<th>But<tr><td>_ga<td>" + "-" * 280_000,
        "<table><tr><th>Cookie<th>But<tr><td rowspan=9999>"
        + "<br>".join(f"_a{number}" for number in range(600))
        + "<td>a"
        + "<tr><td>b" * 8000,
        "<p>cookies " + "AB (1 " * 40_000,
    ],
    ids=["labels", "dashes", "names over rows", "brackets"],
)
def test_one_long_text_takes_time_in_proportion(page: str) -> None:
    start = time.process_time()

    read(f"<h1>Cookies</h1>{page}".encode(), "a.html")

    assert time.process_time() - start < 8
