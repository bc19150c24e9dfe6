"""The worker: does what was asked for in `jobs`, one item a transaction, and when idle squeezes what was published and
once a day deletes the receipts that are too old. Once a minute it counts those that arrived.

`charter-admin worker` runs one alone, `serve` and `demo` one beside the web server. Any number may run, on any machine
that reaches the database. One that is killed leaves nothing half done, and its job to the next.
"""

import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Mapping
from types import FrameType

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from charter_admin import clock, models
from charter_admin.consent import keeping, storage, tally
from charter_admin.db import READ_ONLY, make_engine
from charter_admin.errors import Refused
from charter_admin.jobs import lease
from charter_admin.jobs.lease import Handler, Outcome
from charter_admin.jobs.models import FAILED, Job, JobItem
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import bulk as services
from charter_admin.platforms import templates
from charter_admin.publishing import bulk, squeezing

POLL_SECONDS = 1.0
AWAY_SECONDS = 5.0
PURGE_SECONDS = 600.0  # how often a worker asks whether a day has passed since receipts were purged
TALLY_SECONDS = 5.0
HANDLERS: Mapping[str, Handler] = {
    bulk.KIND: bulk.publish_one,
    services.USE: services.use_one,
    services.STOP: services.stop_one,
    templates.KIND: templates.bring_one,
}

_log = logging.getLogger(__name__)
__all__ = ["HANDLERS", "Worker", "models", "run"]


class Worker:
    """One worker on one database. `stopping` is set from outside when it shall end after the item at hand."""

    def __init__(self, engine: Engine, stopping: threading.Event | None = None) -> None:
        self.engine = engine
        self.reading = engine.execution_options(**READ_ONLY)
        self.stopping = stopping or threading.Event()
        self._ask_again = self._tally_from = 0.0
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def work(self) -> bool:
        """Does one job to its end, or squeezes one artefact, else sees to the receipts; False where nobody waits."""
        self._tally()
        job_id = self._take()
        if job_id is None:
            return self._squeeze() or self._purge()
        while not self.stopping.is_set():
            if not self._step(job_id):
                return True
        with Session(self.engine) as session, session.begin():
            lease.give_back(session, job_id, self.name)
        return True

    def _tally(self) -> None:
        """Counts new receipts when it is time, for a while; of the processor's time it takes a twentieth at most."""
        if time.monotonic() < self._tally_from:
            return
        began, now = time.monotonic(), clock.now()
        with self.reading.connect() as connection:
            if not tally.due(connection, now):
                return
        log = storage.store(self.engine.url, hurried=False)
        try:
            tally.run(self.engine, log, now, seconds=TALLY_SECONDS)
        except Refused:  # another worker is at it
            pass
        finally:
            log.dispose()
            self._tally_from = time.monotonic() + 20 * (time.monotonic() - began)

    def _take(self) -> int | None:
        """Looks first without a lock: on SQLite every idle worker would else hold up those who write."""
        with Session(self.reading) as session:
            if not lease.waiting(session):
                return None
        with Session(self.engine) as session, session.begin():
            return lease.take(session, self.name)

    def _step(self, job_id: int) -> bool:
        with Session(self.engine) as session, session.begin():
            return lease.step(session, job_id, self.name, handle)

    def _squeeze(self) -> bool:
        with Session(self.reading) as session:
            found = squeezing.next_loose(session)
        if found is None:
            return False
        columns = squeezing.compressed(found[1])
        with Session(self.engine) as session, session.begin():
            squeezing.put(session, found[0], columns)
        return True

    def _purge(self) -> bool:
        if time.monotonic() < self._ask_again:
            return False
        self._ask_again = time.monotonic() + PURGE_SECONDS
        now = clock.now()
        if keeping.is_due(self.engine, now):
            keeping.purge_daily(self.engine, now, lambda: not self.stopping.is_set())
        return False


def handle(scope: Scope, job: Job, item: JobItem) -> Outcome:
    """Does one item of a job of any kind; a kind that a newer release made is none of ours."""
    handler = HANDLERS.get(job.kind)
    return handler(scope, job, item) if handler else Outcome(FAILED, lease.WENT_WRONG)


def run(url: str, *, with_parent: bool = False) -> None:
    """Works until SIGTERM or SIGINT, or, `with_parent`, until the process that started it is gone."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    parent = os.getppid()
    engine = make_engine(url)
    try:
        _loop(Worker(engine, stopping), lambda: not with_parent or os.getppid() == parent)
    finally:
        engine.dispose()


def _loop(worker: Worker, wanted: Callable[[], bool]) -> None:
    while not worker.stopping.is_set() and wanted():
        try:
            if not worker.work():
                worker.stopping.wait(POLL_SECONDS)
        except (OperationalError, InterfaceError) as error:
            _log.warning("the database did not answer: %s", error.orig)
            worker.stopping.wait(AWAY_SECONDS)
