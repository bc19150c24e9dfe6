"""Tables copied out of a PDF with one cell to a line: first the titles of the columns, then the cells row by row.

A cell may go on over several lines, or be missing; the way of parting the lines that reads best is taken.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from charter_admin.importing.blocks import Cell, Table, flat
from charter_admin.importing.cells import is_host, is_party
from charter_admin.importing.headers import is_header, title
from charter_admin.importing.lasting import is_duration
from charter_admin.importing.names import likeness, names

_LEAST, _MOST = 3, 8
_MAX_LINES = 600
_LONGER = 5  # so many lines more than columns a row may have
_MAX_TITLE = 60
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,3}(?:\s*(?:/|sur|of|von|de)\s*\d{1,3})?", re.I)
_VALUED = re.compile(r"\s*:\s+\S")
_LEFT = 0.6  # what a line costs that is left out of the table
_MISSING = 1.6
_HOPELESS = 9.0
_CLEAR = 0.8

Rows = list[tuple[str, ...]]


def heads(lines: Sequence[str], index: int) -> tuple[str, ...]:
    """Give the lines that title columns from this one on; none if they are too few to title a table."""
    if not _is_title(flat(lines[index])):
        return ()
    run = [text for line in lines[index : index + 2 * _MOST] if (text := flat(line))][:_MOST]
    count = next((place for place, line in enumerate(run) if not _is_title(line)), len(run))
    kinds = [_kind(line) for line in run[:count]]
    fits = count >= _LEAST and len(set(kinds)) == count and is_header(run[:count])
    return tuple(run[:count]) if fits else ()


def table_at(lines: Sequence[str], index: int, head: tuple[str, ...]) -> tuple[Table | None, int]:
    """Read the table under these titles; give it and the index of the line after it."""
    kinds = tuple(_kind(line) for line in head)
    kept = _kept(lines, index, head)
    rows, taken = _parted(tuple(text for text, _ in kept), kinds)
    if not rows:
        return None, index + 1
    cells = [tuple(Cell(text) for text in row) for row in (head, *rows)]
    return Table(tuple(cells), guessed=True), kept[taken - 1][1] + 1


def _is_title(line: str) -> bool:
    valued = _VALUED.search(line)  # "Name: _ga" is a field of one cookie, and no title of a column
    return 0 < len(line) <= _MAX_TITLE and not valued and _kind(line) != "" and line[-1] not in ".,;:"


def _kind(line: str) -> str:
    found = title(line)
    return found.role or ("name" if found.name_strength > 0 else "other" if found.other else "")


def _kept(lines: Sequence[str], start: int, head: tuple[str, ...]) -> list[tuple[str, int]]:
    """Give the lines that say something, without page numbers and without the titles said again on each page."""
    kept: list[tuple[str, int]] = []
    for place in range(start, min(len(lines), start + 4 * _MAX_LINES)):
        text = flat(lines[place])
        if text and text not in head and not _PAGE_NUMBER.fullmatch(text):
            kept.append((text, place))
        if len(kept) == _MAX_LINES:
            break
    return kept


def _parted(lines: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[Rows, int]:
    """Part lines into rows; give them and the number of lines they take. The rest is no part of the table."""
    best: list[tuple[float, int, tuple[str, ...]]] = [
        (_LEFT * (len(lines) - start), 0, ()) for start in range(len(lines) + 1)
    ]
    for start in range(len(lines) - 1, -1, -1):
        for length, (cost, cells) in _row(lines[start : start + len(kinds) + _LONGER], kinds).items():
            total = cost + best[start + length][0]
            if length > 1 and total < best[start][0]:
                best[start] = (total, length, cells)
    rows: Rows = []
    place = 0
    while best[place][1]:
        rows.append(best[place][2])
        place += best[place][1]
    return rows, place


def _row(lines: tuple[str, ...], kinds: tuple[str, ...]) -> dict[int, tuple[float, tuple[str, ...]]]:
    """Give by its number of lines the cheapest way to make the first lines the cells of one row."""
    states: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for kind in kinds:
        following: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, cells) in states.items():
            if cost >= _HOPELESS:
                continue
            for end in range(start, len(lines) + 1):
                total = cost + _cost(kind, lines[start:end])
                if end not in following or total < following[end][0]:
                    following[end] = (total, (*cells, "\n".join(lines[start:end])))
        states = following
    return states


@lru_cache(maxsize=20_000)
def _cost(kind: str, lines: tuple[str, ...]) -> float:
    """Tell how badly lines read as a cell of a kind."""
    if not lines:
        return 9.0 if kind == "name" else _MISSING
    text = " ".join(lines)
    broken = 1.5 if kind != "name" and text[:1].islower() and not is_host(text) and not is_duration(text) else 0.0
    more = len(lines) - 1
    if kind == "name":
        clear = max((likeness(name) for name in names(Cell("\n".join(lines)))), default=0.0)
        return 9.0 if not clear or (more and clear < 1) else 1.2 * (1 - clear) + more
    if kind == "duration":
        return (0.0 if is_duration(text) else 2.5) + more
    if kind == "purpose":
        strange = sum(is_duration(line) or is_party(line) or likeness(line) >= _CLEAR for line in lines)
        return 3.0 * strange + broken + (0.5 if len(text.split()) < 2 else 0.25 * more)
    if kind == "party":
        return (0.0 if is_party(text) else 2.0) + more
    return broken + 1.2 * more + (2.0 if is_duration(text) else 0.0) + (1.0 if len(text.split()) > 4 else 0.0)
