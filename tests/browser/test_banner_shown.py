"""Counting how often the banner is shown: one word when the page is left, and nothing that tells visitors apart."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page

from charter_admin.versions.banner import Banner
from tests.browser.banner_host import World
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser
PAGE = {"v": 1, "l": "en", "o": "bar"}


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        made.charter = replace(made.charter, banner=Banner(shown=True))
        made.page("Text")
        made.page("Elsewhere", "/elsewhere", head="")
        yield made


def leave(world: World, page: Page) -> None:
    page.goto(world.url("/elsewhere"))
    world.settle(page)


def test_a_page_that_showed_the_banner_is_counted_when_it_is_left(world: World, page: Page) -> None:
    page.goto(world.url())
    world.settle(page)
    assert world.shown == []
    leave(world, page)
    assert world.shown == [PAGE | {"g": 1}]


def test_an_answer_is_counted_with_it_and_later_pages_are_not(world: World, page: Page) -> None:
    page.goto(world.url())
    page.locator("[part=refuse]").click()
    leave(world, page)
    page.goto(world.url())
    page.evaluate("charter.open()")
    leave(world, page)
    assert world.shown == [PAGE]


def test_global_privacy_control_shows_nothing(world: World, context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    page.goto(world.url())
    world.settle(page)
    leave(world, page)
    assert [receipt["action"] for receipt in world.receipts] == ["gpc"]
    assert world.shown == []


def test_it_is_off_by_default(world: World, page: Page) -> None:
    world.charter = replace(world.charter, banner=Banner())
    page.goto(world.url())
    leave(world, page)
    assert world.shown == []
