"""The known-cookie library over HTTP: explaining, own entries, filling in a cookie."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from charter_admin.catalogue.models import Cookie
from tests import factories
from tests.admin.acting import acting, counted
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn

LIBRARY = "/o/rives/known-cookies"
ENTRY = {"name": "_rives_*", "purpose": "preferences", "storage": "cookie", "party": "first"}


@pytest.fixture
def service(app: Flask) -> str:
    """The address of a service of Rives, which has platforms in French and English."""
    with acting(app) as scope:
        factories.platform(scope)
        return f"/o/rives/services/{factories.service(scope).id}"


def value(page: str, name: str) -> str:
    """What a field of a form holds."""
    field = re.search(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>([^<]*)', page)
    assert field, name
    attribute = re.search(r'value="([^"]*)"', field[0])
    return unescape(attribute[1] if attribute else field[1]).strip()


def chosen(page: str, name: str) -> str:
    """What a list to choose from stands at."""
    found = re.search(rf'<select[^>]*name="{name}".*?selected value="([^"]*)"', page, re.DOTALL)
    return found[1] if found else ""


def test_a_name_is_explained_in_the_readers_language(sign_in: SignIn) -> None:
    page = sign_in("vera").get(f"{LIBRARY}?name=_ga").text
    assert "Google Analytics · Google Ireland Limited" in page
    assert "2 years" in page
    assert "count visits" in page
    page = unescape(sign_in("vera", language="fr").get(f"{LIBRARY}?name=_ga").text)
    assert "compter les visites" in page
    assert "Statistiques" in page
    assert "2 ans" in page


def test_the_host_settles_which_one_is_meant(owner: Browser) -> None:
    page = owner.get(f"{LIBRARY}?name=lang&host=.linkedin.com").text
    assert page.index("LinkedIn") < page.index("</section>")
    assert "To be checked" not in page[: page.index("</section>")]
    assert "To be checked" in owner.get(f"{LIBRARY}?name=lang").text


def test_an_unknown_name_can_be_added_and_is_known_from_then_on(owner: Browser, sign_in: SignIn) -> None:
    page = owner.get(f"{LIBRARY}?name=_rives_map").text
    assert "does not know this name" in page
    assert "own/new?name=_rives_map" in page
    assert "own/new" not in sign_in("vera").get(f"{LIBRARY}?name=_rives_map").text
    assert value(owner.get(f"{LIBRARY}/own/new?name=_rives_map").text, "name") == "_rives_map"
    filled = ENTRY | {"description-fr": "Retient la carte.", "duration": "6 months", "provider": "Rives Web"}
    assert owner.post(f"{LIBRARY}/own/new", filled).location == f"{LIBRARY}/own"
    page = owner.get(f"{LIBRARY}?name=_rives_map").text
    assert "Added by your organization" in page
    assert "Retient la carte." in page
    assert "_rives_*" in sign_in("vera").get(f"{LIBRARY}/own").text


def test_an_entry_is_changed_and_deleted(owner: Browser) -> None:
    owner.post(f"{LIBRARY}/own/new", ENTRY)
    (path,) = re.findall(rf'href="({LIBRARY}/own/\d+)"', owner.get(f"{LIBRARY}/own").text)
    assert owner.post(path, ENTRY | {"service": "Map"}).status_code == 303
    assert value(owner.get(path).text, "service") == "Map"
    stale = owner.hidden(path) | ENTRY | {"revision": "1", "service": "Plan"}
    assert "Stored now:" in owner.client.post(path, data=stale, headers=owner.headers).text
    assert owner.post(f"{path}/delete").status_code == 303
    assert owner.get(path).status_code == 404


@pytest.mark.parametrize("wrong", [{"name": "*"}, {"purpose": ""}, {"duration": "long"}, {"host": "a b"}, {"name": ""}])
def test_a_wrong_entry_is_shown_again(owner: Browser, wrong: dict[str, str]) -> None:
    answer = owner.post(f"{LIBRARY}/own/new", ENTRY | wrong)
    assert answer.status_code == 200
    assert f'id="{next(iter(wrong))}-error"' in answer.text
    assert "_rives_*" not in owner.get(f"{LIBRARY}/own").text


def test_names_are_offered_while_one_is_typed(owner: Browser) -> None:
    owner.post(f"{LIBRARY}/own/new", ENTRY | {"name": "_pk_rives"})
    told = owner.get(f"{LIBRARY}/suggest?name=_pk_").json
    assert told
    assert told["names"][0] == "_pk_rives"
    assert "_pk_id.<id>" in told["names"]
    told = owner.get(f"{LIBRARY}/suggest?name=_pk_id.1.2").json
    assert told
    assert told["said"] == "Matomo · Matomo (InnoCraft Ltd) · Statistics · 13 months"
    assert told["matches"][0]["self_hosted"] is True
    empty = owner.get(f"{LIBRARY}/suggest?name=").json
    assert empty == {"names": [], "said": "", "matches": []}


def test_a_new_cookie_is_filled_in_and_nothing_stored(app: Flask, owner: Browser, service: str) -> None:
    blank = {"name": "_gcl_ls", "fill": "yes", "storage": "cookie", "party": "first", "duration_kind": "unknown"}
    page = owner.post(f"{service}/cookies/new", blank).text
    assert "Filled from the library: Google Ads, Google Ireland Limited" in page
    assert value(page, "purpose-en").startswith("Keeps clicks")
    assert value(page, "purpose-fr").startswith("Garde dans le navigateur")
    assert (chosen(page, "storage"), chosen(page, "duration_kind")) == ("local_storage", "persistent")
    page = owner.post(f"{service}/cookies/new", blank | {"name": "_pk_id.1.ab"}).text
    assert (chosen(page, "duration_kind"), value(page, "duration_amount"), chosen(page, "duration_unit")) == (
        "fixed", "13", "month",
    )  # fmt: skip
    with acting(app) as scope:
        assert scope.session.scalars(select(Cookie)).all() == []


def test_filling_in_overwrites_nothing(owner: Browser, service: str) -> None:
    typed = {
        "name": "_gcl_ls", "fill": "yes", "storage": "pixel", "party": "third", "host": "ours.example",
        "purpose-en": "Ours", "duration_kind": "unknown", "duration_text-en": "a while",
    }  # fmt: skip
    page = owner.post(f"{service}/cookies/new", typed).text
    assert value(page, "purpose-en") == "Ours"
    assert value(page, "purpose-fr").startswith("Garde")
    assert value(page, "host") == "ours.example"
    assert (chosen(page, "storage"), chosen(page, "party"), chosen(page, "duration_kind")) == (
        "pixel",
        "third",
        "unknown",
    )
    half = {"name": "_gcl_ls", "fill": "yes", "storage": "cookie", "party": "first", "duration_kind": "unknown"}
    page = owner.post(f"{service}/cookies/new", half | {"duration_amount": "many"}).text
    assert value(page, "duration_amount") == "many"
    assert chosen(page, "duration_kind") == "unknown"


def test_a_declared_cookie_is_filled_in_too(app: Flask, owner: Browser, service: str) -> None:
    with acting(app) as scope:
        row = factories.cookie(scope, factories.service(scope, "Ads"), "_fbp", purpose={}, duration_text={})
        path = f"/o/rives/services/{row.service_id}/cookies/{row.id}"
    sent = {"name": "_fbp", "fill": "yes", "storage": "cookie", "party": "first", "duration_kind": "unknown"}
    page = owner.post(path, sent).text
    assert value(page, "duration_amount") == "90"
    assert "Facebook" in value(page, "purpose-fr")
    assert value(page, "revision") == "1"


def test_a_name_nobody_knows_fills_in_nothing(owner: Browser, service: str) -> None:
    sent = {"name": "_rives_unheard", "fill": "yes", "storage": "cookie", "party": "first", "duration_kind": "unknown"}
    page = owner.post(f"{service}/cookies/new", sent).text
    assert "The library does not know this name." in page
    assert value(page, "name") == "_rives_unheard"
    assert value(page, "purpose-en") == ""


def test_readers_look_and_change_nothing(owner: Browser, sign_in: SignIn) -> None:
    owner.post(f"{LIBRARY}/own/new", ENTRY)
    (path,) = re.findall(rf'href="({LIBRARY}/own/\d+)"', owner.get(f"{LIBRARY}/own").text)
    vera = sign_in("vera")
    assert "<fieldset disabled" in vera.get(path).text
    assert vera.get(f"{LIBRARY}/own/new").status_code == 403
    assert vera.client.post(path, data=vera.hidden(path) | ENTRY).status_code == 403


def test_explaining_costs_one_query_however_many_entries(app: Flask, owner: Browser) -> None:
    def queries() -> int:
        with counted(app) as seen:
            assert owner.get(f"{LIBRARY}?name=_ga").status_code == 200
        return len(seen)

    before = queries()
    for number in range(5):
        owner.post(f"{LIBRARY}/own/new", ENTRY | {"name": f"_rives_{number}"})
    assert queries() == before


@pytest.mark.parametrize("asked", ["%00", "x" * 5000, "%ED%A0%80", "*" * 300, "%3Cscript%3E"])
def test_odd_names_are_answered(owner: Browser, asked: str) -> None:
    for path in (f"{LIBRARY}?name={asked}", f"{LIBRARY}/suggest?name={asked}", f"{LIBRARY}?name=_ga&host={asked}"):
        answer = owner.get(path)
        assert answer.status_code in (200, 400), path
        assert "<script>" not in answer.text.replace('<script src="', "").split("<main", 1)[-1]
