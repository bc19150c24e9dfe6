"""Where a thing is used, in words for the person who wants to delete it."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, column, func, select, table

from charter_admin.catalogue.keys import any_name
from charter_admin.catalogue.models import Service
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


def platforms_per_service(scope: Scope, ids: Collection[int]) -> dict[int, int]:
    """On how many platforms each of these services is used, by its id."""
    return _counts(scope, Service.id, ids)


def platforms_per_purpose(scope: Scope, ids: Collection[int]) -> dict[int, int]:
    """On how many platforms a service of each of these purposes is used, by the purpose's id."""
    return _counts(scope, Service.purpose_id, ids)


def _counts(scope: Scope, of: Any, ids: Collection[int]) -> dict[int, int]:
    used = select(of, func.count(_usage.c.platform_id.distinct())).join(_usage, _usage.c.service_id == Service.id)
    counts = used.where(Service.organization_id == scope.organization_id, of.in_(ids)).group_by(of)
    return dict(scope.session.execute(counts).tuples().all())


def _one(name: str | Mapping[str, str]) -> str:
    return name if isinstance(name, str) else any_name(name)
