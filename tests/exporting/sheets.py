"""Files of the declared cookies, and editing them as a spreadsheet does."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

from openpyxl import load_workbook

from charter_admin.exporting import coming_back, comma_separated, records, workbook
from charter_admin.exporting.columns import columns
from charter_admin.exporting.plan import Plan
from charter_admin.organizations.scope import Scope

WRITERS = {"csv": comma_separated.write, "xlsx": workbook.write}


def exported(scope: Scope, kind: str = "csv", reader: str = "fr") -> bytes:
    """The file of the whole catalogue."""
    return WRITERS[kind](records.sheet(scope, records.of_catalogue(scope), reader), reader)


def cells(data: bytes) -> list[list[tuple[object, str]]]:
    """What a workbook's cells hold, with their kinds."""
    page = load_workbook(BytesIO(data)).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows()]


def table(data: bytes) -> list[list[str]]:
    """The cells as text, of either kind."""
    return workbook.read(data) if data.startswith(b"PK") else comma_separated.read(data)


def edited(data: bytes, change: Callable[[list[list[str]]], object]) -> bytes:
    """The CSV as Excel in France saves it after an edit: its cells keep the marks they had."""
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    change(rows)
    out = StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def at(rows: list[list[str]], heading: str) -> int:
    """The place of a column."""
    return next(n for n, text in enumerate(rows[0]) if text.startswith(heading))


def put(row: int, heading: str, text: str) -> Callable[[list[list[str]]], object]:
    """A change of one cell."""
    return lambda rows: rows[row].__setitem__(at(rows, heading), text)


def done(scope: Scope, data: bytes, **how: bool) -> Plan:
    """Previews a file and does what the preview says."""
    found = coming_back.preview(scope, data, **how)
    assert not found.problems
    return coming_back.apply(scope, data, found.digest, **how)


def written(rows: list[list[str]], kind: str) -> bytes:
    """Cells in a file, through the real writers."""
    head, *rest = rows
    shown = columns(["fr", "en", "bg"])
    return WRITERS[kind](records.Sheet(shown, head, rest), "fr")
