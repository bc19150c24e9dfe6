"""Tables in plain text whose cells are parted by tabs or by pipes."""

import re
from itertools import pairwise, zip_longest

from charter_admin.importing.blocks import Cell, Table, flat, is_rule, is_titlelike, lines_of
from charter_admin.importing.headers import is_header
from charter_admin.importing.names import likeness

_PIPE = re.compile(r"(?<!\\)\|+")
_GRID_RULE = re.compile(r"\s*\+[-=+:]{2,}\+?\s*")
_TABS = re.compile(r"\t+")


def is_row(line: str) -> bool:
    """Tell whether a line has at least two cells."""
    return not is_rule(line) and ("\t" in line.strip() or ("|" in line and len(_cells(line)) > 1))


def table_at(lines: list[str], index: int) -> tuple[Table, int]:
    """Read the table that starts at a line; give it and the index of the line after it."""
    run = _Run(lines, index)
    while run.index < len(lines) and run.take():
        pass
    return Table(tuple(tuple(Cell(lines_of(text)) for text in row) for row in run.merged())), run.end


class _Run:
    """Rows collected so far from consecutive lines."""

    def __init__(self, lines: list[str], index: int) -> None:
        self.lines, self.index, self.end = lines, index, index
        self.tabbed = "\t" in lines[index].strip()
        self.rows: list[list[str]] = []
        self.gap = False
        self.start = ""
        self.rules: set[int] = set()
        # Some people press the tab key until the columns look right.
        self.padded = self.tabbed and "\t\t" in lines[index].strip() and is_header(_TABS.split(lines[index].strip()))

    def take(self) -> bool:
        """Take in one line; tell whether the table may go on."""
        line = self.lines[self.index]
        self.index += 1
        if is_rule(line):
            self.gap = self.gap or not line.strip()
            if _GRID_RULE.fullmatch(line):
                self.rules.add(len(self.rows))
            return True
        taken = self._row(line) if is_row(line) else self._lone_line(line)
        if taken:
            self.end, self.gap = self.index, False
        return taken

    def _row(self, line: str) -> bool:
        cells = self._split(line)
        if self.start:
            cells[0], self.start = f"{self.start}\n{cells[0]}", ""
        width = len(self.rows[0]) if self.rows else len(cells)
        if self.gap and (len(cells) > width or 2 * len(cells) <= width):
            return False
        if self._continues(cells, width):
            self.rows[-1][-1] += "\n" + cells[0]
            self.rows[-1] += cells[1:]
        else:
            self.rows.append(cells)
        return True

    def merged(self) -> list[list[str]]:
        """Give the rows; where lines are drawn between all of them, a row may stand on several lines."""
        inner = [0, *sorted(place for place in self.rules if 0 < place < len(self.rows)), len(self.rows)]
        groups = [self.rows[start:end] for start, end in pairwise(inner)]
        rest = [line for group in groups for line in group[1:]]
        if len(inner) < 4 or not all("" in line for line in rest):
            return self.rows
        return [["\n".join(lines) for lines in zip_longest(*group, fillvalue="")] for group in groups]

    def _continues(self, cells: list[str], width: int) -> bool:
        """Tell whether a cell of the last row held a line break, and this is the rest of the row."""
        if not self.tabbed or not self.rows or self.gap or len(cells) >= width:
            return False
        return len(self.rows[-1]) + len(cells) - 1 <= width and len(self.rows[-1]) > 1

    def _lone_line(self, line: str) -> bool:
        """Take a line of one cell: a part of a broken cell, or a title within the table."""
        text = flat(line)
        following = self.lines[self.index] if self.index < len(self.lines) else ""
        if not self.gap and self._is_broken(text, following):
            self.rows[-1][-1] += "\n" + text
        elif not is_row(following) or is_header(_cells(following)):
            return False
        elif likeness(text) > 0:
            self.start = text
        elif is_titlelike(text) and len(_cells(following)) == len(self.rows[0]):
            self.rows.append([text])
        else:
            return False
        return True

    def _is_broken(self, text: str, following: str) -> bool:
        """Tell whether a line ends the cell before it: the row is short, or both are names or sentences."""
        if self.tabbed and len(self.rows[-1]) < len(self.rows[0]):
            return True
        if likeness(text) > 0:
            return likeness(flat(self.rows[-1][-1])) > 0
        return not is_titlelike(text) and is_row(following)

    def _split(self, line: str) -> list[str]:
        return _TABS.split(line.strip()) if self.padded else _cells(line)


def _cells(line: str) -> list[str]:
    if "\t" in line.strip():
        return line.strip("\n ").split("\t")
    stripped = line.strip()
    parts = _PIPE.split(stripped.strip("|"))
    return [part.replace("\\|", "|").strip() for part in parts]
