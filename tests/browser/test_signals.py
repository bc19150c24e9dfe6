"""What other tools are told: Google, Microsoft and Matomo, before and after their own scripts are there."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from charter_admin.banner.stub import stub
from charter_admin.versions.banner import Banner, Google
from tests.browser.banner_host import World, put_trackers
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser

DENIED = {
    "ad_storage": "denied",
    "ad_user_data": "denied",
    "ad_personalization": "denied",
    "analytics_storage": "denied",
    "functionality_storage": "denied",
    "personalization_storage": "denied",
    "security_storage": "granted",  # what it means needs no consent
}
ADS = dict.fromkeys(("ad_storage", "ad_user_data", "ad_personalization"), "granted")
STATISTICS = {"analytics_storage": "granted"}
NO = {"statistics": False, "marketing": False, "video": False}
YES = dict.fromkeys(NO, True)

# As Google's snippets write it.
PLAIN_STUB = """<script>
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments) }
gtag("js", 1);
</script>"""
# Stands in for a tag manager: writes down what it finds when it starts, and every push from then on. As Google's,
# it takes the object `arguments` for a command, other objects for messages, and an array for neither.
MANAGER = """
const read = (entry) => Object.prototype.toString.call(entry) === "[object Arguments]" ? [...entry]
    : Array.isArray(entry) ? "an array" : entry;
