"""Where in the document's lines each proposal was read. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

_SHORTEST = 3  # a shorter name stands in half the words of a page
_BEGINNING = 60


class Read(Protocol):
    """A proposal: its name, and the passage it was read from."""

    @property
    def name(self) -> str: ...

    @property
    def passage(self) -> str: ...


@dataclass(frozen=True)
class Piece:
    """Some of the document's text: a line that proposals point at, with its number, or lines between such ones."""

    text: str
    line: int | None


def places(text: str, found: Iterable[Read]) -> list[range]:
    """The lines of each passage; an empty range where the text does not hold it.

    Passages come in the order of the document, so each is looked for from where the one before it was.
    """
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    at, result = 0, []
    for each in found:
        begin, length = _spot(text, each, at)
        at = max(begin, 0)
        first, last = (bisect_right(starts, where) - 1 for where in (begin, begin + max(length - 1, 0)))
        result.append(range(first, last + 1) if begin >= 0 else range(0))
    return result


def pieces(text: str, marked: Iterable[range]) -> Sequence[Piece]:
    """The whole text, the lines that proposals point at apart from the others."""
    wanted = {line for lines in marked for line in lines}
    result: list[Piece] = []
    between: list[str] = []
    for number, line in enumerate(text.split("\n") if text else ()):
        if number not in wanted:
            between.append(line)
            continue
        if between:
            result.append(Piece("\n".join(between), None))
        between = []
        result.append(Piece(line, number))
    return [*result, Piece("\n".join(between), None)] if between else result


def _spot(text: str, each: Read, after: int) -> tuple[int, int]:
    """Where a passage begins and how long it is: the whole of it, else its beginning, else the bare name."""
    wanted = [each.passage, each.passage.split("\n")[0], each.passage[:_BEGINNING]]
    for words in [*wanted, each.name if len(each.name) >= _SHORTEST else ""]:
        if words.strip():
            found = text.find(words, after)
            found = text.find(words) if found < 0 else found
            if found >= 0:
                return found, len(words)
    return -1, 0
