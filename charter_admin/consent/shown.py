"""How often the banner was shown: counted in memory, written as sums. No cookie, no identifier, no row per visitor.

What a process had counted in its last seconds is lost if it is killed: a few pages more or less prove nothing.
"""

import atexit
import logging
import re
from collections import Counter
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite

from charter_admin import clock
from charter_admin.consent.counting import Place
from charter_admin.consent.receipt import Question
from charter_admin.consent.strict import object_of
from charter_admin.consent.tallies import ShownTally
from charter_admin.db import table_of
from charter_admin.errors import Invalid
from charter_admin.versions import store
from charter_admin.versions.banner import LAYOUTS

LONGEST = 200
FLUSH_SECONDS = 5.0
# Of one process between two writings: platforms, languages and layouts together; what comes beyond is not counted.
MOST_PLACES = 50_000

_log = logging.getLogger(__name__)
_table = table_of(ShownTally)
_NEEDED, _OPTIONAL = {"v", "l", "o"}, {"g"}
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")


class Shown(NamedTuple):
    """One page on which the banner was shown; `unanswered` if the page was left without a choice."""

    version: int
    locale: str
    layout: str
    unanswered: bool


def parse(body: bytes, question_of: Callable[[int], Question | None]) -> Shown:
    """What a beacon says: `{"v": version, "l": locale, "o": layout, "g": 1 if nobody chose}`.

    Raises Invalid with the field that is wrong.
    """
    raw = object_of(body, "shown")
    if not _NEEDED <= set(raw) <= _NEEDED | _OPTIONAL:
        raise Invalid("shown", "The fields are not those of a beacon.")
    number = raw["v"]
    asked = question_of(number) if type(number) is int and 0 < number < 2**31 else None  # True is an int to Python
    if asked is None:
        raise Invalid("v", "There is no such version.")
    locale = raw["l"]
    if not isinstance(locale, str) or not _LOCALE.fullmatch(locale) or locale not in asked.locales:
        raise Invalid("l", "The version does not exist in this language.")
    if raw["o"] not in LAYOUTS:
        raise Invalid("o", "There is no such layout.")
    if "g" in raw and (type(raw["g"]) is not int or raw["g"] != 1):
        raise Invalid("g", "This is 1 or left out.")
    return Shown(number, locale, raw["o"], "g" in raw)


class ShownCounts:
    """What one process has counted and not yet written. Any thread may use it."""

    def __init__(self, engine: Engine, seconds: float = FLUSH_SECONDS) -> None:
        self._engine, self._seconds = engine, seconds
        self._shown: Counter[tuple[Place, int]] = Counter()
        self._unanswered: Counter[tuple[Place, int]] = Counter()
        self._lock, self._closing = Lock(), Event()
        self._thread: Thread | None = None

    def add(self, organization_id: int, public_id: str, seen: Shown) -> None:
        """Counts one page."""
        place = Place(public_id, f"{clock.now():%Y-%m-%d}", seen.version, seen.locale, seen.layout)
        key = (place, organization_id)
        with self._lock:
            if len(self._shown) >= MOST_PLACES and key not in self._shown:
                return
            self._shown[key] += 1
            self._unanswered[key] += seen.unanswered
            if self._thread is None:
                self._start()

    def flush(self) -> None:
        """Writes what was counted; keeps it for the next time if the database is away."""
        with self._lock:
            shown, unanswered = self._shown, self._unanswered
            self._shown, self._unanswered = Counter(), Counter()
        if not shown:
            return
        rows = [
            place._asdict() | {"organization_id": owner, "shown": count, "unanswered": unanswered[place, owner]}
            for (place, owner), count in sorted(shown.items())
        ]
        try:
            with self._engine.begin() as connection:
                _add(connection, rows)
        except store.AWAY as error:
            _log.warning("what was shown could not be written yet: %s", error)
            with self._lock:
                self._shown.update(shown)
                self._unanswered.update(unanswered)

    def close(self) -> None:
        """Writes what is left, and ends."""
        self._closing.set()
        atexit.unregister(self.close)
        if self._thread is not None:
            self._thread.join(FLUSH_SECONDS)
        self.flush()

    def _start(self) -> None:
        """The thread starts with the first page: a process that forks before it has nothing to lose."""
        self._thread = Thread(target=self._work, name="shown", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def _work(self) -> None:
        while not self._closing.wait(self._seconds):
            try:
                self.flush()
            except Exception:  # a thread that ends would never write anything again
                _log.exception("writing what was shown failed")


def _add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """To what is written already, by whichever process. In one order for all, so that none waits in a circle."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    for row in rows:
        statement = insert(_table).values(row)
        sums = {name: _table.c[name] + statement.excluded[name] for name in ("shown", "unanswered")}
        connection.execute(statement.on_conflict_do_update(index_elements=list(_table.primary_key), set_=sums))
