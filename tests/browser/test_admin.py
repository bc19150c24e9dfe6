"""Every page of the admin in a real browser: axe, both colour schemes, a phone's width, the keyboard."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from charter_admin.accounts import signing_in, users
from charter_admin.admin.app import create_app
from charter_admin.admin.database import db
from charter_admin.config import Config
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from tests.personas import SECRET, email, settle
from tests.rules.belongings import belongings

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("admin")]
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
AXE = Axe()
DOWNLOADS = (".js", ".csv", ".xlsx", ".json", "/receipts/log")


@pytest.fixture(scope="module")
def app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with one row of every kind, and an empty organization."""
    copy = tmp_path_factory.mktemp("admin") / "charter.db"
    copy.write_bytes(sqlite_template.read_bytes())
    app = create_app(Config(f"sqlite:///{copy}", SECRET, "https://charters.example.org"))
    app.config["SESSION_COOKIE_SECURE"] = False
    with app.app_context():
        engine = db.engine
    with Session(engine) as session, session.begin():
        settle(session)
        rives = session.scalars(select(Organization).where(Organization.slug == "rives")).one()
        app.config["PARTS"] = belongings(Scope(session, rives.id, "owner", "tests")) | {"org": "rives"}
    yield app
    engine.dispose()


@pytest.fixture(scope="module")
def origin(app: Flask) -> Iterator[str]:
    """Where it is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join(10)
    server.server_close()


def link(app: Flask) -> str:
    """A one-time link for Lou, who belongs to two organizations."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session, session.begin():
        olga = users.find(session, email("olga"))
        assert olga
        return f"/sign-in/{signing_in.issue_link(session, olga)}"


def pages(app: Flask) -> list[str]:
    """Every page there is, from the route map: what answers GET with HTML."""
    parts: dict[str, Any] = app.config["PARTS"] | {"locale": "fr", "key": "what"}
    adapter = app.url_map.bind("")
    rules = [r for r in app.url_map.iter_rules() if "GET" in (r.methods or ()) and "static" not in r.endpoint]
    # A file to keep is a download, no page.
    ours = [rule for rule in rules if "token" not in rule.arguments and not rule.rule.endswith(DOWNLOADS)]
    found = {adapter.build(rule.endpoint, {name: parts[name] for name in rule.arguments}) for rule in ours}
    return sorted(found | {f"/o/rives/known-cookies?name={name}" for name in ("_ga", "lang", "nobody_knows_this")})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_accessible_and_fits_a_phone(app: Flask, origin: str, page: Page, language: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # colours change at once, not on their way from the other scheme
    page.set_extra_http_headers({"Accept-Language": language})
    page.set_viewport_size({"width": 390, "height": 844})
    problems = [*look(page, f"{origin}/sign-in", SCHEMES)]
    page.goto(origin + link(app))
    for path in pages(app):
        problems += look(page, origin + path, SCHEMES)
    problems += look(page, f"{origin}/o/monts/platforms", SCHEMES)  # a refusal is a page too
    assert problems == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_menu_takes_one_row_and_the_persons_part_opens_by_keyboard(
    app: Flask, origin: str, page: Page, language: str
) -> None:
    page.set_extra_http_headers({"Accept-Language": language})
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(origin + link(app))
    page.goto(f"{origin}/o/rives/platforms")
    row = page.evaluate("document.querySelector('.top nav a').offsetHeight")
    assert page.evaluate("document.querySelector('.top').offsetHeight") < 2 * row
    out = page.locator(".top form[action='/sign-out'] button")
    expect(out).not_to_be_visible()
    page.locator(".top summary").press("Enter")
    expect(out).to_be_visible()
    assert axe(page) == []


def look(page: Page, url: str, schemes: Sequence[Scheme | None] = (None,)) -> list[str]:
    """What is wrong with a page: axe's violations, and anything wider than the screen; in each colour scheme.

    The server does not know the scheme, so one answer is enough: the page follows (static/theme.js).
    """
    answer = page.goto(url)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return []
    page.evaluate(AXE.axe_script)
    return [problem for scheme in schemes for problem in _problems(page, url, scheme)]


def _problems(page: Page, url: str, scheme: Scheme | None) -> list[str]:
    if scheme:
        page.emulate_media(color_scheme=scheme)
        # The preview of a banner has no theme but the media query.
        expect(page.locator(f"html:not([data-bs-theme]), html[data-bs-theme={scheme}]")).to_be_attached()
    where = f"{url} ({scheme})" if scheme else url
    violations = page.evaluate("axe.run({resultTypes: ['violations']}).then(told => told.violations)")
    found = [f"{where}: {violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in violations]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{where} is {wide} px too wide"] if wide > 0 else [])


def axe(page: Page) -> list[dict[str, Any]]:
    """axe-core's violations."""
    violations: list[dict[str, Any]] = AXE.run(page).response["violations"]
    return violations


def test_a_name_is_offered_and_explained_while_it_is_typed(app: Flask, origin: str, page: Page) -> None:
    page.goto(origin + link(app))
    page.goto(f"{origin}/o/rives/services/{app.config['PARTS']['service']}/cookies/new")
    name = page.locator("#name")
    name.press_sequentially("_pk_i")
    expect(page.locator('#known-names option[value="_pk_id.<id>"]')).to_be_attached()
    name.fill("_pk_id.1.1fff")
    expect(page.locator("#known-said")).to_contain_text("Matomo · Matomo (InnoCraft Ltd) · Statistics · 13 months")
    name.fill("nobody_knows_this")
    expect(page.locator("#known-said")).to_be_empty()


@pytest.mark.parametrize("script", [True, False])
def test_a_cookie_is_filled_in_and_saved_with_and_without_script(
    app: Flask, origin: str, chromium: Browser, script: bool
) -> None:
    context = chromium.new_context(locale="en-GB", java_script_enabled=script)
    page = context.new_page()
    page.goto(origin + link(app))
    page.goto(f"{origin}/o/rives/services/{app.config['PARTS']['other_service']}/cookies/new")
    page.locator("#name").fill("_gcl_au")
    page.locator("#purpose-fr").fill("À nous")
    page.get_by_role("button", name="Fill from the library").click()
    expect(page.locator("#duration_amount")).to_have_value("90")
    expect(page.locator("#purpose-fr")).to_have_value("À nous")
    page.get_by_role("button", name="Save the cookie").click()
    expect(page.locator("table.list tbody tr").last).to_contain_text("90 days")
    context.close()
