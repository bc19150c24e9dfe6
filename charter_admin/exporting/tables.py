"""Which rows are an organization's, in which order they can be written, and how their values read in JSON. Pure.

A table that is added later and has an `organization_id` travels with the others, without a word here.
"""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table

from charter_admin.db import Moment
from charter_admin.models import metadata

OWNER = "organization_id"
# Work this installation has in hand, which is nothing anybody declared.
LEFT_OUT = frozenset({"job", "job_item"})
# Of a person, what is no secret: neither the password nor the sessions.
PERSON = ("email", "locale", "created_at")
# Plain ids, kept without a foreign key because they outlive what they point at.
SOFT = {("publication", "platform_id"): "platform", ("publication", "version_id"): "charter_version"}
# What only this installation's processes tell each other; it is given anew where the rows arrive.
LOCAL = {("publication", "serial")}
GONE = 0  # the id of what was deleted: no row has it


def tenant_tables() -> list[Table]:
    """Every table of an organization's rows, those that others point at first."""
    owned = [table for table in metadata.sorted_tables if OWNER in table.c and table.name not in LEFT_OUT]
    loose = {name for name, _column in SOFT}
    return sorted(owned, key=lambda table: table.name in loose)


def references(table: Table) -> dict[str, str]:
    """By column, the table whose ids it holds; the owner is not among them."""
    found = {column: target for (name, column), target in SOFT.items() if name == table.name}
    for constraint in table.foreign_key_constraints:
        for column, element in zip(constraint.columns, constraint.elements, strict=True):
            if column.name != OWNER:
                found[column.name] = element.column.table.name
    return found


def numbered(table: Table) -> bool:
    """Whether its rows have an id the database gives: one that another database gives anew."""
    return "id" in table.c and isinstance(table.c.id.type, Integer)


def kept_columns(table: Table) -> list[Column[Any]]:
    """The columns of the file: without the owner, who is the same in all of it, and without numbers given anew."""
    anew = {OWNER, *(["id"] if numbered(table) else []), *(column for name, column in LOCAL if name == table.name)}
    return [column for column in table.c if column.name not in anew]


def plain(value: Any) -> Any:
    """A stored value as JSON has it: moments in ISO 8601, bytes in base 64."""
    if isinstance(value, datetime):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def stored(column: Column[Any], raw: Any) -> Any:
    """The value of a column from its JSON. Raises ValueError for what the column cannot hold."""
    if raw is None:
        if column.nullable:
            return None
        raise ValueError(f"{column.name} must be filled in")
    if isinstance(column.type, Moment):
        return _moment(raw)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(raw, validate=True)
    _require_kind(column, raw)
    _require_storable(raw)
    return raw


def without_column(column: Column[Any]) -> Any:
    """The value of a column that the file of an older release does not know. Raises ValueError if there is none."""
    if column.default is not None and (column.default.is_scalar or column.default.is_callable):
        default: Any = column.default
        return default.arg(None) if default.is_callable else default.arg
    return stored(column, None)


def _moment(raw: Any) -> datetime:
    moment = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    if moment is None or moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment


def _require_kind(column: Column[Any], raw: Any) -> None:
    kinds: Mapping[type[Any], type[Any]] = {Boolean: bool, Integer: int, String: str}
    kind = next((python for sql, python in kinds.items() if isinstance(column.type, sql)), None)
    if kind is not None and type(raw) is not kind:
        raise ValueError(f"{column.name} is of another kind")
    if kind is int and not -(2**31) <= raw < 2**31:
        raise ValueError(f"{column.name} is too large")


def _require_storable(raw: Any) -> None:
    """PostgreSQL holds no NUL, and nothing writes half a surrogate pair as UTF-8."""
    if isinstance(raw, str):
        if "\0" in raw:
            raise ValueError("a text holds NUL")
        raw.encode()
    parts = [*raw, *raw.values()] if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    for part in parts:
        _require_storable(part)
