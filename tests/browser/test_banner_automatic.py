"""Automatic mode: what comes from a declared service's hosts waits without any markup, and nothing else does."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from charter_admin.versions.banner import Banner
from tests.banner import charters
from tests.browser.banner_host import World
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        whole = charters.asking()
        hosts = {"analytics": ("tracker.localhost",), "player": ("films.localhost",), "matomo": ("own.localhost",)}
        services = tuple(replace(s, hosts=hosts.get(s.key, ())) for s in whole.services)
        made.charter = replace(whole, services=services, banner=Banner(automatic=True))
        made.script("/tag.js", "(window.ran = window.ran || []).push(new URL(document.currentScript.src).hostname)")
        made.page("film", "/film", head="")
        yield made


def at(world: World, host: str, path: str = "/tag.js") -> str:
    return f"http://{host}:{world.host.port}{path}"


def tag(world: World, host: str) -> str:
    return f'<script src="{at(world, host)}"></script>'


def test_declared_hosts_wait_and_others_run(world: World, page: Page) -> None:
    hosts = ("cdn.tracker.localhost", "www.site.localhost", "other.localhost", "nottracker.localhost", "own.localhost")
    frame = f'<iframe src="{at(world, "films.localhost", "/film")}" title="Film"></iframe>'
    page.goto(world.page("".join(tag(world, host) for host in hosts) + frame))
    free = ["www.site.localhost", "other.localhost", "nottracker.localhost", "own.localhost"]
    assert page.evaluate("window.ran") == free
    expect(page.locator("charter-embed")).to_have_count(1)
    page.locator("[part=accept]").click()
    world.settle(page)
    assert page.evaluate("window.ran") == [*free, "cdn.tracker.localhost"]
    expect(page.frame_locator("iframe").get_by_text("film")).to_be_visible()


@pytest.mark.parametrize(
    "way",
    [
        "document.head.appendChild(made)",
        "document.head.append(made)",
        "document.body.insertBefore(made, document.body.firstChild)",
        "document.body.firstElementChild.before(made)",
        "{ const box = document.createElement('div'); box.appendChild(made); document.body.append(box) }",
    ],
)
def test_elements_that_scripts_put_in_wait_too(world: World, page: Page, way: str) -> None:
    page.goto(world.page("<p>Text</p>"))
    page.evaluate(
        "([source, way]) => { const made = document.createElement('script'); made.src = source;"
        " made.type = 'text/javascript'; eval(way) }",
        [at(world, "tracker.localhost"), way],
    )
    world.settle(page)
    assert page.evaluate("window.ran") is None
    assert not any("tag.js" in line for line in world.host.asked)
    page.locator("[part=accept]").click()
    page.wait_for_function("window.ran && window.ran.length === 1")


def test_after_consent_nothing_is_in_the_way(world: World, page: Page) -> None:
    address = world.page(tag(world, "tracker.localhost"))
    page.goto(address)
    page.locator("[part=accept]").click()
    page.reload()
    assert page.evaluate("window.ran") == ["tracker.localhost"]
    page.locator("body").evaluate(f"(b) => {{ b.innerHTML += '{at(world, 'x')}' }}")
    with page.expect_navigation():
        page.evaluate("charter.withdraw()")
    world.settle(page)
    assert page.evaluate("window.ran") is None
