"""The gate: what waits, what is released, in which order, and never twice."""

from collections.abc import Iterator
from time import sleep

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.banner_host import World
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser

BLOCKED = '<script type="text/plain" data-purpose="statistics" '


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        yield made


def note(name: str) -> str:
    """Code that leaves its name behind."""
    return f"(window.ran = window.ran || []).push('{name}');"


def accepted(world: World, page: Page, address: str) -> list[str]:
    """What has run, in order, once everything was accepted."""
    page.goto(address)
    page.locator("[part=accept]").click()
    world.settle(page)
    return ran(page)


def ran(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.ran || []")
    return found


def test_scripts_run_in_the_order_of_the_document(world: World, page: Page) -> None:
    for name in ("a", "c", "e"):
        world.script(f"/{name}.js", note(name))
    body = (
        f'{BLOCKED} src="/a.js"></script>{BLOCKED}>{note("b")}</script>'
        f'{BLOCKED} data-src="/c.js"></script>{BLOCKED} src="/missing.js"></script>'
        f'{BLOCKED}>{note("d")} throw Error("not our business")</script>{BLOCKED} src="/e.js"></script>'
    )
    assert accepted(world, page, world.page(body)) == ["a", "b", "c", "d", "e"]


def after_a_while(route: Route) -> None:
    """Answers late, as a slow server does."""
    sleep(0.3)
    route.continue_()


def test_async_scripts_wait_for_nobody(world: World, page: Page) -> None:
    world.script("/late.js", note("ordered"))
    world.script("/soon.js", note("async"))
    page.route("**/late.js", after_a_while)
    body = f'{BLOCKED} src="/late.js"></script>{BLOCKED} async src="/soon.js"></script>'
    address = world.page(body)
    accepted(world, page, address)
    page.wait_for_function("window.ran && window.ran.length === 2")
    assert sorted(ran(page)) == ["async", "ordered"]
    assert page.evaluate("[...document.scripts].map((s) => s.async)")[1:] == [False, True]


def test_a_script_for_browsers_without_modules_holds_back_none(world: World, page: Page) -> None:
    world.script("/old.js", note("old"))
    world.script("/next.js", note("next"))
    body = f'{BLOCKED} nomodule src="/old.js"></script>{BLOCKED} src="/next.js"></script>'
    assert accepted(world, page, world.page(body)) == ["next"]


def test_attributes_go_with_the_script(world: World, page: Page) -> None:
    world.script("/a.js", note("a"))
    body = (
        f'{BLOCKED} id="tag" src="/a.js" defer crossorigin="anonymous" referrerpolicy="no-referrer" '
        'data-site="7" integrity="sha256-wrong sha384-AAAA"></script>'
    )
    assert accepted(world, page, world.page(body)) == []  # the integrity is kept, so the wrong one stops it
    kept = page.evaluate("Object.fromEntries([...tag.attributes].map((a) => [a.name, a.value]))")
    assert kept["crossorigin"] == "anonymous"
    assert kept["referrerpolicy"] == "no-referrer"
    assert kept["data-site"] == "7"
    assert "defer" in kept


def test_modules_run_as_modules(world: World, page: Page) -> None:
    world.script("/part.js", "export const name = 'part';")
    world.script("/module.js", "import { name } from './part.js';" + note("x").replace("'x'", "name"))
    module = BLOCKED + 'data-type="module" '
    body = (
        f'{module} src="/module.js"></script>{module}>import {{ name }} from "/part.js"; window.inline = name</script>'
    )
    assert accepted(world, page, world.page(body)) == ["part"]
    page.wait_for_function("window.inline === 'part'")


def test_elements_put_in_later_are_held_and_released(world: World, page: Page) -> None:
    world.script("/a.js", note("a"))
    page.goto(world.page("<div id=place></div><p>Text</p>"))
    page.evaluate(
        """(text) => {
            const script = document.createElement("script");
            script.type = "text/plain";
            script.textContent = text;
            place.append(script);
            script.dataset.purpose = "statistics";
            place.insertAdjacentHTML("beforeend",
                '<p><script type="text/plain" data-purpose="statistics" src="/a.js"></' + 'script>'
                + '<iframe data-purpose="video" data-src="/frame" title="v"></iframe></p>');
        }""",
        note("first"),
    )
    page.wait_for_timeout(100)
    assert ran(page) == []
    assert not any("frame" in line for line in world.host.asked)
    page.locator("[part=accept]").click()
    world.settle(page)
    assert ran(page) == ["first", "a"]
    assert "GET /frame" in world.host.asked
    page.evaluate("(html) => place.insertAdjacentHTML('beforeend', html)", f"{BLOCKED}>{note('later')}</script>")
    page.wait_for_function("window.ran.length === 3")
    assert ran(page) == ["first", "a", "later"]


@pytest.mark.parametrize("how", ["", "defer", 'type="module"'])
def test_markup_that_a_script_puts_in_while_the_page_loads_runs_once(world: World, page: Page, how: str) -> None:
    """A browser never runs such a script itself, even with another type: it has to be made anew."""
    world.script("/a.js", note("a"))
    markup = f"{BLOCKED}>{note('inline')}</script>{BLOCKED} src='/a.js'></script>"
    world.script("/app.js", f"document.getElementById('app').innerHTML = `{markup}`;")
    body = f'<div id=app></div><script {how} src="/app.js"></script><p>Text</p>'
    assert accepted(world, page, world.page(body)) == ["inline", "a"]
    page.reload()
    world.settle(page)
    assert ran(page) == ["inline", "a"]


def test_nothing_runs_twice(world: World, page: Page) -> None:
    body = f'{BLOCKED} id="once">{note("once")}</script><div id=place></div>'
    page.goto(world.page(body))
    page.evaluate("window.old = once")
    page.locator("[part=accept]").click()
    page.evaluate("charter.acceptAll(), charter.set({}), place.append(old), place.append(once)")
    page.wait_for_timeout(100)
    assert ran(page) == ["once"]


def test_a_script_still_arriving_is_not_cut_off(world: World, page: Page) -> None:
    """The page comes in two pieces; with the choice made before, the gate must wait for the whole script."""
    page.goto(world.page("<p>Text</p>"))
    page.locator("[part=accept]").click()
    filler = "/*" + "x" * 300_000 + "*/"
    page.goto(world.page(f"<p>Text</p>{BLOCKED}>{filler}{note('whole')}</script>", "/long"))
    world.settle(page)
    assert ran(page) == ["whole"]


def test_undeclared_purposes_stay_shut_and_exempt_services_do_not(world: World, page: Page) -> None:
    def blocked(purpose: str, service: str, name: str) -> str:
        tag = f'<script type="text/plain" data-purpose="{purpose}" data-service="{service}">'
        return f"{tag}{note(name)}</script>"

    body = (
        blocked("statistics", "matomo", "exempt service")
        + blocked("statistics", "analytics", "asking service")
        + blocked("nobody", "matomo", "undeclared")
        + blocked("constructor", "", "odd")
        + blocked("necessary", "", "exempt purpose")
    )
    page.goto(world.page(body))
    expect(page.locator("[part=banner]")).to_be_visible()
    assert ran(page) == ["exempt service", "exempt purpose"]
    page.locator("[part=accept]").click()
    world.settle(page)
    assert ran(page) == ["exempt service", "exempt purpose", "asking service"]


def test_nonce_goes_with_the_script(world: World, page: Page) -> None:
    world.script("/a.js", note("a"))
    policy = f"default-src 'none'; script-src 'nonce-n1' http://127.0.0.1:{world.server.port}; connect-src *"
    body = f'{BLOCKED} nonce="n1">{note("nonced")}</script>{BLOCKED}>{note("bare")}</script>'
    assert accepted(world, page, world.page(body, Content_Security_Policy=policy)) == ["nonced"]


def test_trusted_types_release_what_the_parser_brought(world: World, page: Page) -> None:
    world.script("/a.js", note("a"))
    policy = "require-trusted-types-for 'script'; trusted-types 'none'"
    body = f'{BLOCKED} src="/a.js"></script>{BLOCKED}>{note("inline")}</script>'
    assert accepted(world, page, world.page(body, Content_Security_Policy=policy)) == ["a", "inline"]
