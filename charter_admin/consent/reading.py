"""Reading the log from beginning to end, however long it is, in memory that does not grow with it.

Rows come as the plain texts and numbers both databases give for them, without a stop at an object of ours: at fifty
thousand rows a second there are twenty microseconds for each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, text

from charter_admin.consent.storage import RECEIPTS
from charter_admin.db import READ_ONLY

Rows = list[tuple[Any, ...]]

COLUMNS = tuple(column.name for column in RECEIPTS.c)
_AT_ONCE = 5000
_MOMENTS = ("claimed_at", "received_at")
_ID, _PLATFORM, _RECEIVED = (COLUMNS.index(name) for name in ("id", "public_id", "received_at"))
_FIRST = ("0001-01-01T00:00:00.000000Z", "00000000-0000-0000-0000-000000000000")


@dataclass(frozen=True)
class Wanted:
    """Which receipts: of one organization, of one platform by its public id, received from `since` to before `until`.

    What is not given is not asked for.
    """

    owner: int | None = None
    public_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def pages(engine: Engine, wanted: Wanted) -> Iterator[Rows]:
    """The receipts by platform and then by the time they were received, some thousands at a time; each as COLUMNS.

    Times are in ISO 8601, choices in JSON, `aside` is 0 or 1. No transaction is open from one page to the next.
    """
    found = [wanted.public_id] if wanted.public_id is not None else _platforms(engine)
    for public_id in found:
        last = (_moment(wanted.since), _FIRST[1]) if wanted.since else _FIRST
        while page := _page(engine, wanted, public_id, last):
            yield page
            last = (page[-1][_RECEIVED], page[-1][_ID])


def _platforms(engine: Engine) -> Iterator[str]:
    """The public ids in the log, each found in the index behind the one before."""
    statement = text("SELECT min(public_id) FROM consent_receipt WHERE public_id > :last")
    last: str | None = ""
    while last is not None:
        with engine.connect().execution_options(**READ_ONLY) as connection:
            last = connection.execute(statement, {"last": last}).scalar()
        if last is not None:
            yield last


def _page(engine: Engine, wanted: Wanted, public_id: str, last: tuple[str, str]) -> Rows:
    values: dict[str, Any] = {"public_id": public_id, "most": _AT_ONCE, "received": last[0], "id": last[1]}
    conditions = []
    if wanted.until is not None:
        values["until"] = _moment(wanted.until)
        conditions.append("received_at < {until}")
    if wanted.owner is not None:
        values["owner"] = wanted.owner
        conditions.append("organization_id = :owner")
    with engine.connect().execution_options(**READ_ONLY) as connection:
        return _asked(connection, conditions, values)


def _asked(connection: Connection, conditions: Iterable[str], values: dict[str, Any]) -> Rows:
    postgresql = connection.dialect.name == "postgresql"
    if not postgresql:
        values |= {name: _for_sqlite(values[name]) for name in ("received", "until") if name in values}
    # Only names of ours are put together here; what is asked for goes in as values.
    statement = (
        f"SELECT {', '.join(_expressions(postgresql))} FROM consent_receipt"  # noqa: S608 - our own names
        " WHERE public_id = :public_id AND (received_at, id) > ({received}, {id})"
        f"{''.join(f' AND {condition}' for condition in conditions)} ORDER BY received_at, id LIMIT :most"
    )
    places = {name: f"CAST(:{name} AS timestamptz)" if postgresql else f":{name}" for name in ("received", "until")}
    places["id"] = "CAST(:id AS uuid)" if postgresql else ":id"
    return [tuple(row) for row in connection.execute(text(statement.format(**places)), values)]


def _expressions(postgresql: bool) -> Iterator[str]:
    """Each column as a text or a number."""
    for name in COLUMNS:
        if name in _MOMENTS:
            formed = f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24\\:MI\\:SS.US\"Z\"')"
            yield formed if postgresql else f"replace({name}, ' ', 'T') || 'Z'"
        elif name in ("id", "consent_id", "previous", "choices") and postgresql:
            yield f"CAST(consent_receipt.{name} AS text)"
        else:
            yield f"CASE WHEN {name} THEN 1 ELSE 0 END" if name == "aside" else name


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _for_sqlite(moment: str) -> str:
    """As it is stored there."""
    return moment.removesuffix("Z").replace("T", " ")
