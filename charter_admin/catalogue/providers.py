"""Declaring providers, the legal persons behind services."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from charter_admin import values as check
from charter_admin.catalogue import keys
from charter_admin.catalogue.in_use import few
from charter_admin.catalogue.models import Provider, Service
from charter_admin.editing import editing, remove
from charter_admin.errors import InUse
from charter_admin.listing import Page, Query, fold, page
from charter_admin.organizations.scope import Scope

SORTS = {"name": Provider.folded, "country": Provider.country, "key": Provider.key}


@dataclass(frozen=True)
class ProviderValues:
    """What a person fills in; `country` is an ISO 3166-1 alpha-2 code or empty."""

    name: str
    country: str = ""
    policy_url: str = ""
    key: str = ""


def values_of(provider: Provider) -> ProviderValues:
    """The values as stored."""
    return ProviderValues(provider.name, provider.country, provider.policy_url, provider.key)


def listed(scope: Scope, query: Query) -> Page[Provider]:
    """One page of the organization's providers."""
    return page(scope.session, scope.select(Provider), query, folded=Provider.folded, sorts=SORTS, id_=Provider.id)


def every(scope: Scope) -> Sequence[Provider]:
    """All of them, by name."""
    return scope.session.scalars(scope.select(Provider).order_by(Provider.folded, Provider.id)).all()


def get(scope: Scope, provider_id: int) -> Provider:
    """One provider. Raises NotFound."""
    return scope.get(Provider, id=provider_id)


def called(scope: Scope, name: str) -> Provider | None:
    """The provider of this name, whatever its capitals and accents; the oldest if several have it."""
    same_name = scope.select(Provider).where(Provider.folded == fold(name))
    return scope.session.scalars(same_name.order_by(Provider.id).limit(1)).first()


def named(scope: Scope, name: str) -> Provider:
    """The provider of this name, a new one if there is none. Raises Invalid."""
    return called(scope, name) or create(scope, ProviderValues(name))


def create(scope: Scope, values: ProviderValues) -> Provider:
    """A new provider. Raises Invalid."""
    scope.require("catalogue.write")
    checked = _checked(values)
    return scope.add(_fill(Provider(key=keys.new(scope, Provider, values.key, checked.name)), checked))


def update(scope: Scope, provider: Provider, values: ProviderValues, revision: int) -> Provider:
    """Changes a provider. Raises Invalid, and Stale when `revision` is not the stored one."""
    scope.require("catalogue.write")
    with editing(scope, provider, revision, values_of):
        key = keys.changed(scope, provider, values.key)
        _fill(provider, _checked(values)).key = key
    return provider


def used_by(scope: Scope, provider: Provider) -> list[str]:
    """The names of this provider's services, for people: a few of them when there are many."""
    return few(scope, select(Service.name).where(Service.provider_id == provider.id).order_by(Service.folded))


def delete(scope: Scope, provider: Provider) -> None:
    """Removes a provider. Raises InUse while it has services."""
    scope.require("catalogue.write")
    if where := used_by(scope, provider):
        raise InUse(where)
    remove(scope, provider, values_of)


def _checked(values: ProviderValues) -> ProviderValues:
    return ProviderValues(
        check.required("name", values.name),
        check.country("country", values.country),
        check.url("policy_url", values.policy_url),
    )


def _fill(provider: Provider, values: ProviderValues) -> Provider:
    provider.name, provider.country, provider.policy_url = values.name, values.country, values.policy_url
    return provider
