"""From no choice to a withdrawn one, in a real browser on a real host page."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.banner import charters
from tests.browser.banner_host import World, put_trackers
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser

UUID = r"[\da-f]{8}-[\da-f]{4}-%s[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}"


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


def test_nothing_runs_and_nothing_is_kept_before_a_choice(world: World, page: Page) -> None:
    page.goto(world.url())
    box(page)
    world.settle(page)
    assert names(page) == set()
    assert tracked(world) == set()
    assert page.evaluate("window.inlineRan") is None
    assert page.evaluate("charter.state()") is None
    assert world.receipts == []
    assert len(world.server.asked) == 1


def test_refusal_holds_and_is_remembered(world: World, page: Page) -> None:
    page.goto(world.url())
    press(page, "refuse")
    expect(page.locator("charter-banner")).to_have_count(0)
    page.reload()
    world.settle(page)
    expect(page.locator("charter-banner")).to_have_count(0)
    assert names(page) == {"charter_consent"}
    assert tracked(world) == set()
    assert [r["action"] for r in world.receipts] == ["refuse_all"]
    assert set(world.receipts[0]["choices"].values()) == {False}


def test_acceptance_releases_everything_at_once_and_after_a_reload(world: World, page: Page) -> None:
    page.goto(world.url())
    press(page, "accept")
    world.settle(page)
    everything = {"GET /t/ga.js", "GET /t/mk.js", "GET /t/player"}
    assert tracked(world) == everything
    assert names(page) >= {"charter_consent", "_ga_X1", "_ga", "_mk_a"}
    assert page.evaluate("window.inlineRan") == 1
    world.host.asked.clear()
    page.reload()
    world.settle(page)
    assert tracked(world) == everything
    expect(page.locator("charter-banner")).to_have_count(0)
    assert len(world.receipts) == 1


def test_own_cookie_lasts_six_months_and_is_not_prolonged_by_visits(world: World, page: Page) -> None:
    page.goto(world.url())
    press(page, "refuse")
    (first,) = page.context.cookies()
    made = page.evaluate("charter.state().time")
    assert 180 * 86400 <= first["expires"] - made <= 184 * 86400
    assert (first["sameSite"], first["path"], first["domain"]) == ("Lax", "/", "www.site.localhost")
    assert re.match(rf"1/{UUID % 4}/[\d.]+/1/[\da-f]{{16}}/statistics:0/", first["value"])
    page.wait_for_timeout(1100)
    page.reload()
    world.settle(page)
    assert page.context.cookies() == [first]


def test_withdrawal_erases_what_it_can_and_starts_the_page_anew(world: World, page: Page) -> None:
    page.goto(world.url("/shop/cart"))
    press(page, "accept")
    world.settle(page)
    assert names(page) >= {"_ga_X1", "_ga", "_mk_a", "_mk_b"}
    page.evaluate("window.sameDocument = true; document.cookie = 'unrelated=1; path=/'")
    page.get_by_role("link", name="Cookies").click()
    box(page)
    world.host.asked.clear()
    with page.expect_navigation():
        press(page, "refuse")
    world.settle(page)
    assert page.evaluate("window.sameDocument") is None
    assert names(page) == {"charter_consent", "unrelated"}
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [["other"], []]
    assert tracked(world) == set()
    assert [r["action"] for r in world.receipts] == ["accept_all", "withdraw"]
    assert world.receipts[0]["consent_id"] == world.receipts[1]["consent_id"]
    expect(page.locator("charter-banner")).to_have_count(0)


def test_one_purpose_taken_back_leaves_the_others_alone(world: World, page: Page) -> None:
    page.goto(world.url())
    press(page, "accept")
    world.settle(page)
    page.evaluate("charter.open()")
    press(page, "customize")
    expect(page.locator("input[name=marketing]")).to_be_checked()
    page.locator("input[name=marketing]").uncheck()
    with page.expect_navigation():
        press(page, "save")
    world.settle(page)
    assert "_mk_a" not in names(page)
    assert names(page) >= {"_ga_X1", "_ga"}
    assert world.receipts[-1]["action"] == "withdraw"
    assert world.receipts[-1]["choices"] == {"statistics": True, "marketing": False, "video": True}


def test_first_refusal_sweeps_what_lay_around(world: World, page: Page) -> None:
    page.context.add_cookies([{"name": "_ga_old", "value": "1", "url": world.url()}])
    page.context.add_cookies([{"name": "_pk_id.1", "value": "1", "url": world.url()}])
    page.goto(world.url())
    press(page, "refuse")
    assert names(page) == {"charter_consent", "_pk_id.1"}


def test_customised_choice_and_its_receipt(world: World, page: Page) -> None:
    page.goto(world.url())
    expect(page.locator("[part=save]")).to_be_hidden()
    press(page, "customize")
    expect(page.locator("[part=customize]")).to_have_attribute("aria-expanded", "true")
    assert page.locator("input[type=checkbox]").count() == 3
    assert page.locator("input:checked").count() == 0
    page.get_by_label("Audience measurement").check()
    press(page, "save")
    world.settle(page)
    assert tracked(world) == {"GET /t/ga.js"}
    (receipt,) = world.receipts
    assert re.fullmatch(UUID % 7, receipt.pop("id"))
    assert re.fullmatch(UUID % 4, receipt.pop("consent_id"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", receipt.pop("time"))
    assert len(receipt.pop("digest")) == 16
    assert receipt == {
        "version": 1,
        "build": "build1",
        "locale": "en",
        "action": "customise",
        "choices": {"statistics": True, "marketing": False, "video": False},
        "layout": "bar",
        "previous": None,
    }
    assert world.types == ["text/plain;charset=UTF-8"]
    assert not any(line.startswith("OPTIONS") for line in world.server.asked)


def test_asks_again_when_what_is_asked_changes_and_not_for_a_typo(world: World, page: Page) -> None:
    page.goto(world.url())
    press(page, "accept")
    purposes = tuple(replace(p, description={"en": "Mended text."}) for p in world.charter.purposes)
    world.charter, world.number = replace(world.charter, purposes=purposes), 2
    page.reload()
    world.settle(page)
    expect(page.locator("charter-banner")).to_have_count(0)
    assert page.evaluate("charter.version") == 2
    added = charters.service("pixel", "marketing", "google", "Pixel", ())
    world.charter, world.number = replace(world.charter, services=(*world.charter.services, added)), 3
    world.host.asked.clear()
    page.reload()
    box(page)
    world.settle(page)
    assert tracked(world) == set()


@pytest.mark.parametrize("value", ["", "1", "%E0%A4%A", "9/x/1/1/y", '{"statistics":true}', "a" * 3000])
def test_asks_again_when_the_cookie_is_not_ours(world: World, page: Page, value: str) -> None:
    page.context.add_cookies([{"name": "charter_consent", "value": value, "url": world.url()}])
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(world.url())
    box(page)
    world.settle(page)
    assert tracked(world) == set()
    assert errors == []


def test_interface_for_the_page(world: World, page: Page) -> None:
    page.goto(world.url())
    page.evaluate(
        "window.heard = []; window.stop = charter.on('change', (c) => heard.push(c.marketing));"
        "document.addEventListener('charter:change', (e) => heard.push(e.detail.statistics))"
    )
    assert page.evaluate("[charter.has('necessary'), charter.has('marketing'), charter.has('other')]") == [
        True,
        False,
        False,
    ]
    page.evaluate("charter.withdraw()")
    assert world.receipts == []
    page.evaluate("charter.set({marketing: true})")
    assert page.evaluate("[charter.has('marketing'), charter.has('statistics'), charter.state().version]") == [
        True,
        False,
        1,
    ]
    assert page.evaluate("heard") == [True, False]
    world.settle(page)
    page.evaluate("stop(); charter.set({statistics: true})")
    assert page.evaluate("heard") == [True, False, True]
    world.settle(page)
    with page.expect_navigation():
        page.evaluate("charter.withdraw('marketing')")
    world.settle(page)
    assert page.evaluate("charter.state().choices") == {"statistics": True, "marketing": False, "video": False}
    assert [r["action"] for r in world.receipts] == ["customise", "customise", "withdraw"]
