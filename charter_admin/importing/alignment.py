"""Rows whose cells do not stand below their titles."""

from collections.abc import Sequence

from charter_admin.importing.blocks import Cell
from charter_admin.importing.cells import is_party, is_sentence
from charter_admin.importing.columns import Columns, Row
from charter_admin.importing.lasting import is_duration
from charter_admin.importing.names import likeness, names

_MOSTLY = 0.75


def numbered(rows: Sequence[Row]) -> list[Row]:
    """Put an empty title before the others where all rows but the header begin with a number of their own."""
    if len(rows) < 2 or not rows[0]:
        return list(rows)
    longer = [row for row in rows[1:] if len(row) == len(rows[0]) + 1 and row[0].text.strip(".) ").isdigit()]
    if len(longer) < _MOSTLY * (len(rows) - 1):
        return list(rows)
    return [(Cell(""), *rows[0]), *rows[1:]]


def aligned(row: Row, found: Columns) -> Row:
    """Move the cells of a row that lacks one to below their titles, where their values tell which is lacking."""
    width = len(found.titles)
    lacking = width - len(row)
    if lacking not in (1, 2) or len(row) < 2:
        return row
    ways = [tuple(row), *((*row[:place], *[Cell("")] * lacking, *row[place:]) for place in range(len(row)))]
    return max(ways, key=lambda way: _fits(way, found))


def _fits(row: Row, found: Columns) -> float:
    """Count the cells whose value is what their title asks for."""
    score = 0.0
    for role, place in found.places.items():
        text = row[place].text if place < len(row) else ""
        if not text:
            continue
        if role == "name":
            score += 3 * max(map(likeness, names(row[place])), default=-1)
        elif role in ("duration", "party"):
            score += 1 if (is_duration if role == "duration" else is_party)(text) else -1
        elif role == "purpose":
            score += 0.5 if is_sentence(text) else 0
        elif role == "provider":
            score -= 0.5 if is_sentence(text) else 0
    return score
