"""Services in use on a platform."""

import pytest
from sqlalchemy.orm import Session

from charter_admin.errors import Forbidden, Invalid, NotFound, Stale
from charter_admin.listing import Query
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import usages
from charter_admin.platforms.usages import UsageValues
from tests import factories


def test_put_keeps_location_and_basis(session: Session) -> None:
    scope = factories.scope(session)
    platform, service = factories.platform(scope), factories.service(scope)
    made = usages.put(scope, platform, service, UsageValues({"fr": "front office", "en": ""}, "exempt"))
    assert (made.location, made.basis, made.effective_basis) == ({"fr": "front office"}, "exempt", "exempt")
    assert platform.usages == [made]
    usages.update(scope, made, UsageValues(basis=""), made.revision)
    assert (made.location, made.basis, made.effective_basis) == ({}, None, "consent")


def test_a_service_is_used_once(session: Session) -> None:
    scope = factories.scope(session)
    platform, service = factories.platform(scope), factories.service(scope)
    usages.put(scope, platform, service, UsageValues())
    with pytest.raises(Invalid):
        usages.put(scope, platform, service, UsageValues())
    usages.put(scope, factories.platform(scope, "Other"), service, UsageValues())


def test_refused_values(session: Session) -> None:
    scope = factories.scope(session)
    platform, service = factories.platform(scope), factories.service(scope)
    for values, field in ((UsageValues({}, "maybe"), "basis"), (UsageValues({"fr": "\0"}), "location")):
        with pytest.raises(Invalid) as refusal:
            usages.put(scope, platform, service, values)
        assert refusal.value.field == field


def test_update_is_locked(session: Session) -> None:
    scope = factories.scope(session)
    usage = factories.usage(scope, factories.platform(scope), factories.service(scope))
    seen = usage.revision
    usages.update(scope, usage, UsageValues({"en": "back office"}), seen)
    with pytest.raises(Stale) as refusal:
        usages.update(scope, usage, UsageValues({"en": "cellar"}), seen)
    assert refusal.value.current == {"location": {"en": "back office"}, "basis": None, "revision": usage.revision}


def test_take_out_leaves_the_service(session: Session) -> None:
    scope = factories.scope(session)
    platform, service = factories.platform(scope), factories.service(scope)
    usages.take_out(scope, factories.usage(scope, platform, service))
    assert platform.usages == []
    assert [found.id for found in usages.unused(scope, platform, Query()).items] == [service.id]


def test_every_and_unused_share_the_services_out(session: Session) -> None:
    scope = factories.scope(session)
    platform = factories.platform(scope)
    beta, alpha, gamma = (factories.service(scope, name) for name in ("Beta", "Alpha", "Gamma"))
    for service in (beta, alpha):
        factories.usage(scope, platform, service)
    assert [usage.service for usage in usages.every(scope, platform)] == [alpha, beta]
    assert list(usages.unused(scope, platform, Query()).items) == [gamma]


def test_only_writers_and_only_their_own(session: Session) -> None:
    scope = factories.scope(session)
    platform, service = factories.platform(scope), factories.service(scope)
    usage = factories.usage(scope, platform, service)
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    for write in (
        lambda: usages.put(reader, platform, service, UsageValues()),
        lambda: usages.update(reader, usage, UsageValues(), usage.revision),
        lambda: usages.take_out(reader, usage),
    ):
        with pytest.raises(Forbidden):
            write()
    stranger = factories.scope(session, "Monts")
    with pytest.raises(NotFound):
        usages.put(scope, platform, factories.service(stranger), UsageValues())
    with pytest.raises(NotFound):
        usages.take_out(stranger, usage)
