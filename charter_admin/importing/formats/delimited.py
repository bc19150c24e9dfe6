"""Comma-separated values, with whichever separator."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Literal, Protocol

from charter_admin.importing.blocks import Block, Cell, Document, Table, flat, lines_of, prose
from charter_admin.importing.headers import is_header

_SEPARATORS = ";,\t|"
# Nearly nobody parts values so: a header that is understood has to say it.
_RARE = "~^¦§!#*:/&"
_HEADER_WITHIN = 40
_QUOTES_WITHIN = 60


class _Rows(Protocol):
    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def read(source: str) -> Document | None:
    """Read a whole file of separated values; None if no separator gives a cookie table's header."""
    quoted = source.count('"') % 2 == 0
    lines = source.splitlines(keepends=True)
    read_as = [list(_rows(lines, separator, quoted)) for separator in _SEPARATORS if separator in source]
    found = [(*_header(rows), rows) for rows in read_as]
    found += [] if any(place >= 0 for _, place, _ in found) else _rarely(lines, source, quoted)
    _, start, rows = max(found, key=lambda each: each[0], default=(0, -1, []))
    if start < 0:
        return None
    above = [prose(" ".join(row)) for row in rows[:start] if not row[:1] or not row[0].startswith("sep=")]
    blocks: list[Block] = [block for block in above if block]
    return Document((*blocks, _table(rows[start:])))


def _rarely(lines: list[str], source: str, quoted: bool) -> list[tuple[int, int, list[list[str]]]]:
    """Read the values as parted by a sign that seldom does so, where this gives a header."""
    first = next((line for line in lines if line.strip()), "")
    signs = [sign for sign in _RARE if sign in first and sign in source]
    read_as = [list(_rows(lines, sign, quoted)) for sign in signs]
    return [
        (len(rows) * len(rows[0]), 0, rows)
        for rows in read_as
        if rows and is_header(list(map(flat, rows[0])), mostly=True)
    ]


def table_at(lines: list[str], index: int, separator: str) -> tuple[Table, int]:
    """Read the separated rows that start at a line, up to the first line of one field that is no title."""
    rows: list[list[str]] = []
    near = takewhile(str.strip, lines[index : index + _QUOTES_WITHIN])
    quoted = sum(line.count('"') for line in near) % 2 == 0
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


def _header(rows: list[list[str]]) -> tuple[int, int]:
    """Find the row that names the columns: give how surely it is one, and its place."""
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        if is_header([flat(cell) for cell in row]):
            return len(rows) * len(row), place
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda item: item[0] * item[1], default=(0, 0))
    place = next((place for place, row in enumerate(rows) if len(row) == width and all(row)), -1)
    return (count, place) if count > 1 else (0, -1)


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
