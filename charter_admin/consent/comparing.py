"""What figures allow to say, and what they do not. Pure."""

import math
from dataclasses import dataclass
from enum import Enum

_Z = 1.959964  # 95 % of a normal distribution lie within so many standard deviations
# So many receipts that should have come and did not are no chance: below one in a thousand (Poisson).
_SURELY = 7.0
_MANY = 20.0


class Arrival(Enum):
    """Whether receipts arrive as they use to."""

    USUAL = "usual"
    FEW = "few"
    NONE = "none"


@dataclass(frozen=True)
class Difference:
    """By how much the share of the later group lies above the earlier one's: with 95 % confidence, between two values
    from -1 to 1."""

    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the two can be told apart at all."""
        return self.low > 0 or self.high < 0


def arrival(seen: int, expected: float) -> Arrival:
    """What `seen` receipts mean where `expected` would have been usual; a quiet weekend is no alarm."""
    if not seen and expected >= _SURELY:
        return Arrival.NONE
    return Arrival.FEW if expected >= _MANY and seen * 5 < expected else Arrival.USUAL


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927): it holds for few answers and for shares near 0 and 1 too."""
    share, square = part / whole, _Z * _Z
    centre = share + square / (2 * whole)
    half = _Z * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return max(0.0, (centre - half) / (1 + square / whole)), min(1.0, (centre + half) / (1 + square / whole))


def difference(earlier: tuple[int, int], later: tuple[int, int]) -> Difference | None:
    """The difference of two shares, each given as (part, whole); None where one of them has no whole.

    The hybrid score interval (Newcombe 1998, method 10).
    """
    if not earlier[1] or not later[1]:
        return None
    before, after = earlier[0] / earlier[1], later[0] / later[1]
    (low_before, high_before), (low_after, high_after) = wilson(*earlier), wilson(*later)
    low = math.hypot(after - low_after, high_before - before)
    high = math.hypot(high_after - after, before - low_before)
    return Difference(after - before - low, after - before + high)
