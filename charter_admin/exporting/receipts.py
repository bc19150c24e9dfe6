"""The log of receipts as CSV, NDJSON and XLSX, however long it is, in memory that does not grow with it."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from io import StringIO
from typing import IO, Any

from openpyxl import Workbook

from charter_admin.consent.reading import COLUMNS, Rows
from charter_admin.exporting.cells import guarded
from charter_admin.exporting.workbook import escaped

# A sheet has 1,048,576 rows at most, its headings included.
SHEET_ROWS = 1_000_000
_REMEMBERED = 10_000

# Nothing a program could take for a formula or a number: an id, or a moment, of which each row has its own.
_PLAIN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{15}Z").fullmatch
_OWN = tuple(COLUMNS.index(name) for name in ("id", "consent_id", "claimed_at", "received_at"))
_CHOICES, _PREVIOUS, _ASIDE = (COLUMNS.index(name) for name in ("choices", "previous", "aside"))
_NUMBERS = tuple(COLUMNS.index(name) for name in ("organization_id", "version"))
_SHARED = tuple(
    place for place in range(len(COLUMNS)) if place not in {*_OWN, *_NUMBERS, _PREVIOUS, _ASIDE}
)  # few values, in many rows
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def comma_separated(pages: Iterable[Rows]) -> Iterator[bytes]:
    """CSV in UTF-8, its first line the headings; no cell is a formula to any program (cells.py)."""
    yield _lines([COLUMNS])
    for page in pages:
        yield _lines(_cells(row) for row in page)


def ndjson(pages: Iterable[Rows]) -> Iterator[bytes]:
    """One JSON object a line."""
    for page in pages:
        yield "".join([f"{_encode(_object(row))}\n" for row in page]).encode()


def workbook(pages: Iterable[Rows], out: IO[bytes]) -> None:
    """An Excel workbook, with a further sheet for each million rows. It is written row by row to a temporary file."""
    book = Workbook(write_only=True)
    sheet, left = _sheet(book), SHEET_ROWS
    for page in pages:
        for row in page:
            if not left:
                sheet, left = _sheet(book), SHEET_ROWS
            sheet.append([escaped(cell) if isinstance(cell, str) else cell for cell in _cells(row)])
            left -= 1
    book.save(out)


# What streams can be asked for, by the ending of the file.
STREAMS: Mapping[str, Callable[[Iterable[Rows]], Iterator[bytes]]] = {"csv": comma_separated, "ndjson": ndjson}


def counted(pages: Iterable[Rows], told: list[int]) -> Iterator[Rows]:
    """The same pages; the number of their rows is added to the first of `told`."""
    for page in pages:
        told[0] += len(page)
        yield page


def _sheet(book: Workbook) -> Any:
    made: Any = book.create_sheet()  # typed as the sheet of a book that is read
    made.freeze_panes = "A2"
    made.append(list(COLUMNS))
    return made


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _cells(row: tuple[Any, ...]) -> list[Any]:
    cells = list(row)
    for place in _SHARED:
        cells[place] = _guarded(cells[place])
    for place in _OWN:
        if not _PLAIN(cells[place]):
            cells[place] = guarded(cells[place], numbers=True)
    previous = cells[_PREVIOUS]
    if previous is None or not _PLAIN(previous):
        cells[_PREVIOUS] = guarded(previous or "", numbers=True)
    cells[_ASIDE] = "true" if cells[_ASIDE] else "false"
    return cells


def _object(row: tuple[Any, ...]) -> dict[str, Any]:
    said = dict(zip(COLUMNS, row, strict=True))
    said["choices"] = _parsed(row[_CHOICES])
    said["aside"] = bool(row[_ASIDE])
    return said


@lru_cache(_REMEMBERED)
def _guarded(text: str) -> str:
    return guarded(text, numbers=True)


@lru_cache(_REMEMBERED)
def _parsed(choices: str) -> Any:
    return json.loads(choices)
