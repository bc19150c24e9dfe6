"""The page of receipts: who sees it, what it downloads, and what deleting leaves behind."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from charter_admin.admin.database import db
from charter_admin.consent import storage
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.consent.receipts import NOW, keep, row

PAGE = "/o/rives/receipts"


@pytest.fixture
def log(app: Flask) -> Iterator[Engine]:
    """Where the receipts of the application are."""
    with app.app_context():
        made = storage.store(db.engine.url)
    yield made
    made.dispose()


@pytest.fixture
def owners(app: Flask) -> dict[str, int]:
    """The ids of the organizations, by slug."""
    with app.app_context(), Session(db.engine) as session:
        return dict(session.execute(select(Organization.slug, Organization.id)).tuples().all())


@pytest.fixture
def portal(app: Flask, owners: dict[str, int]) -> str:
    """The public id of a platform of Rives."""
    with app.app_context(), Session(db.engine) as session, session.begin():
        scope = Scope(session, owners["rives"], "owner", "tests")
        return platforms.create(scope, platforms.PlatformValues("Portail", ["rives.example"], "fr", ["fr"])).public_id


def lines(browser: Browser, **asked: str) -> list[str]:
    """The ids in the NDJSON."""
    found = browser.get(f"{PAGE}/log", query_string={"format": "ndjson", "platform": ""} | asked)
    assert found.status_code == 200, found.text
    assert found.headers["Content-Disposition"] == "attachment; filename=receipts-rives.ndjson"
    return [json.loads(line)["id"] for line in found.text.splitlines()]


def test_the_log_is_downloaded_by_platform_and_period(
    owner: Browser, log: Engine, owners: dict[str, int], portal: str
) -> None:
    mine = {"organization_id": owners["rives"], "public_id": portal}
    days = [row(n, **mine) for n in range(3)]
    other, stranger = row(1, **mine | {"public_id": "zzz"}), row(1, public_id=portal, organization_id=owners["monts"])
    keep(log, *days, other, stranger)
    assert sorted(lines(owner)) == sorted(each["id"] for each in [*days, other])
    assert lines(owner, platform=portal) == [each["id"] for each in reversed(days)]
    day = (NOW - timedelta(days=1)).date().isoformat()
    assert lines(owner, platform=portal, since=day, until=day) == [days[1]["id"]]
    table = owner.get(f"{PAGE}/log?format=csv&platform={portal}")
    assert table.text.splitlines()[0].startswith("id,consent_id,")
    assert len(table.text.splitlines()) == 4
    book = owner.get(f"{PAGE}/log?format=xlsx&platform={portal}")
    assert load_workbook(BytesIO(book.data)).worksheets[0].max_row == 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"platform": "another"}, "Not a valid choice"),
        ({"since": "2026-02-30"}, "Not a valid date value"),
        ({"since": "2026-02-02", "until": "2026-02-01"}, "This is before the first day."),
        ({"until": "9999-12-31"}, "There is no such time."),
        ({"format": "exe"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_asked_for_is_said(owner: Browser, asked: dict[str, str], said: str) -> None:
    found = owner.get(f"{PAGE}/log", query_string={"format": "csv", "platform": ""} | asked)
    assert (found.status_code, said in found.text) == (200, True)


def test_owners_say_for_how_long(owner: Browser) -> None:
    assert 'value="13"' in owner.get(PAGE).text
    assert owner.post(f"{PAGE}/keeping", {"receipt_months": "24"}, PAGE).status_code == 303
    assert 'value="24"' in owner.get(PAGE).text
    for wrong, said in (("121", "Give a number of months from 0 to 120."), ("x", "Not a valid integer value.")):
        assert said in owner.post(f"{PAGE}/keeping", {"receipt_months": wrong}, PAGE).text
    seen = owner.hidden(PAGE)
    owner.post(f"{PAGE}/keeping", {"receipt_months": "6"}, PAGE)
    late = owner.post(f"{PAGE}/keeping", seen | {"receipt_months": "7"}, PAGE)
    assert "Stored now:" in late.text


def test_an_erasure_deletes_and_is_told(owner: Browser, log: Engine, owners: dict[str, int]) -> None:
    visitor = str(uuid4())
    mine, theirs = (row(1, consent_id=visitor, organization_id=owners[slug]) for slug in ("rives", "monts"))
    keep(log, mine, theirs)
    assert "This is no consent id." in owner.post(f"{PAGE}/erasure", {"consent_id": "everybody"}, PAGE).text
    assert owner.post(f"{PAGE}/erasure", {"consent_id": f" {visitor.upper()} "}, PAGE).status_code == 303
    page = owner.get(PAGE).text
    assert "1 receipt was deleted." in page
    assert "Erased on request" in page
    with log.connect() as connection:
        assert connection.execute(select(storage.RECEIPTS.c.id)).scalars().all() == [theirs["id"]]
    owner.post(f"{PAGE}/erasure", {"consent_id": visitor}, PAGE)
    assert "There are no receipts with this consent id." in owner.get(PAGE).text


def test_deletions_are_paged(owner: Browser, log: Engine, owners: dict[str, int]) -> None:
    with log.begin() as connection:
        values = {"organization_id": owners["rives"], "at": NOW, "actor": "a", "reason": "kept long enough"}
        many = [values | {"subject": "", "receipts": 1000 + number} for number in range(60)]
        connection.execute(storage.DELETIONS.insert(), many)
    first = owner.get(PAGE).text
    assert "1059" in first
    assert "1009" not in first
    assert "after=11" in first
    second = owner.get(f"{PAGE}?after=11").text
    assert "1009" in second
    assert "1010" not in second
    assert owner.get(f"{PAGE}?after=99999999999999999999").status_code == 200


def test_roles(sign_in: SignIn) -> None:
    assert sign_in("vera").get(PAGE).status_code == 403
    publisher = sign_in("paul")
    assert publisher.get(PAGE).status_code == 200
    assert "Erase on request" not in publisher.get(PAGE).text
    assert publisher.post(f"{PAGE}/erasure", {"consent_id": str(uuid4())}, PAGE).status_code == 403
