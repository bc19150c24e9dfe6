"""Receipts acknowledged per second, beside what each database can do without us: `make bench-receipts`.

Each round measures one after the other: rows in bare transactions, then receipts through `charter-admin serve` with
64 connections and real checking. Only the ratios of one round mean anything; the middle one of all is told.
"""

import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import make_url, text

from charter_admin import clock
from charter_admin.consent import storage
from charter_admin.db import ALONE, make_engine
from charter_admin.migrating import migrate
from charter_admin.serving import processors
from tests import postgres
from tests.bench.server import load
from tests.consent.receipts import body, new_id, receipt
from tests.faults.load import Place, publish, serving

SECONDS = int(os.environ.get("SECONDS", "4"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
CONNECTIONS, CLIENTS, BATCH = 64, 32, 32
# Each request is another visitor's: ids of one moment, and consent ids in no order.
SEND = (
    load.SAY
    + """
local number, run = 0, 0
function init() math.randomseed(os.time()); run = math.random(0, 0xfffffff) end
function request()
  number = number + 1
  local id = string.format("PREFIX7%03x-8%03x-%07x%05x", number / 0x100000, run % 0x1000, run, number % 0x100000)
  local visitor = string.format("%08x-%04x-4%03x-8%03x-%06x%06x", math.random(0, 0x7fffffff), math.random(0, 0xffff),
    math.random(0, 0xfff), math.random(0, 0xfff), math.random(0, 0xffffff), math.random(0, 0xffffff))
  local body = [[BODY]]
  body = body:gsub("ID", id, 1):gsub("VISITOR", visitor, 1)
  return wrk.format("POST", nil, {["Content-Type"] = "text/plain", Origin = "https://www.rives.example"}, body)
end
"""
)
TARGETS = {"sqlite": 0.3, "postgresql": 0.45}
LONGEST_P99 = 0.1


def raw_sqlite(folder: Path) -> float:
    """Receipts per second in their own table with its indexes, 32 in a transaction, each of them on disk."""
    engine = storage.store(make_url(f"sqlite:///{folder}/raw{time.monotonic_ns()}.db"))
    count, spent = 0, 0.0
    with engine.connect().execution_options(**ALONE) as connection:
        while spent < SECONDS:
            receipts = storage.packed("sqlite", [_row() for _ in range(BATCH)])
            begun = time.perf_counter()  # only what the database does counts
            count += storage.write(connection, receipts)
            connection.commit()
            spent += time.perf_counter() - begun
    engine.dispose()
    return count / spent


def _row() -> storage.Row:
    """One receipt of another visitor."""
    now, visitor = clock.now(), str(uuid4())
    sent: dict[str, Any] = json.loads(body(receipt("0" * 16, id=new_id(), consent_id=visitor)))
    del sent["time"]
    more = {"organization_id": 1, "public_id": "raw", "claimed_at": now, "received_at": now, "aside": False}
    return {"previous": None} | sent | more


def raw_postgresql(url: str) -> float:
    """Rows per second of 32 clients that commit each row."""
    plain = url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS raw (id uuid PRIMARY KEY, body text)")
    counts = [0] * CLIENTS
    end = time.monotonic() + SECONDS

    def insert(client: int) -> None:
        with psycopg.connect(plain, autocommit=True) as mine:
            mine.execute("SET synchronous_commit = on")
            while time.monotonic() < end:
                mine.execute("INSERT INTO raw VALUES (gen_random_uuid(), %s)", ("x" * 250,))
                counts[client] += 1

    threads = [threading.Thread(target=insert, args=(client,)) for client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def acknowledged(place: Place, port: int, folder: Path) -> tuple[float, float]:
    """Receipts acknowledged per second, and the seconds that 99 of 100 took at most."""
    script, before = folder / "receipts.lua", place.count()
    sent = receipt(place.digest, id="ID", consent_id="VISITOR")
    script.write_text(SEND.replace("BODY", body(sent).decode()).replace("PREFIX", new_id()[:14]))
    address = f"http://127.0.0.1:{port}/c/{place.public_id}/consents"
    # One thread of wrk says all that 64 connections have to say, with a tenth of a processor.
    line = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "-s", str(script), address]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout.strip().splitlines()[-1])
    if said["wrong"] or place.count() - before < said["requests"]:
        raise SystemExit(f"{said['wrong']} wrong answers, {place.count() - before} kept of {said['requests']}")
    return said["requests"] / said["seconds"], said["p99"] / 1000


def measure(kind: str, url: str, raw: Callable[[], float], folder: Path) -> bool:
    """Prints the rounds of one database and their middle; whether the marks are reached."""
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    place, ratios, slowest = publish(url), [], []
    with serving(place, processors(), plane="both") as served:
        acknowledged(place, served.port, folder)  # warm
        for number in range(1, ROUNDS + 1):
            limit = raw()
            rate, p99 = acknowledged(place, served.port, folder)
            ratios.append(rate / limit)
            slowest.append(p99)
            print(f"{kind:11} round {number}: raw {limit:7,.0f}/s  receipts {rate:6,.0f}/s  "
                  f"ratio {rate / limit:.2f}  p99 {p99 * 1000:.0f} ms", flush=True)  # fmt: skip
    middle, p99 = statistics.median(ratios), statistics.median(slowest)
    good = middle >= TARGETS[kind] and p99 <= LONGEST_P99
    told = "" if good else f"  below the mark: {TARGETS[kind]}, {LONGEST_P99 * 1000:.0f} ms"
    print(f"{kind:11} middle: ratio {middle:.2f}  p99 {p99 * 1000:.0f} ms{told}", flush=True)
    return good


def main() -> None:
    """Both databases."""
    with tempfile.TemporaryDirectory() as name, postgres.server(durable=True) as server:
        folder = Path(name)
        good = measure("sqlite", f"sqlite:///{folder}/charter.db", lambda: raw_sqlite(folder), folder)
        engine = make_engine(f"{server.url}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE bench"))
        engine.dispose()
        url = f"{server.url}/bench"
        good &= measure("postgresql", url, lambda: raw_postgresql(url), folder)
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
