"""The tables of reStructuredText, made HTML: drawn as a grid, drawn with rules, and the directives for them."""

import csv
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from charter_admin.importing.formats import rst_inline

_CORNER = re.compile(r"\+(?=[-=]{2})|(?<=[-=]{2})\+")
_OPTION = re.compile(r":([\w-]+):\s*(.*)")
_COLUMN = re.compile(r"=+|-+")
_UNDER = re.compile(r"-+(?: +-+)*\s*")
_MAX_PLACES = 200_000
_SEPARATORS = {"tab": "\t", "space": " "}

Span = tuple[str, int, int]  # the text of a cell, over how many columns and rows


def grid_table(lines: list[str]) -> str:
    """Read a table drawn with + - = |. A cell goes on where no line is drawn between it and the next."""
    width = max(map(len, lines))
    lines = [line.ljust(width) for line in lines]
    rules = [place for place, line in enumerate(lines) if _CORNER.search(line)]
    columns = sorted({match.start() for place in rules for match in _CORNER.finditer(lines[place])})
    taken: set[tuple[int, int]] = set()
    rows: list[list[Span]] = []
    if len(rules) * len(columns) > _MAX_PLACES:
        return ""
    for down in range(len(rules) - 1):
        free = (right for right in range(len(columns) - 1) if (down, right) not in taken)
        rows.append([_cell(lines, rules, columns, (down, right), taken) for right in free])
    return _table("", rows)


def _cell(
    lines: list[str], rules: list[int], columns: list[int], start: tuple[int, int], taken: set[tuple[int, int]]
) -> Span:
    bottom, right = start[0] + 1, start[1] + 1
    while right < len(columns) - 1 and lines[rules[start[0]] + 1][columns[right]] not in "|+":
        right += 1
    while bottom < len(rules) - 1 and lines[rules[bottom]][columns[start[1]] + 1] not in "-=":
        bottom += 1
    taken.update((down, across) for down in range(start[0], bottom) for across in range(start[1], right))
    inside = lines[rules[start[0]] + 1 : rules[bottom]]
    text = _folded(line[columns[start[1]] + 1 : columns[right]] for line in inside)
    return text, right - start[1], bottom - start[0]


def simple_table(lines: list[str]) -> str:
    """Read a table drawn with rules of = above and below. An empty first cell goes on with the row above."""
    bounds = _bounds(lines[0])
    rows: list[list[list[str]]] = []
    shapes: list[list[tuple[int, int]]] = []
    fresh = True
    for place, line in enumerate(lines[1:], 1):
        if not line.strip() or line.startswith("==") or _UNDER.fullmatch(line):
            fresh = True
            continue
        under = lines[place + 1] if place + 1 < len(lines) else ""
        spans = _bounds(under) if _UNDER.fullmatch(under) else bounds
        cells = [line[start:end].strip() for start, end in spans]
        if rows and not cells[0] and not fresh and spans == bounds:
            for cell, text in zip(rows[-1], cells, strict=False):
                cell.append(text)
        else:
            rows.append([[text] for text in cells])
            shapes.append([(start, end) for start, end in spans])
        fresh = False
    starts = [start for start, _ in bounds]
    return _table(
        "", [[_spanning(c, s, starts) for c, s in zip(r, h, strict=True)] for r, h in zip(rows, shapes, strict=True)]
    )


def _bounds(rule: str) -> list[tuple[int, int]]:
    starts = [match.start() for match in _COLUMN.finditer(rule)]
    return [*pairwise(starts), (starts[-1], 10_000)]


def _spanning(cell: list[str], shape: tuple[int, int], starts: list[int]) -> Span:
    return _folded(cell), sum(shape[0] <= start < shape[1] for start in starts) or 1, 1


def list_table(caption: str, body: list[str]) -> str:
    """Read a list of lists: `* -` begins a row, `-` below it a cell."""
    _, lines = _options(body)
    rows: list[list[list[str]]] = []
    for line in lines:
        if match := re.match(r"\* ( *)-(?: |$)(.*)", line):
            rows.append([[match[2]]])
        elif rows and (match := re.match(r" {2,4}-(?: |$)(.*)", line)):
            rows[-1].append([match[1]])
        elif rows:
            rows[-1][-1].append(line.strip())
    return _table(caption, [[(_folded(cell), 1, 1) for cell in row] for row in rows])


def csv_table(caption: str, body: list[str]) -> str:
    """Read separated values, whose header may stand in the options."""
    options, lines = _options(body)
    separator = options.get("delim", ",")
    separator = _SEPARATORS.get(separator, separator[:1] or ",")
    source = [*(options["header"].split("\n") if "header" in options else []), *lines]
    quote = options.get("quote", '"')[:1] or '"'
    try:
        rows = list(csv.reader(source, delimiter=separator, quotechar=quote, skipinitialspace=True))
    except (csv.Error, TypeError, ValueError):
        return ""
    return _table(caption, [[(cell.strip(), 1, 1) for cell in row] for row in rows if row])


def _options(body: list[str]) -> tuple[dict[str, str], list[str]]:
    """Part the options of a directive from its content."""
    options: dict[str, str] = {}
    for place, line in enumerate(body):
        match = _OPTION.match(line)
        if match is None:
            return options, body[place:]
        options[match[1].lower()] = match[2].strip()
    return options, []


def _folded(lines: Iterable[str]) -> str:
    """Join the lines of a cell: an empty line, a bullet or a bar begins a new one, other line ends are spaces."""
    text = ""
    for line in (line.strip() for line in lines):
        fresh = re.match(r"(?:[-*|•]|\d+\.)\s+(?=\S)", line)
        bare = line[fresh.end() :] if fresh else line
        text += ("\n" if fresh or not line else " ") + bare
    return text.strip()


def _table(caption: str, rows: Sequence[Sequence[Span]]) -> str:
    written = "".join(
        "<tr>"
        + "".join(f'<td colspan="{across}" rowspan="{down}">{rst_inline.page(text)}</td>' for text, across, down in row)
        + "</tr>"
        for row in rows
    )
    title = f"<caption>{rst_inline.page(caption)}</caption>" if caption.strip() else ""
    return f"<table>{title}{written}</table>"
