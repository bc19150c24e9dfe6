"""CSV, as Excel opens it with a double click, and as Excel gives it back."""

import codecs
import csv
from io import StringIO

from charter_admin.errors import Refused
from charter_admin.exporting.cells import bare, guarded
from charter_admin.exporting.columns import recognised
from charter_admin.exporting.limits import MOST_COLUMNS, MOST_ROWS, TOO_LONG, UNREADABLE
from charter_admin.exporting.records import Sheet
from charter_admin.i18n import N_

SEPARATORS = {"fr": ";", "en": ","}  # what Excel of that language takes for a new cell
_ANY = ";,\t"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def write(sheet: Sheet, reader: str) -> bytes:
    """The file, in UTF-8 with its mark: without one Excel reads accents wrong."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=SEPARATORS[reader], quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(sheet.headings)
    numbers = [column.name in ("id", "duration_amount") for column in sheet.columns]
    for row in sheet.rows:
        writer.writerow(
            [text if plain else guarded(text, numbers=True) for text, plain in zip(row, numbers, strict=True)]
        )
    return codecs.BOM_UTF8 + out.getvalue().encode()


def read(data: bytes) -> list[list[str]]:
    """The cells of a file, its headings first. Raises Refused for what is no such file."""
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= len("sep=;"):
        text = rest  # Excel's own note of the separator
    found = [rows for separator in _ANY if (rows := _rows(text, separator)) is not None]
    return max(found, key=lambda rows: sum(1 for column in recognised(rows[0]) if column), default=[])


def _rows(text: str, separator: str) -> list[list[str]] | None:
    """The rows read with one separator, None where they cannot be; the first row without the marks of cells."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True):
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise Refused(TOO_LONG, most=MOST_ROWS)
            rows.append([bare(cell) for cell in row])
    except csv.Error:
        return None
    return rows or None


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what Excel in France writes (Windows-1252)."""
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refused(UNREADABLE)
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(N_("The encoding of this file is unknown. Save it as “CSV UTF-8”, or as an Excel workbook."))
