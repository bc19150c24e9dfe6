"""Host pages that are strict, hostile, broken or used without a mouse."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.banner import charters
from tests.browser.banner_host import HOSTNAME, World
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser

HOSTILE = """<style>
* { all: revert !important; font-size: 40px !important; display: block !important; color: red !important;
    visibility: hidden !important; opacity: 0.1 !important; transform: rotate(9deg) !important;
    letter-spacing: 1em !important; text-transform: uppercase !important; position: static !important;
    direction: rtl !important; transition: all 9s !important; }
html { font-size: 62.5%; line-height: 4 }
charter-banner, :not(:defined) { display: none !important }
button, input, h2, .box, [part] { background: red !important; border: 9px solid lime !important }
</style>"""
STATE = """() => {
    window.broken = [];
    document.addEventListener("securitypolicyviolation", (e) => broken.push(e.violatedDirective + " " + e.blockedURI));
}"""


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        made.page("<main><h1>Host</h1><p>Text</p><a href=#charter-open>Cookies</a></main>")
        yield made


def errors_of(page: Page) -> list[str]:
    """Every uncaught error and every line of the console that is an error, as they come."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    return heard


def look(page: Page) -> dict[str, Any]:
    """Where the box and its controls are and what they look like."""
    found: dict[str, Any] = page.evaluate(
        """() => Object.fromEntries([...document.querySelector("charter-banner").shadowRoot.querySelectorAll("*")]
            .map((e, at) => [at + e.tagName, [...Object.values(e.getBoundingClientRect().toJSON()),
                ...["color", "backgroundColor", "fontSize", "fontFamily", "letterSpacing", "visibility", "direction",
                    "textTransform", "lineHeight", "borderTopColor"].map((n) => getComputedStyle(e)[n])]]))"""
    )
    return found


def test_strict_policy_is_never_violated(world: World, page: Page) -> None:
    server = f"http://127.0.0.1:{world.server.port}"
    policy = f"default-src 'none'; script-src 'self' {server}; style-src 'none'; connect-src {server}"
    errors = errors_of(page)
    page.add_init_script(f"({STATE})()")
    world.script("/a.js", "window.ran = 1")  # what has run is why a withdrawal loads the page again
    tag = '<script type="text/plain" data-purpose="statistics" data-src="/a.js"></script>'
    page.goto(world.page(f"<p>Text</p>{tag}", "/strict", Content_Security_Policy=policy))
    page.locator("[part=customize]").click()
    expect(page.locator("[part=save]")).to_be_visible()
    box = page.locator("[part=banner]")
    assert box.evaluate("(e) => getComputedStyle(e).position") == "fixed"
    page.locator("[part=accept]").click()
    world.settle(page)
    page.evaluate("charter.open()")
    with page.expect_navigation():
        page.locator("[part=refuse]").click()
    world.settle(page)
    assert page.evaluate("broken") == []
    assert errors == []
    assert [r["action"] for r in world.receipts] == ["accept_all", "withdraw"]


def test_trusted_types_page_shows_a_whole_banner(world: World, page: Page) -> None:
    errors = errors_of(page)
    policy = "require-trusted-types-for 'script'; trusted-types 'none'"
    page.goto(world.page("<p>Text</p>", "/typed", Content_Security_Policy=policy))
    page.locator("[part=customize]").click()
    page.locator("[part=save]").click()
    expect(page.locator("charter-banner")).to_have_count(0)
    assert errors == []


def test_styles_of_the_page_stay_outside(world: World, page: Page) -> None:
    page.goto(world.url())
    page.locator("[part=customize]").dispatch_event("click")  # the mouse stays out of it
    plain = look(page)
    page.goto(world.page("<main><h1>Host</h1></main>", "/hostile", head=HOSTILE + world.tag))
    page.locator("[part=customize]").dispatch_event("click")  # the mouse stays out of it
    assert look(page) == plain


def test_our_styles_stay_inside(world: World, page: Page) -> None:
    measure = "JSON.stringify([...document.querySelectorAll('main, main *')].map((e) => e.getBoundingClientRect()))"
    page.goto(world.url())
    expect(page.locator("[part=banner]")).to_be_visible()
    shown = page.evaluate(measure)
    page.locator("[part=refuse]").click()
    assert page.evaluate(measure) == shown


def test_accept_and_refuse_weigh_the_same(world: World, page: Page) -> None:
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(world.url())
        accept, refuse = (page.locator(f"[part={part}]") for part in ("accept", "refuse"))
        assert weight(accept.element_handle()) == weight(refuse.element_handle())
        assert accept.bounding_box()["height"] >= 44  # type: ignore[index]


def weight(button: Any) -> Any:
    return button.evaluate(
        """(e) => [e.offsetWidth, e.offsetHeight, ...["color", "backgroundColor", "borderTopColor", "fontSize",
            "fontWeight", "textDecorationLine", "opacity"].map((n) => getComputedStyle(e)[n])]"""
    )


