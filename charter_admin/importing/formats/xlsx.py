"""Spreadsheets: every sheet that is shown, its cells as a person sees them."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

import openpyxl
from openpyxl.cell.cell import Cell as Source
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from charter_admin.importing.blocks import Block, Cell, Document, lines_of
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats import package, sheet
from charter_admin.importing.formats.shown import shown

_MAX_COLUMNS = 200
_MAX_MERGED_ROWS = 5000
_MAX_MERGED_PLACES = 1_000_000
_MERGED = re.compile(rb"mergeCell\s[^>]{0,80}?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})")

Places = dict[tuple[int, int], Cell]


def read(data: bytes) -> Document:
    """Read a workbook. Raises ImportRefused if it is damaged."""
    _check_merged(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # over extensions it does not know, which hold no cells
            book = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
            blocks: list[Block] = []
            for page in book.worksheets:
                if page.sheet_state == "visible":
                    blocks += sheet.blocks(page.title, _rows(page))
    except (MemoryError, ImportRefused):
        raise
    except RecursionError as error:
        raise ImportRefused("nesting") from error
    except Exception as error:  # the library raises many kinds over damaged files
        raise ImportRefused("broken") from error
    return Document(tuple(blocks), title=book.properties.title or None)


def _check_merged(data: bytes) -> None:
    """Refuse areas of merged cells no person made: the library makes a cell for each of their places."""
    places = 0
    for name in package.parts(data, "xl/worksheets/"):
        for match in _MERGED.finditer(package.part(data, name)):
            left, top, right, bottom = range_boundaries(match[1].decode())
            places += (abs((right or 0) - (left or 0)) + 1) * (abs((bottom or 0) - (top or 0)) + 1)
    if places > _MAX_MERGED_PLACES:
        raise ImportRefused("unpacked")


def _rows(page: Worksheet) -> Iterator[tuple[Cell, ...]]:
    """Give the rows in which something may stand, and one empty row for each gap between them."""
    spans = {(area.min_row, area.min_col): area.size for area in page.merged_cells.ranges}
    hidden = _hidden(page)
    shown_columns = [place for place in range(1, _MAX_COLUMNS + 1) if place not in hidden]
    merged: Places = {}
    last = 0
    for number, cells in groupby(_cells(page), key=lambda cell: cell.row):
        row = _row(list(cells), spans, merged)
        if page.row_dimensions[number].hidden:
            last += 1  # it leaves no gap behind
            continue
        if 0 < last < number - 1:
            yield ()
        last = number
        width = max(row)
        yield tuple(row.get(place, Cell("")) for place in shown_columns if place <= width)


def _cells(page: Worksheet) -> list[Source | MergedCell]:
    """Give the cells there are, in order: a sheet may declare a million rows and hold ten."""
    known = page._cells  # its own iteration would make a cell for every place up to the last
    return [known[place] for place in sorted(known) if place[1] <= _MAX_COLUMNS]


def _row(
    cells: list[Source | MergedCell], spans: dict[tuple[int, int], dict[str, int]], merged: Places
) -> dict[int, Cell]:
    """Give the cells of a row by their columns. What is merged is the same cell in each of its places."""
    row = {}
    for source in cells:
        place = (source.row or 0, source.column or 0)
        cell = merged.pop(place, None)
        if cell is None:
            cell = Cell(lines_of(shown(source.value, source.number_format if isinstance(source, Source) else "")))
            if size := spans.get(place):
                merged.update(_spread(cell, place, size))
        row[place[1]] = cell
    return row


def _spread(cell: Cell, start: tuple[int, int], size: dict[str, int]) -> Places:
    rows, columns = min(size["rows"], _MAX_MERGED_ROWS), min(size["columns"], _MAX_COLUMNS)
    places = {(start[0] + down, start[1] + right): cell for down in range(rows) for right in range(columns)}
    del places[start]
    return places


def _hidden(page: Worksheet) -> set[int]:
    """Give the hidden columns. One entry may stand for a range of them."""
    hidden = [each for each in page.column_dimensions.values() if each.hidden]
    return {place for each in hidden for place in range(each.min or 0, min(each.max or 0, _MAX_COLUMNS) + 1)}
