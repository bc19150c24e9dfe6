"""Keeping receipts: one thread of a process writes what all its requests have, a batch at a time.

A commit waits for the disk, and costs the same for one row as for a hundred. While one batch is being written the
next one gathers, so that nobody waits for more than two, and no timer decides how large a batch is.
"""

import atexit
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock, Thread

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError

from charter_admin import clock
from charter_admin.consent import partitions, storage
from charter_admin.consent.fair_queue import FairQueue
from charter_admin.consent.storage import Row
from charter_admin.db import ALONE, READ_ONLY
from charter_admin.errors import Refused

WAITING, BATCH = 1024, 256
# Longer than a batch can take with all patience of the database, so that an answer is never older than its reason.
LONGEST_SECONDS = 30.0
IDLE_SECONDS = 60.0

_log = logging.getLogger(__name__)
_OURS = ("received_at", "aside", "organization_id")  # what the server adds, another time perhaps otherwise
_SETTLING = timedelta(days=1)


class NotKept(Refused):
    """A receipt is not certain to be on disk: it has to be sent again."""

    def __init__(self) -> None:
        super().__init__("The receipt could not be kept.")


@dataclass
class _Waiting:
    """A receipt, its request that holds still until `done` opens, and what is wrong with it."""

    row: Row
    done: Lock = field(default_factory=Lock)
    error: Exception | None = None

    def __post_init__(self) -> None:
        self.done.acquire()

    def settle(self, error: Exception | None = None) -> None:
        self.error = error
        self.done.release()


class ReceiptLog:
    """The receipts of the application's database at `url`. One per process; any thread may use it."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._queue: FairQueue[_Waiting] = FairQueue(WAITING)
        self._starting = Lock()
        self._thread: Thread | None = None
        self._engine: Engine | None = None
        self._connection: Connection | None = None
        self._partitions_until: datetime | None = None

    def keep(self, row: Row) -> None:
        """Returns once the receipt is on disk; keeping it again changes nothing.

        `row` has a value for each column. Raises Refused when another receipt has that id, and NotKept when the
        receipt may not be on disk: the database is away, its disk is full, or too many are waiting.
        """
        mine = _Waiting(row)
        if not self._queue.put(row["public_id"], mine):
            raise NotKept
        self._start()
        if not mine.done.acquire(timeout=LONGEST_SECONDS):
            raise NotKept
        if mine.error is not None:
            raise mine.error

    def close(self) -> None:
        """Writes what is waiting, and ends."""
        self._queue.close()
        atexit.unregister(self.close)
        with self._starting:
            if self._thread is not None:
                self._thread.join(LONGEST_SECONDS)

    def _start(self) -> None:
        """The thread starts with the first receipt: a process that forks before it has none to lose."""
        if self._thread is not None:
            return
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="receipts", daemon=True)
                self._thread.start()
                atexit.register(self.close)

    def _work(self) -> None:
        while True:
            batch = self._queue.take(BATCH, IDLE_SECONDS)
            if batch:
                self._settle(batch)
                continue
            self._disconnect()  # a database may be moved or dropped while nobody comes
            if self._queue.closed:
                return

    def _settle(self, batch: list[_Waiting]) -> None:
        try:
            errors = self._write([waiting.row for waiting in batch])
        except (DataError, IntegrityError) as error:
            # Nothing the strict reading lets through should do this; if it does, it must not take others along.
            if len(batch) > 1:
                for waiting in batch:
                    self._settle([waiting])
                return
            errors = [self._failed(error)]
        except Exception as error:
            errors = [self._failed(error)] * len(batch)
        for waiting, wrong in zip(batch, errors, strict=True):
            waiting.settle(wrong)

    def _failed(self, error: Exception) -> Exception:
        _log.warning("receipts could not be kept: %s", error)
        return NotKept()

    def _write(self, rows: list[Row]) -> list[Exception | None]:
        """Commits a batch; what is wrong with each row. Writing it twice is harmless, so one lost connection is too."""
        try:
            return self._commit(rows)
        except Exception as error:
            if not storage.lost_connection(error):
                raise
            return self._commit(rows)

    def _commit(self, rows: list[Row]) -> list[Exception | None]:
        if self._engine is None:
            self._engine = storage.store(self._url)
        self._look_ahead(self._engine)
        receipts = storage.packed(self._engine.dialect.name, rows)
        try:
            connection = self._connected(self._engine)
            with storage.turn(self._engine):
                added = storage.write(connection, receipts)
            connection.commit()  # says to SQLAlchemy only what the database knows: the statement was a transaction
        except Exception:
            self._hang_up()
            raise
        return [None] * len(rows) if added == len(rows) else _compared(self._engine, rows)

    def _connected(self, engine: Engine) -> Connection:
        """A connection that stays, on which each statement is a transaction of its own."""
        if self._connection is None:
            self._connection = engine.connect().execution_options(**ALONE)
        return self._connection

    def _look_ahead(self, engine: Engine) -> None:
        now = clock.now()
        if self._partitions_until is None or now >= self._partitions_until:
            with engine.begin() as connection:
                partitions.ensure(connection, now)
            self._partitions_until = now + _SETTLING

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _disconnect(self) -> None:
        self._hang_up()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


def _compared(engine: Engine, rows: list[Row]) -> list[Exception | None]:
    """None for each row that is stored as it is, and a refusal where its id belongs to another."""
    with engine.connect().execution_options(**READ_ONLY) as connection:
        kept = storage.stored(connection, [row["id"] for row in rows])
    return [None if _same(kept[row["id"]], row) else Refused("Another receipt has this id.") for row in rows]


def _same(stored: Row, row: Row) -> bool:
    return all(stored[name] == value for name, value in row.items() if name not in _OURS)
