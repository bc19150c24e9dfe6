"""Which pages online show a former wording of the catalogue, and what publishing would change on each."""

import pytest
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.models import Service
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import texts, usages
from charter_admin.platforms.models import Platform
from charter_admin.platforms.standard_texts import Words
from charter_admin.publishing import bulk, service, wording
from charter_admin.versions.models import Publication
from tests.publishing import drafts


@pytest.fixture
def scope(session: Session) -> Scope:
    return drafts.scope(session)


@pytest.fixture
def shared(scope: Scope) -> tuple[Service, list[Platform]]:
    """A service on three platforms, the third of them only in French; all online."""
    places = [drafts.platform(scope, name) for name in ("A", "B")]
    places.append(drafts.platform(scope, "C", locales=["fr"]))
    matomo = drafts.use(scope, places[0], "Matomo", "statistics", "_pk_id.*")
    for place in places[1:]:
        usages.put(scope, place, matomo, usages.UsageValues({"fr": f"chez {place.name}"}))
    for place in places:
        service.publish(scope, place)
    return matomo, places


def names(scope: Scope, row: wording.Row) -> list[str]:
    """The platforms with a former wording."""
    return [platform.name for platform in wording.platforms_of(scope, wording.outdated(scope, row))]


def test_nothing_is_outdated_after_publishing(scope: Scope, shared: tuple[Service, list[Platform]]) -> None:
    matomo, _ = shared
    assert [names(scope, row) for row in (matomo, matomo.provider, matomo.purpose)] == [[], [], []]


def test_a_cookie_concerns_all_a_translation_those_who_speak_it(
    scope: Scope, shared: tuple[Service, list[Platform]]
) -> None:
    matomo, places = shared
    cookie = matomo.cookies[0]
    values = cookies.CookieValues(cookie.name, cookie.purpose | {"en": "Counts visits"}, duration_kind="session")
    cookies.update(scope, cookie, values, cookie.revision)
    assert names(scope, matomo) == ["A", "B"]
    cookies.create(scope, matomo, cookies.CookieValues("_pk_ses.*"))
    assert names(scope, matomo) == ["A", "B", "C"]
    service.publish(scope, places[1])
    assert names(scope, matomo) == ["A", "C"]
    service.unpublish(scope, places[0])
    assert names(scope, matomo) == ["C"]
    usages.take_out(scope, next(u for u in usages.every(scope, places[2]) if u.service_id == matomo.id))
    assert names(scope, matomo) == []


def test_going_back_to_the_former_wording_settles_it(scope: Scope, shared: tuple[Service, list[Platform]]) -> None:
    matomo, _ = shared
    before = services.values_of(matomo)
    for name, expected in (({"fr": "Audience"}, ["A", "B", "C"]), (before.name, [])):
        values = services.ServiceValues(name, matomo.purpose_id, matomo.provider_id)
        services.update(scope, matomo, values, matomo.revision)
        assert names(scope, matomo) == expected


def test_providers_and_purposes(scope: Scope, shared: tuple[Service, list[Platform]]) -> None:
    matomo, places = shared
    providers.update(scope, matomo.provider, providers.ProviderValues("InnoCraft", "NZ"), matomo.provider.revision)
    assert names(scope, matomo.provider) == ["A", "B", "C"]
    assert names(scope, matomo.purpose) == []
    own = next(u for u in usages.every(scope, places[0]) if u.service_id == matomo.id)
    usages.update(scope, own, usages.UsageValues({}, "consent"), own.revision)
    values = purposes.PurposeValues(matomo.purpose.name, matomo.purpose.description, "exempt")
    purposes.update(scope, matomo.purpose, values, matomo.purpose.revision)
    assert names(scope, matomo.purpose) == ["B", "C"], "A says of itself that it asks"


def test_what_publishing_would_do_to_each(scope: Scope, shared: tuple[Service, list[Platform]]) -> None:
    matomo, places = shared
    places.append(drafts.platform(scope, "D"))
    texts.save(scope, places[0], "fr", "what", Words("Nos cookies", "Aucun."), 0)
    service.unpublish(scope, places[1])
    places[3].locales = []
    found = bulk.prospects(scope, places, "fr")
    assert [prospect.effect for prospect in found] == [bulk.CHANGE, bulk.BACK, bulk.NOTHING, bulk.BLOCKED]
    assert found[0].changes == (bulk.PartChange("changed", "text", "Nos cookies"),)
    assert found[3].reason
    places[3].locales = ["fr", "en"]
    assert bulk.prospects(scope, [places[3]], "fr")[0].effect == bulk.FIRST
    usages.take_out(scope, next(u for u in usages.every(scope, places[2]) if u.service_id == matomo.id))
    gone = {
        (change.action, change.kind, change.label) for change in bulk.prospects(scope, [places[2]], "fr")[0].changes
    }
    assert {("removed", "service", "matomo"), ("removed", "usage", "matomo")} <= gone


def test_what_an_earlier_release_published_is_taken_in_by_rerender(
    scope: Scope, shared: tuple[Service, list[Platform]]
) -> None:
    matomo, _ = shared
    for publication in scope.session.scalars(scope.select(Publication)):
        publication.parts = {}
    cookies.create(scope, matomo, cookies.CookieValues("_pk_ses.*"))
    assert names(scope, matomo) == []
    service.rerender(scope.session)
    assert names(scope, matomo) == ["A", "B", "C"]