def test_keyboard_alone_reaches_every_control(world: World, page: Page) -> None:
    page.goto(world.url())
    expect(page.locator("[part=banner]")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert tab_through(page, 4) == ["a", "refuse", "accept", "customize"]
    page.keyboard.press("Enter")
    assert tab_through(page, 4) == ["statistics", "marketing", "video", "save"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("charter.state().choices") == {"statistics": False, "marketing": False, "video": True}


def tab_through(page: Page, times: int) -> list[str]:
    """The controls that Tab meets; each must show that it has the focus."""
    met = []
    for _ in range(times):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => {
                const e = document.querySelector("charter-banner").shadowRoot.activeElement;
                return [e.getAttribute("part") || e.name || e.localName, getComputedStyle(e).outlineStyle];
            }"""
        )
        assert outline == "solid"
        met.append(name)
    return met


def test_escape_leaves_without_choosing(world: World, page: Page) -> None:
    page.goto(world.url())
    page.locator("[part=refuse]").focus()
    page.keyboard.press("Escape")
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.context.cookies() == []
    page.reload()
    expect(page.locator("[part=banner]")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(world: World, chromium: Browser, scheme: Any, width: int) -> None:
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(world.url())
    expect(page.locator("[part=banner]")).to_be_visible()
    faults(page)
    page.locator("[part=customize]").click()
    faults(page)
    page.locator("input").first.check()
    page.locator("[part=save]").click()
    page.evaluate("charter.open()")
    faults(page)
    context.close()


def test_axe_finds_nothing_where_nothing_is_asked(world: World, page: Page) -> None:
    world.charter = charters.exempt()
    page.goto(world.url("/") + "#charter-open")
    expect(page.locator("[part=banner]")).to_be_visible()
    faults(page)


def faults(page: Page) -> None:
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize(("width", "height"), [(320, 800), (320, 256), (640, 400)])
def test_small_windows_and_large_text(world: World, page: Page, width: int, height: int) -> None:
    """320 px wide, as at a zoom of 400 %, and text at 200 %: nothing is cut off, everything can be reached."""
    world.charter = charters.long()
    page.set_viewport_size({"width": width, "height": height})
    for size in (16, 32):
        session = page.context.new_cdp_session(page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
        page.goto(world.url())
        page.locator("[part=customize]").click()
        box = page.locator("[part=banner]")
        assert box.evaluate("(e) => getComputedStyle(e).fontSize") == f"{size}px"
        assert box.evaluate("(e) => e.scrollWidth <= e.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("save", "accept", "refuse"):
            page.locator(f"[part={part}]").click(trial=True)


def test_server_gone_leaves_the_page_and_its_visitor_alone(world: World, page: Page) -> None:
    page.goto(world.url())
    body = '<script type="text/plain" data-purpose="marketing">window.tracked = 1</script><p>Text</p>'
    head = '<script src="http://127.0.0.1:9/c/rives01/banner.js"></script>'
    uncaught: list[str] = []
    page.on("pageerror", lambda error: uncaught.append(str(error)))
    page.goto(world.page(body, "/down", head=head))
    assert page.evaluate("[window.tracked, typeof charter]") == [None, "undefined"]
    page.goto(world.url())
    page.route("**/consents", lambda route: route.abort())
    page.locator("[part=accept]").click()
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("charter.has('marketing')") is True
    assert uncaught == []


def test_the_same_tag_twice_is_one_banner(world: World, page: Page) -> None:
    errors = errors_of(page)
    page.goto(world.page("<p id=charter>Text</p>" + world.tag, "/twice"))
    expect(page.locator("charter-banner")).to_have_count(1)
    page.locator("[part=refuse]").click()
    world.settle(page)
    assert len(world.receipts) == 1
    assert errors == []


@pytest.mark.parametrize("how", ["async", "defer", 'type="module"'])
def test_every_way_to_load_the_script(world: World, page: Page, how: str) -> None:
    tag = world.tag.replace("<script ", f"<script {how} ")
    page.goto(world.page("<p>Text</p>", "/loaded", head=tag))
    page.locator("[part=refuse]").click()
    world.settle(page)
    assert len(world.receipts) == 1


def test_page_where_storage_is_forbidden(world: World, page: Page) -> None:
    errors = errors_of(page)
    frame = f'<iframe sandbox="allow-scripts" src="{world.url()}" title="Sandbox"></iframe>'
    page.goto(world.page(frame, "/outer", head=""))
    inner = page.frame_locator("iframe")
    inner.locator("[part=accept]").click()
    expect(inner.locator("charter-banner")).to_have_count(0)
    assert [line for line in errors if "Uncaught" in line or "SecurityError" in line] == []


def test_languages_and_direction(world: World, page: Page) -> None:
    world.locale = "ar"
    page.goto(world.url())
    box = page.locator("[part=banner]")
    expect(box).to_have_attribute("dir", "rtl")
    assert page.locator("charter-banner").get_attribute("lang") == "ar"
    accept, text = (page.locator(s).bounding_box() for s in ("[part=accept]", "h2"))
    assert accept is not None
    assert text is not None
    assert accept["x"] < text["x"]
    assert HOSTNAME in page.url
