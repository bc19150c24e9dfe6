"""Tables of a PDF without drawn cells: found by a line that names the columns, and the white between them."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from charter_admin.importing.blocks import Cell
from charter_admin.importing.formats.pdf_grid import written
from charter_admin.importing.formats.pdf_page import Rule, Word
from charter_admin.importing.headers import is_header

Line = list[Word]

_GAP = 0.6  # of the size: wider than this parts the texts of a line
_WHITE = 2.5
_FAR = 3.5
_LOOSER = 1.18
_SLACK = 4.0


def parts(line: Line) -> list[Line]:
    """Part a line where its words stand wide apart."""
    found: list[Line] = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > _GAP * max(word.size, 1):
            found.append([])
        found[-1].append(word)
    return found


def is_head(line: Line) -> bool:
    """Tell whether a line names the columns of a table of cookies."""
    texts = [" ".join(word.text for word in part) for part in parts(line)]
    return len(texts) > 1 and is_header(texts, mostly=True)


def table_at(lines: Sequence[Line], index: int, rules: Sequence[Rule]) -> tuple[list[tuple[Cell, ...]], int]:
    """Read the table whose header is at a line; give its rows and the index of the line after it."""
    end = _end(lines, index)
    starts = _starts(lines[index:end])
    levels = sorted(rule.at for rule in rules if rule.level)
    rows = _rows(lines[index:end], levels, starts)
    edges = [*starts[1:], float("inf")]
    return [
        tuple(Cell(written(cell, edge)) for cell, edge in zip(_cells(row, starts), edges, strict=True)) for row in rows
    ], end


def _end(lines: Sequence[Line], index: int) -> int:
    """Find where the table ends: far below its last line, or at running text across its columns."""
    head = parts(lines[index])
    usual = median(word.size for word in lines[index])
    end = index + 1
    while end < len(lines):
        line, above = lines[end], lines[end - 1]
        few = len(parts(line)) < max(2, len(head) - 1)
        if few and line[0].top - above[0].top > _FAR * usual and (len(parts(line)) > 1 or _crosses(line, head, 1)):
            break
        titled = _crosses(line, head, 2) or (end > index + 1 and not is_head(line) and _is_title(line, head))
        if titled and not any(is_same(head, each) for each in lines[end + 1 : end + 2]):
            break
        end += 1
    return end


def is_same(head: list[Line], line: Line) -> bool:
    """Tell whether a line is the header again."""
    return [word.text for part in head for word in part] == [word.text for word in line]


def _is_title(line: Line, head: list[Line]) -> bool:
    return len(parts(line)) == 1 and line[0].bold and line[0].size > 1.15 * head[0][0].size


def _crosses(line: Line, head: list[Line], columns: int) -> bool:
    """Tell whether a line is one text that runs below so many columns."""
    pieces = parts(line)
    if len(pieces) > 1:
        return False
    left, right = line[0].left, line[-1].right
    return sum(left < part[-1].right and part[0].left < right for part in head) >= columns


def _starts(lines: Sequence[Line]) -> list[float]:
    """Give where the columns begin: behind white that goes through all lines; else where their titles begin."""
    head = [part[0].left for part in parts(lines[0])]
    spans: list[list[float]] = []
    for left, right in sorted((part[0].left, part[-1].right) for line in lines for part in parts(line)):
        if spans and left < spans[-1][1] + _WHITE:
            spans[-1][1] = max(spans[-1][1], right)
        else:
            spans.append([left, right])
    starts = [left for left, _ in spans]
    fits = len(starts) == len(head) and all(abs(a - b) < 120 for a, b in zip(starts, head, strict=True))
    return [start - 1 for start in (starts if fits else head)]


def _cells(words: Sequence[Word], starts: list[float]) -> list[Line]:
    cells: list[Line] = [[] for _ in starts]
    for word in words:
        place = max(
            (place for place, start in enumerate(starts) if start - _SLACK * 0.25 <= word.left + 0.5), default=0
        )
        cells[place].append(word)
    return cells


def _rows(lines: Sequence[Line], levels: list[float], starts: list[float]) -> list[Line]:
    """Join the lines that make one row."""
    top, bottom = lines[0][0].top, lines[-1][0].bottom
    inner = [level for level in levels if top < level < bottom]
    steps = [below[0].top - above[0].top for above, below in pairwise(lines)]
    near = min(steps[1:], default=min(steps, default=0))
    second = starts[1] if len(starts) > 1 else float("inf")
    close = [line for line, step in zip(lines[1:], steps, strict=True) if step <= _LOOSER * near]
    # Rows stand wider apart than the lines of a cell, unless lines close together are rows of their own.
    full = sum(line[0].left < second and len(parts(line)) > 1 for line in close)
    padded = any(step > _LOOSER * near for step in steps[1:]) and 2 * full <= len(close)
    rows = [list(lines[0])]
    for place, line in enumerate(lines[1:]):
        if len(inner) > 1:
            fresh = any(lines[place][0].top < level < line[0].middle[1] for level in inner)
        elif padded:
            fresh = steps[place] > _LOOSER * near or steps[place] < 0
        else:
            fresh = line[0].left < second
        if fresh:
            rows.append(list(line))
        else:
            rows[-1] += line
    return rows
