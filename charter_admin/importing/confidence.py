"""How surely a declaration says what the document says: three levels, as a person can act on no finer ones.

high: the name looks like one, most of its fields were read, and none reads like another's. medium: something of that
is missing, or the bounds of the cells were guessed; compare with the passage. low: hardly anything supports the name.
"""

from typing import Literal, get_args

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.lasting import is_duration
from charter_admin.importing.names import likeness

Confidence = Literal["high", "medium", "low"]
LEVELS: tuple[Confidence, ...] = get_args(Confidence)

_CLEAR = 0.8
_HIGH, _MEDIUM = 4, 2
_LONG = 60


def judge(found: Declaration, *, guessed: bool) -> Confidence:
    """Judge a declaration by its texts. It is never surer than its reader was; `guessed`: see blocks.Table."""
    points = _points(found)
    level: Confidence = "high" if points >= _HIGH else "medium" if points >= _MEDIUM else "low"
    bounds: list[Confidence] = [level, found.confidence, "medium" if guessed else "high"]
    return max(bounds, key=LEVELS.index)


def _points(found: Declaration) -> int:
    called = likeness(found.name)
    points = (2 if called == 1 else 1 if called >= _CLEAR else 0) + bool(found.purpose)
    points += bool(found.provider or found.service) + bool(found.duration)
    if found.duration and not is_duration(found.duration) and len(found.duration) > _LONG:
        points -= 2  # a sentence under "duration" is often another column's
    swapped = found.purpose and (is_duration(found.purpose) or likeness(found.purpose) == 1)
    return points - 2 if swapped else points
