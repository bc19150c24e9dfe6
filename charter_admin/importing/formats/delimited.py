"""Comma-separated values, with whichever separator."""

import csv
from collections.abc import Iterable, Iterator
from typing import Literal, Protocol

from charter_admin.importing.blocks import Block, Cell, Document, Table, flat, lines_of, prose
from charter_admin.importing.headers import is_header

_SEPARATORS = ";,\t|"
_HEADER_WITHIN = 40


class _Rows(Protocol):
    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def read(source: str) -> Document | None:
    """Read a whole file of separated values; None if no separator gives a cookie table's header."""
    quoted = source.count('"') % 2 == 0
    found = [(width, sep, start) for sep in _SEPARATORS for width, start in _header(source, sep, quoted)]
    if not found:
        return None
    _, separator, start = max(found)
    rows = list(_rows(source.splitlines(keepends=True), separator, quoted))
    above = [prose(" ".join(row)) for row in rows[:start] if not row[:1] or not row[0].startswith("sep=")]
    blocks: list[Block] = [block for block in above if block]
    return Document((*blocks, _table(rows[start:])))


def table_at(lines: list[str], index: int, separator: str) -> tuple[Table, int]:
    """Read the separated rows that start at a line, up to the first line of one field that is no title."""
    rows: list[list[str]] = []
    quoted = sum(line.count('"') for line in lines[index : index + 500]) % 2 == 0
    reader = _reader((lines[place] + "\n" for place in range(index, len(lines))), separator, quoted)
    end = index + 1
    try:
        for row in reader:
            if len(row) == 1 and row[0].strip():
                break
            rows.append(row)
            end = index + reader.line_num
    except csv.Error:
        pass
    return _table(rows), end


def split(line: str, separator: str) -> list[str]:
    """Split one line at its separators, minding quotes."""
    return next(_rows([line], separator, line.count('"') % 2 == 0), [])


def _header(source: str, separator: str, quoted: bool) -> Iterator[tuple[int, int]]:
    """Find the row that names the columns, if there is one, near the start."""
    rows = _rows(source.splitlines(keepends=True), separator, quoted)
    for start, row in zip(range(_HEADER_WITHIN), rows, strict=False):
        if is_header([flat(cell) for cell in row]):
            yield len(row), start
            return


def _rows(lines: Iterable[str], separator: str, quoted: bool) -> Iterator[list[str]]:
    try:
        yield from _reader(lines, separator, quoted)
    except csv.Error:
        return


def _reader(lines: Iterable[str], separator: str, quoted: bool) -> _Rows:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return csv.reader(lines, delimiter=separator, quoting=quoting, skipinitialspace=True)


def _table(rows: list[list[str]]) -> Table:
    return Table(tuple(tuple(Cell(lines_of(text)) for text in row) for row in rows if any(row)))
