"""Hostile files, each made here: refused with a code by a process apart, which the server outlives."""

import io
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from charter_admin.importing import apart, child
from charter_admin.importing.apart import import_apart
from charter_admin.importing.errors import REFUSALS, ImportRefused
from charter_admin.importing.extract import import_bytes
from tests.importing.made import docx

CHARTERS = Path(__file__).parent / "charters"
SMALL = 400_000
GOOD = b"Cookies du site\n\nNom du cookie\tBut\tDur\xc3\xa9e\n_ga\tCompter les visites\t13 mois\n"


def package(**parts: bytes | str) -> bytes:
    """A zip archive of the parts; two underscores stand for a slash, one more for a dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return stream.getvalue()


def workbook(sheet: str) -> bytes:
    """A workbook whose one sheet is replaced by this XML."""
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name.endswith("sheet1.xml") else source.read(name))
    return made.getvalue()


def worksheet(rows: str, more: str = "", dimension: str = "A1") -> bytes:
    """A workbook with these rows, declared to reach to `dimension`."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return workbook(
        f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{more}</worksheet>'
    )


def cells(*rows: tuple[str, ...]) -> str:
    """Rows of cells that hold their texts themselves."""
    texts = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in rows)
    return "".join(f"<row>{row}</row>" for row in texts)


def bomb() -> bytes:
    return package(xl__workbook_DOT_xml="<x/>", xl__sheet_DOT_xml=b" " * 70_000_000)


def many_parts() -> bytes:
    return package(word__document_DOT_xml="<x/>", **{f"p{number}": b"" for number in range(4001)})


def entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    return package(word__document_DOT_xml=f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w>&l8;</w>')


def outside() -> bytes:
    return package(xl__workbook_DOT_xml='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')


def outside_in_other_letters() -> bytes:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    return package(xl__workbook_DOT_xml=text.encode("utf-16"))


def all_merged() -> bytes:
    return worksheet(cells(("Cookie", "But")), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def deep_document() -> bytes:
    return docx.package("<w:tbl><w:tr><w:tc>" * 4000 + "</w:tc></w:tr></w:tbl>" * 4000)


def deep_json() -> bytes:
    return b'{"cookies":' + b"[" * 300_000 + b"]" * 300_000 + b"}"


def shallow_json() -> bytes:
    return b'{"a":' * 200 + b"[]" + b"}" * 200


def many_cookies() -> bytes:
    rows = "".join(f"_a{number}\tx\n" for number in range(10_500))
    return f"Cookies\n\nCookie\tBut\n{rows}".encode()


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def blank_pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]>>endobj\ntrailer<</Root 1 0 R>>"
    )


HOSTILE: list[tuple[Callable[[], bytes], set[str]]] = [
    (bomb, {"unpacked"}),
    (many_parts, {"unpacked"}),
    (entities, {"entities"}),
    (outside, {"entities"}),
    (outside_in_other_letters, {"entities"}),
    (all_merged, {"unpacked"}),
    (deep_document, {"nesting"}),
    (deep_json, {"nesting"}),
    (shallow_json, {"nesting"}),
    (many_cookies, {"too_many"}),
    (locked, {"encrypted"}),
    (blank_pdf, {"no_text"}),
    (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, {"old_office"}),
    (lambda: package(ppt__presentation_DOT_xml="<x/>", **{"[Content_Types]_DOT_xml": "<x/>"}), {"old_office"}),
    (lambda: package(a_DOT_txt="text"), {"binary"}),
    (lambda: package(word__document_DOT_xml="<not closed"), {"broken"}),
    (lambda: package(xl__workbook_DOT_xml="<x/>"), {"broken"}),
    (lambda: package(xl__workbook_DOT_xml="<x/>")[:60], {"broken"}),
]  # fmt: skip


def test_the_processor_ends_before_the_clock() -> None:
    assert child.SECONDS < apart.CLOCK_SECONDS


@pytest.mark.parametrize(("make", "codes"), HOSTILE, ids=lambda each: getattr(each, "__name__", ""))
def test_a_hostile_file_is_refused_and_the_next_one_is_read(make: Callable[[], bytes], codes: set[str]) -> None:
    data = make()
    assert len(data) < SMALL * 2

    with pytest.raises(ImportRefused) as refused:
        import_apart(data, "charte")

    assert refused.value.code in codes
    assert len(refused.value.message) < 200
    assert [cookie.name for cookie in import_apart(GOOD).cookies] == ["_ga"]


def test_a_sheet_that_claims_to_be_endless_is_read_for_what_it_holds() -> None:
    last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    data = worksheet(cells(("Cookie", "But"), ("_ga", "Mesure")) + last, dimension="A1:XFD1048576")

    assert [cookie.name for cookie in import_apart(data, "a.xlsx").cookies] == ["_ga"]


def test_what_takes_too_long_by_the_clock_is_ended() -> None:
    with pytest.raises(ImportRefused) as refused:
        import_apart(GOOD, seconds=0.0001)

    assert refused.value.code == "too_long"


def test_an_answer_beyond_bounds_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_ANSWER", 50)

    with pytest.raises(ImportRefused) as refused:
        import_apart(GOOD)

    assert refused.value.code == "too_many"


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"[]", b"{}", b'{"charter": 1}', b'{"charter": {"locale": 1, "platform": null, "cookies": []}}',
        b'{"charter": {"locale": null, "platform": null, "cookies": [{"name": "a"}]}}', b'{"refused": "<b>"}', b"\xff",
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_not_taken(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(apart, "_ask", lambda *_: answer)

    with pytest.raises(ImportRefused) as refused:
        import_apart(GOOD)

    assert refused.value.code == "crashed"


def test_the_child_learns_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, str]] = []
    monkeypatch.setenv("CHARTER_SECRET_KEY", "s" * 40)
    popen: Any = subprocess.Popen

    def spy(*args: Any, env: dict[str, str], **kwargs: Any) -> Any:
        told.append(env)
        return popen(*args, env=env, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", spy)
    import_apart(GOOD)

    assert set(told[0]) <= {"PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ", "PYTHONUTF8"}
    assert "CHARTER_SECRET_KEY" in os.environ


@pytest.mark.parametrize("name", ["01-portail-donnees.txt", "02-mairie.html", "03-ministere.md", "18-utf16.tsv"])
def test_the_same_is_read_apart_as_here(name: str) -> None:
    data = (CHARTERS / name).read_bytes()

    assert import_apart(data, name) == import_bytes(data, name)


def test_a_name_of_any_signs_is_only_a_name() -> None:
    assert import_apart(GOOD, "\udcff\0\n--help.csv" + "x" * 5000).cookies


def test_every_refusal_has_its_words() -> None:
    from charter_admin.admin.importing import words

    assert set(words.REFUSALS) == set(REFUSALS)


def test_json_that_text_cannot_hold_is_read() -> None:
    data = json.dumps({"cookies": [{"name": "_ga", "purpose": "a\ud800b\0c", "duration": "1 an"}]}).encode()

    assert import_apart(data).cookies[0].purpose == "a?bc"
