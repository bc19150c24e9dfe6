"""Reading the log from beginning to end, however long it is, in memory that does not grow with it."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TextIO

from sqlalchemy import Connection, Engine, Row, select

from charter_admin.consent.storage import RECEIPTS
from charter_admin.db import READ_ONLY

FORMATS = ("csv", "ndjson")
_AT_ONCE = 2000
_COLUMNS = tuple(column.name for column in RECEIPTS.c)


def write(engine: Engine, out: TextIO, kind: str, public_id: str | None = None) -> int:
    """Writes every receipt, of one platform if `public_id` is given, by id and so by time; gives their number.

    `csv` begins with a line of headings and has the choices as JSON; `ndjson` has one object a line.
    """
    writer = csv.writer(out)
    if kind == "csv":
        writer.writerow(_COLUMNS)
    count = 0
    for row in _every(engine, public_id):
        count += 1
        if kind == "csv":
            writer.writerow([_cell(value) for value in row])
        else:
            out.write(json.dumps(_object(row), ensure_ascii=False, separators=(",", ":")) + "\n")
    return count


def _every(engine: Engine, public_id: str | None) -> Iterator[Row[Any]]:
    """Page by page (keyset): no transaction is held open for as long as the whole takes."""
    last = ""
    with engine.connect().execution_options(**READ_ONLY) as connection:
        while page := _page(connection, public_id, last):
            yield from page
            last = page[-1][0]
            connection.rollback()


def _page(connection: Connection, public_id: str | None, last: str) -> list[Row[Any]]:
    statement = select(RECEIPTS).order_by(RECEIPTS.c.id).limit(_AT_ONCE)
    if last:
        statement = statement.where(RECEIPTS.c.id > last)
    if public_id is not None:
        statement = statement.where(RECEIPTS.c.public_id == public_id)
    return list(connection.execute(statement).all())


def _object(row: Row[Any]) -> Mapping[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in zip(_COLUMNS, row, strict=True)
    }


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, dict) else value
