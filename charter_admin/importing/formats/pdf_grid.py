"""Tables of a PDF whose cells are drawn: found by their rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from charter_admin.importing.blocks import Cell
from charter_admin.importing.formats.pdf_page import Rule, Word
from charter_admin.importing.names import likeness

_NEAR = 3.0
_FULL = 1.1
_NEARLY_FULL = 2.2
_MAX_RULES = 1500
_MAX_UNITS = 100_000


@dataclass
class Grid:
    """The places where rules cross, and the rules themselves."""

    xs: list[float]
    ys: list[float]
    rules: list[Rule]
    words: list[Word] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        x, y = word.middle
        return self.xs[0] - _NEAR < x < self.xs[-1] + _NEAR and self.ys[0] - _NEAR < y < self.ys[-1] + _NEAR

    def rows(self) -> list[tuple[Cell, ...]]:
        """Give the rows; a cell goes on where nothing is drawn between it and the next."""
        height, width = len(self.ys) - 1, len(self.xs) - 1
        units: dict[tuple[int, int], Cell] = {}
        inside = self._by_unit()
        for down in range(height):
            for right in range(width):
                if (down, right) not in units:
                    self._take(down, right, units, inside)
        return [tuple(units[down, right] for right in range(width)) for down in range(height)]

    def _take(
        self, down: int, right: int, units: dict[tuple[int, int], Cell], inside: dict[tuple[int, int], list[Word]]
    ) -> None:
        bottom, end = down + 1, right + 1
        while (
            end < len(self.xs) - 1
            and (down, end) not in units
            and not self._drawn(False, self.xs[end], self.ys[down : down + 2])
        ):
            end += 1
        while bottom < len(self.ys) - 1 and not any(
            self._drawn(True, self.ys[bottom], self.xs[place : place + 2]) or (bottom, place) in units
            for place in range(right, end)
        ):
            bottom += 1
        places = [(row, column) for row in range(down, bottom) for column in range(right, end)]
        words = [word for place in places for word in inside.get(place, ())]
        cell = Cell(written(words, self.xs[end]))
        units.update(dict.fromkeys(places, cell))

    def _drawn(self, level: bool, at: float, ends: Sequence[float]) -> bool:
        middle = (ends[0] + ends[1]) / 2
        return any(
            r.level == level and abs(r.at - at) < _NEAR and r.start - _NEAR < middle < r.end + _NEAR for r in self.rules
        )

    def _by_unit(self) -> dict[tuple[int, int], list[Word]]:
        found: dict[tuple[int, int], list[Word]] = {}
        for word in self.words:
            x, y = word.middle
            right = max((place for place, at in enumerate(self.xs[:-1]) if at <= x), default=0)
            down = max((place for place, at in enumerate(self.ys[:-1]) if at <= y), default=0)
            found.setdefault((down, right), []).append(word)
        return found


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """Give the tables which rules of a page draw: at least two columns and two rows."""
    lines = _joined(rules)
    found = []
    if len(lines) > _MAX_RULES:
        return []
    for group in _groups(lines):
        xs = _places(rule.at for rule in group if not rule.level)
        ys = _places(rule.at for rule in group if rule.level)
        if len(xs) > 2 and len(ys) > 2 and len(xs) * len(ys) < _MAX_UNITS:
            found.append(Grid(xs, ys, group))
    return sorted(found, key=lambda grid: grid.ys[0])


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on one another or end to end."""
    found: list[Rule] = []
    ordered = sorted(set(rules), key=lambda rule: (rule.level, round(rule.at / 2), rule.start))
    for _, group in groupby(ordered, key=lambda rule: (rule.level, round(rule.at / 2))):
        last: Rule | None = None
        for rule in group:
            if last and rule.start <= last.end + _NEAR:
                last = Rule(rule.level, last.at, last.start, max(last.end, rule.end))
            else:
                found += [last] if last else []
                last = rule
        found += [last] if last else []
    return found


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Part the rules into those that hang together."""
    rest, groups = list(rules), []
    while rest:
        group = [rest.pop()]
        for rule in group:
            near = [other for other in rest if _cross(rule, other)]
            group += near
            rest = [other for other in rest if other not in near]
        groups.append(group)
    return groups


def _cross(one: Rule, other: Rule) -> bool:
    if one.level == other.level:
        return abs(one.at - other.at) < _NEAR and one.start < other.end + _NEAR and other.start < one.end + _NEAR
    return other.start - _NEAR < one.at < other.end + _NEAR and one.start - _NEAR < other.at < one.end + _NEAR


def _places(values: Iterable[float]) -> list[float]:
    """Give the different places, those next to each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """Part words into the lines they stand on, each from left to right."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle[1]):
        if found and abs(found[-1][-1].middle[1] - word.middle[1]) < 0.4 * max(word.size, 1):
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda word: word.left) for line in found]


def written(words: Iterable[Word], right: float) -> str:
    """Write the text of a cell that ends at `right`. A word too long for the cell goes on in the next line."""
    text, before = "", None
    for line in lines(words):
        joint = "" if before is not None and _is_broken(before, line, right) else "\n"
        text += (joint if text else "") + " ".join(word.text for word in line)
        before = line
    return text


def _is_broken(above: list[Word], below: list[Word], right: float) -> bool:
    """Tell whether one word fills the line above and goes on below. What is a clear name is rather another one."""
    if len(above) > 1 or len(below) > 1 or above[0].text[-1] in ",;/":
        return False
    left = right - above[0].right
    return left < _FULL * above[0].size or (left < _NEARLY_FULL * above[0].size and likeness(below[0].text) < 1)
