"""The names of cookies, exact or patterns. Pure.

In a pattern `*` is any run of characters, also none; `<id>` and `{id}` a run of at least one; `#` a run of digits.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_WILD = re.compile(r"(\*+|<[^<>]+>|\{[^{}]+\}|#+)")


@dataclass(frozen=True)
class _Step:
    """One position of a pattern: which characters it takes, and whether it may take none or many."""

    takes: Callable[[str], bool]
    many: bool = False


def is_pattern(name: str) -> bool:
    """Whether the name stands for many names."""
    return _WILD.search(name) is not None


def matches(pattern: str, name: str) -> bool:
    """Whether a cookie really called `name` is one declared as `pattern`; many stars cost no more than few."""
    steps = _steps(pattern)
    at = _rest(steps, {0})
    for char in name:
        taken = {n for n in at if n < len(steps) and steps[n].takes(char)}
        at = _rest(steps, {n if steps[n].many else n + 1 for n in taken})
    return len(steps) in at


def _rest(steps: list[_Step], at: set[int]) -> set[int]:
    """Also the positions reached by letting a `many` step take nothing more."""
    reached = set(at)
    for n, step in enumerate(steps):
        if n in reached and step.many:
            reached.add(n + 1)
    return reached


def _steps(pattern: str) -> list[_Step]:
    return [step for part in _WILD.split(pattern) for step in _steps_of(part)]


def _steps_of(part: str) -> list[_Step]:
    if not _WILD.fullmatch(part):
        return [_Step(char.__eq__) for char in part]
    if part.startswith("*"):
        return [_Step(_anything, many=True)]
    takes = _digit if part.startswith("#") else _anything
    return [_Step(takes), _Step(takes, many=True)]


def _anything(_char: str) -> bool:
    return True


def _digit(char: str) -> bool:
    return char.isascii() and char.isdigit()
