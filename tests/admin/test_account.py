"""Signing in, signing out, language, password."""

import pytest
from flask import Flask

from charter_admin.accounts import tokens
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.personas import PASSWORD, email


def test_a_page_asks_a_stranger_to_sign_in_and_comes_back(app: Flask) -> None:
    answer = Browser(app).get("/o/rives/platforms?search=x")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/o/rives/platforms?search%3Dx"


def test_a_link_lets_in_once(app: Flask, owner: Browser) -> None:
    token = owner.client.get_cookie("charter_session")
    assert token
    assert token.http_only
    assert token.same_site == "Lax"
    assert owner.get("/o/rives/platforms").status_code == 200


def test_a_used_link_is_refused_with_a_reason(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "new", lambda: "the-same-token")
    Browser(app).sign_in("olga")
    again = Browser(app).get("/sign-in/the-same-token")
    assert again.status_code == 410
    assert "used already" in again.text


def test_a_head_request_does_not_use_the_link_up(app: Flask) -> None:
    answer = Browser(app).client.head("/sign-in/whatever")
    assert answer.status_code == 200


def test_signing_out_ends_the_session_itself(owner: Browser) -> None:
    cookie = owner.client.get_cookie("charter_session")
    assert cookie
    assert owner.post("/sign-out", page="/account").status_code == 303
    owner.client.set_cookie("charter_session", cookie.value)
    assert owner.get("/account").status_code == 303


def test_password_sign_in_and_its_throttle(app: Flask, owner: Browser) -> None:
    assert owner.post("/account", {"password": PASSWORD}).status_code == 303
    door = Browser(app)
    good = {"email": email("olga").upper(), "password": PASSWORD}
    assert door.post("/sign-in", good | {"password": "wrong, all wrong"}).status_code == 401
    assert door.post("/sign-in", good).status_code == 303
    thief = Browser(app)
    answers = [thief.post("/sign-in", good | {"password": "guess"}).status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]
    assert thief.post("/sign-in", good).status_code == 429


def test_the_own_account_has_the_usual_menu(owner: Browser) -> None:
    for path in ("/account", "/account?org=rives", "/account?org=nobody"):
        page = owner.get(path).text
        assert 'href="/o/rives/platforms"' in page
        assert 'href="/o/rives/members"' in page
    assert 'href="/account?org=rives"' in owner.get("/o/rives/platforms").text


@pytest.mark.parametrize("token", [{}, {"csrf_token": "made-up"}])
def test_a_form_of_another_session_is_answered_with_what_to_do(owner: Browser, token: dict[str, str]) -> None:
    answer = owner.client.post("/o/rives/platforms/new", data={"name": "X"} | token, headers=owner.headers)
    assert answer.status_code == 400
    assert "This form is no longer valid" in answer.text
    assert 'href="/o/rives/platforms/new"' in answer.text
    assert 'href="/o/rives/services"' in answer.text  # with the menu
    french = owner.client.post("/sign-out", data=token, headers={"Accept-Language": "fr"})
    assert french.status_code == 400


def test_a_short_password_is_refused_beside_the_field(owner: Browser) -> None:
    answer = owner.post("/account", {"password": "short"})
    assert answer.status_code == 200
    assert "at least 12 characters" in answer.text


def test_changing_the_password_ends_other_sessions(sign_in: SignIn) -> None:
    here, there = sign_in("olga"), sign_in("olga")
    here.post("/account", {"password": PASSWORD})
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303


def test_the_language_is_the_browsers_until_chosen(sign_in: SignIn) -> None:
    french = sign_in("olga", "fr-FR,fr;q=0.9,en;q=0.5")
    assert '<html lang="fr"' in french.get("/account").text
    french.post("/language", {"locale": "en"}, page="/account")
    assert '<html lang="en"' in french.get("/account").text
    assert '<html lang="en"' in sign_in("olga", "fr").get("/account").text


def test_next_leads_nowhere_else(app: Flask) -> None:
    for wanted in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        browser = Browser(app).sign_in("olga")
        assert browser.get("/sign-in", query_string={"next": wanted}).location == "/"


def test_a_form_without_its_token_is_refused(owner: Browser) -> None:
    assert owner.client.post("/account", data={"password": PASSWORD}).status_code == 400


@pytest.mark.parametrize("broken", ["a\0b", b"\xed\xa0\x80", b"\xff"])
def test_text_no_database_can_hold_is_refused(owner: Browser, broken: str | bytes) -> None:
    raw = broken if isinstance(broken, bytes) else broken.encode()
    body = b"password=" + b"".join(b"%%%02x" % byte for byte in raw)
    answer = owner.client.post("/account", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_a_huge_field_is_refused(owner: Browser) -> None:
    answer = owner.post("/account", {"password": "x" * 10_000_000})
    assert answer.status_code == 413
