"""One short run of wrk, and what it says."""

import json
import subprocess
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.server.servers import Server

CONNECTIONS, THREADS = 32, 2
# Paths are chosen by wrk itself: `uniform`, or with the skew of real sites, where few are asked for most.
SAY = """
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %d, "seconds": %f, "p99": %f, "wrong": %d}\\n', summary.requests,
    summary.duration / 1e6, latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
"""
# Many paths are chosen as real visitors do, of whom most go to few sites, or all alike. For one path wrk itself has
# less to do than for many, so only runs of one kind can be compared.
CHOOSE = """
local requests, skew, n, number = {}, SKEW, 0, 0
function setup(thread) number = number + 1; thread:set("seed", number) end
function init()
  math.randomseed(seed)
  for line in io.lines("PATHS") do n = n + 1; requests[n] = wrk.format("GET", line) end
end
function request()
  local r = math.random()
  local at = skew and math.floor(n ^ r) or math.floor(r * n) + 1
  return requests[at > n and n or at]
end
"""


@dataclass(frozen=True)
class Numbers:
    """Requests a second, the 99th percentile of their time in milliseconds, and the requests a second of processor.

    The last says on a machine that others use too what the first says on a quiet one.
    """

    rate: float
    p99: float
    per_processor: float


def run(
    server: Server, paths: Sequence[str], folder: Path, seconds: int, headers: dict[str, str], *, skew: bool = False
) -> Numbers:
    """Asks for the paths over and over. Ends the program where anything is answered wrongly."""
    script, named = folder / "load.lua", folder / "paths.txt"
    named.write_text("\n".join(paths))
    many = CHOOSE.replace("PATHS", str(named)).replace("SKEW", str(skew).lower()) if len(paths) > 1 else ""
    script.write_text(SAY + many)
    line = ["wrk", "-t", str(THREADS), "-c", str(CONNECTIONS), "-d", f"{seconds}s", "-s", str(script)]
    line += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    before, address = server.processor_seconds(), f"http://127.0.0.1:{server.port}{paths[0]}"
    done = subprocess.run([*line, address], capture_output=True, text=True, check=True)
    used = server.processor_seconds() - before
    said = json.loads(done.stdout.strip().splitlines()[-1])
    if said["wrong"]:
        raise SystemExit(f"{said['wrong']} wrong answers on port {server.port}")
    return Numbers(said["requests"] / said["seconds"], said["p99"], said["requests"] / used)


def etag(server: Server, path: str) -> str:
    """The tag of the gzip form."""
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        return str(answer.headers["ETag"])
