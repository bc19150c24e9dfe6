"""The charter page as served, in a real browser: axe, one request, a phone's width, both colour schemes, no script."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import make_url
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server

from charter_admin import clock
from charter_admin.consent import storage
from charter_admin.db import make_engine
from charter_admin.public.app import PublicPlane
from charter_admin.publishing import service
from tests.consent.receipts import new_id
from tests.publishing import drafts

pytestmark = pytest.mark.browser

LONG = "a-name-without-any-place-to-break-it-" * 4


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Nothing."""


@dataclass(frozen=True)
class Charters:
    """Two published charters: one that asks about forty cookies, one that asks nothing."""

    asking: str
    exempt: str


@pytest.fixture
def charters(sqlite_url: str) -> Iterator[Charters]:
    """Served by the public plane on a free port."""
    engine = make_engine(sqlite_url)
    with Session(engine) as session:
        scope = drafts.scope(session, LONG)
        exempt = drafts.platform(scope, "Portail")
        asking = drafts.platform(scope, f"Site {LONG}"[:200], contact_address="1 place\n59000 Rives", dpo=LONG)
        drafts.use(scope, asking, "Mesure", "statistics", *(f"_pk_{n}_*" for n in range(36)))
        drafts.use(scope, asking, LONG[:120], "marketing", LONG, basis="consent")
        drafts.use(scope, asking, "Anonyme", "statistics", "anon", basis="exempt")
        drafts.use(scope, asking, "Vidéos", "marketing")
        for platform in (exempt, asking):
            service.publish(scope, platform)
        ids = asking.public_id, exempt.public_id
        session.commit()
    server = make_server("127.0.0.1", 0, PublicPlane(engine), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Charters(*(f"http://127.0.0.1:{server.port}/c/{one}" for one in ids))
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    charters: Charters, chromium: Browser, scheme: Any, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda line: heard.append(line.text))
    for address in (
        f"{charters.asking}/fr/",
        f"{charters.asking}/en/",
        f"{charters.exempt}/v/1/fr/",
        f"{charters.asking}/no/",
    ):
        page.goto(address)
        expected = ["404"] if address.endswith("/no/") else []
        assert [line for line in heard if not any(code in line for code in expected)] == []
        heard.clear()
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_one_request_and_no_script_is_enough(charters: Charters, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{charters.asking}/fr/")
    assert [url for url in asked if not url.startswith("data:")] == [f"{charters.asking}/fr/"]
    assert page.get_by_role("table").count() == 3
    assert context.cookies() == []
    context.close()


def test_rows_that_became_cards_are_still_a_table(charters: Charters, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{charters.exempt}/en/")
    table = page.get_by_role("table")
    assert table.get_by_role("columnheader").count() == 7
    assert table.get_by_role("rowheader").all_inner_texts() == ["sessionid"]
    assert table.get_by_role("row").count() == 2
    assert page.get_by_text("Duration", exact=True).last.is_visible()


def test_the_style_is_applied_under_the_pages_own_policy(charters: Charters, page: Page) -> None:
    page.goto(f"{charters.exempt}/en/")
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1216px"


def test_the_language_switch_leads_to_the_other_language(charters: Charters, page: Page) -> None:
    page.goto(f"{charters.exempt}/en/")
    page.get_by_role("link", name="français").click()
    assert page.url == f"{charters.exempt}/fr/"
    assert page.locator("html").get_attribute("lang") == "fr"


def test_the_keyboard_begins_with_the_way_to_the_content(charters: Charters, page: Page) -> None:
    page.goto(f"{charters.asking}/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_visitors_see_their_own_choices(page: Page, charters: Charters, sqlite_url: str) -> None:
    """The banner's link brings the consent id in the fragment; it is in no request's address, and leaves this one."""
    who, public_id = str(uuid4()), charters.asking.rpartition("/")[2]
    given = {"statistics": True, "marketing": False}
    log = storage.store(make_url(sqlite_url))
    with log.begin() as connection:
        row = {"id": new_id(), "consent_id": who, "organization_id": 1, "public_id": public_id, "version": 1,
               "digest": "0" * 16, "build": "0" * 12, "locale": "fr", "action": "customise", "choices": given,
               "layout": "bar", "claimed_at": clock.now(), "received_at": clock.now(), "previous": None,
               "aside": False}  # fmt: skip
        storage.append(connection, [row])
    log.dispose()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{charters.asking}/en/#consent={who}")
    shown = page.locator("[data-own-shown]")
    shown.locator("li li").first.wait_for()
    assert "Version 1 of the charter" in shown.inner_text()
    assert sorted(shown.locator("li li").all_inner_texts()) == ["Marketing · refused", "Statistics · accepted"]
    assert page.url.endswith("/en/#own")
    assert not [url for url in asked if who in url.partition("#")[0]]
    with page.expect_download() as download:
        page.get_by_role("link", name="Download (JSON)").click()
    record = json.loads(download.value.path().read_text())
    assert record["@graph"][0]["dpv:hasDataSubject"]["@id"] == f"urn:uuid:{who}"
    assert Axe().run(page).response["violations"] == []
    page.get_by_label("Reference of your choice").fill(str(uuid4()))
    page.get_by_role("button", name="Show").click()
    page.get_by_text("Nothing is kept under this reference.").wait_for()


def test_without_a_script_the_form_gives_the_file(chromium: Browser, charters: Charters) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{charters.asking}/en/")
    page.get_by_label("Reference of your choice").fill(str(uuid4()))
    with page.expect_response("**/receipts") as answer:
        page.get_by_role("button", name="Show").click()
    assert (answer.value.status, answer.value.request.post_data_json is None) == (404, False)
    context.close()
