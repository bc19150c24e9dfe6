"""From the rounds to the table: medians of what each contestant has in a round beside the bare page or the floor."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from tests.bench.banner.measures import Numbers

# For each round, by contestant, all its numbers.
Rounds = Sequence[Mapping[str, Numbers]]
Truths = Mapping[str, Mapping[str, str]]
BARE, FLOOR, OURS, LIGHTEST = "bare page", "floor", "ours", "Orejime 3.2.1"
HEADINGS = (
    "",
    "requests",
    "brotli kB",
    "visible, x floor",
    "still, x floor",
    "task ms",
    "script ms",
    "style+layout ms",
    "heap kB",
    "tag delayed ms",
    "in the head",
    "axe banner/dialog",
    "strict CSP",
    "CLS",
    "longest task ms",
    "first paint +ms",
)
EXPLANATION = """\
Task, script, style and layout (CPU time of the main thread), heap, tag and first paint: over the bare page.
The bare page's own row holds its absolute figures. Longest task: 0 where none took 50 ms. The tag is delayed on a later
visit, consent stored and the script cached, at the end of a page of 60 kB and in the head of a short one, where the
browser's preload scanner has found the bare page's tag before any script can run."""


class Figures:
    """The medians of one run."""

    def __init__(self, rounds: Rounds) -> None:
        self.rounds = rounds

    def plain(self, name: str, key: str) -> float:
        """The figure itself."""
        return median(told[name][key] for told in self.rounds)

    def over(self, name: str, key: str) -> float:
        """By how much it passes the bare page of the same round."""
        return median(told[name][key] - told[BARE][key] for told in self.rounds)

    def ratio(self, name: str, key: str, other: str = FLOOR) -> float:
        """How often it holds another's figure of the same round."""
        return median(told[name][key] / (told[other][key] or 1) for told in self.rounds)

    def boxes(self, name: str) -> float:
        """Time spent on style and layout, over the bare page."""
        return self.over(name, "style") + self.over(name, "layout")


def table(rounds: Rounds, truths: Truths) -> str:
    """Everybody's row, as Markdown."""
    figures = Figures(rounds)
    rows = [HEADINGS, *(_row(figures, name, truths[name]) for name in rounds[0])]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADINGS))]
    lines = [_line(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([lines[0], _line("-" * width for width in widths), *lines[1:], "", EXPLANATION])


def marks(rounds: Rounds, truths: Truths) -> str:
    """Ours beside each mark it has to hold."""
    figures = Figures(rounds)
    lines = []
    for told, limit, value in _marks(figures):
        lines.append(f"{'holds ' if value <= limit else 'MISSES'} {told}: {value:.2f}, at most {limit:.2f}")
    for told, said in truths[OURS].items():
        lines.append(f"{'holds ' if said in ('0 / 0', 'clean') else 'MISSES'} {told}: {said}")
    return "\n".join(lines)


def _marks(figures: Figures) -> Iterable[tuple[str, float, float]]:
    yield "requests", 1, figures.plain(OURS, "requests")
    yield "brotli kB", 7.0, figures.plain(OURS, "bytes") / 1000
    yield "visible, x floor", 1.10, figures.ratio(OURS, "visible")
    yield "task ms, 0.9 x Orejime's", 0.9 * figures.over(LIGHTEST, "task"), figures.over(OURS, "task")
    yield "script ms", 40, figures.over(OURS, "script")
    yield "heap kB", 120, figures.over(OURS, "heap")
    yield "tag delayed ms, floor's + 20", figures.over(FLOOR, "tag") + 20, figures.over(OURS, "tag")
    yield "CLS", 0, figures.plain(OURS, "shift")
    # A page that has a longer one by itself keeps it.
    yield "longest task ms", max(50, figures.plain(BARE, "longest")), figures.plain(OURS, "longest")


def _row(figures: Figures, name: str, truths: Mapping[str, str]) -> tuple[str, ...]:
    bare = name == BARE
    cost: Callable[[str, str], float] = figures.plain if bare else figures.over
    seen = ("", "") if bare else tuple(f"{figures.ratio(name, key):.2f}" for key in ("visible", "settled"))
    return (
        name,
        f"{figures.plain(name, 'requests'):.0f}",
        f"{figures.plain(name, 'bytes') / 1000:.1f}",
        f"{seen[0]} ({figures.plain(name, 'visible'):.0f} ms)" if name == FLOOR else seen[0],
        seen[1],
        *(f"{cost(name, key):.0f}" for key in ("task", "script")),
        f"{cost(name, 'style') + cost(name, 'layout') if bare else figures.boxes(name):.0f}",
        *(f"{cost(name, key):.0f}" for key in ("heap", "tag", "early")),
        truths.get("axe", ""),
        truths.get("strict CSP", ""),
        f"{figures.plain(name, 'shift'):.3f}",
        f"{figures.plain(name, 'longest'):.0f}",
        f"{cost(name, 'painted'):.0f}",
    )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
