"""From the rows of a spreadsheet to blocks: titles above tables, and tables one under the other."""

import re
from collections.abc import Iterable, Sequence

from charter_admin.importing.blocks import Block, Cell, Heading, Table, flat, prose
from charter_admin.importing.headers import is_header

Row = Sequence[Cell]

# A name the program gave, which says nothing.
_GIVEN = re.compile(
    r"(?:sheet|feuille?|feuil|tabelle|hoja|foglio|blad|arkusz|planilha|folha|ark|table)[ _-]?\d{0,3}", re.I
)


def blocks(name: str, rows: Iterable[Row]) -> list[Block]:
    """Give the blocks of one sheet: its name as a title, then its rows. A row of nothing parts the tables."""
    found: list[Block] = [] if _GIVEN.fullmatch(name.strip()) else [Heading(flat(name), 1)]
    pieces = [piece for piece in _pieces(rows) if piece]
    table: list[Row] = []
    for piece in pieces:
        if table and not _begins(piece):
            table += piece  # a row was left free within the table
            continue
        found += _table(table)
        above, table = _above(piece)
        found += above
    return [*found, *_table(table)]


def _pieces(rows: Iterable[Row]) -> list[list[Row]]:
    pieces: list[list[Row]] = [[]]
    for row in rows:
        if any(cell.text for cell in row):
            pieces[-1].append(row)
        elif pieces[-1]:
            pieces.append([])
    return pieces


def _begins(piece: Sequence[Row]) -> bool:
    """Tell whether a table of its own begins here: a header, perhaps under a title."""
    return any(is_header(_texts(row)) for row in piece[:3]) or (len(piece) > 1 and all(map(_alone, piece)))


def _texts(row: Row) -> list[str]:
    """Give the texts of a row's cells, each in one line."""
    return [flat(cell.text) for cell in row]


def _above(piece: list[Row]) -> tuple[list[Block], list[Row]]:
    """Part the lines that stand alone above a table from its rows."""
    start = next((place for place, row in enumerate(piece) if not _alone(row)), len(piece))
    lines = [prose(next(cell.text for cell in row if cell.text)) for row in piece[:start]]
    return [line for line in lines if line], piece[start:]


def _alone(row: Row) -> bool:
    return len({id(cell) for cell in row if cell.text}) == 1


def _table(rows: Sequence[Row]) -> list[Block]:
    """Make a table, without the columns in which nothing stands."""
    width = max(map(len, rows), default=0)
    used = [place for place in range(width) if any(place < len(row) and row[place].text for row in rows)]
    if not used:
        return []
    empty = Cell("")
    return [Table(tuple(tuple(row[place] if place < len(row) else empty for place in used) for row in rows))]
