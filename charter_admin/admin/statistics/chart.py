"""Charts as numbers for a template that draws SVG: no script, no library. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from charter_admin.consent.stats import Figures

WIDTH, HEIGHT = 720, 180
_PARTS = ("accept_all", "customise", "refuse_all")  # from the ground up
_GAP = 0.2


@dataclass(frozen=True)
class Bar:
    """A rectangle of one kind of answer."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bars:
    """Answers day by day, stacked; `top` is what the full height means, `path` the line of the acceptance rate."""

    bars: tuple[Bar, ...]
    top: int
    path: str
    dots: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT


def bars(days: Mapping[str, Figures]) -> Bars:
    """The chart of some days. Days without an answer leave a gap in the line."""
    top = _round_up(max((figures.answers for figures in days.values()), default=0))
    step = WIDTH / max(len(days), 1)
    drawn: list[Bar] = []
    line: list[str] = []
    dots: list[tuple[float, float]] = []
    pen = "M"
    for number, figures in enumerate(days.values()):
        drawn += _stack(figures, number * step, step, top)
        if figures.acceptance is None:
            pen = "M"
            continue
        x, y = round((number + 0.5) * step, 1), round(HEIGHT * (1 - figures.acceptance), 1)
        line.append(f"{pen}{x} {y}")
        dots.append((x, y))
        pen = "L"
    return Bars(tuple(drawn), top, " ".join(line), tuple(dots))


def _stack(figures: Figures, x: float, step: float, top: int) -> list[Bar]:
    found = []
    ground = float(HEIGHT)
    for kind in _PARTS:
        height = HEIGHT * getattr(figures, kind) / top
        if height:
            ground -= height
            left, width = x + step * _GAP / 2, step * (1 - _GAP)
            found.append(Bar(kind, round(left, 1), round(ground, 1), round(width, 1), round(height, 1)))
    return found


def _round_up(number: int) -> int:
    """The next number people read easily: 1, 2 or 5 with zeros."""
    power = 1
    while power < number:
        for factor in (1, 2, 5):
            if power * factor >= number:
                return power * factor
        power *= 10
    return max(power, 1)
