"""Optimistic locking in one place: whoever saves must have seen what they replace.

A row here is one of a tenant's tables with a `revision`; `values_of` gives its values as the dataclass of its form.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from sqlalchemy.orm.exc import StaleDataError

from charter_admin.errors import NotFound, Stale
from charter_admin.organizations.scope import Scope

ValuesOf = Callable[[Any], Any]


@contextmanager
def editing(scope: Scope, row: Any, revision: int, values_of: ValuesOf) -> Iterator[None]:
    """Around the changes to one row, which are written when the block ends. `revision` is the one the person saw.

    Raises Stale with the stored values when the row is another one by now, NotFound when it is gone or not ours.
    """
    owned(scope, row)
    if row.revision != revision:
        raise Stale(stored(row, values_of))
    key = row.id
    try:
        with scope.session.begin_nested():
            yield
    except StaleDataError:  # changed between our reading and our writing
        raise _overtaken(scope, type(row), key, values_of) from None


def owned(scope: Scope, *rows: Any) -> None:
    """Raises NotFound unless all the rows are the organization's."""
    if any(row.organization_id != scope.organization_id for row in rows):
        raise NotFound()


def remove(scope: Scope, row: Any, values_of: ValuesOf) -> None:
    """Deletes a row. Needs no seen revision, but raises Stale rather than meet somebody's edit half-way."""
    with editing(scope, row, row.revision, values_of):
        scope.session.delete(row)


def stored(row: Any, values_of: ValuesOf) -> dict[str, Any]:
    """The values of a row by form field, with its revision."""
    values = values_of(row)
    return {field.name: getattr(values, field.name) for field in fields(values)} | {"revision": row.revision}


def _overtaken(scope: Scope, model: type[Any], key: int, values_of: ValuesOf) -> Exception:
    row = scope.session.get(model, key, populate_existing=True)
    return NotFound() if row is None else Stale(stored(row, values_of))
