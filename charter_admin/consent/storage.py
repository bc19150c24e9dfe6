"""Where receipts are kept, and how a batch of them gets there.

PostgreSQL keeps them in the application's database. SQLite has one writer at a time, so they have a file of their own
beside the application's: neither waits for the other, and the log can be backed up and put elsewhere by itself.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from functools import lru_cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from charter_admin.consent.models import ConsentReceipt, ReceiptDeletion
from charter_admin.db import make_engine, table_of

Row = Mapping[str, Any]
Packed = tuple[Any, ...]

RECEIPTS = table_of(ConsentReceipt)
DELETIONS = table_of(ReceiptDeletion)

_SCHEMA = 1  # of the SQLite file; PostgreSQL has migrations
_ATTACHED = "receipts"
_COLUMNS = tuple(column.name for column in RECEIPTS.c)
_NAMES = ", ".join(_COLUMNS)
# One statement whose text never changes, however many rows there are: it is planned once, and on SQLite the writer
# gives the interpreter away once, where a step for each row would make it queue behind all requests as often.
_SQLITE = (
    f"INSERT INTO consent_receipt ({_NAMES}) SELECT "  # noqa: S608 - our own names
    + ", ".join(f"json_extract(value, '$[{at}]')" for at in range(len(_COLUMNS)))
    + " FROM json_each(?) WHERE true ON CONFLICT DO NOTHING"
)
_POSTGRESQL = (
    f"INSERT INTO consent_receipt ({_NAMES}) SELECT * FROM unnest("  # noqa: S608 - our own names
    "%s::uuid[], %s::uuid[], %s::int[], %s::text[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[],"
    " %s::json[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::uuid[], %s::bool[]) ON CONFLICT DO NOTHING"
)
# A network that swallows packets must not hold the writer for ever; what it was writing is sent again.
_PATIENCE = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "options": "-c synchronous_commit=on -c statement_timeout=10s -c lock_timeout=10s",
}
# Who deletes or exports years of receipts may take long over it.
_LEISURE = {"options": "-c synchronous_commit=on -c lock_timeout=10s"}


def location(url: URL) -> URL:
    """Where the receipts of an application's database are."""
    if url.get_backend_name() == "postgresql":
        return url
    return url.set(database=f"{url.database}.receipts")


def store(url: URL, *, hurried: bool = True) -> Engine:
    """An engine on the receipts of the application's database at `url`, made where SQLite has none yet.

    Unless it is `hurried`, a statement may take as long as it likes.
    """
    if url.get_backend_name() == "postgresql":
        patience = _PATIENCE if hurried else _LEISURE
        return make_engine(url, pool_size=1, max_overflow=1, connect_args=patience, hide_parameters=True)
    engine = make_engine(location(url), hide_parameters=True)
    with engine.begin() as connection:
        _build(connection)
    return engine


def attach(connection: Connection) -> None:
    """Lets a connection to the application's database read and write its receipts too, until it is closed.

    It is not used for anything else afterwards: whatever it wrote would make the writer of receipts wait.
    """
    if connection.dialect.name != "sqlite":
        return
    databases = connection.exec_driver_sql("PRAGMA database_list").fetchall()
    if any(name == _ATTACHED for _, name, _ in databases):
        return
    store(connection.engine.url).dispose()  # so that there are tables
    path = location(connection.engine.url).database
    connection.detach()
    connection.execute(text(f"ATTACH DATABASE :path AS {_ATTACHED}"), {"path": path})


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Waits until no other process of this machine writes receipts. Only PostgreSQL lets them write at once.

    SQLite would make them wait too, but asks again after ever longer naps, so that one of two busy processes starves:
    its slowest answers took half a second. The kernel wakes whoever waits, and frees what belonged to the dead.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    file = os.open(f"{engine.url.database}-turn", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def packed(dialect: str, rows: Sequence[Row]) -> Packed:
    """Receipts as `write` takes them: what can be done before it is one's turn."""
    if dialect == "postgresql":
        columns = zip(*(_for_postgresql(row) for row in rows), strict=True)
        return tuple(map(list, columns))
    return (json.dumps([_for_sqlite(row) for row in rows]),)


def write(connection: Connection, receipts: Packed) -> int:
    """Writes the receipts whose ids are new, by one statement; gives their number."""
    statement = _POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE
    return connection.exec_driver_sql(statement, receipts, {"preserve_rowcount": True}).rowcount


def append(connection: Connection, rows: Sequence[Row]) -> int:
    """Both at once, for whoever is in no hurry."""
    return write(connection, packed(connection.dialect.name, rows))


def stored(connection: Connection, ids: Sequence[str]) -> dict[str, Row]:
    """The receipts of these ids, by id."""
    found = connection.execute(select(RECEIPTS).where(RECEIPTS.c.id.in_(ids))).mappings()
    return {row["id"]: dict(row) for row in found}


def lost_connection(error: Exception) -> bool:
    """Whether the database only hung up on a connection that was open before: a new one may do."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _build(connection: Connection) -> None:
    known = connection.exec_driver_sql("PRAGMA user_version").scalar()
    if known == _SCHEMA:
        return
    for table in (RECEIPTS, DELETIONS):
        table.create(connection, checkfirst=True)
    connection.exec_driver_sql(f"PRAGMA user_version = {_SCHEMA}")


def _for_postgresql(row: Row) -> tuple[Any, ...]:
    return tuple(_text(row[name]) if name == "choices" else row[name] for name in _COLUMNS)


def _for_sqlite(row: Row) -> tuple[Any, ...]:
    """As SQLAlchemy writes it, so that it reads it."""
    plain = dict(row)
    plain["choices"] = _text(row["choices"])
    for name in ("claimed_at", "received_at"):
        plain[name] = row[name].astimezone(UTC).isoformat(" ", "microseconds")[:26]
    return tuple(map(plain.__getitem__, _COLUMNS))


def _text(choices: Mapping[str, bool]) -> str:
    return _json(tuple(choices.items()))


@lru_cache(1000)
def _json(choices: tuple[tuple[str, bool], ...]) -> str:
    """Remembered, because nearly all visitors choose one of two."""
    return json.dumps(dict(choices))
