"""Coming back to the box: to see or change a choice, or to read why there is none to make."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.banner import charters
from tests.browser.banner_host import TRACKERS, World, put_trackers
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        put_trackers(made)
        yield made


def names(page: Page) -> set[str]:
    return {c["name"] for c in page.context.cookies()}


def tracked(world: World) -> set[str]:
    return {line for line in world.host.asked if "/t/" in line}


def box(page: Page) -> None:
    expect(page.locator("[part=banner]")).to_be_visible()


def press(page: Page, part: str) -> None:
    page.locator(f"[part={part}]").click()


def test_reopened_box_shows_the_choice_and_gives_the_focus_back(world: World, page: Page) -> None:
    page.goto(world.url())
    press(page, "refuse")
    link = page.get_by_role("link", name="Cookies")
    link.click()
    box(page)
    expect(page.locator("[part=banner]")).to_be_focused()
    identity = page.evaluate("charter.state().id")
    expect(page.locator("[part=banner]")).to_contain_text(identity)
    expect(page.locator(".line li").first).to_have_text("Audience measurementrefused")
    for part in ("accept", "refuse"):
        expect(page.locator(f"[part={part}]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("charter-banner")).to_have_count(0)
    expect(link).to_be_focused()
    assert len(world.receipts) == 1


@pytest.mark.parametrize("opener", ["hash", "button", "change of hash", "interface"])
def test_every_way_to_reopen(world: World, page: Page, opener: str) -> None:
    address = world.page("<button data-charter-open><b>Cookies</b></button><p>Text</p>", "/ways")
    page.goto(address)
    press(page, "refuse")
    if opener == "hash":
        page.goto("about:blank")
        page.goto(address + "#charter-open")
    elif opener == "change of hash":
        page.goto(address + "#charter-open")
    elif opener == "button":
        page.locator("button b").click()
    else:
        page.evaluate("charter.open()")
    box(page)
    page.reload()
    world.settle(page)
    expect(page.locator("charter-banner")).to_have_count(0)


def test_a_charter_that_asks_nothing(world: World, page: Page) -> None:
    world.charter = charters.exempt()
    necessary = '<script type="text/plain" data-purpose="necessary">window.necessaryRan = 1</script>'
    page.goto(world.page(TRACKERS + necessary, "/exempt"))
    world.settle(page)
    assert page.evaluate("window.necessaryRan") == 1
    expect(page.locator("charter-banner")).to_have_count(0)
    page.evaluate("charter.acceptAll(), charter.set({necessary: false}), charter.withdraw()")
    assert tracked(world) == set()
    page.get_by_role("link", name="Cookies").click()
    box(page)
    expect(page.locator("[part=banner]")).to_contain_text("exempt from consent")
    assert page.locator("[part=banner] a").get_attribute("href") == world.banner.replace("banner.js", "en/")
    for part in ("accept", "refuse", "customize", "save"):
        expect(page.locator(f"[part={part}]")).to_have_count(0)
    page.get_by_role("button", name="Close").click()
    expect(page.locator("charter-banner")).to_have_count(0)
    assert names(page) == set()
    assert world.receipts == []
