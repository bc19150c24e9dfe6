"""Noticing what was published: one question to the database, three times a second, in each process."""

import logging
import os
import threading
import time
import weakref
from collections.abc import Callable, Collection

from sqlalchemy import Engine

from charter_admin.db import READ_ONLY
from charter_admin.versions import store

SECONDS = 0.3
# Beyond so many, unknown ids are asked for like others: the set would no longer be small.
MOST_IDS = 200_000

_log = logging.getLogger(__name__)


class Freshness:
    """Tells `forget` which public ids answer something else, and `doubt` that nobody can tell.

    Looks every `seconds` in a thread of its own, from the first use in a process on; with 0 it looks at each use
    instead. `away` tells whether the last look failed.
    """

    def __init__(
        self,
        engine: Engine,
        seconds: float,
        forget: Callable[[Collection[str]], None],
        doubt: Callable[[], None],
    ) -> None:
        self.away = False
        self._engine, self._seconds = engine, seconds
        self._forget, self._doubt = forget, doubt
        self._serial: int | None = None
        self._ids: set[str] | None = set()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def use(self) -> None:
        """Says that answers are about to be given: makes sure that somebody watches."""
        if not self._seconds:
            with self._lock:
                self.look()
        elif self._thread is None or not self._thread.is_alive():  # not alive in a process that was forked
            self._start()

    def unknown(self, public_id: str) -> bool:
        """Whether there was no such id when the database was last looked at."""
        return self._serial is not None and self._ids is not None and public_id not in self._ids

    def look(self) -> None:
        """Asks the database once, and tells what it says."""
        try:
            self._look()
        except store.AWAY as error:
            if not self.away:
                _log.warning("served from memory, the database does not answer: %s", error)
            self.away = True
        else:
            self.away = False

    def _look(self) -> None:
        with self._engine.connect().execution_options(**READ_ONLY) as connection:
            serial = store.serial(connection)
            # An earlier serial is another database (a backup came back); after an outage it may be another, too.
            anew = self.away or self._serial is None or serial < self._serial
            if not anew and serial == self._serial:
                return
            changed = store.changed(connection, -1 if anew else self._serial or 0)
        if anew:
            self._ids = set()
            self._doubt()
        else:
            self._forget(changed)
        self._learn(changed)
        self._serial = max([serial, *changed.values()])

    def _learn(self, public_ids: Collection[str]) -> None:
        if self._ids is not None:
            known = self._ids.union(public_ids)
            self._ids = known if len(known) <= MOST_IDS else None

    def _start(self) -> None:
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            arguments = (weakref.ref(self), self._seconds)
            self._thread = threading.Thread(target=_watch, args=arguments, name="freshness", daemon=True)
            self._thread.start()


def _watch(watched: "weakref.ref[Freshness]", seconds: float) -> None:
    """Looks until nobody uses the answers any more. Sleeping knows no clock on the wall, so none can jump."""
    process = os.getpid()
    while (freshness := watched()) is not None and os.getpid() == process:
        try:
            freshness.look()
        except Exception:  # a thread that ends would let the answers grow old for ever
            _log.exception("looking for publications failed")
        del freshness
        time.sleep(seconds)


class Allowance:
    """So many questions a second, and as many at once after a quiet second."""

    def __init__(self, per_second: float, now: Callable[[], float] = time.monotonic) -> None:
        self._per_second, self._now = per_second, now
        self._left, self._at = per_second, now()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether one more may be asked."""
        with self._lock:
            now = self._now()
            self._left = min(self._per_second, self._left + max(0.0, now - self._at) * self._per_second)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True
