"""Files that cannot be taken over: what is wrong is named, and nothing of them is done."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from charter_admin.catalogue.models import Cookie
from charter_admin.errors import Refused
from charter_admin.exporting import apart, coming_back
from charter_admin.importing import apart as importing
from charter_admin.organizations.scope import Scope
from tests.exporting.sheets import edited, exported, put


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        (put(1, "Type", "Biscuit"), "storage", "Choose one of the values"),
        (put(1, "Nom du cookie", " "), "name", "must be filled in"),
        (put(1, "Nom du cookie", "x" * 301), "name", "too long"),
        (put(1, "Hôte", "not a host"), "host", "is not a host name"),
        (put(1, "Nombre", "treize"), "duration_amount", "whole number"),
        (put(1, "Nombre", "99999999"), "duration_amount", "number from 1"),
        (put(1, "À quoi il sert (bg)", "a\x07b"), "purpose", "cannot be stored"),
        (put(1, "Numéro", "12a"), "id", "no number may stand twice"),
        (lambda rows: rows.append(rows[1]), "id", "no number may stand twice"),
        (put(1, "Prestataire", "Another"), "provider", "only shown"),
        (put(1, "Clé du service", "carte"), "service_key", "only shown"),
        (lambda rows: rows.append(["", "nowhere", *[""] * 4, "sid"]), "service_key", "no such service"),
    ],
)  # fmt: skip
def test_errors_are_named_by_row_and_column(
    scope: Scope, change: Callable[[list[list[str]]], object], column: str, message: str
) -> None:
    file = edited(exported(scope), lambda rows: [put(3, "Type", "Autre")(rows), change(rows)])
    found = coming_back.preview(scope, file)
    (problem,) = found.problems
    assert problem.row in (2, 7)
    assert problem.column
    assert problem.column.name == column
    assert problem.column.locale == ("bg" if column == "purpose" else "")
    assert message in problem.message
    with pytest.raises(Refused):  # nor is the good row taken over
        coming_back.apply(scope, file, found.digest)
    assert "other" not in scope.session.scalars(select(Cookie.storage)).all()


def bomb(name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A small archive that unpacks to a hundred megabytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * 100_000_000)
    return out.getvalue()


def far_cell() -> bytes:
    """A workbook with a cell in the last row and column there can be."""
    book, out = Workbook(), BytesIO()
    book.worksheets[0].cell(1_048_576, 16_384, "x")
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500, b"\0\xff" * 99, b"\x81\x8d", b"a;b;c\n1;2;3\n",
        b'"open', b"x" * 3_000_001, bomb(), far_cell(), ("Numéro;" * 300).encode(), b"x\n" * 30_000, b'"' * 999,
        "Numéro;Nom du cookie\n1;a\n".encode(), b"x" * 200_000, b"\xff\xfea",
    ],
    ids=range(17),
)  # fmt: skip
def test_what_is_no_such_file_is_refused_with_a_reason(scope: Scope, data: bytes) -> None:
    with pytest.raises(Refused):
        coming_back.preview(scope, data)


def shared_text() -> bytes:
    """A workbook all of whose many cells hold one long text, which the file says once."""
    book, out = Workbook(write_only=True), BytesIO()
    page = book.create_sheet()
    for _ in range(100):
        page.append(["x" * 30_000] * 20)
    book.save(out)
    return out.getvalue()


def test_a_workbook_that_takes_too_much_is_stopped_and_the_server_stays_as_it_was() -> None:
    """It keeps to the bytes and rows it may have; what it says would be sixty megabytes."""
    data = shared_text()
    assert len(data) < 3_000_000
    with pytest.raises(Refused, match="no CSV file and no Excel workbook"):
        apart.read(data)


def test_a_workbook_is_read_in_a_process_of_its_own(scope: Scope) -> None:
    data = exported(scope, "xlsx")
    modules = "import sys; from charter_admin.exporting import apart; apart.read(sys.stdin.buffer.read()); "
    asked = "print('openpyxl' in sys.modules, 'charter_admin.exporting.workbook' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", modules + asked], input=data, capture_output=True, check=True)
    assert found.stdout.split() == [b"False", b"False"]


def test_a_workbook_that_takes_too_long_is_stopped(scope: Scope) -> None:
    with pytest.raises(Refused):
        apart.read(exported(scope, "xlsx"), seconds=0.01)


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b'{"rows": [1]}', b'{"rows": [[1]]}', b'{"rows": "x"}', b'{"refused": "x"}']
)
def test_nothing_a_child_says_is_taken_on_trust(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(importing, "ask", lambda *_: answer)
    with pytest.raises(Refused):
        apart.read(b"")


@pytest.mark.parametrize("damage", range(12))
def test_a_damaged_workbook_is_refused_or_changes_nothing_unseen(scope: Scope, damage: int) -> None:
    whole = exported(scope, "xlsx")
    place = len(whole) * damage // 12
    with suppress(Refused):
        coming_back.preview(scope, whole[:place] + b"\0\0\0\0" + whole[place + 4 :])
    with pytest.raises(Refused):
        coming_back.preview(scope, whole[: place or 4])
