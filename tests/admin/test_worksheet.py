"""The worksheet of audience measurement over HTTP."""

import html
import re

import pytest
from flask import Flask

from charter_admin.catalogue import cookies
from charter_admin.compliance.worksheet import QUESTIONS
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from tests.admin.acting import acting, add_platform, publish
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.publishing import drafts

YES = {question.id: "yes" for question in QUESTIONS} | {"tool": "matomo", "cookie_months": "13", "data_months": "25"}


@pytest.fixture
def public_id(app: Flask) -> str:
    """A platform of Rives that measures its audience with Matomo, exempt."""
    made = add_platform(app)
    with acting(app) as scope:
        drafts.use(scope, platforms.get(scope, made), "Matomo", "statistics", "_pk_id.*", basis="exempt")
    return made


@pytest.fixture
def place(app: Flask, public_id: str) -> str:
    """The worksheet of Matomo."""
    with acting(app) as scope:
        used = usages.every(scope, platforms.get(scope, public_id))
        usage = next(one for one in used if one.service.key == "matomo")
        return f"/o/rives/platforms/{public_id}/usages/{usage.id}/exemption"


def outcome(page: str) -> str:
    """What the page says the answers come to."""
    found = re.search(r'<p role="status"><span class="tag[^"]*">([^<]*)', page)
    return html.unescape(found[1]) if found else ""


def check_of(public_id: str) -> str:
    """The address of the check."""
    return f"/o/rives/platforms/{public_id}/compliance"


def test_the_check_leads_to_the_worksheet_and_back(owner: Browser, public_id: str, place: str) -> None:
    page = html.unescape(owner.get(check_of(public_id)).text)
    assert "“Matomo” measures the audience without consent, and nothing says why it may." in page
    assert f'href="{place}"' in page
    assert f'href="{place}"' in owner.get(place.removesuffix("/exemption")).text
    sheet = owner.get(place).text
    assert outcome(sheet) == ""
    assert owner.post(place, YES).location == place
    assert outcome(owner.get(place).text) == "May be exempt from consent"
    assert "nothing says why it may" not in owner.get(check_of(public_id)).text


def test_the_help_is_that_of_the_tool(owner: Browser, sign_in: SignIn, place: str) -> None:
    page = owner.get(place).text
    assert "In Matomo: Administration → Privacy" in page
    piano = owner.get(f"{place}?tool=piano").text
    assert "visitorStorageMode" in piano
    assert "Administration → Privacy" not in piano
    assert "Dans Matomo\u00a0: Administration → Vie privée" in sign_in("olga", "fr").get(place).text


def test_answers_may_stay_open(owner: Browser, public_id: str, place: str) -> None:
    assert owner.post(place, {"tool": "matomo", "told": "yes"}).status_code == 303
    page = owner.get(place).text
    assert outcome(page) == "Something to change or to answer first"
    assert "Not answered yet:" in page
    for anchor in re.findall(r'<li><a href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page
    assert "has points to set or to answer: 16" in html.unescape(owner.get(check_of(public_id)).text)


def test_a_fatal_answer_stops_publishing(owner: Browser, public_id: str, place: str) -> None:
    owner.post(place, YES | {"publisher_only": "no"})
    page = owner.get(place).text
    assert outcome(page) == "Needs consent"
    assert "Does the supplier work for you alone" in page
    assert "By your own answers" in owner.get(f"/o/rives/platforms/{public_id}/publish").text
    form = {"rule": "audience-worksheet-refuses", "subject": "service:matomo"}
    owner.post(f"{check_of(public_id)}/fix", form, page=check_of(public_id))
    assert "To mend: 0." in owner.get(check_of(public_id)).text


def test_months_are_numbers(owner: Browser, place: str) -> None:
    for wrong in ("-1", "many", "99999999999"):
        assert owner.post(place, YES | {"data_months": wrong}).status_code == 200
    assert outcome(owner.get(place).text) == ""
    owner.post(place, YES | {"data_months": "26"})
    assert outcome(owner.get(place).text) == "Something to change or to answer first"


def test_two_people_at_once_see_both_answers(owner: Browser, sign_in: SignIn, place: str) -> None:
    opened = owner.hidden(place)
    sign_in("paul").post(place, YES | {"told": "no"})
    answer = owner.client.post(place, data=opened | YES, headers=owner.headers)
    assert answer.status_code == 200
    assert "Somebody else changed this" in answer.text
    assert re.search(r"Stored now:</strong>\s*No", answer.text)
    found = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text)
    assert found
    again = owner.client.post(place, data=opened | YES | {"revision": found[1]}, headers=owner.headers)
    assert again.status_code == 303
    assert outcome(owner.get(place).text) == "May be exempt from consent"


def test_a_changed_service_asks_to_read_it_again(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    owner.post(place, YES)
    with acting(app) as scope:
        used = usages.every(scope, platforms.get(scope, public_id))
        matomo = next(usage.service for usage in used if usage.service.key == "matomo")
        cookies.create(scope, matomo, cookies.CookieValues("_pk_ses.*", {"fr": "Visite"}, duration_kind="session"))
    assert "was changed since its worksheet was filled in" in owner.get(check_of(public_id)).text
    owner.post(place, YES)
    assert "was changed since" not in owner.get(check_of(public_id)).text


def test_the_version_keeps_the_answers(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    owner.post(place, YES)
    publish(app, public_id)
    owner.post(place, YES | {"told": "no"})
    dossier = owner.get(f"/o/rives/platforms/{public_id}/versions/1/dossier").text
    assert "May be exempt from consent" in dossier
    assert "olga@example.org" in dossier
    assert "<dd>No</dd>" not in dossier


def test_readers_read(sign_in: SignIn, place: str) -> None:
    vera = sign_in("vera")
    page = vera.get(place).text
    assert "<fieldset disabled>" in page
    assert vera.client.post(place, data=vera.hidden("/account") | YES).status_code == 403
