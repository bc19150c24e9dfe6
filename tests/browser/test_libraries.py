"""Beside React, Vue, htmx and Turbo, the real ones: what they render waits too, and they keep a banner that works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.banner_host import World
from tests.browser.banner_host import world as running_world
from tests.npm import installed, run

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("libraries")]

LIBRARIES = Path(__file__).parent / "libraries"
FILES = {
    "/vue.js": "vue/dist/vue.global.prod.js",
    "/htmx.js": "htmx.org/dist/htmx.min.js",
    "/turbo.js": "@hotwired/turbo/dist/turbo.es2017-umd.js",
}
# React has no file for a browser; this is what a site's own build makes of it.
REACT = 'export * from "react"; export * from "react-dom"; export { createRoot } from "react-dom/client";'
OPTIONS = ("--bundle", "--minify", "--global-name=React", '--define:process.env.NODE_ENV="production"')

RUN = "(window.ran = window.ran || []).push('{}');"
FRAME = '<iframe data-purpose="video" data-src="/frame" title="Film"></iframe>'
MAIN = "<main><h1>{}</h1><a href=/one>One</a> <a href=/two>Two</a> <a href=#charter-open>Cookies</a>{}</main>"


def waiting(name: str) -> str:
    return f'<script type="text/plain" data-purpose="statistics">{RUN.format(name)}</script>'


@pytest.fixture(scope="session")
def libraries() -> dict[str, str]:
    """Their files by address, from packages that the lock file names."""
    modules = installed(LIBRARIES)
    found = {address: (modules / path).read_text() for address, path in FILES.items()}
    bundled = run(LIBRARIES, "node", str(modules / "esbuild" / "bin" / "esbuild"), *OPTIONS, stdin=REACT)
    return {**found, "/react.js": bundled}


@pytest.fixture
def world(libraries: dict[str, str]) -> Iterator[World]:
    with running_world() as made:
        made.scripts.update(libraries)
        made.page("a film", "/frame", head="")
        yield made


@pytest.fixture
def errors(page: Page) -> list[str]:
    """What goes wrong on the page."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def ran(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.ran || []")
    return found


def films(world: World) -> int:
    return world.host.asked.count("GET /frame")


def accept(world: World, page: Page) -> None:
    page.locator("[part=accept]").click()
    world.settle(page)


REACT_APP = """
const { createElement: h, createRoot, useState } = React;
function Page() {
    const [count, more] = useState(0);
    return h("main", null,
        h("button", { id: "more", onClick: () => more(count + 1) }, "rendered " + count),
        count < 3 && h("div", null,
            h("script", { type: "text/plain", "data-purpose": "statistics",
                dangerouslySetInnerHTML: { __html: "CODE" } }),
            h("iframe", { "data-purpose": "video", "data-src": "/frame", title: "Film" })));
}
createRoot(document.getElementById("app")).render(h(Page));
"""
VUE_APP = """
const { createApp, h, ref } = Vue;
createApp({
    setup() {
        const count = ref(0);
        return () => h("main", [
            h("button", { id: "more", onClick: () => count.value++ }, "rendered " + count.value),
            count.value < 3 && h("div", [
                h("script", { type: "text/plain", "data-purpose": "statistics", innerHTML: "CODE" }),
                h("iframe", { "data-purpose": "video", "data-src": "/frame", title: "Film" })])]);
    },
}).mount("#app");
"""


@pytest.mark.parametrize(
    ("library", "app"),
    [pytest.param("/react.js", REACT_APP, id="react"), pytest.param("/vue.js", VUE_APP, id="vue")],
)
def test_rendered_elements_wait_and_survive_rendering_again(
    world: World, page: Page, errors: list[str], library: str, app: str
) -> None:
    code = app.replace("CODE", RUN.format("rendered"))
    page.goto(world.page(f"<div id=app></div><script src={library}></script><script>{code}</script>", "/app"))
    page.locator("#more").click()
    expect(page.locator("#more")).to_have_text("rendered 1")
    assert (ran(page), films(world)) == ([], 0)
    expect(page.locator("charter-embed")).to_have_count(1)
    accept(world, page)
    page.locator("#more").click()
    assert (ran(page), films(world)) == (["rendered"], 1)
    expect(page.frame_locator("iframe").locator("body")).to_have_text("a film")
    page.locator("#more").click()
    expect(page.locator("iframe")).to_have_count(0)
    assert errors == []