window.dataLayer = window.dataLayer || [];
window.atStart = dataLayer.map(read);
window.later = [];
const push = dataLayer.push;
dataLayer.push = (...entries) => { later.push(...entries.map(read)); return push.apply(dataLayer, entries); };
"""
LAYER = """window.dataLayer.map((entry) =>
    Object.prototype.toString.call(entry) === "[object Arguments]" ? [...entry] : entry)"""


def default(wait: int = 500) -> list[Any]:
    return ["consent", "default", {**DENIED, "wait_for_update": wait}]


def update(**granted: str) -> list[Any]:
    return ["consent", "update", {**DENIED, **granted}]


def event(choices: dict[str, bool]) -> dict[str, Any]:
    return {"event": "charter_change", "charter": choices}


REDACTION = ["set", "ads_data_redaction", True]
PASSTHROUGH = ["set", "url_passthrough", True]


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        put_trackers(made)
        made.script("/manager.js", MANAGER)
        tells(made, Banner(google=Google(on=True)))
        yield made


def tells(world: World, settings: Banner) -> None:
    world.charter = replace(world.charter, banner=settings)


def told(page: Page) -> Any:
    return page.evaluate(LAYER)


def test_default_comes_first_with_everything_denied_that_needs_consent(world: World, page: Page) -> None:
    page.goto(world.page("<p>Text</p>", "/first", head=world.tag + PLAIN_STUB))
    assert told(page) == [default(), REDACTION, ["js", 1]]


def test_settings_of_the_platform(world: World, page: Page) -> None:
    google = Google(on=True, ads_data_redaction=False, url_passthrough=True, wait_for_update=2000)
    tells(world, Banner(google=google))
    page.goto(world.page("<p>Text</p>", "/settings"))
    assert told(page) == [default(2000), PASSTHROUGH]


def test_purposes_mean_what_the_platform_says(world: World, page: Page) -> None:
    """Two purposes for one type: it takes both. A purpose that needs no consent grants its types from the start."""
    meaning = {"necessary": ("functionality_storage",), "statistics": ("analytics_storage",)}
    tells(world, Banner(google=Google(on=True, meaning={**meaning, "video": ("analytics_storage",)})))
    page.goto(world.page("<p>Text</p>", "/meaning"))
    denied = {**DENIED, "security_storage": "denied", "functionality_storage": "granted"}
    assert told(page)[0][2] == {**denied, "wait_for_update": 500}
    page.evaluate("charter.set({statistics: true})")
    page.evaluate("charter.set({video: true})")
    commands = [entry for entry in told(page) if isinstance(entry, list)]
    assert commands[-2:] == [["consent", "update", denied], ["consent", "update", {**denied, **STATISTICS}]]


@pytest.mark.parametrize(
    ("act", "granted", "choices"),
    [
        ("acceptAll()", {**ADS, **STATISTICS}, YES),
        ("refuseAll()", {}, NO),
        ("set({marketing: true})", ADS, {**NO, "marketing": True}),
        ("set({statistics: true})", STATISTICS, {**NO, "statistics": True}),
    ],
)
def test_update_and_event_follow_a_choice(
    world: World, page: Page, act: str, granted: dict[str, str], choices: dict[str, bool]
) -> None:
    page.goto(world.page("<p>Text</p>", "/choice"))
    page.evaluate(f"charter.{act}")
    assert told(page)[2:] == [update(**granted), event(choices)]


def test_withdrawal_is_an_update_too(world: World, page: Page) -> None:
    page.goto(world.page("<p>Text</p>", "/withdrawal"))
    page.evaluate("charter.acceptAll()")
    page.evaluate("charter.withdraw('marketing')")
    assert told(page)[4:] == [update(**STATISTICS), event({**YES, "marketing": False})]
    page.evaluate("charter.withdraw()")
    assert told(page)[6:] == [update(), event(NO)]


def test_withdrawal_is_told_before_the_page_is_loaded_again(world: World, page: Page) -> None:
    page.goto(world.url())
    page.locator("[part=accept]").click()
    world.settle(page)
    page.evaluate("addEventListener('pagehide', () => { sessionStorage.last = JSON.stringify([...dataLayer.at(-2)]) })")
    with page.expect_navigation():
        page.evaluate("charter.withdraw()")
    assert page.evaluate("JSON.parse(sessionStorage.last)") == update()


def test_stored_consent_is_told_before_any_later_tag(world: World, page: Page) -> None:
    page.goto(world.page("<p>Text</p>", "/stored", head=world.tag + '<script src="/manager.js"></script>'))
    page.evaluate("charter.set({statistics: true})")
    page.reload()
    known = [default(), REDACTION, update(**STATISTICS), event({**NO, "statistics": True})]
    assert page.evaluate("[atStart, later]") == [known, []]


def test_tag_manager_that_comes_after_us(world: World, page: Page) -> None:
    page.goto(world.page("<p>Text</p>", "/after", head=world.tag + '<script async src="/manager.js"></script>'))
    world.settle(page)
    page.locator("[part=accept]").click()
    assert page.evaluate("atStart") == [default(), REDACTION]
    assert page.evaluate("later") == [update(**ADS, **STATISTICS), event(YES)]


@pytest.mark.parametrize("how", ["async", "defer"])
def test_tag_manager_that_comes_before_us_finds_the_default_of_the_stub(world: World, page: Page, how: str) -> None:
    """Our tag may come late where the page says what holds until then; a second default would undo that."""
    late = world.tag.replace("<script", f"<script {how}")
    head = f'<script>{stub(world.charter)}</script><script src="/manager.js"></script>{late}'
    page.goto(world.page("<p>Text</p>", "/late", head=head))
    page.locator("[part=accept]").click()
    assert page.evaluate("atStart") == [default(), REDACTION]
    assert page.evaluate("later") == [update(**ADS, **STATISTICS), event(YES)]
    page.reload()
    world.settle(page)
    assert page.evaluate("later") == [update(**ADS, **STATISTICS), event(YES)]


def test_without_a_stub_a_late_tag_still_sets_the_default(world: World, page: Page) -> None:
    """Too late for the tags that came before, which is why the tag belongs first."""
    head = PLAIN_STUB + '<script src="/manager.js"></script>' + world.tag
    page.goto(world.page("<p>Text</p>", "/unready", head=head))
    assert page.evaluate("[atStart, later]") == [[["js", 1]], [default(), REDACTION]]


def test_tool_that_throws_costs_nobody_the_choice(world: World, page: Page) -> None:
    tells(world, Banner(google=Google(on=True), microsoft=True, matomo="consent"))
    broken = "<script>dataLayer = [null]; dataLayer.push = () => { throw Error('broken') }</script>"
    waiting = '<script type="text/plain" data-purpose="statistics">window.ran = 1</script>'
    page.goto(world.page(f"<i id=clarity></i>{waiting}{world.tag}<p>Text</p>", "/broken", head=broken))
    page.locator("[part=accept]").click()
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("[ran, _paq.length, uetq.length]") == [1, 2, 6]


def test_nothing_is_told_where_nothing_is_switched_on(world: World, page: Page) -> None:
    tells(world, Banner())
    page.goto(world.url())
    page.locator("[part=accept]").click()
    assert page.evaluate("[typeof dataLayer, typeof uetq, typeof clarity, typeof _paq]") == ["undefined"] * 4


# Stand-ins: UET replaces the queue by an object, Clarity's function is given what waited, then called.
MICROSOFT = """
const queue = window.uetq || [];
window.said = [[...queue], (window.clarity && window.clarity.q || []).map((call) => [...call])];
window.uetq = { push(...words) { said[0].push(...words) } };
window.clarity = (...call) => said[1].push(call);
"""


def clarity(ads: str, analytics: str) -> list[Any]:
    return ["consentv2", {"ad_Storage": ads, "analytics_Storage": analytics}]


def uet(kind: str, ads: str) -> list[Any]:
    return ["consent", kind, {"ad_storage": ads}]


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_microsoft_before_and_after_its_own_scripts(world: World, page: Page, first: str) -> None:
    tells(world, Banner(microsoft=True))
    theirs = f"<script>{MICROSOFT}</script>"
    head = world.tag + theirs if first == "ours" else theirs + world.tag
    page.goto(world.page("<p>Text</p>", "/microsoft", head=head))
    page.evaluate("charter.set({marketing: true})")
    page.evaluate("charter.withdraw()")
    assert page.evaluate("said") == [
        [*uet("default", "denied"), *uet("update", "granted"), *uet("update", "denied")],
        [clarity("denied", "denied"), clarity("granted", "denied"), clarity("denied", "denied")],
    ]


def test_microsoft_hears_a_stored_consent_at_once(world: World, page: Page) -> None:
    tells(world, Banner(microsoft=True))
    head = f"{world.tag}<script>{MICROSOFT}</script>"
    page.goto(world.page("<p>Text</p>", "/microsoft", head=head))
    page.evaluate("charter.acceptAll()")
    page.reload()
    said = [[*uet("default", "denied"), *uet("update", "granted")], [clarity("granted", "granted")]]
    assert page.evaluate("said") == said
