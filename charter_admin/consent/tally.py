"""Counting the log into small sums, in the background: statistics never touch the way of a receipt.

A receipt's id is of the visitor's clock and its time of the process that took it in, so neither says in which order
receipts were committed; numbers that the database gives would, but not after a backup came back. So nothing is added
up bit by bit: whole days are counted anew, as long as something of them may still arrive, and what was written before
is replaced where it differs. Counting again from the beginning is the same code, and gives the same sums: those of days
gone by are never lowered, for receipts are deleted after their time, or on request, and sums outlive them.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Table, Text, cast, delete, func, insert, select, update

from charter_admin import clock
from charter_admin.consent.counting import ACTIONS, Group, Sums, sums
from charter_admin.consent.storage import RECEIPTS
from charter_admin.consent.tallies import DecisionTally, PurposeTally, TallyProgress
from charter_admin.db import READ_ONLY, table_of
from charter_admin.errors import Refused
from charter_admin.versions import store

__all__ = ["ACTIONS", "due", "run"]
EVERY_SECONDS = 60
# A receipt is on disk some seconds after the time it bears, or never; with a slow disk and clocks that differ, minutes.
LATE = timedelta(days=1)
_HELD = timedelta(minutes=10)
_PLATFORMS_AT_ONCE = 500
_DAY = timedelta(days=1)
Rows = Mapping[str, list[dict[str, Any]]]
_decisions = table_of(DecisionTally)
_purposes = table_of(PurposeTally)
_progress = table_of(TallyProgress)


def due(application: Connection, now: datetime) -> bool:
    """Whether it is time to count: the last time was a minute ago, and nobody is at it."""
    statement = select(_progress.c.counted_at, _progress.c.held_until)
    counted_at, held_until = application.execute(statement).one()
    return bool(held_until <= now and (counted_at is None or counted_at <= now - timedelta(seconds=EVERY_SECONDS)))


def run(application: Engine, log: Engine, now: datetime, *, again: bool = False, seconds: float = float("inf")) -> bool:
    """Counts what may have changed since the last time; whether it came as far as `now` within so many seconds.

    With `again` it begins with the oldest receipt. Raises Refused while another process counts.
    """
    holder = uuid4().hex
    settled = _take(application, holder, now)
    ends = time.monotonic() + seconds
    public_ids = _public_ids(application)
    try:
        first = _oldest(log, public_ids, now) if again or not settled else settled
        for day in _days(first, now):
            _count(application, log, day, public_ids, holder, now)
            if time.monotonic() >= ends and day + _DAY <= now - LATE:
                return False
        _release(application, holder, counted_at=now)
    finally:
        _release(application, holder)
    return True


def _take(application: Engine, holder: str, now: datetime) -> datetime | None:
    """Keeps others from counting; gives what is settled. What a process left that was killed is free after a while."""
    with application.begin() as connection:
        free = update(_progress).where(_progress.c.held_until <= now)
        if not connection.execute(free.values(holder=holder, held_until=now + _HELD)).rowcount:
            raise Refused("Another process is counting the receipts.")
        settled: datetime | None = connection.execute(select(_progress.c.settled_until)).scalar_one()
        return settled


def _release(application: Engine, holder: str, **values: datetime) -> None:
    gone = datetime(2000, 1, 1, tzinfo=UTC)
    with application.begin() as connection:
        connection.execute(update(_progress).where(_progress.c.holder == holder).values(held_until=gone, **values))


def _public_ids(application: Engine) -> list[str]:
    with application.connect().execution_options(**READ_ONLY) as connection:
        return [public_id for public_id, _state in store.publications(connection)]


def _oldest(log: Engine, public_ids: Sequence[str], now: datetime) -> datetime:
    """When the first receipt arrived."""
    with _patient(log) as connection:
        found = [
            connection.execute(
                select(func.min(RECEIPTS.c.received_at)).where(RECEIPTS.c.public_id == public_id)
            ).scalar()
            for public_id in public_ids
        ]
    return min((moment for moment in found if moment), default=now)


@contextmanager
def _patient(log: Engine) -> Iterator[Connection]:
    """A connection that reads, however long that takes: whoever waits for a receipt has less time."""
    with log.connect().execution_options(**READ_ONLY) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        yield connection


def _days(first: datetime, last: datetime) -> Iterator[datetime]:
    day = datetime(first.year, first.month, first.day, tzinfo=UTC)
    while day <= last:
        yield day
        day += _DAY


def _count(
    application: Engine, log: Engine, day: datetime, public_ids: Sequence[str], holder: str, now: datetime
) -> None:
    """Brings the sums of a day to what the log says."""
    settled = min(day + _DAY, now - LATE)
    gone_by = settled == day + _DAY
    name = f"{day:%Y-%m-%d}"
    counted = sums(name, _groups(log, day, public_ids))
    with application.connect().execution_options(**READ_ONLY) as connection:
        changed = {
            table: _changed(connection, table, name, public_ids, rows, gone_by=gone_by)
            for table, rows in _tables(counted)
        }
    with application.begin() as connection:
        mine = update(_progress).where(_progress.c.holder == holder)
        if not connection.execute(mine.values(settled_until=settled, held_until=clock.now() + _HELD)).rowcount:
            raise Refused("Another process is counting the receipts.")
        for table, rows in _tables(counted):
            _replace(connection, table, name, changed[table], rows)


def _tables(counted: Sums) -> tuple[tuple[Table, Rows], ...]:
    return (_decisions, counted.decisions), (_purposes, counted.purposes)


def _groups(log: Engine, day: datetime, public_ids: Sequence[str]) -> Iterator[Group]:
    c = RECEIPTS.c
    of = (c.organization_id, c.public_id, c.version, c.locale, c.layout, c.action, cast(c.choices, Text))
    with _patient(log) as connection:
        for some in _parts(public_ids):
            statement = select(*of, func.count()).where(
                c.public_id.in_(some), c.received_at >= day, c.received_at < day + _DAY, c.aside.is_(False)
            )
            for row in connection.execute(statement.group_by(*of)):
                yield Group(*row)


def _changed(
    connection: Connection, table: Table, day: str, public_ids: Sequence[str], rows: Rows, *, gone_by: bool
) -> list[str]:
    """The platforms whose sums of the day are others than are written down, or `gone_by` are more."""
    written: dict[str, list[dict[str, Any]]] = {}
    for some in _parts(public_ids):
        statement = select(table).where(table.c.public_id.in_(some), table.c.day == day)
        for row in connection.execute(statement).mappings():
            written.setdefault(row["public_id"], []).append(dict(row))
    other = [each for each in public_ids if _in_order(written.get(each, ())) != _in_order(rows.get(each, ()))]
    if not gone_by:
        return other
    return [each for each in other if _total(rows.get(each, ())) >= _total(written.get(each, ()))]


def _total(rows: Iterable[dict[str, Any]]) -> int:
    return sum(row[name] for row in rows for name in (*ACTIONS, "accepted", "refused") if name in row)


def _in_order(rows: Iterable[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    return sorted(sorted(row.items()) for row in rows)


def _replace(connection: Connection, table: Table, day: str, public_ids: Sequence[str], rows: Rows) -> None:
    for some in _parts(public_ids):
        connection.execute(delete(table).where(table.c.public_id.in_(some), table.c.day == day))
        new = [row for public_id in some for row in rows.get(public_id, ())]
        if new:
            connection.execute(insert(table), new)


def _parts(public_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(public_ids), _PLATFORMS_AT_ONCE):
        yield public_ids[start : start + _PLATFORMS_AT_ONCE]
