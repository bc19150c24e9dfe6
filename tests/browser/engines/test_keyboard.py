"""The banner without a mouse."""

import pytest

from tests.browser.engines.visit import BANNER, Visit

pytestmark = pytest.mark.browser

FOCUS = f"{BANNER}.shadowRoot.activeElement"
OPENER = '<p>Text</p><button id="opener" data-charter-open>Cookies</button>'


def focused(visit: Visit) -> str:
    """What has the focus in the banner; it must show that."""
    name, outline = visit.run(
        f"[{FOCUS}.getAttribute('part') || {FOCUS}.name || {FOCUS}.localName, getComputedStyle({FOCUS}).outlineStyle]"
    )
    assert outline == "solid"
    return str(name)


def tab_through(visit: Visit, times: int) -> list[str]:
    """The controls that Tab meets."""
    met = []
    for _ in range(times):
        visit.driver.press("Tab")
        met.append(focused(visit))
    return met


def test_tab_meets_every_control_first_in_the_page(visit: Visit) -> None:
    visit.open()
    visit.shown()
    assert visit.run("document.activeElement.tagName") == "BODY"
    assert tab_through(visit, 4) == ["a", "refuse", "accept", "customize"]
    visit.driver.press("Enter")
    assert tab_through(visit, 4) == ["statistics", "marketing", "video", "save"]
    visit.driver.press("Shift+Tab", "Space", "Tab", "Enter")
    visit.gone()
    assert visit.choices() == {"statistics": False, "marketing": False, "video": True}


@pytest.mark.parametrize(("key", "steps", "allowed"), [("Enter", 2, False), ("Space", 3, True)])
def test_enter_and_space_answer(visit: Visit, key: str, steps: int, allowed: bool) -> None:
    visit.open()
    visit.shown()
    tab_through(visit, steps)
    visit.driver.press(key)
    visit.gone()
    assert visit.choices() == dict.fromkeys(("statistics", "marketing", "video"), allowed)


def test_escape_is_no_choice(visit: Visit) -> None:
    visit.open()
    visit.shown()
    tab_through(visit, 2)
    visit.driver.press("Escape")
    visit.gone()
    assert visit.cookies() == {}
    assert visit.place.receipts == []
    visit.driver.reload()
    visit.shown()


@pytest.mark.parametrize("leave", [("Escape",), ("Tab",) * 6 + ("Space",)])
def test_a_reopened_banner_takes_the_focus_and_gives_it_back(visit: Visit, leave: tuple[str, ...]) -> None:
    visit.place.page(OPENER)
    visit.choose("refuse")
    visit.run("document.querySelector('#opener').focus()")
    visit.driver.press("Enter")
    visit.shown()
    assert visit.run(f"{FOCUS}.getAttribute('part')") == "banner"
    visit.driver.press(*leave)
    visit.gone()
    assert visit.run("document.activeElement.id") == "opener"
    visit.becomes(visit.actions, ["refuse_all"])
