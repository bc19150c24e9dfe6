"""What a site may rely on: a pinned script, a harmless failure, no trace left with us, and a banner for everybody."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha384
from time import sleep
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Route, expect

from charter_admin.versions.banner import Banner, Theme
from tests.browser.banner_host import World, put_trackers
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser

BLOCKED = '<script type="text/plain" data-purpose="statistics">window.ran = true</script><p id=text>Text</p>'


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        put_trackers(made)
        yield made


def pinned(world: World, content: bytes) -> str:
    """The tag of one version, with the digest of `content`."""
    digest = b64encode(sha384(content).digest()).decode()
    return f'<script src="{world.banner}" integrity="sha384-{digest}" crossorigin="anonymous"></script>'


def test_a_pinned_script_runs_and_a_tampered_one_does_not(world: World, page: Page) -> None:
    page.goto(world.page(BLOCKED, "/pinned", head=pinned(world, world._bundle())))
    expect(page.locator("[part=accept]")).to_be_visible()
    page.goto(world.page(BLOCKED, "/tampered", head=pinned(world, world._bundle() + b" ")))
    expect(page.locator("#text")).to_be_visible()
    assert page.evaluate("[typeof charter, window.ran]") == ["undefined", None]


def after_a_while(route: Route) -> None:
    """Answers late, as a slow server does."""
    sleep(1)
    route.continue_()


def test_a_slow_script_holds_nothing_back_but_the_trackers(world: World, page: Page) -> None:
    page.route("**/banner.js", after_a_while)
    tag = world.tag.replace("<script ", "<script async ")
    page.goto(world.page(BLOCKED, "/slow", head=tag), wait_until="commit")
    expect(page.locator("#text")).to_be_visible(timeout=800)
    assert page.evaluate("window.ran") is None
    page.locator("[part=accept]").click()
    page.wait_for_function("window.ran")


def test_our_server_gets_no_cookie_and_no_more_than_the_origin(world: World, page: Page) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if str(world.server.port) in request.url else None)
    page.context.add_cookies([{"name": "admin", "value": "secret", "url": f"http://127.0.0.1:{world.server.port}"}])
    page.goto(world.page(BLOCKED, "/secret/page") + "?of=somebody")
    page.locator("[part=accept]").click()
    world.settle(page)
    assert [request.method for request in sent] == ["GET", "POST"]
    for request in sent:
        headers = request.all_headers()
        assert headers.get("referer", "").rstrip("/") in ("", world.url("").rstrip("/"))
        assert request.method == "GET" or "cookie" not in headers


def test_a_page_whose_banner_is_hidden_stays_usable(world: World, page: Page) -> None:
    """An ad-blocker hides it by a rule of the user's own; what nobody sees must not make the page inert."""
    page.goto(world.page(f"<button id=b onclick='window.hit = 1'>Button</button>{BLOCKED}", "/hidden"))
    page.evaluate("Element.prototype.getClientRects = () => []")  # as of what is not displayed
    page.evaluate("charter.open()")
    page.locator("#b").click()
    assert page.evaluate("[window.hit, window.ran]") == [1, None]


@pytest.mark.parametrize("layout", ["bar", "corner", "dialog"])
@pytest.mark.parametrize(
    "media",
    [{"forced_colors": "active"}, {"reduced_motion": "reduce"}, {"contrast": "more"}, {"color_scheme": "dark"}],
    ids=lambda media: next(iter(media)),
)
def test_every_layout_for_everybody(world: World, page: Page, layout: str, media: dict[str, Any]) -> None:
    world.charter = replace(world.charter, banner=Banner(theme=Theme(layout=layout)))
    page.emulate_media(**media)
    page.goto(world.page("<main><h1>Page</h1><p>Text</p></main>"))
    boxes = [page.locator(f"[part={part}]").bounding_box() for part in ("accept", "refuse")]
    assert boxes[0]
    assert boxes[1]
    assert (boxes[0]["width"], boxes[0]["height"]) == (boxes[1]["width"], boxes[1]["height"])
    page.locator("[part=customize]").click()
    assert Axe().run(page).response["violations"] == []
    animations = "document.querySelector('charter-banner').shadowRoot.getAnimations?.().length || 0"
    assert page.evaluate(animations) == 0


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("layout", ["corner", "dialog"])
def test_other_layouts_stay_in_the_window(world: World, page: Page, layout: str, width: int) -> None:
    world.charter = replace(world.charter, banner=Banner(theme=Theme(layout=layout)))
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(world.page("<p>Text</p>"))
    page.locator("[part=customize]").click()
    box = page.locator("[part=banner]").bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert 0 <= box["y"] <= box["y"] + box["height"] <= 640
    for part in ("save", "accept", "refuse"):
        page.locator(f"[part={part}]").click(trial=True)
        size = page.locator(f"[part={part}]").bounding_box()
        assert size
        assert size["height"] >= 24
    page.locator("[part=save]").click()
    world.settle(page)
    assert world.receipts[-1]["layout"] == layout


def test_the_focus_stays_in_a_box_that_was_asked_for(world: World, page: Page) -> None:
    page.goto(world.page("<button id=first data-charter-open>Cookies</button><a href='/' id=other>Other</a>"))
    page.locator("[part=refuse]").click()
    page.locator("#first").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[part=accept]")).to_be_visible()
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert "other" not in seen
    assert "CHARTER-BANNER" in seen
    page.keyboard.press("Escape")
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "first"
