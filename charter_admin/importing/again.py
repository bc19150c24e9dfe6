"""Tables that tell the cookies of an earlier one again: in another language, or with what that one leaves out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from charter_admin.importing.blocks import Table
from charter_admin.importing.declarations import Declaration

_FILLED = ("provider", "service", "purpose", "duration", "party", "category")
_TOLD_APART = ("provider", "service")


@dataclass
class Tables:
    """The tables read so far: the titles of each and the place of its declarations."""

    _known: dict[tuple[str, ...], list[tuple[Table, range]]] = field(default_factory=dict)

    def add(self, table: Table, start: int, here: Sequence[Declaration]) -> None:
        """Remember a table whose declarations stand from `start` on."""
        called = tuple(each.name for each in here)
        self._known.setdefault(called, []).append((table, range(start, start + len(here))))

    def fills(self, table: Table, here: Sequence[Declaration], found: list[Declaration]) -> bool:
        """Tell whether a table tells an earlier one's cookies under other titles; if so, fill that one's gaps.

        Under the same titles it tells the cookies of another website or service.
        """
        for former, places in self._known.get(tuple(each.name for each in here), ()):
            told = found[places.start : places.stop]
            if here and table.rows[0] != former.rows[0] and all(map(_agree, told, here)):
                found[places.start : places.stop] = map(_filled, told, here)
                return True
        return False


def _agree(one: Declaration, other: Declaration) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in _TOLD_APART)
    return all(first == second or None in (first, second) for first, second in pairs)


def _filled(one: Declaration, other: Declaration) -> Declaration:
    return replace(one, **{name: getattr(one, name) or getattr(other, name) for name in _FILLED})
