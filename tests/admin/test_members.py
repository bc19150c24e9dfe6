"""People of an organization over HTTP."""

import re

import pytest
from flask import Flask

from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.personas import email

PEOPLE = "/o/rives/members"


def test_somebody_new_gets_a_link_that_lets_them_in(app: Flask, owner: Browser) -> None:
    page = owner.post(PEOPLE, {"email": "New@Example.org", "role": "viewer"}).text
    link = re.search(r"http://charters\.test(/sign-in/[\w-]+)", page)
    assert link
    newcomer = Browser(app)
    assert newcomer.get(link[1]).status_code == 303
    assert newcomer.get("/o/rives/platforms").status_code == 200
    assert newcomer.get("/o/rives/platforms/new").status_code == 403


def test_somebody_with_an_account_gets_none(owner: Browser) -> None:
    """Else an owner could enter another person's other organizations."""
    answer = owner.post(PEOPLE, {"email": email("max"), "role": "viewer"})
    assert answer.status_code == 303
    assert "/sign-in/" not in owner.get(PEOPLE).text


def test_a_role_changes_at_once(owner: Browser, sign_in: SignIn) -> None:
    vera = sign_in("vera")
    number = member_number(owner, "vera")
    assert vera.get("/o/rives/platforms/new").status_code == 403
    assert owner.post(f"{PEOPLE}/{number}", {"role": "editor"}).status_code == 303
    assert vera.get("/o/rives/platforms/new").status_code == 200


def test_an_ended_membership_closes_the_organization(owner: Browser, sign_in: SignIn) -> None:
    emma, number = sign_in("emma"), member_number(owner, "emma")
    assert owner.post(f"{PEOPLE}/{number}/remove", page=f"{PEOPLE}/{number}").status_code == 303
    assert emma.get("/o/rives/platforms").status_code == 404


def test_the_last_owner_stays(owner: Browser) -> None:
    number = member_number(owner, "olga")
    assert owner.post(f"{PEOPLE}/{number}", {"role": "viewer"}).status_code == 409
    assert owner.post(f"{PEOPLE}/{number}/remove", page=f"{PEOPLE}/{number}").status_code == 409
    assert owner.get(PEOPLE).status_code == 200


@pytest.mark.parametrize("sent", [{"email": "x", "role": "viewer"}, {"email": "a@example.org", "role": "king"}])
def test_what_makes_no_sense_is_refused_beside_the_field(owner: Browser, sent: dict[str, str]) -> None:
    answer = owner.post(PEOPLE, sent)
    assert answer.status_code == 200
    assert "invalid-feedback" in answer.text


def test_adding_twice_is_said(owner: Browser) -> None:
    assert "already" in owner.post(PEOPLE, {"email": email("emma"), "role": "viewer"}).text


@pytest.mark.parametrize("person", ["vera", "emma", "paul"])
def test_only_owners_manage_people(sign_in: SignIn, person: str) -> None:
    browser = sign_in(person)
    assert browser.get(PEOPLE).status_code == 403
    assert browser.post(PEOPLE, {"email": "a@example.org", "role": "owner"}, page="/account").status_code == 403


def member_number(browser: Browser, person: str) -> str:
    """The id in a member's address."""
    found = re.search(
        rf'{PEOPLE}/(\d+)">Change<span class="visually-hidden"> {email(person)}', browser.get(PEOPLE).text
    )
    assert found
    return found[1]
