"""Tables in plain text whose columns stand under each other, two spaces or more apart."""

import re

from charter_admin.importing.blocks import Cell, Table, is_rule, is_titlelike, lines_of
from charter_admin.importing.headers import is_header, title

_PIECE = re.compile(r"\S+(?: \S+)*")
_SLACK = 2
_LEAST, _MOST = 3, 8


def is_header_line(line: str) -> bool:
    """Tell whether a line names the columns of a cookie table."""
    return "  " in line.strip() and is_header(_PIECE.findall(line), mostly=True)


def is_narrow_header(lines: list[str], index: int) -> bool:
    """Tell whether a line names, one word each, the columns of the aligned row below it, whose name is a word."""
    words = lines[index].split()
    if not _LEAST <= len(words) <= _MOST or not is_header(words):
        return False
    below = next((line for line in lines[index + 1 : index + 1 + _LEAST] if not is_rule(line)), "")
    pieces = _PIECE.findall(below)
    roles = [title(word).role for word in words]
    known = None not in roles and "name" in roles
    return known and len(pieces) == len(words) and " " not in pieces[roles.index("name")]


def table_at(lines: list[str], index: int) -> tuple[Table, int]:
    """Read the table whose header is at a line; give it and the index of the line after it."""
    header = list(_PIECE.finditer(lines[index]))
    starts = [match.start() for match in header]
    if not is_header_line(lines[index]):
        header = list(re.finditer(r"\S+", lines[index]))
        first = next(line for line in lines[index + 1 :] if not is_rule(line))
        starts = [match.start() for match in _PIECE.finditer(first)]
    rows = [[match[0] for match in header]]
    end = index = index + 1
    while index < len(lines):
        line, index = lines[index], index + 1
        if is_rule(line):
            continue
        if not _take(line, lines[index : index + 1], starts, rows):
            break
        end = index
    return Table(tuple(tuple(Cell(lines_of(text)) for text in row) for row in rows)), end


def _take(line: str, following: list[str], starts: list[int], rows: list[list[str]]) -> bool:
    """Add a line to the rows: a new row, the rest of the last one, or a title of its own."""
    pieces = list(_PIECE.finditer(line))
    if len(pieces) == len(starts):
        rows.append([match[0] for match in pieces])
        return True
    places = [_column(match.start(), starts) for match in pieces]
    if len(set(places)) < len(places):
        return False
    if len(pieces) == 1 and places == [0] and not rows[-1][0].rstrip().endswith((",", ";", "/")):
        if is_titlelike(line.strip()) and following and len(_PIECE.findall(following[0])) > 1:
            rows.append([line.strip()])
            return True
        return False
    _merge(pieces, places, rows, len(starts))
    return True


def _merge(pieces: list[re.Match[str]], places: list[int], rows: list[list[str]], width: int) -> None:
    rest = places[0] != 0 or len(pieces) == 1
    row = rows[-1] + [""] * (width - len(rows[-1])) if rest else [""] * width
    for match, place in zip(pieces, places, strict=True):
        # A name that broke over two lines keeps its parts apart, running text does not.
        joint = "\n" if place == 0 else " "
        row[place] = f"{row[place]}{joint}{match[0]}" if row[place] else match[0]
    if rest:
        rows[-1] = row
    else:
        rows.append(row)


def _column(start: int, starts: list[int]) -> int:
    return max((place for place, left in enumerate(starts) if left <= start + _SLACK), default=0)
