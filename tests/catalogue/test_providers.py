"""Providers: checked values, finding by name, deleting what nobody uses."""

import pytest
from sqlalchemy.orm import Session

from charter_admin.catalogue import providers
from charter_admin.catalogue.providers import ProviderValues
from charter_admin.errors import Forbidden, InUse, Invalid, Stale
from charter_admin.listing import Query
from charter_admin.organizations.scope import Scope
from tests import factories


def test_create_and_find_by_name_whatever_its_accents(session: Session) -> None:
    scope = factories.scope(session)
    made = providers.create(scope, ProviderValues("Société Générale d’Audience", "fr"))
    assert (made.key, made.country) == ("societe-generale-d-audience", "FR")
    assert providers.called(scope, "SOCIETE generale d’audience") is made
    assert providers.called(scope, "Société") is None
    assert providers.called(factories.scope(session, "Monts"), made.name) is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (ProviderValues(""), "name"),
        (ProviderValues("Matomo", "France"), "country"),
        (ProviderValues("Matomo", "FR", "javascript:alert(1)"), "policy_url"),
    ],
)
def test_refused_values(session: Session, values: ProviderValues, field: str) -> None:
    scope = factories.scope(session)
    provider = factories.provider(scope)
    with pytest.raises(Invalid) as refusal:
        providers.create(scope, values)
    assert refusal.value.field == field
    with pytest.raises(Invalid) as refusal:
        providers.update(scope, provider, values, provider.revision)
    assert refusal.value.field == field


def test_update_is_locked(session: Session) -> None:
    scope = factories.scope(session)
    provider = factories.provider(scope)
    seen = provider.revision
    providers.update(scope, provider, ProviderValues("Piwik"), seen)
    with pytest.raises(Stale) as refusal:
        providers.update(scope, provider, ProviderValues("Matomo Cloud"), seen)
    assert refusal.value.current == {
        "name": "Piwik", "country": "", "policy_url": "", "key": "matomo", "revision": provider.revision,
    }  # fmt: skip


def test_delete(session: Session) -> None:
    scope = factories.scope(session)
    idle, busy = factories.provider(scope, "Idle"), factories.provider(scope, "Busy")
    factories.service(scope, "Map", provider=busy)
    with pytest.raises(InUse) as refusal:
        providers.delete(scope, busy)
    assert refusal.value.where == ("Map",)
    providers.delete(scope, idle)
    assert [provider.name for provider in providers.every(scope)] == ["Busy"]


def test_listing_sorts_by_country(session: Session) -> None:
    scope = factories.scope(session)
    for name, country in (("A", "US"), ("B", "FR"), ("C", "IE")):
        providers.create(scope, ProviderValues(name, country))
    assert [p.name for p in providers.listed(scope, Query(sort="country")).items] == ["B", "C", "A"]
    assert [p.name for p in providers.listed(scope, Query(search="b")).items] == ["B"]


def test_readers_may_not_write(session: Session) -> None:
    scope = factories.scope(session)
    provider = factories.provider(scope)
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    for write in (
        lambda: providers.create(reader, ProviderValues("X")),
        lambda: providers.update(reader, provider, ProviderValues("X"), provider.revision),
        lambda: providers.delete(reader, provider),
    ):
        with pytest.raises(Forbidden):
            write()
