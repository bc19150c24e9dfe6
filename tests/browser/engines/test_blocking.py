"""Before a choice and after a refusal nothing runs, nothing is fetched and nothing is kept."""

import pytest

from tests.browser.engines.visit import Visit

pytestmark = pytest.mark.browser

KEPT = "[Object.keys(localStorage), Object.keys(sessionStorage)]"


def nothing_ran(visit: Visit) -> bool:
    """Whether no tracker did anything."""
    visit.settle()
    return visit.tracked() == set() and visit.run(f"[window.inlineRan, {KEPT}]") == [None, [[], []]]


def test_nothing_before_a_choice(visit: Visit) -> None:
    visit.open()
    for _ in range(2):
        visit.shown()
        assert nothing_ran(visit)
        assert visit.cookies() == {}
        assert visit.choices() is None
        visit.anew()
    assert visit.place.receipts == []
    assert {line.split("/")[-1] for line in visit.place.server.asked} == {"banner.js"}


def test_nothing_after_a_refusal(visit: Visit) -> None:
    visit.choose("refuse")
    assert nothing_ran(visit)
    visit.anew()
    assert nothing_ran(visit)
    visit.gone()
    assert visit.names() == {"charter_consent"}
    assert visit.choices() == {"statistics": False, "marketing": False, "video": False}
    assert visit.actions() == ["refuse_all"]


def test_nothing_after_a_refusal_on_another_page(visit: Visit) -> None:
    visit.choose("refuse")
    visit.open("/shop/cart")
    assert nothing_ran(visit)
    visit.gone()
