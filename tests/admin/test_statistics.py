"""Statistics and look-up, as a person sees them."""

import csv
import io
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import insert

from charter_admin import clock
from charter_admin.admin.database import db
from charter_admin.admin.statistics import chart
from charter_admin.consent import storage
from charter_admin.consent.stats import Figures
from charter_admin.consent.tallies import DecisionTally, PurposeTally, ShownTally
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service as publishing
from charter_admin.versions import store
from tests import factories
from tests.admin.acting import acting
from tests.admin.browser import Browser
from tests.consent.receipts import new_id
from tests.publishing import drafts

STATISTICS = "/o/rives/statistics"
LOOKUP = "/o/rives/lookup"


def published(scope: Scope, name: str = "Portail") -> Platform:
    """A platform that asks about statistics, online as version 1."""
    platform = drafts.platform(scope, name)
    drafts.use(scope, platform, f"Mesure {name}", "statistics", "_pk_id")
    publishing.publish(scope, platform)
    return platform


def count(scope: Scope, platform: Platform, days_ago: int, accepted: int, refused: int, **more: Any) -> None:
    """Puts sums of a day into the tables."""
    day = f"{clock.now() - timedelta(days=days_ago):%Y-%m-%d}"
    place = {"public_id": platform.public_id, "organization_id": scope.organization_id, "day": day}
    place |= {"version": more.get("version", 1), "locale": more.get("locale", "fr"), "layout": "bar"}
    rest = {"customise": 0, "withdraw": 0, "gpc": 0, "expire": 0}
    scope.session.execute(insert(DecisionTally).values(accept_all=accepted, refuse_all=refused, **place, **rest))
    sums = {"purpose": "statistics", "accepted": accepted, "refused": refused}
    scope.session.execute(insert(PurposeTally).values(**place, **sums))
    scope.session.execute(insert(ShownTally).values(shown=accepted + refused + 7, unanswered=7, **place))


def decided(app: Flask, platform: tuple[str, int], **changed: Any) -> dict[str, Any]:
    """Puts a receipt into the log."""
    now = clock.now()
    row = {
        "id": new_id(now), "consent_id": str(uuid4()), "organization_id": platform[1], "public_id": platform[0],
        "version": 1, "digest": "0" * 16, "build": "0" * 12, "locale": "fr", "action": "accept_all", "layout": "bar",
        "choices": {"statistics": True}, "claimed_at": now, "received_at": now, "previous": None, "aside": False,
    } | changed  # fmt: skip
    with app.app_context():
        log = storage.store(db.engine.url)
    with log.begin() as connection:
        storage.append(connection, [row])
    log.dispose()
    return row


def test_without_anything_they_say_what_to_do(app: Flask, owner: Browser) -> None:
    assert "Add its platform first" in owner.get(STATISTICS).text
    with acting(app) as scope:
        public_id = factories.platform(scope, "Portail").public_id
    assert "Publish a platform" in owner.get(STATISTICS).text
    page = owner.get(f"/o/rives/platforms/{public_id}/statistics").text
    assert f'href="/o/rives/platforms/{public_id}/publish"' in page
    with acting(app) as scope:
        online = published(scope, "En ligne").public_id
    assert "Put the banner into the website" in owner.get(f"/o/rives/platforms/{online}/statistics").text
    assert "A charter is online" in owner.get(STATISTICS).text


def test_the_overview_adds_up_and_notices_what_stopped(app: Flask, owner: Browser) -> None:
    with acting(app) as scope:
        busy, silent, other = (published(scope, name) for name in ("Actif", "Muet", "Calme"))
        for day in range(30):
            count(scope, busy, day, 30, 10)
            if day > 2:
                count(scope, silent, day, 9, 1, locale="en")
            if day % 9 == 8:
                count(scope, other, day, 1, 1)
        names = [platform.public_id for platform in (busy, silent, other)]
    text = owner.get(STATISTICS).text
    answers = 30 * 40 + 27 * 10 + 3 * 2
    assert f"{(900 + 243 + 3) / answers:.0%} of {answers:,} answers accept everything" in text
    warned = re.search(r"alert-warning.*?</ul>", text, re.DOTALL)
    assert warned
    assert [name for name in names if name in warned[0]] == [names[1]]
    table = list(csv.DictReader(io.StringIO(owner.get(f"{STATISTICS}.csv?days=90").data.decode("utf-8-sig"))))
    assert [(row["name"], row["accept_all"], row["shown"]) for row in table] == [
        ("Actif", "900", str(30 * 47)), ("Calme", "3", str(3 * 9)), ("Muet", "243", str(27 * 17)),
    ]  # fmt: skip


