"""A real server under visitors who send receipts until they are acknowledged, as the banner does, and what they saw."""

import http.client
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from charter_admin.consent import storage
from charter_admin.db import make_engine
from charter_admin.publishing import service
from charter_admin.versions.document import consent_digest
from tests.consent.receipts import body, receipt
from tests.postgres import free_port
from tests.publishing import drafts

VISITORS = 12
READY_SECONDS = 120.0


@dataclass(frozen=True)
class Place:
    """A published platform: the database, its public id and the digest its banner sends."""

    database: str
    public_id: str
    digest: str

    def count(self) -> int:
        """How many receipts are in the log."""
        engine = storage.store(make_url(self.database))
        with engine.connect() as connection:
            found = connection.execute(select(func.count()).select_from(storage.RECEIPTS)).scalar_one()
        engine.dispose()
        return found

    def kept(self) -> Counter[str]:
        """How often each id is in the log."""
        engine = storage.store(make_url(self.database))
        with engine.connect() as connection:
            found = Counter(connection.execute(select(storage.RECEIPTS.c.id)).scalars())
        engine.dispose()
        return found


def publish(database: str) -> Place:
    """A platform that asks about statistics and marketing."""
    engine = make_engine(database)
    with Session(engine) as session:
        scope = drafts.scope(session)
        platform = drafts.platform(scope)
        drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
        drafts.use(scope, platform, "Régie", "marketing", "_mk_*")
        service.publish(scope, platform)
        made = Place(database, platform.public_id, consent_digest(service.draft(scope, platform))[:16])
        session.commit()
    engine.dispose()
    return made


@dataclass
class Served:
    """`charter-admin serve`, running."""

    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """The processes that answer."""
        (web_server,) = children(self.process.pid)
        return [child for child in children(web_server) if b"multiprocessing" in command_line(child)] or children(
            web_server
        )

    def kill_one(self) -> None:
        """kill -9, to the worker that is the oldest."""
        with suppress(ProcessLookupError, IndexError):
            os.kill(min(self.workers()), signal.SIGKILL)

    def make_room(self) -> None:
        """Lets the files of its processes grow again."""
        for process in self.workers():
            _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))


def children(process: int) -> list[int]:
    """The processes a process started."""
    with suppress(FileNotFoundError):
        return [
            int(c) for task in Path(f"/proc/{process}/task").iterdir() for c in (task / "children").read_text().split()
        ]
    return []


def command_line(process: int) -> bytes:
    """What a process was started with."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


@contextmanager
def serving(
    place: Place, workers: int = 2, most_bytes: int = 0, port: int = 0, plane: str = "public", says: Path | None = None
) -> Iterator[Served]:
    """`charter-admin serve`, of what visitors meet unless another plane is asked for.

    No file it writes may become larger than `most_bytes`, if that is given. What it says is written to the file `says`.
    """
    port = port or free_port()
    environ = os.environ | {
        "CHARTER_DATABASE_URL": place.database,
        "CHARTER_SECRET_KEY": "uY2-qT9wXb7_Lk4PzRm8VcNd3Js6HfGa",
        "CHARTER_BASE_URL": f"http://127.0.0.1:{port}",
        "CHARTER_PROXIES": "1",  # as most are served; what visitors send without one is limited by no network
    }
    program = str(Path(sys.executable).with_name("charter-admin"))
    command = [program, "serve", "--no-worker", "--port", str(port), "--workers", str(workers), "--plane", plane]

    def limit() -> None:
        if most_bytes:
            _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))

    with (says or Path(os.devnull)).open("wb") as heard:
        process = subprocess.Popen(command, env=environ, preexec_fn=limit, stdout=heard, stderr=subprocess.STDOUT)
    try:
        _wait_until_it_answers(port, place)
        yield Served(port, process)
    finally:
        process.terminate()
        process.wait(60)


def _wait_until_it_answers(port: int, place: Place) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", f"/c/{place.public_id}/charter.json")
            if connection.getresponse().status == 200:
                connection.close()
                return
            connection.close()
        time.sleep(0.1)
    raise AssertionError("the server did not answer")


@dataclass
class Visitors:
    """Each sends a receipt until it is acknowledged, then the next one, until they are told that it is enough."""

    place: Place
    port: int
    headers: Mapping[str, str] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)

    def leave(self) -> None:
        """It is enough; each still delivers what it has."""
        self._enough.set()
        for thread in self._threads:
            thread.join(READY_SECONDS)
        assert not any(thread.is_alive() for thread in self._threads), self.answers

    @contextmanager
    def coming(self, count: int = VISITORS) -> Iterator["Visitors"]:
        """They come while the block runs, and go once what each had to send is acknowledged."""
        self._enough, self._given_up = threading.Event(), threading.Event()
        self._threads = [threading.Thread(target=self._visit) for _ in range(count)]
        for thread in self._threads:
            thread.start()
        try:
            yield self
        except BaseException:
            self._given_up.set()
            raise
        finally:
            self.leave()

    def wait_for(self, status: int, count: int = 1) -> None:
        """Until so many more answers of a status have come."""
        wanted, deadline = self.answers[status] + count, time.monotonic() + READY_SECONDS
        while self.answers[status] < wanted:
            assert time.monotonic() < deadline, self.answers
            time.sleep(0.02)

    def _visit(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self._enough.is_set():
            self._deliver(connection, receipt(self.place.digest))
        connection.close()

    def _deliver(self, connection: http.client.HTTPConnection, sent: dict[str, Any]) -> None:
        content, path = body(sent), f"/c/{self.place.public_id}/consents"
        while not self._given_up.is_set():
            self.tries[sent["id"]] += 1
            try:
                connection.request("POST", path, content, {"Content-Type": "text/plain", **self.headers})
                answer = connection.getresponse()
                answer.read()
                self.answers[answer.status] += 1
                if answer.status == 204:
                    self.acknowledged.append(sent["id"])
                    return
                if answer.status != 503 or not answer.getheader("Retry-After"):
                    return  # `require_nothing_lost` tells
            except (OSError, http.client.HTTPException):
                connection.close()  # the worker is gone, or not there yet
            time.sleep(0.05)


def require_nothing_lost(place: Place, visitors: Visitors) -> None:
    """All that was acknowledged is in the log once, and nothing that was never sent."""
    assert set(visitors.answers) <= {204, 503}, visitors.answers
    kept, acknowledged = place.kept(), set(visitors.acknowledged)
    assert acknowledged
    assert acknowledged - set(kept) == set()
    assert [receipt_id for receipt_id, count in kept.items() if count > 1] == []
    assert set(kept) <= set(visitors.tries)
