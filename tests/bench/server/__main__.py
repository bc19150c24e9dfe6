"""One interleaved run: `python -m tests.bench.server`, with ROUNDS (5), SECONDS (3) and PLATFORMS (10000) from outside.

Only ratios of one run mean anything: whatever else the machine does, it does to both servers.
"""

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from charter_admin.demo import seed
from tests.bench.server import load, platforms, servers
from tests.bench.server.load import Numbers
from tests.bench.server.servers import Server

ROUNDS, SECONDS = int(os.environ.get("ROUNDS", "5")), int(os.environ.get("SECONDS", "3"))
WARMING = 30
PLATFORMS = int(os.environ.get("PLATFORMS", "10000"))
GZIP = {"Accept-Encoding": "gzip"}
PAGE, BANNER = f"/c/{seed.PORTAL_ID}/fr/", f"/c/{seed.PORTAL_ID}/fr/banner.js"
Case = Callable[[Server], Numbers]


def cases(folder: Path, ids: Sequence[str]) -> Mapping[str, Case]:
    """What is asked for, by name."""

    def fixed(path: str, **headers: str) -> Case:
        return lambda server: load.run(server, [path], folder, SECONDS, GZIP | headers)

    def many(some: Sequence[str], *, skew: bool) -> Case:
        paths = [f"/c/{public_id}/fr/" for public_id in some]
        return lambda server: load.run(server, paths, folder, SECONDS, GZIP, skew=skew)

    def unchanged(server: Server) -> Numbers:
        return load.run(server, [PAGE], folder, SECONDS, GZIP | {"If-None-Match": load.etag(server, PAGE)})

    return {
        "page": fixed(PAGE),
        "banner": fixed(BANNER),
        "304": unchanged,
        # Twice the same, so that wrk chooses among paths here too and has as much to do as with many.
        "page, 1 platform": many([ids[0], ids[0]], skew=False),
        f"page, {len(ids)}, as real": many(ids, skew=True),
        f"page, {len(ids)}, evenly": many(ids, skew=False),
    }


def middle(numbers: Sequence[Numbers]) -> Numbers:
    """The median of each number."""
    columns = zip(*((one.rate, one.p99, one.per_processor) for one in numbers), strict=True)
    return Numbers(*(statistics.median(column) for column in columns))


def measure(folder: Path) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """What nginx and we do, by case; both run all the time and are asked in turns."""
    url = f"sqlite:///{folder / 'charter.db'}"
    print(f"Making {PLATFORMS} published platforms…", file=sys.stderr)
    ids = platforms.installation(url, PLATFORMS)
    platforms.files(url, folder / "site", ids)
    found: dict[str, tuple[list[Numbers], list[Numbers]]] = {}
    with ExitStack() as stack:
        pair = stack.enter_context(servers.nginx(folder)), stack.enter_context(servers.charter_admin(url))
        for server in pair:  # what each asks for once, from its disk or its database, is no part of a day's work
            load.run(server, [f"/c/{public_id}/fr/" for public_id in ids], folder, WARMING, GZIP)
        for number in range(ROUNDS):
            print(f"Round {number + 1} of {ROUNDS}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
            for name, case in cases(folder, ids).items():
                for server, kept in zip(pair, found.setdefault(name, ([], [])), strict=True):
                    kept.append(case(server))
    return {name: middle(kept[0]) for name, kept in found.items()}, {
        name: middle(kept[1]) for name, kept in found.items()
    }


def table(nginx: Mapping[str, Numbers], ours: Mapping[str, Numbers]) -> str:
    """The numbers, for people."""
    head = (
        f"{'':24}{'nginx/s':>10}{'ours/s':>10}{'ratio':>7}{'nginx p99':>11}{'our p99':>9}{'ratio':>7}{'processor':>11}"
    )
    lines = [
        f"{name:24}{nginx[name].rate:10,.0f}{one.rate:10,.0f}{one.rate / nginx[name].rate:7.2f}"
        f"{nginx[name].p99:9.1f}ms{one.p99:7.1f}ms{one.p99 / nginx[name].p99:7.2f}"
        f"{one.per_processor / nginx[name].per_processor:11.2f}"
        for name, one in ours.items()
    ]
    return "\n".join([head, *lines])


def marks(nginx: Mapping[str, Numbers], ours: Mapping[str, Numbers]) -> list[tuple[str, bool]]:
    """What must hold, and whether it did."""
    alone, skewed, evenly = list(ours)[3:]
    return [
        ("page: at least 0.5 of nginx", ours["page"].rate >= 0.5 * nginx["page"].rate),
        ("banner: at least 0.5 of nginx", ours["banner"].rate >= 0.5 * nginx["banner"].rate),
        ("p99: at most 10 times that of nginx", all(ours[n].p99 <= 10 * nginx[n].p99 for n in ("page", "banner"))),
        ("304: at least as fast as 200", ours["304"].rate >= ours["page"].rate),
        # Two runs of the same differ by some percent.
        (f"{skewed}: not slower than 1", ours[skewed].rate >= 0.95 * ours[alone].rate),
        (f"{evenly}: not slower than 1", ours[evenly].rate >= 0.95 * ours[alone].rate),
    ]


def main() -> int:
    """Measures and prints; the status is 1 where a mark was missed."""
    missing = [name for name in ("nginx", "wrk") if shutil.which(name) is None]
    if missing:
        print(f"Install {' and '.join(missing)} first.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="charter-bench-") as folder:
        nginx, ours = measure(Path(folder))
    print(table(nginx, ours), f"\nLoad at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    results = marks(nginx, ours)
    print("\n".join(f"{'met   ' if met else 'MISSED'} {name}" for name, met in results))
    return 0 if all(met for _name, met in results) else 1


if __name__ == "__main__":
    sys.exit(main())
