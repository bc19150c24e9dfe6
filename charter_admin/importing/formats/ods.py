"""OpenDocument spreadsheets: the sheets of `content.xml`, whose cells hold what a person sees as text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from charter_admin.importing.blocks import Block, Cell, Document, lines_of
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats import package, sheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MAX_COLUMNS = 200
_MAX_ROWS = 5000

Places = dict[tuple[int, int], Cell]


def read(data: bytes) -> Document:
    """Read a workbook. Raises ImportRefused if it is damaged."""
    try:
        root = fromstring(package.part(data, "content.xml"))
    except ParseError as error:
        raise ImportRefused("broken") from error
    blocks: list[Block] = []
    for table in root.iter(f"{_TABLE}table"):
        blocks += sheet.blocks(table.get(f"{_TABLE}name", ""), _rows(table))
    return Document(tuple(blocks))


def _rows(table: Element) -> Iterator[tuple[Cell, ...]]:
    """Give the rows that are shown. A row may stand for many alike; of those that say nothing, one is enough."""
    hidden = _hidden(table)
    merged: Places = {}
    for number, element in enumerate(table.iter(f"{_TABLE}table-row")):
        row = _row(element, number, merged)
        if element.get(f"{_TABLE}visibility", "visible") == "visible":
            yield tuple(cell for place, cell in enumerate(row) if place not in hidden)


def _row(element: Element, number: int, merged: Places) -> list[Cell]:
    row: list[Cell] = []
    for source in element:
        if source.tag not in _CELLS:
            continue
        cell = Cell(_text(source))
        height, width = _count(source, "number-rows-spanned"), _count(source, "number-columns-spanned")
        place = (number, len(row))
        for down in range(min(height, _MAX_ROWS)):
            for right in range(min(width, _MAX_COLUMNS)):
                merged.setdefault((place[0] + down, place[1] + right), cell) if height * width > 1 else None
        for _ in range(min(_count(source, "number-columns-repeated"), _MAX_COLUMNS - len(row))):
            row.append(merged.pop((number, len(row)), cell))
    return row


def _count(element: Element, name: str) -> int:
    digits = element.get(f"{_TABLE}{name}", "1")[:7]
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() else 1


def _text(cell: Element) -> str:
    """Give the paragraphs of a cell, but not of a remark pinned to it."""
    return lines_of("\n".join(_inline(each) for each in cell if each.tag == f"{_TEXT}p"))


def _inline(element: Element) -> str:
    parts = [element.text or ""]
    for each in element.iter():
        if each is not element:
            parts.append({f"{_TEXT}line-break": "\n", f"{_TEXT}s": " ", f"{_TEXT}tab": " "}.get(each.tag, ""))
            parts.append(each.text or "")
            parts.append(each.tail or "")
    return "".join(parts)


def _hidden(table: Element) -> set[int]:
    hidden: set[int] = set()
    place = 0
    for column in table.iter(f"{_TABLE}table-column"):
        count = _count(column, "number-columns-repeated")
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            hidden.update(range(place, min(place + count, _MAX_COLUMNS)))
        place += count
    return hidden
