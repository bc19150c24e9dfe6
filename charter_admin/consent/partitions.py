"""The monthly partitions of the receipts on PostgreSQL: made ahead, and dropped whole when all in them is too old.

A receipt's id is a UUIDv7 (RFC 9562, section 5.7), so its first 48 bits are milliseconds since 1970. Partitioned by
id, the table has one unique index over all months by itself, which a partition by the time of arrival could not have:
the same receipt, sent again next month, would be kept twice. What has an id of no month we know is in the rest.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, text

TABLE, REST = "consent_receipt", "consent_receipt_rest"
# A receipt may be claimed for a time thirteen months back (receipt.py).
BEHIND, AHEAD = 14, 3

_LOCK = 0x636F6E73656E74  # "consent": only one process makes partitions at a time


def month_of(moment: datetime) -> datetime:
    """The first moment of its month."""
    return datetime(moment.year, moment.month, 1, tzinfo=UTC)


def later(month: datetime, months: int) -> datetime:
    """The month so many months later, or earlier."""
    count = month.year * 12 + month.month - 1 + months
    return datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC)


def name_of(month: datetime) -> str:
    """The partition of a month."""
    return f"{TABLE}_{month:%Y_%m}"


def first_id(month: datetime) -> str:
    """The lowest UUIDv7 of a month: everything of earlier months is lower."""
    digits = f"{int(month.timestamp() * 1000):012x}"
    return f"{digits[:8]}-{digits[8:]}-0000-0000-000000000000"


def existing(connection: Connection) -> set[str]:
    """The names of the partitions there are."""
    statement = text(
        "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid"
        " WHERE inhparent = CAST(:table AS regclass)"
    )
    return set(connection.execute(statement, {"table": TABLE}).scalars())


def ensure(connection: Connection, now: datetime) -> list[str]:
    """Makes the partitions of now that are missing; gives their names. Does nothing on SQLite.

    Others may write meanwhile: attaching locks nobody out but of the rest, which is all but empty.
    """
    if connection.dialect.name != "postgresql":
        return []
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    known = existing(connection)
    missing = [month for month in _months(now) if name_of(month) not in known]
    for month in missing:
        _make(connection, month)
    return [name_of(month) for month in missing]


def ended_before(connection: Connection, moment: datetime) -> Iterator[str]:
    """The partitions whose last id is older than a moment."""
    for name in sorted(existing(connection) - {REST}):
        year, month = name.removeprefix(f"{TABLE}_").split("_")
        if later(datetime(int(year), int(month), 1, tzinfo=UTC), 1) <= moment:
            yield name


def _months(now: datetime) -> list[datetime]:
    return [later(month_of(now), offset) for offset in range(-BEHIND, AHEAD + 1)]


def _make(connection: Connection, month: datetime) -> None:
    """A table like the others, with what the rest holds of its month, becomes a partition."""
    name, low, high = name_of(month), first_id(month), first_id(later(month, 1))
    # The names and bounds are ours, made from a date.
    for statement in (
        f"CREATE TABLE {name} (LIKE {TABLE} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)",
        f"WITH moved AS (DELETE FROM {REST} WHERE id >= '{low}' AND id < '{high}' RETURNING *)"  # noqa: S608 - made from a date
        f" INSERT INTO {name} SELECT * FROM moved",
        f"ALTER TABLE {TABLE} ATTACH PARTITION {name} FOR VALUES FROM ('{low}') TO ('{high}')",
    ):
        connection.exec_driver_sql(statement)
