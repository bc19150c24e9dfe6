"""Services and their cookies."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, services
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Cookie
from charter_admin.catalogue.services import ServiceValues
from charter_admin.errors import Forbidden, InUse, Invalid, NotFound, Stale
from charter_admin.listing import Query
from charter_admin.organizations.scope import Scope
from tests import factories


def test_create_checks_hosts_and_makes_a_key(session: Session) -> None:
    scope = factories.scope(session)
    purpose, provider = factories.purpose(scope), factories.provider(scope)
    hosts = ["https://cdn.matomo.cloud/js", "", "CDN.matomo.cloud"]
    made = services.create(scope, ServiceValues({"fr": "Matomo"}, purpose.id, provider.id, hosts))
    assert (made.key, made.hosts) == ("matomo", ["cdn.matomo.cloud"])
    assert (made.purpose, made.provider) == (purpose, provider)


def test_purpose_and_provider_must_be_ours(session: Session) -> None:
    rives, monts = factories.scope(session), factories.scope(session, "Monts")
    ours, theirs = factories.service(rives), factories.service(monts)
    for purpose_id, provider_id, field in (
        (theirs.purpose_id, ours.provider_id, "purpose_id"),
        (ours.purpose_id, theirs.provider_id, "provider_id"),
        (2**40, ours.provider_id, "purpose_id"),
    ):
        with pytest.raises(Invalid) as refusal:
            services.create(rives, ServiceValues({"en": "Spy"}, purpose_id, provider_id))
        assert refusal.value.field == field


def test_update_changes_the_purpose_it_shows(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    other = factories.purpose(scope, "Marketing")
    values = ServiceValues(service.name, other.id, service.provider_id, [], service.key)
    services.update(scope, service, values, service.revision)
    assert service.purpose is other


def test_update_is_locked(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    seen = service.revision
    services.update(scope, service, ServiceValues({"en": "B"}, service.purpose_id, service.provider_id), seen)
    with pytest.raises(Stale) as refusal:
        services.update(scope, service, ServiceValues({"en": "C"}, service.purpose_id, service.provider_id), seen)
    assert refusal.value.current["name"] == {"en": "B"}


def test_changing_a_cookie_does_not_make_the_services_form_stale(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    seen = service.revision
    factories.cookie(scope, service)
    services.update(scope, service, services.values_of(service), seen)


def test_called_finds_the_name_in_any_language(session: Session) -> None:
    scope = factories.scope(session)
    purpose, provider = factories.purpose(scope), factories.provider(scope)
    names = {"fr": "Choix de la langue", "en": "Language"}
    made = services.create(scope, ServiceValues(names, purpose.id, provider.id))
    assert services.called(scope, "language", provider, purpose) is made
    assert services.called(scope, "CHOIX de la langue", provider, purpose) is made
    assert services.called(scope, "langue", provider, purpose) is None
    assert services.called(scope, "Language", factories.provider(scope, "Other"), purpose) is None
    assert services.called(scope, "Language", provider, factories.purpose(scope, "Other")) is None


def test_delete_says_where_it_is_used_and_takes_its_cookies_along(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    factories.cookie(scope, service)
    usage = factories.usage(scope, factories.platform(scope, "Portail"), service)
    with pytest.raises(InUse) as refusal:
        services.delete(scope, service)
    assert refusal.value.where == ("Portail",)
    session.delete(usage)
    session.flush()
    services.delete(scope, service)
    assert session.scalar(select(func.count()).select_from(Cookie)) == 0


def test_listing_pages_through_all(session: Session) -> None:
    scope = factories.scope(session)
    purpose, provider = factories.purpose(scope), factories.provider(scope)
    for n in range(7):
        factories.service(scope, f"Service {n}", purpose=purpose, provider=provider)
    seen, after = [], ""
    while True:
        found = services.listed(scope, Query(sort="-name", after=after, size=3))
        seen += [service.name["en"] for service in found.items]
        after = found.next
        if not after:
            break
    assert seen == [f"Service {n}" for n in reversed(range(7))]


def test_a_cookie_reads_its_duration_from_the_text(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    made = factories.cookie(scope, service, "_pk_id.*", duration_text={"fr": "13 mois", "en": "thirteen months"})
    assert (made.duration_kind, made.duration_amount, made.duration_unit) == ("fixed", 13, "month")
    assert made.pattern
    assert not factories.cookie(scope, service, "sessionid").pattern
    assert [cookie.name for cookie in service.cookies] == ["_pk_id.*", "sessionid"]


def test_a_duration_is_consistent(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    values: dict[str, Any] = {"duration_kind": "session", "duration_amount": 3, "duration_unit": "day"}
    made = factories.cookie(scope, service, **values)
    assert (made.duration_kind, made.duration_amount, made.duration_unit) == ("session", None, None)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"storage": "fridge"}, "storage"),
        ({"party": "second"}, "party"),
        ({"host": "a b"}, "host"),
        ({"duration_kind": "eternal"}, "duration_kind"),
        ({"duration_kind": "fixed"}, "duration_amount"),
        ({"duration_kind": "fixed", "duration_amount": 0, "duration_unit": "day"}, "duration_amount"),
        ({"duration_kind": "fixed", "duration_amount": 2**40, "duration_unit": "day"}, "duration_amount"),
        ({"duration_kind": "fixed", "duration_amount": 1, "duration_unit": "moon"}, "duration_unit"),
        ({"purpose": {"fr": "\0"}}, "purpose"),
    ],
)
def test_a_cookie_is_checked(session: Session, more: dict[str, Any], field: str) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    with pytest.raises(Invalid) as refusal:
        cookies.create(scope, service, CookieValues(**({"name": "x"} | more)))
    assert refusal.value.field == field


def test_the_same_name_may_occur_twice(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    first, second = factories.cookie(scope, service), factories.cookie(scope, service)
    cookies.delete(scope, first)
    assert service.cookies == [second]


def test_cookies_are_locked(session: Session) -> None:
    scope = factories.scope(session)
    cookie = factories.cookie(scope, factories.service(scope))
    seen = cookie.revision
    cookies.update(scope, cookie, CookieValues("theirs"), seen)
    with pytest.raises(Stale) as refusal:
        cookies.update(scope, cookie, CookieValues("mine"), seen)
    assert refusal.value.current["name"] == "theirs"


def test_a_cookie_belongs_to_its_service_and_organization(session: Session) -> None:
    rives, monts = factories.scope(session), factories.scope(session, "Monts")
    service, other = factories.service(rives), factories.service(rives, "Other")
    cookie = factories.cookie(rives, service)
    assert cookies.get(rives, service, cookie.id) is cookie
    for attempt in (
        lambda: cookies.get(rives, other, cookie.id),
        lambda: cookies.get(monts, service, cookie.id),
        lambda: cookies.create(monts, service, CookieValues("x")),
        lambda: cookies.delete(monts, cookie),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_readers_may_not_write(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    cookie = factories.cookie(scope, service)
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    for write in (
        lambda: services.create(reader, services.values_of(service)),
        lambda: services.update(reader, service, services.values_of(service), service.revision),
        lambda: services.delete(reader, service),
        lambda: cookies.create(reader, service, CookieValues("x")),
        lambda: cookies.update(reader, cookie, CookieValues("x"), cookie.revision),
        lambda: cookies.delete(reader, cookie),
    ):
        with pytest.raises(Forbidden):
            write()
