"""Links, sessions and passwords on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.accounts import sessions, signing_in, users
from charter_admin.errors import Invalid
from tests import factories


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_a_link_works_once(session: Session) -> None:
    user = factories.user(session)
    token = signing_in.issue_link(session, user)
    assert signing_in.redeem_link(session, token) is user
    assert signing_in.redeem_link(session, token) is None


def test_a_link_grows_old(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    token = signing_in.issue_link(session, factories.user(session))
    later(monkeypatch, signing_in.LINK_LIFETIME)
    assert signing_in.redeem_link(session, token) is None


def test_a_session_ends_and_grows_old(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    user = factories.user(session)
    first, second = sessions.start(session, user), sessions.start(session, user)
    assert sessions.user_of(session, first) is user
    sessions.end(session, first)
    assert sessions.user_of(session, first) is None
    later(monkeypatch, sessions.LIFETIME)
    assert sessions.user_of(session, second) is None


def test_guessing_is_slowed_down_per_account_and_forgotten_in_time(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.set_password(factories.user(session), "une phrase assez longue")

    def attempt(password: str) -> bool:
        return signing_in.check_password(session, "s", "claire@example.org", password, "192.0.2.1") is not None

    assert attempt("une phrase assez longue")
    assert not any(attempt("faux") for _ in range(signing_in.MOST_PER_ACCOUNT))
    with pytest.raises(signing_in.TooManyTries):
        attempt("une phrase assez longue")
    later(monkeypatch, signing_in.WINDOW)
    assert attempt("une phrase assez longue")


def test_an_account_without_a_password_is_not_opened_by_any(session: Session) -> None:
    factories.user(session)
    for password in ("", "nobody has this password"):
        assert signing_in.check_password(session, "s", "claire@example.org", password, "192.0.2.1") is None


@pytest.mark.parametrize("text", ["", "claire", "a@b", "a b@example.org", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_address_is_refused(session: Session, text: str) -> None:
    with pytest.raises(Invalid):
        users.find_or_create(session, text)
