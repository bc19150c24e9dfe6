"""A choice holds on every page, as long as it should, and until something else is asked."""

from dataclasses import replace

import pytest

from tests.banner import charters
from tests.browser.engines.driver import Cookie
from tests.browser.engines.visit import Visit

pytestmark = pytest.mark.browser

DAY = 86400


def own(visit: Visit) -> Cookie:
    """The banner's own cookie."""
    return visit.cookies()["charter_consent"]


def test_on_a_reload_and_on_another_page(visit: Visit) -> None:
    visit.choose("accept")
    state = visit.run("charter.state()")
    visit.anew()
    visit.gone()
    visit.open("/shop/cart")
    visit.settle()
    visit.gone()
    assert visit.run("charter.state()") == state
    assert visit.actions() == ["accept_all"]


def test_for_six_months_that_visits_do_not_prolong(visit: Visit) -> None:
    visit.choose("refuse")
    first, made = own(visit), visit.run("charter.state().time")
    assert first.expires is not None
    assert 180 * DAY <= first.expires - made <= 184 * DAY
    assert (first.same_site, first.path, first.domain) == ("Lax", "/", visit.place.hostname)
    visit.until(f"Date.now() / 1000 > {made + 1.1}")
    visit.anew()
    assert own(visit) == first


def test_asks_again_when_the_time_is_over(visit: Visit) -> None:
    visit.choose("accept")
    made = visit.run("charter.state().time")
    older = own(visit).value.replace(f"/{made}/", f"/{made - 185 * DAY}/")
    visit.run(f"document.cookie = 'charter_consent={older}; path=/; max-age=999'")
    visit.anew()
    visit.shown()
    assert visit.tracked() == set()


def test_asks_again_when_another_recipient_is_added(visit: Visit) -> None:
    visit.choose("accept")
    added = charters.service("pixel", "marketing", "google", "Pixel", ())
    visit.place.charter = replace(visit.place.charter, services=(*visit.place.charter.services, added))
    visit.anew()
    visit.shown()
    assert visit.tracked() == set()
    assert visit.choices() is None


def test_asks_nobody_again_for_a_mended_text(visit: Visit) -> None:
    visit.choose("accept")
    purposes = tuple(replace(p, description={"en": "Mended."}) for p in visit.place.charter.purposes)
    visit.place.charter, visit.place.number = replace(visit.place.charter, purposes=purposes), 2
    visit.anew()
    visit.gone()
    assert visit.run("[charter.version, charter.has('marketing')]") == [2, True]


@pytest.mark.parametrize("value", ["%E0%A4%A", "9/x/1/1/y"])
def test_asks_again_when_the_cookie_is_not_ours(visit: Visit, value: str) -> None:
    visit.place.page("<p>Text</p>", "/bare", head="")
    visit.open("/bare")
    visit.run(f"document.cookie = 'charter_consent={value}; path=/'")
    visit.open()
    visit.shown()
    visit.settle()
    assert visit.tracked() == set()
