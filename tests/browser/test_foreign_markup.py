"""Pages written for other banners, with our tag in place of theirs and nothing else changed."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route

from charter_admin.versions.banner import Banner
from charter_admin.versions.document import Document
from tests.banner import charters
from tests.browser.banner_host import World
from tests.browser.banner_host import world as running_world
from tests.browser.foreign_pages import TARTEAUCITRON, TOOLS, Tool

pytestmark = pytest.mark.browser

ASKED = ("statistics", "marketing", "video")
NOTE = "<script>window.ran = []; window.n = (name) => ran.push(name);</script>"


def charter() -> Document:
    """Nothing is exempt but the session; some services have the names that other tools' pages use."""
    made = (
        charters.service("session", "necessary", "rives", "Session", (), "exempt"),
        charters.service("google-analytics", "statistics", "google", "Google Analytics", ()),
        charters.service("matomo", "statistics", "rives", "Matomo", ()),
        replace(charters.service("carte", "statistics", "rives", "Carte", ()), hosts=("carte.example",)),
        charters.service("adline", "marketing", "adline", "Adline", ()),
        charters.service("youtube", "video", "google", "YouTube", ()),
    )
    return replace(charters.asking(), services=made, banner=Banner(foreign=True))


@pytest.fixture
def world(page: Page) -> Iterator[World]:
    """Other sites answer here too, and what they are asked is heard."""
    with running_world() as made:
        made.charter = charter()
        for name in ("file", "last"):
            made.script(f"/{name}.js", f'n("{name}")')

        def answer(route: Route) -> None:
            made.host.asked.append(f"GET {route.request.url}")
            route.fulfill(body="<!doctype html>", content_type="text/html")

        page.context.route(re.compile("^https:"), answer)
        yield made


@pytest.fixture(params=TOOLS)
def tool(request: pytest.FixtureRequest) -> Tool:
    return TOOLS[request.param]


def loaded(world: World) -> list[str]:
    """The addresses of frames and images that were asked for."""
    lines = [line.removeprefix("GET ") for line in world.host.asked]
    return sorted(line for line in lines if line.startswith(("/t/", "https:")))


def released(tool: Tool, *purposes: str) -> tuple[list[str], list[str]]:
    """What runs, in order, and what loads, with consent for some purposes: each once."""

    def those(named: dict[str, str]) -> list[str]:
        return [name for name, wanted in named.items() if set(wanted.split()) <= set(purposes)]

    return those(tool.scripts), sorted(those(tool.loads))


def happened(world: World, page: Page) -> tuple[list[str], list[str]]:
    world.settle(page)
    return page.evaluate("ran"), loaded(world)


def visit(world: World, page: Page, tool: Tool) -> None:
    page.goto(world.page(NOTE + tool.page))


def test_nothing_runs_before_a_choice_or_after_a_refusal(world: World, page: Page, tool: Tool) -> None:
    visit(world, page, tool)
    assert happened(world, page) == ([], [])
    page.locator("[part=refuse]").click()
    assert happened(world, page) == ([], [])
    page.reload()
    assert happened(world, page) == ([], [])


@pytest.mark.parametrize("purpose", ASKED)
def test_one_purpose_releases_what_is_for_it_alone(world: World, page: Page, tool: Tool, purpose: str) -> None:
    visit(world, page, tool)
    page.evaluate("(purpose) => charter.set({ [purpose]: true })", purpose)
    assert happened(world, page) == released(tool, purpose)


def test_acceptance_releases_everything_once_and_in_order(world: World, page: Page, tool: Tool) -> None:
    visit(world, page, tool)
    page.locator("[part=accept]").click()
    assert happened(world, page) == released(tool, *ASKED)
    world.host.asked.clear()
    page.reload()
    assert happened(world, page) == released(tool, *ASKED)


