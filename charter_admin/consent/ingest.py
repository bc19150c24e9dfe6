"""Keeping receipts: one durable insert each."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from charter_admin.consent.models import ConsentReceipt
from charter_admin.consent.receipt import Receipt
from charter_admin.errors import Refused

# `__table__` is typed as something more general than the table it is.
_receipt: Table = ConsentReceipt.__table__  # type: ignore[assignment]  # typed wider than the table it is


def keep(engine: Engine, receipt: Receipt, public_id: str, organization_id: int, received_at: datetime) -> None:
    """Returns once the receipt is on disk; doing it again changes nothing.

    Raises Refused when another receipt has that id, and what the database raises when it cannot keep it.
    """
    row = asdict(receipt) | {"public_id": public_id, "organization_id": organization_id}
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(_receipt).values(row | {"received_at": received_at})
    with engine.begin() as connection:
        added = connection.execute(statement.on_conflict_do_nothing().returning(_receipt.c.id)).first()
        if added is None and not _same(connection, row):
            raise Refused("Another receipt has this id.")


def _same(connection: Connection, row: dict[str, Any]) -> bool:
    stored = connection.execute(select(_receipt).where(_receipt.c.id == row["id"])).mappings().one()
    return all(stored[field] == value for field, value in row.items())
