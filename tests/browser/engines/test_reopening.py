"""Coming back to the banner to see or change the choice."""

import pytest

from tests.browser.engines.visit import TEXT, Visit

pytestmark = pytest.mark.browser

PAGE = '<a href="#charter-open">Cookies</a><button data-charter-open><b>Cookies</b></button><p>Text</p>'


@pytest.fixture
def refused(visit: Visit) -> Visit:
    """A visitor who refused on a page with several ways back."""
    visit.place.page(PAGE)
    visit.choose("refuse")
    return visit


@pytest.mark.parametrize("opener", ["a", "button b"])
def test_by_what_the_page_offers(refused: Visit, opener: str) -> None:
    refused.click(opener)
    refused.shown()
    refused.push("close")
    refused.gone()
    assert refused.choices() == {"statistics": False, "marketing": False, "video": False}
    assert refused.actions() == ["refuse_all"]


@pytest.mark.parametrize("how", ["charter.open()", "location.hash = 'charter-open'"])
def test_by_a_script(refused: Visit, how: str) -> None:
    refused.run(f"void ({how})")
    refused.shown()
    refused.anew()
    refused.gone()


def test_by_an_address(refused: Visit) -> None:
    refused.driver.open("about:blank")
    refused.open("/#charter-open")
    refused.shown()
    assert refused.run("location.hash") == ""
    refused.anew()
    refused.gone()


def test_it_shows_the_choice_and_takes_another(refused: Visit) -> None:
    refused.click("a")
    refused.shown()
    assert refused.run("charter.state().id") in refused.run(TEXT)
    assert "Audience measurementrefused" in refused.run(TEXT)
    refused.push("accept")
    refused.gone()
    assert refused.choices() == {"statistics": True, "marketing": True, "video": True}
    refused.becomes(refused.actions, ["refuse_all", "accept_all"])
