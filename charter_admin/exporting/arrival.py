"""Bringing an organization in from the file another installation wrote, as it was."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, BinaryIO

import brotli
from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from charter_admin.accounts.models import User
from charter_admin.consent.storage import attach
from charter_admin.db import table_of
from charter_admin.errors import Refused
from charter_admin.exporting import envelope
from charter_admin.exporting.envelope import DAMAGED, NEWER
from charter_admin.exporting.tables import (
    GONE,
    OWNER,
    PERSON,
    SOFT,
    kept_columns,
    numbered,
    references,
    stored,
    tenant_tables,
    without_column,
)
from charter_admin.i18n import N_
from charter_admin.organizations.models import Organization
from charter_admin.platforms.models import Platform
from charter_admin.versions.models import Publication
from charter_admin.versions.store import next_serial

AT_ONCE = 100  # rows written by one statement, of tables nothing points at

_user = table_of(User)
_organization = table_of(Organization)


@dataclass(frozen=True)
class Arrived:
    """What was imported: the organization's name and address, and how many platforms and people it has."""

    name: str
    slug: str
    platforms: int
    people: int


def read(session: Session, stream: BinaryIO) -> Arrived:
    """Imports the file of one organization. The caller's transaction makes it whole or not at all.

    Raises Refused for a file that is not whole, not ours or too new, and where its address or a public id is taken.
    """
    envelope.require_whole(stream)
    arrival = _Arrival(session.connection())
    attach(arrival.connection)
    try:
        for name, row in envelope.rows(stream):
            arrival.take(name, row)
        arrival.flush()
    except (IntegrityError, DataError, ValueError, TypeError, KeyError) as error:
        raise Refused(DAMAGED) from error
    return arrival.done()


@dataclass
class _Arrival:
    """An import under way; `ids` are the ids here by table and number within the file."""

    connection: Connection
    owner: int = 0
    name: str = ""
    slug: str = ""
    ids: dict[str, dict[int, int]] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    waiting_for: Table | None = None
    tables: dict[str, Table] = field(default_factory=lambda: {table.name: table for table in tenant_tables()})

    def __post_init__(self) -> None:
        self.pointed_at = {target for table in self.tables.values() for target in references(table).values()}

    def take(self, name: str, row: dict[str, Any]) -> None:
        """Writes one row of the file."""
        if name == "organization":
            self._found(row)
        elif not self.owner:
            raise Refused(DAMAGED)  # the owner comes first
        elif name == "user":
            self.ids.setdefault("user", {})[row["id"]] = self._person(row)
        elif name in self.tables:
            self._add(self.tables[name], row)
        else:
            raise Refused(NEWER)

    def flush(self) -> None:
        """Writes the rows that were collected."""
        if self.waiting and self.waiting_for is not None:
            self.connection.execute(insert(self.waiting_for), self.waiting)
        self.waiting, self.waiting_for = [], None

    def done(self) -> Arrived:
        """What came in. Raises Refused where no organization did."""
        if not self.owner:
            raise Refused(DAMAGED)
        return Arrived(self.name, self.slug, len(self.ids.get("platform", ())), len(self.ids.get("user", ())))

    def _found(self, row: dict[str, Any]) -> None:
        if self.owner:
            raise Refused(DAMAGED)
        values = _values(_organization, row)
        self.name, self.slug = values["name"], values["slug"]
        if self.connection.scalar(select(_organization.c.id).where(_organization.c.slug == self.slug)) is not None:
            message = N_("There is an organization at the address /o/%(slug)s already. Nothing was imported.")
            raise Refused(message, slug=self.slug)
        self.owner = self._insert(_organization, values)

    def _person(self, row: dict[str, Any]) -> int:
        """The account of this address; a new one has no password and is let in by a one-time link."""
        values = {name: stored(_user.c[name], row[name]) for name in PERSON}
        known = self.connection.scalar(select(_user.c.id).where(_user.c.email == values["email"]))
        return self._insert(_user, values) if known is None else known

    def _add(self, table: Table, row: dict[str, Any]) -> None:
        if table is not self.waiting_for:
            self.flush()
        values = _values(table, self._pointing(table, row)) | {OWNER: self.owner}
        if table.name == "publication":  # the last table: nobody who publishes waits for the rest of the import
            values["serial"] = next_serial(self.connection)
        self._require_new(table.name, values)
        _require_true(table.name, values)
        if table.name in self.pointed_at:
            self.ids.setdefault(table.name, {})[row["id"]] = self._insert(table, values)
            return
        self.waiting_for = table
        self.waiting.append(values)
        if len(self.waiting) >= AT_ONCE:
            self.flush()

    def _pointing(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        """The row with ids of this database in place of numbers of the file."""
        found = {}
        for column, target in references(table).items():
            number = row[column]
            if number is not None:
                found[column] = self.ids[target][number]
            elif (table.name, column) in SOFT and not table.c[column].nullable:
                found[column] = GONE
        return row | found

    def _require_new(self, table: str, values: Mapping[str, Any]) -> None:
        """A public id is the world's: it cannot belong to two organizations."""
        if table not in ("platform", "publication"):
            return
        public_id = values["public_id"]
        others = (
            select(model.public_id).where(model.public_id == public_id, model.organization_id != self.owner)
            for model in (Platform, Publication)
        )
        if any(self.connection.scalar(statement) is not None for statement in others):
            message = N_("The public id %(public_id)s is in use here already. Nothing was imported.")
            raise Refused(message, public_id=public_id)

    def _insert(self, table: Table, values: Mapping[str, Any]) -> int:
        return int(self.connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def _values(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row's values as the table takes them. Raises Refused for columns only a newer release knows."""
    columns = kept_columns(table)
    known = {column.name for column in columns} | ({"id"} if numbered(table) else set())
    if not row.keys() <= known:
        raise Refused(NEWER)
    return {
        column.name: stored(column, row[column.name]) if column.name in row else without_column(column)
        for column in columns
    }


def _require_true(table: str, values: Mapping[str, Any]) -> None:
    """A version is known by the digest of its document, an artefact by that of its bytes."""
    if table == "charter_version" and sha256(values["document"]).hexdigest() != values["digest"]:
        raise Refused(DAMAGED)
    if table == "artefact":
        _require_same_bytes(values)


def _require_same_bytes(values: Mapping[str, Any]) -> None:
    try:
        contents = (gzip.decompress(values["gzip"]), brotli.decompress(values["brotli"]))
    except (OSError, EOFError, brotli.error) as error:
        raise Refused(DAMAGED) from error
    if any(sha256(content).hexdigest() != values["sha256"] for content in contents):
        raise Refused(DAMAGED)
