"""One interleaved run: `python -m tests.bench.banner`, with ROUNDS (9) and CHROMIUM (the system's) from outside."""

import os
import random
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress

from playwright.sync_api import Browser, sync_playwright

from tests.bench.banner import measures
from tests.bench.banner.contestants import Contestant, everyone
from tests.bench.banner.measures import Numbers
from tests.bench.banner.table import BARE, FLOOR, marks, table
from tests.bench.banner.world import World, world

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def round_of(browser: Browser, at: World, contestants: Sequence[Contestant]) -> dict[str, Numbers]:
    """Everybody once, in an order of its own, so that a busy moment of the machine is not always the same one's."""
    found: dict[str, Numbers] = {}
    for contestant in random.sample(contestants, len(contestants)):
        found[contestant.name] = {}
        for measure in (measures.seeing, measures.costs, measures.returning):
            found[contestant.name] |= measure(browser, at, contestant)
    return {contestant.name: found[contestant.name] for contestant in contestants}


def truths(browser: Browser, at: World, contestant: Contestant) -> dict[str, str]:
    """What does not change from round to round."""
    if contestant.name in (BARE, FLOOR):
        return {}
    found = measures.faults(browser, at, contestant)
    said(f"{contestant.name}: axe finds {found}")
    counts = [str(len(found[part])) if part in found else "-" for part in ("banner", "dialog")]
    return {"axe": " / ".join(counts), "strict CSP": measures.under_policy(browser, at, contestant)}


def said(text: str) -> None:
    """Progress, kept out of the table."""
    print(text, file=sys.stderr, flush=True)


def rounds_of(browser: Browser, at: World, contestants: Sequence[Contestant], count: int) -> list[dict[str, Numbers]]:
    """All rounds; interrupted (Ctrl-C), those that are whole."""
    found: list[dict[str, Numbers]] = []
    with suppress(KeyboardInterrupt):
        for number in range(1, count + 1):
            said(f"round {number} of {count}")
            found.append(round_of(browser, at, contestants))
    return found


def main() -> None:
    """The run and its table."""
    contestants = everyone()
    with sync_playwright() as playwright, world() as at:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        version = browser.version
        known = {contestant.name: truths(browser, at, contestant) for contestant in contestants}
        found = rounds_of(browser, at, contestants, int(os.environ.get("ROUNDS") or 9))
        load = f"load {os.getloadavg()[2]:.1f} on {os.cpu_count()} processors"
        print(f"Chromium {version}, medians of {len(found)} interleaved rounds, {load}\n", flush=True)
        print(f"{table(found, known)}\n\n{marks(found, known)}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
