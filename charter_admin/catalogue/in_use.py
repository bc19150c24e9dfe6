"""Where a thing is used, in words for the person who wants to delete it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, column, select, table

from charter_admin.catalogue.keys import any_name
from charter_admin.organizations.scope import Scope

FEW = 20

# Named as text, like foreign keys across packages: platforms stands above the catalogue.
_usage = table("usage", column("platform_id"), column("service_id"))
_platform = table("platform", column("id"), column("name"), column("folded"))


def few(scope: Scope, names: Select[Any]) -> list[str]:
    """The first names a statement finds, and an ellipsis when there are more."""
    found = [_one(name) for name in scope.session.scalars(names.limit(FEW + 1))]
    return found if len(found) <= FEW else [*found[:FEW], "…"]


def platforms_with(scope: Scope, service_id: int) -> list[str]:
    """The names of the platforms a service is used on."""
    joined = _platform.join(_usage, _usage.c.platform_id == _platform.c.id)
    names = select(_platform.c.name).select_from(joined).where(_usage.c.service_id == service_id)
    return few(scope, names.order_by(_platform.c.folded))


def _one(name: str | Mapping[str, str]) -> str:
    return name if isinstance(name, str) else any_name(name)
