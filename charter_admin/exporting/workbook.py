"""XLSX: every text is a text cell, so that nothing is calculated, and comes back as it was written."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from charter_admin.errors import Refused
from charter_admin.exporting.cells import bare, guarded
from charter_admin.exporting.limits import MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED, TOO_LONG, UNREADABLE
from charter_admin.exporting.records import Sheet
from charter_admin.exporting.words import WORDS, offered

_NUMBERS = ("id", "duration_amount")
_WIDE, _USUAL = 48, 18  # characters
# XML cannot say these, and turns a carriage return into a line feed; what already looks like their escape needs one.
_UNSAYABLE = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")


def write(sheet: Sheet, reader: str) -> bytes:
    """The workbook, with lists to choose from where a cell takes a few words only."""
    book = Workbook(write_only=True)
    page: Any = book.create_sheet("Cookies")  # typed as the sheet of a book that is read
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, start=1):
        wide = bool(column.locale) or column.name == "platforms"
        page.column_dimensions[get_column_letter(place)].width = _WIDE if wide else _USUAL
        if column.own and column.name in WORDS:
            _offer(page, get_column_letter(place), offered(column.name, reader), len(sheet.rows))
    page.append([_text(page, heading, bold=True) for heading in sheet.headings])
    numbers = [column.name in _NUMBERS for column in sheet.columns]
    for row in sheet.rows:
        page.append([_cell(page, text, plain) for text, plain in zip(row, numbers, strict=True)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> list[list[str]]:
    """The cells of the first sheet, its headings first. Raises Refused for what is no workbook, or too large."""
    _require_small(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        page: Any = book.worksheets[0]
        page.reset_dimensions()  # what the file says of its size may be anything
        return list(_rows(page.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)))
    except Refused:
        raise
    except Exception as error:  # the library raises anything for a broken file, down to AttributeError
        raise Refused(UNREADABLE) from error


def escaped(text: str) -> str:
    """The text as XML can say it; reading takes that back."""
    return _UNSAYABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _rows(found: Iterator[Sequence[Any]]) -> Iterator[list[str]]:
    for count, row in enumerate(islice(found, MOST_ROWS + 2)):
        if count > MOST_ROWS:
            raise Refused(TOO_LONG, most=MOST_ROWS)
        cells = [bare(_said(value)) for value in row]  # filled up to the last column there may be
        yield cells[: max((place for place, cell in enumerate(cells, start=1) if cell), default=0)]


def _said(value: Any) -> str:
    """A cell as text: a number somebody typed is written as they typed it, without the .0 of the file."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def _cell(page: Any, text: str, number: bool) -> Any:
    return (int(text) if text else None) if number else _text(page, text)


def _text(page: Any, text: str, *, bold: bool = False) -> Any:
    if not text:
        return None
    cell = WriteOnlyCell(page, escaped(guarded(text)))
    cell.data_type = "s"  # whatever it begins with
    cell.number_format = "@"  # and stays so when somebody edits it
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _offer(page: Any, letter: str, words: Sequence[str], rows: int) -> None:
    listed = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True)
    listed.add(f"{letter}2:{letter}{rows + 200}")
    page.data_validations.append(listed)


def _require_small(data: bytes) -> None:
    """A small file may unpack to gigabytes; the sizes it declares are those that are read at most."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused(UNREADABLE) from error
    if unpacked > MOST_UNPACKED:
        raise Refused(UNREADABLE)
