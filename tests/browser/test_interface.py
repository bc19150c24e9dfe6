"""What a page's own scripts can call: `window.charter`, the queue before it is there, and the types of both."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from charter_admin.banner import bundle as banner
from tests.browser.banner_host import World
from tests.browser.banner_host import world as running_world
from tests.npm import installed, run

pytestmark = pytest.mark.browser

BANNER = Path(banner.__file__).parent
NO = {"statistics": False, "marketing": False, "video": False}
YES = dict.fromkeys(NO, True)


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        made.number = 7
        made.page("<p>Text</p>")
        yield made


@pytest.fixture
def errors(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_before_a_choice(world: World, page: Page) -> None:
    page.goto(world.url())
    assert page.evaluate("[charter.version, charter.state()]") == [7, None]
    allowed = page.evaluate("['necessary', 'statistics', 'nobody', 'constructor'].map((key) => charter.has(key))")
    assert allowed == [True, False, False, False]
    page.evaluate("charter.withdraw(), charter.withdraw('video'), charter.withdraw('nobody')")
    assert world.receipts == []


def test_choosing(world: World, page: Page) -> None:
    page.goto(world.url())
    page.evaluate("charter.acceptAll()")
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("charter.state().choices") == YES
    world.settle(page)
    assert [receipt["action"] for receipt in world.receipts] == ["accept_all"]
    page.evaluate("charter.refuseAll()")
    assert page.evaluate("charter.state().choices") == NO
    page.evaluate("charter.set({video: true}), charter.set({statistics: true, nobody: true})")
    assert page.evaluate("charter.state().choices") == {**NO, "video": True, "statistics": True}
    page.evaluate("charter.withdraw('video')")
    assert page.evaluate("['video', 'statistics'].map((key) => charter.has(key))") == [False, True]
    page.evaluate("charter.withdraw()")
    assert page.evaluate("charter.state().choices") == NO
    world.settle(page)
    # Requests made in one breath travel beside each other, so the order of arrival says nothing.
    after = Counter(receipt["action"] for receipt in world.receipts[1:])
    assert after == {"withdraw": 3, "customise": 2}


def test_state_is_a_copy(world: World, page: Page) -> None:
    page.goto(world.url())
    page.evaluate("charter.refuseAll(), charter.state().choices.marketing = true")
    assert page.evaluate("charter.has('marketing')") is False
    state = page.evaluate("charter.state()")
    assert sorted(state) == ["choices", "digest", "id", "time", "version"]
    assert state["version"] == 7


def test_opening(world: World, page: Page) -> None:
    page.goto(world.url())
    page.evaluate("charter.refuseAll(), charter.open(), charter.open()")
    expect(page.locator("[part=banner]")).to_be_visible()
    expect(page.locator("charter-banner")).to_have_count(1)
    page.goto(world.page(f"<script>charter.open()</script>{'<p>Text</p>' * 9}", "/early"))
    expect(page.locator("[part=banner]")).to_be_visible()


def test_listening(world: World, page: Page) -> None:
    page.goto(world.url())
    page.evaluate(
        """() => {
            window.heard = [];
            const hear = (name) => (choices) => heard.push(name + choices.video);
            window.stopOn = charter.on("change", hear("on "));
            charter.once("change", hear("once "));
            charter.once("change", hear("never "))();
            document.addEventListener("charter:change", (event) => hear("event ")(event.detail));
        }"""
    )
    page.evaluate("charter.acceptAll()")
    assert page.evaluate("heard") == ["on true", "once true", "event true"]
    page.evaluate("charter.set({video: false}), stopOn(), charter.set({video: true})")
    assert page.evaluate("heard.slice(3)") == ["on false", "event false", "event true"]


def test_listener_that_throws_stops_nothing(world: World, page: Page, errors: list[str]) -> None:
    waiting = '<script type="text/plain" data-purpose="video">window.ran = 1</script>'
    page.goto(world.page(waiting, "/throwing"))
    page.evaluate("charter.on('change', () => { throw Error('theirs') }), charter.acceptAll()")
    assert page.evaluate("[ran, charter.has('video')]") == [1, True]
    assert errors == ["theirs"]


QUEUE = """<script>
window.order = [];
window.charterQueue = window.charterQueue || [];
charterQueue.push((charter) => order.push(["first", charter === window.charter, charter.has("necessary")]));
charterQueue.push(() => { throw Error("bad call") }, "no function");
charterQueue.push((charter) => charter.on("change", ({ video }) => order.push(["changed", video])));
</script>"""


@pytest.mark.parametrize("how", ["", "async ", "defer ", 'type="module" '])
def test_queue_before_and_after(world: World, page: Page, errors: list[str], how: str) -> None:
    head = QUEUE + world.tag.replace("<script ", f"<script {how}")
    page.goto(world.page("<p>Text</p>", "/queue", head=head))
    page.wait_for_function("order.length")
    page.evaluate("charterQueue.push(() => order.push('second'), () => { throw Error('bad') }, () => order.push(3))")
    page.wait_for_function("order.length === 3")
    page.evaluate("charter.acceptAll()")
    assert page.evaluate("order") == [["first", True, True], "second", 3, ["changed", True]]
    assert "bad call" in errors
    expect(page.locator("charter-banner")).to_have_count(0)


def test_the_next_script_of_the_page_finds_it(world: World, page: Page, errors: list[str]) -> None:
    """Written into the page, so that no timer, only a microtask, comes between the two scripts."""
    code = page.request.get(world.banner).text()
    head = f"<script data-charter='{world.banner}'>{code}</script><script>window.found = charter.version</script>"
    page.goto(world.page("<p>Text</p>", "/next", head=head))
    assert page.evaluate("found") == 7
    assert errors == []


@pytest.mark.parametrize("queue", ["", "charterQueue = {}", "charterQueue = 'odd'"])
def test_no_queue_or_an_odd_one(world: World, page: Page, errors: list[str], queue: str) -> None:
    page.goto(world.page("<p>Text</p>", "/odd", head=f"<script>{queue}</script>{world.tag}"))
    page.evaluate("charterQueue.push((charter) => charter.refuseAll())")
    expect(page.locator("charter-banner")).to_have_count(0)
    assert errors == []


@pytest.mark.parametrize("named", ["<form id=charter></form>", "<img name=charter><img name=charter>"])
def test_element_named_charter(world: World, page: Page, errors: list[str], named: str) -> None:
    late = world.tag.replace("<script ", "<script defer ")
    page.goto(world.page(f"{named}<a id=charterQueue></a>", "/named", head=late))
    page.evaluate("charterQueue.push((charter) => charter.acceptAll())")
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("[charter.version, charter.has('video')]") == [7, True]
    assert errors == []


SAMPLE = """/// <reference path="./charter.d.ts" />
import type { Charter, CharterChoices, CharterState } from "./charter";