def test_a_version_that_moved_acceptance_is_told(app: Flask, owner: Browser) -> None:
    with acting(app) as scope:
        moved, same = published(scope, "Change"), published(scope, "Pareil")
        count(scope, moved, 5, 500, 500)
        count(scope, moved, 1, 700, 300, version=2)
        count(scope, same, 5, 50, 50)
        count(scope, same, 1, 52, 48, version=2)
        paths = [f"/o/rives/platforms/{platform.public_id}/statistics" for platform in (moved, same)]
    text = owner.get(paths[0]).text
    assert "Version 2 changed what visitors answer." in text
    assert "Between 16 and 24 points more visitors accepted everything than with version 1." in text
    assert "(60%)" in text
    text = owner.get(paths[1]).text
    assert "changed what visitors answer" not in text
    assert "Too close to version 1 to tell them apart." in text
    rows = list(csv.DictReader(io.StringIO(owner.get(f"{paths[0]}.csv").data.decode("utf-8-sig"))))
    assert (len(rows), sum(int(row["accept_all"]) for row in rows)) == (30, 1200)
    assert owner.get(f"{paths[0]}?days=7000").status_code == 200


def test_nobody_sees_another_organization(app: Flask, sign_in: Any) -> None:
    with acting(app) as scope:
        platform = published(scope)
        count(scope, platform, 1, 123, 0)
        place = platform.public_id, scope.organization_id
    sent = decided(app, place)
    stranger = sign_in("max")
    assert "123" not in stranger.get("/o/monts/statistics").text
    answer = stranger.post("/o/monts/lookup", {"consent_id": sent["consent_id"]})
    assert "Nothing is kept under this consent id" in answer.text
    asked = {"consent_id": sent["consent_id"], "receipt_id": sent["id"]}
    assert stranger.post("/o/monts/lookup/proof", asked, page="/o/monts/lookup").status_code == 404
    assert stranger.get(f"/o/rives/platforms/{place[0]}/statistics").status_code == 404


def test_a_visitor_is_looked_up_and_proven(app: Flask, owner: Browser) -> None:
    with acting(app) as scope:
        platform = published(scope)
        place = platform.public_id, scope.organization_id
        build = publishing.versions(scope, platform)[0]
        script = store.first_script(scope.session.connection(), place[0], build.number, "fr")
    with app.app_context(), db.engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT build FROM artefact WHERE kind = 'banner'").scalars().first()
    first = decided(app, place, build=made)
    taken_back = {"consent_id": first["consent_id"], "action": "withdraw", "choices": {"statistics": False}}
    second = decided(app, place, build=made, previous=first["id"], **taken_back)
    page = owner.post(LOOKUP, {"consent_id": f" {first['consent_id'].upper()} "})
    assert page.status_code == 200
    assert f"http://charters.test/c/{place[0]}/v/1/fr/banner.js" in page.text
    assert first["consent_id"] not in page.request.full_path
    asked = {"consent_id": first["consent_id"], "receipt_id": second["id"]}
    proof = owner.post(f"{LOOKUP}/proof", asked, page=LOOKUP).text
    for said in ("Rives", "Ville de Rives", "Consent taken back", "Mesure Portail SAS", f"SHA-256 {script}",
                 first["id"], second["id"], "Statistiques"):  # fmt: skip
        assert said in proof, said
    elsewhere = decided(app, place)
    wrong = {"consent_id": first["consent_id"], "receipt_id": elsewhere["id"]}
    assert owner.post(f"{LOOKUP}/proof", wrong, page=LOOKUP).status_code == 404


@pytest.mark.parametrize("wrong", ["", "1234", "é" * 61, "'; DROP TABLE", "\ud7ff"])
def test_what_is_no_consent_id_is_said(app: Flask, owner: Browser, wrong: str) -> None:
    page = owner.post(LOOKUP, {"consent_id": wrong})
    assert page.status_code == 200
    assert "invalid-feedback" in page.text


def test_a_chart_stacks_the_answers_and_leaves_gaps() -> None:
    days = {"a": Figures(accept_all=60, refuse_all=20), "b": Figures(), "c": Figures(accept_all=10, customise=10)}
    drawn = chart.bars(days)
    assert drawn.top == 100
    assert [(bar.kind, bar.y, bar.height) for bar in drawn.bars] == [
        ("accept_all", 72, 108), ("refuse_all", 36, 36), ("accept_all", 162, 18), ("customise", 144, 18),
    ]  # fmt: skip
    assert drawn.path == "M120.0 45.0 M600.0 90.0"
    assert chart.bars({}).bars == ()
