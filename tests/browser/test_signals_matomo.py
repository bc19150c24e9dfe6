"""Matomo is told by the names it documents, and in an order that survives how it sorts its queue."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from charter_admin.versions.banner import Banner
from tests.browser.banner_host import World
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser

# Stands in for matomo.js: what has waited in the queue is sorted before it is done, by this list and not by time.
MATOMO = """
const first = ["forgetCookieConsentGiven", "requireCookieConsent", "setCookieConsentGiven", "requireConsent",
    "setConsentGiven"];
const state = { tracks: true, cookies: true, sent: 0, waits: 0 };
const tracker = {
    requireConsent() { state.tracks = state.cookies = /mtm_consent=/.test(document.cookie) },
    setConsentGiven() { state.tracks = state.cookies = true; state.sent += state.waits; state.waits = 0 },
    forgetConsentGiven(hours) {
        document.cookie = "mtm_consent=; max-age=0; path=/";
        document.cookie = "mtm_consent_removed=1; path=/; max-age=" + (hours || 262800) * 3600;
        this.requireConsent();
    },
    requireCookieConsent() { state.cookies = /mtm_cookie_consent=/.test(document.cookie) },
    setCookieConsentGiven() { state.cookies = true },
    forgetCookieConsentGiven() {
        document.cookie = "mtm_cookie_consent=; max-age=0; path=/";
        this.requireCookieConsent();
    },
    trackPageView() { state[state.tracks ? "sent" : "waits"]++ },
};
window.matomo = state;
window.waited = window._paq || [];
const run = ([name, ...given]) => tracker[name](...given);
for (const name of first) waited.filter((call) => call[0] === name).forEach(run);
waited.filter((call) => !first.includes(call[0])).forEach(run);
window._paq = { push: run };
"""
PAGE = "<script>window._paq = window._paq || []; _paq.push(['trackPageView'])</script>"


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        made.script("/matomo.js", MATOMO)
        yield made


def visit(world: World, page: Page, mode: str) -> None:
    world.charter = replace(world.charter, banner=Banner(matomo=mode))
    page.goto(world.page("<p>Text</p>", "/matomo", head=world.tag + PAGE))


def start(page: Page) -> None:
    page.add_script_tag(url="/matomo.js")


def state(page: Page) -> list[object]:
    """Whether it tracks, whether with cookies, and how many page views it has sent."""
    found: list[object] = page.evaluate("[matomo.tracks, matomo.cookies, matomo.sent]")
    return found


@pytest.mark.parametrize(("mode", "word"), [("consent", "Consent"), ("cookieless", "CookieConsent")])
def test_the_names_it_is_told_by(world: World, page: Page, mode: str, word: str) -> None:
    visit(world, page, mode)
    assert page.evaluate("_paq") == [["require" + word], ["trackPageView"]]
    page.evaluate("charter.set({statistics: true})")
    assert page.evaluate("_paq.at(-1)") == [f"set{word}Given"]
    page.evaluate("charter.withdraw()")
    assert page.evaluate("_paq.at(-1)[0]") == f"forget{word}Given"
    assert page.evaluate("_paq.length") == 3


@pytest.mark.parametrize(("mode", "before"), [("consent", [False, False, 0]), ("cookieless", [True, False, 1])])
def test_consent_given_and_taken_back_while_it_runs(world: World, page: Page, mode: str, before: list[object]) -> None:
    visit(world, page, mode)
    start(page)
    assert state(page) == before
    page.evaluate("charter.set({marketing: true})")
    assert state(page) == before
    page.evaluate("charter.acceptAll()")
    assert state(page) == [True, True, 1]
    page.evaluate("charter.withdraw()")
    assert state(page)[:2] == before[:2]


@pytest.mark.parametrize(("mode", "after"), [("consent", [False, False, 0]), ("cookieless", [True, False, 1])])
def test_consent_taken_back_before_it_runs(world: World, page: Page, mode: str, after: list[object]) -> None:
    visit(world, page, mode)
    page.evaluate("charter.acceptAll(), charter.withdraw()")
    start(page)
    assert state(page) == after
    page.evaluate("charter.acceptAll()")
    assert state(page) == [True, True, 1]


@pytest.mark.parametrize("mode", ["consent", "cookieless"])
def test_stored_consent(world: World, page: Page, mode: str) -> None:
    visit(world, page, mode)
    page.evaluate("charter.acceptAll()")
    page.reload()
    start(page)
    assert state(page) == [True, True, 1]


@pytest.mark.parametrize("mode", ["consent", "cookieless"])
def test_consent_remembered_under_an_earlier_banner_is_not_ours(world: World, page: Page, mode: str) -> None:
    for name in ("mtm_consent", "mtm_cookie_consent"):
        page.context.add_cookies([{"name": name, "value": "1", "url": world.url()}])
    visit(world, page, mode)
    start(page)
    assert state(page)[1] is False
    page.evaluate("charter.acceptAll()")
    assert state(page) == [True, True, 1]


@pytest.mark.parametrize("mode", ["consent", "cookieless"])
def test_refusal_leaves_no_cookie_of_matomo(world: World, page: Page, mode: str) -> None:
    visit(world, page, mode)
    start(page)
    page.evaluate("charter.refuseAll()")
    assert [c["name"] for c in page.context.cookies()] == ["charter_consent"]
