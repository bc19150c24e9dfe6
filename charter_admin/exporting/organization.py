"""Writing a whole organization into a file, from which another installation has it as it was.

Rows are numbered within the file: the ids of one database mean nothing in another. Two databases that hold the same
organization therefore give the same bytes.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from sqlalchemy import Column, Connection, Select, String, Table, or_, select
from sqlalchemy.orm import Session

from charter_admin.accounts.models import User
from charter_admin.consent.storage import attach
from charter_admin.db import READ_ONLY, table_of
from charter_admin.errors import NotFound, Refused
from charter_admin.exporting import envelope
from charter_admin.exporting.tables import OWNER, PERSON, kept_columns, numbered, plain, references, tenant_tables
from charter_admin.i18n import N_
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope

AT_ONCE = 50  # rows held in memory; one may be a whole page
LARGEST_ID = 2**31 - 1

_user = table_of(User)
_organization = table_of(Organization)
Numbers = dict[str, dict[int, int]]


def find(session: Session, wanted: str) -> Organization:
    """The organization of this id, address (slug) or name. Raises NotFound, and Refused where several bear the name."""
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 0
    for match in (Organization.id == number, Organization.slug == wanted, Organization.name == wanted):
        found = session.scalars(select(Organization).where(match).order_by(Organization.id).limit(2)).all()
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(N_("Several organizations are called %(name)s. Give the id of one instead."), name=wanted)
    raise NotFound(N_("There is no organization called %(name)s."), name=wanted)


def read_at_one_moment(session: Session) -> None:
    """Begins the session's transaction as one that writes nothing and sees nothing others commit meanwhile."""
    options: dict[str, Any] = dict(READ_ONLY)
    if session.get_bind().dialect.name == "postgresql":  # SQLite's transactions are all of that kind
        options["isolation_level"] = "REPEATABLE READ"
    session.connection(execution_options=options)


def write(scope: Scope, out: BinaryIO) -> None:
    """Writes everything the organization owns. Begin with `read_at_one_moment`."""
    scope.require("organization.manage")
    connection = scope.session.connection()
    attach(connection)
    envelope.write(out, _rows(connection, scope.organization_id))


def _rows(connection: Connection, owner: int) -> Iterator[tuple[str, dict[str, Any]]]:
    numbers: Numbers = {}
    row = connection.execute(select(_organization).where(_organization.c.id == owner)).mappings().one()
    yield "organization", {column.name: plain(row[column]) for column in kept_columns(_organization)}
    yield from _people(connection, owner, numbers)
    for table in tenant_tables():
        yield from _table(connection, owner, table, numbers)


def _people(connection: Connection, owner: int, numbers: Numbers) -> Iterator[tuple[str, dict[str, Any]]]:
    """Whoever a row names."""
    named = [
        _user.c.id.in_(select(table.c[column]).where(table.c[OWNER] == owner))
        for table in tenant_tables()
        for column, target in references(table).items()
        if target == "user"
    ]
    known = numbers.setdefault("user", {})
    for row in connection.execute(select(_user).where(or_(*named)).order_by(_user.c.id)).mappings():
        known[row[_user.c.id]] = len(known) + 1
        yield "user", {"id": len(known)} | {name: plain(row[_user.c[name]]) for name in PERSON}


def _table(connection: Connection, owner: int, table: Table, numbers: Numbers) -> Iterator[tuple[str, dict[str, Any]]]:
    points, columns = references(table), kept_columns(table)
    known = numbers.setdefault(table.name, {})
    pointed_at = table.name in {target for each in tenant_tables() for target in references(each).values()}
    for count, row in enumerate(connection.execute(_in_order(connection, table, owner)).mappings(), start=1):
        number = {"id": count} if numbered(table) else {}
        if pointed_at:
            known[row[table.c.id]] = count
        yield table.name, number | {c.name: _value(row[c], points.get(c.name), numbers) for c in columns}


def _value(value: Any, target: str | None, numbers: Numbers) -> Any:
    """A value, or the number within the file of what it points at; None for what is gone."""
    return plain(value) if target is None else numbers.get(target, {}).get(value)


def _in_order(connection: Connection, table: Table, owner: int) -> Select[Any]:
    """The order rows were made in, which decides which of two artefacts is the older one."""
    order = [_bytewise(connection, column) for column in table.primary_key.columns]
    statement = select(table).where(table.c[OWNER] == owner).order_by(*order)
    return statement.execution_options(yield_per=AT_ONCE)


def _bytewise(connection: Connection, column: Column[Any]) -> Any:
    """Texts are sorted by their bytes on every database, as SQLite does by itself."""
    text = isinstance(column.type.dialect_impl(connection.dialect), String)
    return column.collate("C") if text and connection.dialect.name == "postgresql" else column
