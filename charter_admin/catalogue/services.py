"""Declaring services: what a provider does, for one purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import joinedload, selectinload

from charter_admin import values as check
from charter_admin.catalogue import in_use, keys
from charter_admin.catalogue.models import Provider, Purpose, Service
from charter_admin.editing import editing, remove
from charter_admin.errors import InUse
from charter_admin.listing import Page, Query, fold, page
from charter_admin.organizations.scope import Scope

SORTS = {"name": Service.folded, "key": Service.key, "added": Service.id}


@dataclass(frozen=True)
class ServiceValues:
    """What a person fills in; `hosts` are those its scripts and frames come from."""

    name: Mapping[str, str]
    purpose_id: int
    provider_id: int
    hosts: Sequence[str] = ()
    key: str = ""


def values_of(service: Service) -> ServiceValues:
    """The values as stored."""
    return ServiceValues(service.name, service.purpose_id, service.provider_id, service.hosts, service.key)


def listed(scope: Scope, query: Query) -> Page[Service]:
    """One page of the organization's services, with their purposes, providers and cookies."""
    whole = (joinedload(Service.purpose), joinedload(Service.provider), selectinload(Service.cookies))
    statement = scope.select(Service).options(*whole)
    return page(scope.session, statement, query, folded=Service.folded, sorts=SORTS, id_=Service.id)


def every(scope: Scope) -> Sequence[Service]:
    """All of them, by name, with their purposes and providers."""
    whole = (joinedload(Service.purpose), joinedload(Service.provider))
    return scope.session.scalars(scope.select(Service).options(*whole).order_by(Service.folded, Service.id)).all()


def get(scope: Scope, service_id: int) -> Service:
    """One service. Raises NotFound."""
    return scope.get(Service, id=service_id)


def called(scope: Scope, name: str, provider: Provider, purpose: Purpose) -> Service | None:
    """The provider's service for this purpose that bears the name in any language; the oldest if several do."""
    theirs = scope.select(Service).where(Service.provider_id == provider.id, Service.purpose_id == purpose.id)
    found = scope.session.scalars(theirs.order_by(Service.id))
    return next((service for service in found if fold(name) in map(fold, service.name.values())), None)


def create(scope: Scope, values: ServiceValues) -> Service:
    """A new service without cookies. Raises Invalid."""
    scope.require("catalogue.write")
    checked = _checked(scope, values)
    key = keys.new(scope, Service, values.key, keys.any_name(checked.name))
    return scope.add(_fill(Service(key=key), checked))


def update(scope: Scope, service: Service, values: ServiceValues, revision: int) -> Service:
    """Changes a service. Raises Invalid, and Stale when `revision` is not the stored one."""
    scope.require("catalogue.write")
    with editing(scope, service, revision, values_of):
        key = keys.changed(scope, service, values.key)
        _fill(service, _checked(scope, values)).key = key
    # Purpose and provider are views of the ids that were set.
    scope.session.expire(service, ["purpose", "provider"])
    return service


def used_by(scope: Scope, service: Service) -> list[str]:
    """The names of the platforms it is used on, for people: a few of them when there are many."""
    return in_use.platforms_with(scope, service.id)


def delete(scope: Scope, service: Service) -> None:
    """Removes a service with its cookies. Raises InUse while a platform uses it."""
    scope.require("catalogue.write")
    if where := used_by(scope, service):
        raise InUse(where)
    remove(scope, service, values_of)


def _checked(scope: Scope, values: ServiceValues) -> ServiceValues:
    return ServiceValues(
        check.named("name", values.name),
        check.chosen(scope, "purpose_id", Purpose, values.purpose_id).id,
        check.chosen(scope, "provider_id", Provider, values.provider_id).id,
        check.hosts("hosts", values.hosts),
    )


def _fill(service: Service, values: ServiceValues) -> Service:
    service.name, service.hosts = dict(values.name), list(values.hosts)
    service.purpose_id, service.provider_id = values.purpose_id, values.provider_id
    return service
