"""The catalogue over HTTP: purposes, providers, services with their cookies on one page."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from charter_admin.admin.database import db
from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.db import READ_ONLY
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from tests import factories
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn

Kept = Callable[..., Any]
HOME = "/o/rives"


@pytest.fixture
def scope(app: Flask) -> Iterator[Scope]:
    """Rives, as an owner, to prepare rows with; a test commits before it opens a page, as SQLite has one writer."""
    with Session(engine_of(app), expire_on_commit=False) as session:
        organization = session.scalars(select(Organization).where(Organization.slug == "rives")).one()
        session.commit()
        yield Scope(session, organization.id, "owner", "tests")


@pytest.fixture
def kept(app: Flask) -> Iterator[Kept]:
    """Gives the one row of Rives that matches, as stored at that moment; None if there is none."""
    with Session(engine_of(app).execution_options(**READ_ONLY)) as session:

        def find(model: type[Any], **match: Any) -> Any:
            session.rollback()
            organization = session.scalars(select(Organization).where(Organization.slug == "rives")).one()
            theirs = select(model).filter_by(organization_id=organization.id, **match)
            return session.scalars(theirs).one_or_none()

        yield find


def engine_of(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


def test_a_purpose_is_added_changed_and_deleted(owner: Browser, kept: Kept) -> None:
    filled = {"name-fr": "Vidéos", "name-en": "Videos", "description-fr": "Films", "basis": "consent"}
    assert owner.post(f"{HOME}/purposes/new", filled).status_code == 303
    purpose = kept(Purpose, key="videos")
    assert purpose.name == {"fr": "Vidéos", "en": "Videos"}
    assert "Videos was saved." in owner.get(f"{HOME}/purposes").text
    path = f"{HOME}/purposes/{purpose.id}"
    assert 'value="Vidéos"' in owner.get(path).text
    answer = owner.post(path, {"name-fr": "Films", "name-en": "", "basis": "exempt", "key": "films"})
    assert answer.status_code == 303
    purpose = kept(Purpose, key="films")
    assert (purpose.name, purpose.basis) == ({"fr": "Films"}, "exempt")
    assert owner.post(f"{path}/delete").status_code == 303
    assert kept(Purpose, key="films") is None


def test_purposes_can_be_put_in_order(owner: Browser, kept: Kept) -> None:
    statistics = kept(Purpose, key="statistics")
    path = f"{HOME}/purposes/{statistics.id}/up"
    assert owner.post(path, page=f"{HOME}/purposes").status_code == 303
    page = owner.get(f"{HOME}/purposes").text
    assert page.index("<code>statistics</code>") < page.index("<code>preferences</code>")
    assert "Move up" not in owner.get(f"{HOME}/purposes?sort=name").text


def test_refusals_stand_beside_their_fields(owner: Browser) -> None:
    page = owner.post(f"{HOME}/purposes/new", {"basis": "consent", "key": "Not A Key"}).text
    assert "Give it in at least one language." in error_of(page, "name")
    page = owner.post(f"{HOME}/purposes/new", {"name-en": "X", "basis": "consent", "key": "Not A Key"}).text
    assert "small letters, digits and hyphens" in error_of(page, "key")
    assert 'value="Not A Key"' in page
    page = owner.post(f"{HOME}/providers/new", {"name": "X", "country": "France"}).text
    assert "two letters" in error_of(page, "country")


def error_of(page: str, field: str) -> str:
    found = re.search(rf'id="{field}-error">([^<]*)<', page)
    return found[1] if found else ""


def test_a_stale_form_shows_both_values(owner: Browser, scope: Scope, kept: Kept) -> None:
    provider = factories.provider(scope, "Before")
    scope.session.commit()
    path = f"{HOME}/providers/{provider.id}"
    seen = owner.hidden(path)
    assert owner.post(path, {"name": "Theirs", "policy_url": "https://t.example/"}).status_code == 303
    answer = owner.client.post(path, data=seen | {"name": "Mine"}, headers=owner.headers)
    assert answer.status_code == 200
    assert 'value="Mine"' in answer.text
    assert re.search(r"Stored now:</strong>\s*Theirs", answer.text)
    assert kept(Provider, id=provider.id).name == "Theirs"
    again = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text)
    assert again
    decided = seen | {"revision": again[1], "name": "Mine"}
    assert owner.client.post(path, data=decided, headers=owner.headers).status_code == 303
    assert kept(Provider, id=provider.id).name == "Mine"


def test_a_service_with_its_cookies_on_one_page(owner: Browser, kept: Kept) -> None:
    purpose = kept(Purpose, key="statistics")
    filled = {
        "name-en": "Audience", "name-fr": "Audience", "purpose_id": purpose.id, "provider_id": 0,
        "new_provider": "Mesures SA", "hosts": "https://stats.example.org/x\r\n\r\ncdn.example.org",
    }  # fmt: skip
    answer = owner.post(f"{HOME}/services/new", filled)
    service = kept(Service, key="audience")
    path = f"{HOME}/services/{service.id}"
    assert answer.location == path
    assert (service.provider.name, service.hosts) == ("Mesures SA", ["stats.example.org", "cdn.example.org"])

    cookie = {"name": "_mes_*", "purpose-en": "Counts visits", "duration_text-en": "13 months"}
    cookie |= {"storage": "cookie", "party": "first", "duration_kind": "unknown"}
    assert owner.post(f"{path}/cookies/new", cookie).status_code == 303
    stored = kept(Cookie, name="_mes_*")
    assert (stored.pattern, stored.duration_kind, stored.duration_amount) == (True, "fixed", 13)
    page = owner.get(path).text
    assert "_mes_*" in page
    assert "Counts visits" in page
    assert "13 months" in page

    edit = f"{path}/cookies/{stored.id}"
    changed = cookie | {"name": "_mes_id", "duration_kind": "session", "party": "third", "host": ".mes.example"}
    assert owner.post(edit, changed).location == f"{path}#cookie-{stored.id}"
    stored = kept(Cookie, name="_mes_id")
    assert (stored.duration_kind, stored.duration_amount, stored.host) == ("session", None, "mes.example")
    assert "will be missing from the charter" in owner.get(f"{edit}/delete").text
    assert owner.post(f"{edit}/delete").status_code == 303
    assert kept(Cookie, name="_mes_id") is None


def test_a_refused_service_leaves_no_provider_behind(owner: Browser, kept: Kept) -> None:
    purpose = kept(Purpose, key="statistics")
    filled = {"purpose_id": purpose.id, "provider_id": 0, "new_provider": "Ghost", "name-en": "Map"}
    for wrong in ({"name-en": ""}, {"purpose_id": 0}):  # no purpose is chosen beforehand
        assert owner.post(f"{HOME}/services/new", filled | wrong).status_code == 200
        assert kept(Provider, name="Ghost") is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"storage": "fridge"}, "storage"),
        ({"duration_kind": "fixed"}, "duration_amount"),
        ({"duration_kind": "fixed", "duration_amount": "many"}, "duration_amount"),
        ({"duration_kind": "fixed", "duration_amount": "3"}, "duration_unit"),
        ({"host": "not a host"}, "host"),
    ],
)
def test_a_wrong_cookie_is_shown_again(
    owner: Browser, scope: Scope, kept: Kept, wrong: dict[str, str], field: str
) -> None:
    service = factories.service(scope)
    scope.session.commit()
    filled = {"name": "sid", "storage": "cookie", "party": "first", "duration_kind": "unknown"} | wrong
    answer = owner.post(f"{HOME}/services/{service.id}/cookies/new", filled)
    assert answer.status_code == 200
    assert error_of(answer.text, field)
    assert kept(Cookie, service_id=service.id) is None


def test_a_stale_cookie_form_shows_both_values(owner: Browser, scope: Scope, kept: Kept) -> None:
    service = factories.service(scope)
    cookie = factories.cookie(scope, service)
    scope.session.commit()
    path = f"{HOME}/services/{service.id}/cookies/{cookie.id}"
    seen = owner.hidden(path)
    filled = {"name": "theirs", "storage": "pixel", "party": "third", "duration_kind": "session"}
    assert owner.post(path, filled).status_code == 303
    mine = seen | filled | {"name": "mine", "storage": "cookie", "purpose-fr": "À moi"}
    page = owner.client.post(path, data=mine, headers=owner.headers).text
    assert 'value="mine"' in page
    assert re.search(r"Stored now:</strong>\s*theirs", page)
    assert re.search(r"Stored now:</strong>\s*Pixel", page)


def test_deleting_what_is_in_use_says_where(owner: Browser, scope: Scope, kept: Kept) -> None:
    service = factories.service(scope, "Map")
    factories.usage(scope, factories.platform(scope, "Portail des données"), service)
    scope.session.commit()
    for path, where in (
        (f"purposes/{service.purpose_id}", "Map"),
        (f"providers/{service.provider_id}", "Map"),
        (f"services/{service.id}", "Portail des données"),
    ):
        page = owner.get(f"{HOME}/{path}/delete").text
        assert "still used" in page
        assert f">{where}</li>" in page
        answer = owner.post(f"{HOME}/{path}/delete")
        assert answer.status_code == 409
        assert f">{where}</li>" in answer.text
    assert kept(Service, id=service.id)


def test_a_published_key_is_shown_locked(owner: Browser, scope: Scope, kept: Kept) -> None:
    service = factories.service(scope)
    service.key_frozen = True
    scope.session.commit()
    page = owner.get(f"{HOME}/services/{service.id}").text
    assert re.search(r'<input[^>]*name="key"[^>]*readonly', page)
    filled = {"name-en": "X", "purpose_id": service.purpose_id, "provider_id": service.provider_id, "key": "other"}
    assert "was published" in error_of(owner.post(f"{HOME}/services/{service.id}", filled).text, "key")


def test_texts_in_languages_no_platform_speaks_any_more_survive(owner: Browser, scope: Scope, kept: Kept) -> None:
    purpose = factories.purpose(scope)
    purpose.name = {"br": "Stadegoù", "en": "Statistics"}
    scope.session.commit()
    path = f"{HOME}/purposes/{purpose.id}"
    assert 'name="name-br"' in owner.get(path).text
    owner.post(path, {"name-br": "Stadegoù", "name-en": "Counting", "basis": "consent"})
    assert kept(Purpose, id=purpose.id).name == {"br": "Stadegoù", "en": "Counting"}


def test_lists_search_sort_and_page(owner: Browser, scope: Scope, kept: Kept) -> None:
    purpose, provider = factories.purpose(scope), factories.provider(scope)
    for n in range(60):
        factories.service(scope, f"Élan {n:02}", purpose=purpose, provider=provider)
    scope.session.commit()
    first = owner.get(f"{HOME}/services?sort=-name").text
    assert first.index("Élan 59") < first.index("Élan 58")
    assert "Élan 09" not in first
    following = re.search(r'rel="next" href="([^"]*)"', first)
    assert following
    rest = owner.get(f"{HOME}/services{following[1].replace('&amp;', '&')}").text
    assert "Élan 09" in rest
    assert "Élan 10" not in rest
    found = owner.get(f"{HOME}/services?search=elan+07").text
    assert "Élan 07" in found
    assert "Élan 08" not in found
    assert "Nothing was found" in owner.get(f"{HOME}/providers?search=nobody").text


def test_the_list_of_services_does_not_ask_once_per_row(app: Flask, owner: Browser, scope: Scope) -> None:
    def queries(number: int) -> int:
        for n in range(number):
            factories.cookie(scope, factories.service(scope, f"Service {number} {n}"))
        scope.session.commit()
        seen: list[str] = []
        event.listen(engine_of(app), "before_cursor_execute", lambda *given: seen.append(given[2]))
        assert owner.get(f"{HOME}/services").status_code == 200
        return len(seen)

    assert queries(2) == queries(20)


def test_readers_see_the_catalogue_and_change_nothing(sign_in: SignIn, scope: Scope) -> None:
    service = factories.service(scope, "Map")
    cookie = factories.cookie(scope, service)
    scope.session.commit()
    vera = sign_in("vera")
    rows = {"purposes": service.purpose_id, "providers": service.provider_id, "services": service.id}
    for section, row in rows.items():
        assert "/new" not in vera.get(f"{HOME}/{section}").text
        page = vera.get(f"{HOME}/{section}/{row}").text
        assert "<fieldset disabled" in page
        assert "/delete" not in page
        for path in (f"{section}/new", f"{section}/{row}/delete"):
            assert vera.get(f"{HOME}/{path}").status_code == 403
        token = vera.hidden(f"{HOME}/{section}/{row}")
        assert vera.client.post(f"{HOME}/{section}/{row}", data=token).status_code == 403
    assert vera.get(f"{HOME}/services/{service.id}/cookies/{cookie.id}").status_code == 403


def test_an_organization_without_purposes_is_offered_the_usual_ones(sign_in: SignIn, scope: Scope, kept: Kept) -> None:
    for purpose in scope.session.scalars(scope.select(Purpose)):
        scope.session.delete(purpose)
    scope.session.commit()
    emma = sign_in("emma", language="fr")
    assert emma.post(f"{HOME}/purposes/standard", page=f"{HOME}/purposes").status_code == 303
    assert all(kept(Purpose, key=key) for key in ("necessary", "preferences", "statistics", "marketing"))


@pytest.mark.parametrize(
    "broken",
    [
        *({"name": "a\0b"}, {"name": "x" * 301}),
        {"name": "X", "country": "é" * 400},
        {"name": "X", "policy_url": "javascript:alert(1)"},
        {"name": "X", "revision": "9" * 40},
    ],
)
def test_malformed_forms_are_refused(owner: Browser, scope: Scope, kept: Kept, broken: dict[str, str]) -> None:
    provider = factories.provider(scope)
    scope.session.commit()
    answer = owner.post(f"{HOME}/providers/{provider.id}", broken)
    assert answer.status_code in (200, 400)
    assert kept(Provider, id=provider.id).name == "Matomo"
