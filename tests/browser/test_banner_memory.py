"""Where a choice is kept, who else hears of it, and what a browser may say by itself."""

from collections.abc import Iterator
from dataclasses import replace
from time import sleep

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from charter_admin.versions.banner import Banner
from tests.banner import charters
from tests.browser.banner_host import World, put_trackers
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser

GPC = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})"
COUNT = '<script type="text/plain" data-purpose="statistics">window.ran = (window.ran || 0) + 1</script>'


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        put_trackers(made)
        yield made


def kept(page: Page) -> list[str]:
    """The names and domains of the cookies that hold a choice."""
    return [c["domain"] for c in page.context.cookies() if c["name"] == "charter_consent"]


def settings(world: World, banner: Banner) -> None:
    world.charter = replace(world.charter, banner=banner)


def test_local_storage_instead_of_a_cookie(world: World, page: Page) -> None:
    settings(world, Banner(memory="local_storage", months=3))
    page.goto(world.url())
    page.locator("[part=refuse]").click()
    assert kept(page) == []
    assert page.evaluate("localStorage.charter_consent").startswith("1/")
    page.reload()
    world.settle(page)
    expect(page.locator("charter-banner")).to_have_count(0)
    page.clock.install()
    page.clock.fast_forward(92 * 24 * 3600 * 1000)  # longer than three months
    page.evaluate("localStorage.charter_consent = localStorage.charter_consent.replace(/\\/(\\d{10})\\//, "
                  "(_, t) => '/' + (t - 92 * 86400) + '/')")  # fmt: skip
    page.reload()
    expect(page.locator("[part=banner]")).to_be_visible()


def test_subdomains_share_a_choice(world: World, page: Page) -> None:
    settings(world, Banner(domain="site.localhost"))
    page.goto(world.url())
    page.locator("[part=accept]").click()
    world.settle(page)
    assert kept(page) == [".site.localhost"]
    page.goto(world.url().replace("www.", "other."))
    world.settle(page)
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("charter.has('statistics')") is True


def test_a_domain_the_page_does_not_belong_to_is_not_used(world: World, page: Page) -> None:
    settings(world, Banner(domain="elsewhere.localhost"))
    page.goto(world.url())
    page.locator("[part=refuse]").click()
    assert kept(page) == ["www.site.localhost"]


def test_the_newest_choice_counts_where_two_were_kept(world: World, page: Page) -> None:
    page.goto(world.url())
    page.locator("[part=refuse]").click()
    old = page.evaluate("document.cookie.match(/charter_consent=([^;]*)/)[1]")
    new = old.replace("statistics:0", "statistics:1")
    old = "/".join(part if n != 2 else str(float(part) - 60) for n, part in enumerate(old.split("/")))
    page.evaluate(f"document.cookie = 'charter_consent={old}; path=/'")
    page.evaluate(f"document.cookie = 'charter_consent={new}; path=/; domain=site.localhost'")
    page.reload()
    assert page.evaluate("charter.has('statistics')") is True


def test_global_privacy_control_is_a_refusal_that_is_remembered(world: World, page: Page) -> None:
    page.add_init_script(GPC)
    page.goto(world.url())
    world.settle(page)
    expect(page.locator("charter-banner")).to_have_count(0)
    assert [receipt["action"] for receipt in world.receipts] == ["gpc"]
    assert not any(page.evaluate("Object.values(charter.state().choices)"))
    page.reload()
    world.settle(page)
    assert len(world.receipts) == 1
    page.evaluate("charter.open()")
    expect(page.locator("[part=banner]")).to_contain_text("Global Privacy Control")
    page.locator("[part=accept]").click()
    page.reload()
    assert page.evaluate("charter.has('statistics')") is True  # said by the visitor, here, about this site


def test_a_choice_in_one_tab_holds_in_the_others(world: World, page: Page) -> None:
    address = world.page(COUNT, "/count")
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator("[part=accept]").click()
    expect(page.locator("charter-banner")).to_have_count(0)
    page.wait_for_function("window.ran === 1")
    with page.expect_navigation():
        other.evaluate("charter.withdraw()")
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("window.ran") is None
    world.settle(page)
    assert len({receipt["id"] for receipt in world.receipts}) == 2  # one may be sent again by the new page


def test_a_withdrawal_reloads_only_what_has_run(world: World, page: Page) -> None:
    page.goto(world.page("<p>Text</p>", "/quiet"))
    page.locator("[part=accept]").click()
    page.evaluate("window.same = true; charter.withdraw()")
    world.settle(page)
    assert page.evaluate("window.same") is True
    page.goto(world.page(COUNT, "/count"))
    page.evaluate("charter.set({marketing: true, statistics: true})")
    page.evaluate("window.same = true; charter.withdraw('marketing')")
    world.settle(page)
    assert page.evaluate("window.same") is True
    with page.expect_navigation():
        page.evaluate("charter.withdraw('statistics')")


def test_what_no_script_can_delete_is_named(world: World, page: Page) -> None:
    whole = charters.asking()
    foreign = replace(charters.cookie("IDE"), party="third", host="ads.example")
    ads = replace(whole.services[3], cookies=(foreign, charters.cookie("_mk_*")))
    world.charter = replace(whole, services=(*whole.services[:3], ads))
    page.goto(world.url())
    page.locator("[part=refuse]").click()
    page.evaluate("charter.open()")
    expect(page.locator("[part=banner]")).to_contain_text("Only your browser can delete these cookies: IDE")
    page.locator("[part=accept]").click()
    page.evaluate("charter.open()")
    expect(page.locator("[part=banner]")).not_to_contain_text("IDE")


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", 0),
        ("Mozilla/5.0 (compatible; PetalBot;+https://webmaster.petalsearch.com/site/petalbot)", 0),
        ("facebookexternalhit/1.1", 0),
        ("Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus Build/PPR1) AppleWebKit/537.36 Mobile Safari/537.36", 1),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/156.0 Safari/537.36", 1),
    ],
)
def test_crawlers_that_say_so_see_the_page_alone(world: World, chromium: Browser, agent: str, shown: int) -> None:
    context = chromium.new_context(user_agent=agent)
    page = context.new_page()
    page.goto(world.url())
    world.settle(page)
    expect(page.locator("charter-banner")).to_have_count(shown)
    assert not any("/t/" in line for line in world.host.asked)
    context.close()


def after_a_while(route: Route) -> None:
    """Answers late, as a slow server does."""
    sleep(0.6)
    route.continue_()


def test_stored_consent_releases_while_the_page_is_still_arriving(world: World, page: Page) -> None:
    """A slow part of the page must not hold back a tag that stands before it."""
    world.script("/tag.js", "window.early = document.readyState")
    slow = '<script src="/slow.js"></script>'
    world.script("/slow.js", "window.slow = true")
    tag = '<script type="text/plain" data-purpose="statistics" data-src="/tag.js"></script>'
    inline = '<script type="text/plain" data-purpose="statistics">window.inlineAt = document.readyState</script>'
    deferred = '<script type="text/plain" data-purpose="statistics" defer data-src="/defer.js"></script>'
    world.script("/defer.js", "window.deferredAt = document.readyState")
    address = world.page(f"{tag}{inline}{deferred}<p>Text</p>{slow}<p>End</p>")
    page.goto(address)
    page.locator("[part=accept]").click()
    world.settle(page)
    page.route("**/slow.js", after_a_while)
    page.reload()
    world.settle(page)
    assert page.evaluate("[window.early, window.inlineAt]") == ["loading", "loading"]
    assert page.evaluate("window.deferredAt") != "loading"