def htmx(world: World) -> str:
    head = f"{world.tag}<script src=/htmx.js></script>"
    world.pages["/fragment"] = (f"<p>Fragment</p>{waiting('fragment')}{FRAME}", {})
    boosted = MAIN.replace("<a href=/", "<a hx-boost=true href=/")
    world.page(boosted.format("Two", waiting("two")), "/two", head=head)
    button = "<button id=get hx-get=/fragment hx-target=#place>Get</button><div id=place></div>"
    return world.page(boosted.format("One", button), "/one", head=head)


def test_htmx_fragment_waits_and_runs_once(world: World, page: Page, errors: list[str]) -> None:
    page.goto(htmx(world))
    page.locator("#get").click()
    expect(page.get_by_text("Fragment")).to_be_visible()
    world.settle(page)
    assert (ran(page), films(world)) == ([], 0)
    accept(world, page)
    assert (ran(page), films(world)) == (["fragment"], 1)
    page.locator("#get").click()
    page.wait_for_function("ran.length > 1")
    world.settle(page)
    assert (ran(page), films(world)) == (["fragment"] * 2, 2)
    assert errors == []


def test_htmx_page_keeps_the_banner(world: World, page: Page, errors: list[str]) -> None:
    page.goto(htmx(world))
    page.get_by_role("link", name="Two").click()
    expect(page.locator("h1")).to_have_text("Two")
    assert page.evaluate("window.ran") is None
    accept(world, page)
    assert ran(page) == ["two"]
    page.get_by_role("link", name="Cookies").click()
    expect(page.locator("[part=banner]")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("One")
    assert errors == []


def turbo(world: World) -> str:
    head = f"{world.tag}<script src=/turbo.js></script>{waiting('head')}"
    for name in ("one", "two"):
        world.page(MAIN.format(name, waiting(name) + FRAME), f"/{name}", head=head)
    return world.url("/one")


def go(page: Page, name: str) -> None:
    """Another page by Turbo, which the document survives."""
    page.get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name.lower())


def test_turbo_keeps_an_open_banner_that_works(world: World, page: Page, errors: list[str]) -> None:
    page.goto(turbo(world))
    expect(page.locator("[part=banner]")).to_be_visible()
    page.evaluate("window.same = true; document.body.dataset.first = ''")
    go(page, "Two")
    world.settle(page)
    assert page.evaluate("[window.same, document.body.dataset.first]") == [True, None]
    assert (ran(page), films(world)) == ([], 0)
    expect(page.locator("charter-embed")).to_have_count(1)
    accept(world, page)
    assert (sorted(ran(page)), films(world)) == (["head", "two"], 1)
    expect(page.locator("charter-banner")).to_have_count(0)
    page.get_by_role("link", name="Cookies").click()
    expect(page.locator("[part=banner]")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    assert [r["action"] for r in world.receipts] == ["accept_all"]
    assert errors == []


def test_turbo_runs_what_each_page_brings_and_the_head_once(world: World, page: Page, errors: list[str]) -> None:
    page.goto(turbo(world))
    accept(world, page)
    go(page, "Two")
    page.wait_for_function("ran.includes('two')")
    world.settle(page)
    assert sorted(ran(page)) == ["head", "one", "two"]
    assert films(world) == 2
    assert errors == []


def test_turbo_frame_of_the_page_before_is_free_after_consent(world: World, page: Page, errors: list[str]) -> None:
    """Turbo keeps a copy of the page as it was, with the frame still covered, and shows it on the way back."""
    page.goto(turbo(world))
    expect(page.locator("charter-embed")).to_have_count(1)
    go(page, "Two")
    accept(world, page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("one")
    world.settle(page)
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("src", "/frame")
    assert frame.evaluate("(e) => e.inert") is False
    assert page.evaluate("[...document.querySelectorAll('charter-embed')].some((e) => e.shadowRoot)") is False
    assert ran(page).count("one") == 1
    assert errors == []


def test_turbo_after_a_refusal_runs_nothing(world: World, page: Page) -> None:
    page.goto(turbo(world))
    page.locator("[part=refuse]").click()
    go(page, "Two")
    go(page, "One")
    world.settle(page)
    assert (ran(page), films(world)) == ([], 0)
    expect(page.locator("charter-banner")).to_have_count(0)


def test_lock_names_no_registry() -> None:
    lock = (LIBRARIES / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "://" not in lock