const state: CharterState | null = window.charter.state();
const told: [string, number, number, string, boolean | undefined] | null =
  state && [state.id, state.time, state.version, state.digest, state.choices["statistics"]];
const version: number = window.charter.version;
const same: boolean = charter === window.charter;
const allowed: boolean = charter.has("statistics");
const hear = (choices: CharterChoices): void => console.log(choices["marketing"] === true);
const stops: (() => void)[] = [charter.on("change", hear), charter.once("change", hear)];
charter.open();
charter.acceptAll();
charter.refuseAll();
charter.set({ statistics: true });
charter.withdraw("statistics");
charter.withdraw();
stops.forEach((stop) => stop());
window.charterQueue ||= [];
charterQueue.push((given: Charter) => given.open(), (given) => given.refuseAll());
document.addEventListener("charter:change", (event) => hear(event.detail));
console.log(told, version, allowed, same);
export {};
"""
WRONG = """/// <reference path="./charter.d.ts" />
charter.has(1);
charter.set({ statistics: "yes" });
charter.on("changed", () => {});
charter.version = 2;
charter.state().id;
charterQueue.push("no function");
"""


@pytest.mark.xdist_group("client")
def test_types_hold_in_a_strict_project_and_refuse_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "charter.d.ts").write_bytes((BANNER / "dist" / "charter.d.ts").read_bytes())
    (tmp_path / "sample.ts").write_text(SAMPLE)
    (tmp_path / "wrong.ts").write_text(WRONG)
    with pytest.raises(AssertionError) as found:
        compiled(tmp_path, "sample.ts", "wrong.ts")
    lines = re.findall(r"^(\w+\.ts)\((\d+),", str(found.value), re.M)
    assert lines == [("wrong.ts", str(number)) for number in range(2, 2 + WRONG.count(";"))]


def compiled(folder: Path, *files: str) -> None:
    """Checks files as a strict project would; errors are what it says."""
    modules = installed(BANNER / "client")
    strict = ("--strict", "--noEmit", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes")
    modern = ("--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler")
    run(folder, "node", str(modules / "typescript" / "bin" / "tsc"), *strict, *modern, *files)
