"""Putting services in use on a platform: where, and on which basis where it differs from the purpose's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import joinedload, selectinload

from charter_admin import values as check
from charter_admin.catalogue.models import BASES, Service
from charter_admin.editing import editing, owned, remove
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.listing import Page, Query, page
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform, Usage

SORTS = {"name": Service.folded, "added": Service.id}


@dataclass(frozen=True)
class UsageValues:
    """What a person fills in: the location by language; `basis` is None where the purpose's holds."""

    location: Mapping[str, str] = field(default_factory=dict)
    basis: str | None = None


def values_of(usage: Usage) -> UsageValues:
    """The values as stored."""
    return UsageValues(usage.location, usage.basis)


def every(scope: Scope, platform: Platform) -> Sequence[Usage]:
    """The platform's usages by service name, each with its service, purpose, provider and cookies."""
    service = joinedload(Usage.service)
    whole = (service.joinedload(Service.purpose), service.joinedload(Service.provider))
    statement = scope.select(Usage).where(Usage.platform_id == platform.id).join(Usage.service)
    statement = statement.options(*whole, service.selectinload(Service.cookies))
    return scope.session.scalars(statement.order_by(Service.folded, Usage.id)).unique().all()


def unused(scope: Scope, platform: Platform, query: Query) -> Page[Service]:
    """One page of the services that are not in use on the platform yet."""
    used = scope.select(Usage).with_only_columns(Usage.service_id).where(Usage.platform_id == platform.id)
    whole = (joinedload(Service.purpose), joinedload(Service.provider), selectinload(Service.cookies))
    statement = scope.select(Service).where(Service.id.not_in(used)).options(*whole)
    return page(scope.session, statement, query, folded=Service.folded, sorts=SORTS, id_=Service.id)


def find(scope: Scope, platform: Platform, service: Service) -> Usage | None:
    """The usage of a service on the platform, if there is one."""
    of_both = scope.select(Usage).where(Usage.platform_id == platform.id, Usage.service_id == service.id)
    return scope.session.scalar(of_both)


def put(scope: Scope, platform: Platform, service: Service, values: UsageValues) -> Usage:
    """Puts a service in use. Raises Invalid when it already is."""
    scope.require("platform.write")
    owned(scope, platform, service)
    if find(scope, platform, service):
        raise Invalid("service_id", N_("This service is already in use here."))
    usage = scope.add(_fill(Usage(platform_id=platform.id, service_id=service.id), checked(values)))
    scope.session.expire(platform, ["usages"])
    return usage


def update(scope: Scope, usage: Usage, values: UsageValues, revision: int) -> Usage:
    """Changes where and on which basis. Raises Invalid, and Stale when `revision` is not the stored one."""
    scope.require("platform.write")
    with editing(scope, usage, revision, values_of):
        _fill(usage, checked(values))
    return usage


def take_out(scope: Scope, usage: Usage) -> None:
    """Ends the use of a service on the platform; the service stays in the catalogue."""
    scope.require("platform.write")
    platform = usage.platform
    remove(scope, usage, values_of)
    scope.session.expire(platform, ["usages"])


def checked(values: UsageValues) -> UsageValues:
    """The values as they may be stored. Raises Invalid."""
    basis = None if not values.basis else check.choice("basis", values.basis, BASES)
    return UsageValues(check.localized("location", values.location), basis)


def _fill(usage: Usage, values: UsageValues) -> Usage:
    usage.location, usage.basis = dict(values.location), values.basis
    return usage