def test_what_is_withdrawn_runs_no_more(world: World, page: Page, tool: Tool) -> None:
    visit(world, page, tool)
    page.locator("[part=accept]").click()
    world.settle(page)
    world.host.asked.clear()
    page.evaluate("charter.set({ statistics: false, video: false })")
    page.wait_for_function("performance.getEntriesByType('navigation')[0].type === 'reload'")
    assert happened(world, page) == released(tool, "marketing")


def test_what_is_put_in_later_is_read_too(world: World, page: Page, tool: Tool) -> None:
    page.goto(world.page(NOTE + "<div id=place></div><p>Text</p>"))
    put = "(html) => place.insertAdjacentHTML('beforeend', html)"
    page.evaluate(put, tool.page)
    assert happened(world, page) == ([], [])
    page.locator("[part=accept]").click()
    scripts, loads = released(tool, *ASKED)
    assert happened(world, page) == (scripts, loads)
    page.evaluate(put, tool.page)
    assert happened(world, page) == (scripts * 2, sorted(loads * 2))


def test_what_cookiebot_ignores_is_left_alone(world: World, page: Page) -> None:
    script = '<script data-cookieconsent="ignore">n("ignored")</script>'
    page.goto(world.page(NOTE + script + '<iframe id=f data-cookieconsent="ignore" data-src="/t/lazy"></iframe>'))
    assert happened(world, page) == (["ignored"], [])
    assert page.evaluate("document.querySelectorAll('[data-purpose]').length") == 0


def test_automatic_blocking_leaves_what_waits_already_to_its_own_words(world: World, page: Page) -> None:
    """The host is that of a service for statistics; the markup says marketing."""
    world.charter = replace(world.charter, banner=Banner(foreign=True, automatic=True))
    page.goto(world.page(NOTE))
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.type = "text/plain";
            script.dataset.cookieconsent = "marketing";
            script.src = "https://carte.example/tag.js";
            document.body.append(script);
        }"""
    )
    page.evaluate("charter.set({ statistics: true })")
    assert happened(world, page) == ([], [])
    page.evaluate("charter.set({ marketing: true })")
    assert happened(world, page) == ([], ["https://carte.example/tag.js"])


def test_what_is_in_our_own_words_stays_as_it_is(world: World, page: Page) -> None:
    own = '<script type="text/plain" data-purpose="marketing" data-name="matomo" data-category="analytics">'
    other = '<p data-purpose="analytics" data-name="matomo">Text</p><img data-category="ads" data-src="/t/lazy" alt="">'
    page.goto(world.page(NOTE + own + 'n("own")</script>' + other))
    page.evaluate("charter.set({ statistics: true })")
    assert happened(world, page) == ([], [])
    page.evaluate("charter.set({ marketing: true })")
    assert happened(world, page) == (["own"], [])
    assert page.locator("p").get_attribute("data-purpose") == "analytics"


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="text/plain" data-name="matomo">n("exempt")</script>',
        '<script type="text/plain" data-category="analytics" data-service="Matomo">n("exempt")</script>',
        '<template data-purpose="matomo"><script>n("exempt")</script></template>',
    ],
)
def test_an_exempt_service_runs_at_once_by_its_name(world: World, page: Page, markup: str) -> None:
    world.charter = replace(charters.asking(), banner=Banner(foreign=True))
    page.goto(world.page(NOTE + markup))
    assert happened(world, page) == (["exempt"], [])


def test_a_player_becomes_a_frame_with_a_name_and_a_placeholder(world: World, page: Page) -> None:
    visit(world, page, TARTEAUCITRON)
    frames = page.locator("iframe.youtube_player")
    assert frames.get_attribute("title") == "YouTube"
    assert (frames.get_attribute("width"), frames.get_attribute("height")) == ("320", "180")
    assert page.locator("p iframe.vimeo_player").get_attribute("width") == "320"
    page.locator("charter-embed [part=once]").first.click()
    assert happened(world, page) == ([], ["https://www.youtube-nocookie.com/embed/a1?rel=0&controls=1"])
