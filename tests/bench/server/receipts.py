"""Receipts acknowledged per second, beside what each database can do without us: `make bench-receipts`.

Each round measures one after the other: rows in bare transactions, then receipts through `charter-admin serve` with
64 connections and real checking. Only the ratios of one round mean anything; the middle one of all is told.
"""

import asyncio
import os
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy import text
from sqlalchemy.engine import make_url

from charter_admin.consent import storage
from charter_admin.db import make_engine
from charter_admin.migrating import migrate
from tests import postgres
from tests.consent.receipts import body, receipt
from tests.faults.load import Place, publish, serving

SECONDS = float(os.environ.get("SECONDS", "4"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
CONNECTIONS, CLIENTS, BATCH = 64, 32, 32
TARGETS = {"sqlite": 0.3, "postgresql": 0.45}
LONGEST_P99 = 0.1


def raw_sqlite(folder: Path) -> float:
    """Rows per second, 32 in a transaction, each of them on disk."""
    connection = sqlite3.connect(folder / f"raw{time.monotonic_ns()}.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (id TEXT PRIMARY KEY, body TEXT)")
    count, content, end = 0, "x" * 250, time.monotonic() + SECONDS
    while time.monotonic() < end:
        connection.execute("BEGIN IMMEDIATE")
        rows = [(f"{count + n:036x}", content) for n in range(BATCH)]
        connection.executemany("INSERT INTO row VALUES (?, ?)", rows)
        connection.execute("COMMIT")
        count += BATCH
    connection.close()
    return count / SECONDS


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


def acknowledged(place: Place, port: int) -> tuple[float, float]:
    """Receipts acknowledged per second, and the time that 99 of 100 took at most."""
    took: list[float] = []
    # Made before, so that the client takes little of the machine.
    ready = iter([request(place, port) for _ in range(int(SECONDS * 12_000))])

    async def visitor(end: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < end and (content := next(ready, None)):
            sent = time.monotonic()
            writer.write(content)
            answer = await reader.readuntil(b"\r\n\r\n")
            assert answer.startswith(b"HTTP/1.1 204"), answer
            took.append(time.monotonic() - sent)
        writer.close()

    async def all_visitors() -> float:
        begun = time.monotonic()
        await asyncio.gather(*(visitor(begun + SECONDS) for _ in range(CONNECTIONS)))
        return time.monotonic() - begun

    seconds = asyncio.run(all_visitors())
    before = place.kept().total()
    assert before >= len(took)
    return len(took) / seconds, sorted(took)[int(len(took) * 0.99)]


def request(place: Place, port: int) -> bytes:
    """One receipt as it goes over the wire."""
    content = body(receipt(place.digest))
    head = f"POST /c/{place.public_id}/consents HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: text/plain\r\n"
    origin = "Origin: https://www.rives.example\r\n"
    return f"{head}{origin}Content-Length: {len(content)}\r\n\r\n".encode() + content


def measure(kind: str, url: str, raw: Callable[[], float]) -> bool:
    """Prints the rounds of one database and their middle; whether the marks are reached."""
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    place, ratios, slowest = publish(url), [], []
    with serving(place) as served:
        acknowledged(place, served.port)  # warm
        for number in range(1, ROUNDS + 1):
            limit = raw()
            rate, p99 = acknowledged(place, served.port)
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
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/charter.db"
        storage.store(make_url(url)).dispose()
        good = measure("sqlite", url, lambda: raw_sqlite(Path(folder)))
    with postgres.server(durable=True) as server:
        engine = make_engine(f"{server.url}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE bench"))
        engine.dispose()
        url = f"{server.url}/bench"
        good &= measure("postgresql", url, lambda: raw_postgresql(url))
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
