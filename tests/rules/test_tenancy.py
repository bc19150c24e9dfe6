"""Another organization's ids give 404 on every address and with every method: generated from the route map."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from charter_admin.admin.database import db
from charter_admin.admin.rows import ROWS
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.rules.belongings import belongings

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.fixture
def ids(app: Flask) -> dict[str, dict[str, Any]]:
    """By organization, the parts of an address that name one row of every kind."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session, session.begin():
        found = {}
        for slug in ("rives", "monts"):
            owner = session.scalars(select(Organization).where(Organization.slug == slug)).one()
            found[slug] = belongings(Scope(session, owner.id, "owner", "tests"))
        return found


def addresses(app: Flask, parts: dict[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """Every address inside an organization, filled in, and the kinds of rows it names."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if not rule.rule.startswith("/o/<org>"):
                continue
            extra = {"locale": "fr", "key": "what"}
            values = {name: parts[name] if name in parts else extra[name] for name in rule.arguments}
            adapter = app.url_map.bind("charters.test")
            yield adapter.build(rule.endpoint, values), rule.arguments & set(ROWS)


def answers(browser: Browser, path: str) -> dict[str, int]:
    """The status of every method."""
    return {m: browser.client.open(path, method=m, headers=browser.headers).status_code for m in METHODS}


def test_every_kind_of_row_is_covered(ids: dict[str, dict[str, Any]]) -> None:
    assert set(ROWS) <= set(ids["monts"])


def test_a_stranger_to_the_organization_sees_nothing(
    app: Flask, sign_in: SignIn, ids: dict[str, dict[str, Any]]
) -> None:
    olga = sign_in("olga")
    for path, _ in addresses(app, ids["monts"] | {"org": "monts"}):
        assert {s for s in answers(olga, path).values() if s != 405} == {404}, path


def test_another_organizations_rows_do_not_exist_here(
    app: Flask, sign_in: SignIn, ids: dict[str, dict[str, Any]]
) -> None:
    olga = sign_in("olga")
    for path, named in addresses(app, ids["monts"] | {"org": "rives"}):
        if named:
            assert {s for s in answers(olga, path).values() if s != 405} == {404}, path


def test_rows_of_two_platforms_do_not_mix(app: Flask, sign_in: SignIn, ids: dict[str, dict[str, Any]]) -> None:
    """A child's id under the wrong parent of the same organization is as unknown as a stranger's."""
    olga, mine = sign_in("olga"), ids["rives"]
    wrong = mine | {"org": "rives", "platform": mine["other_platform"], "service": mine["other_service"]}
    for path, named in addresses(app, wrong):
        if named & {"usage", "version", "charter_import", "proposal", "cookie", "justification"}:
            assert {s for s in answers(olga, path).values() if s != 405} == {404}, path


def test_the_same_addresses_answer_their_owner(app: Flask, sign_in: SignIn, ids: dict[str, dict[str, Any]]) -> None:
    """Without this the tests above could pass on addresses that never work."""
    olga = sign_in("olga")
    for path, _ in addresses(app, ids["rives"] | {"org": "rives"}):
        got = answers(olga, path)
        assert 404 not in (got["GET"], got["POST"]), path
