"""The one value that carries tenancy into every service."""

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from charter_admin.errors import Forbidden, NotFound
from charter_admin.organizations.permissions import allows

Row = TypeVar("Row")


@dataclass(frozen=True)
class Scope:
    """A person (or the system, without one) acting in one organization within one transaction.

    Made only where a request, a command or a job begins. `actor` is the name kept beside what was done.
    """

    session: Session
    organization_id: int
    role: str
    actor: str
    user_id: int | None = None

    def can(self, permission: str) -> bool:
        """Whether the role allows it."""
        return allows(self.role, permission)

    def require(self, permission: str) -> None:
        """Raises Forbidden unless the role allows it."""
        if not self.can(permission):
            raise Forbidden()

    def select(self, model: type[Row]) -> Select[tuple[Row]]:
        """The organization's rows of a tenant's table."""
        owner: Any = model
        return select(model).where(owner.organization_id == self.organization_id)

    def get(self, model: type[Row], **match: Any) -> Row:
        """The one row of the organization that matches. Raises NotFound, also for another organization's row."""
        row = self.session.scalar(self.select(model).filter_by(**match))
        if row is None:
            raise NotFound()
        return row

    def add(self, row: Row) -> Row:
        """Puts a new row into the organization and gives it its id."""
        owner: Any = row
        owner.organization_id = self.organization_id
        self.session.add(row)
        self.session.flush()
        return row
