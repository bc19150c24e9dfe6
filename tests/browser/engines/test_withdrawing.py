"""Taking a consent back: what was declared is deleted, and the page starts anew without it."""

import pytest

from tests.browser.engines.visit import EVERYTHING, Visit

pytestmark = pytest.mark.browser

KEPT = "[Object.keys(localStorage), Object.keys(sessionStorage)]"
SET = "document.cookie = 'unrelated=1; path=/; max-age=999'"


def kept(visit: Visit) -> list[list[str]]:
    """What lies in the two storages; a receipt lies there too until the server has acknowledged it."""
    found: list[list[str]] = visit.run(f"{KEPT}.map((names) => names.sort())")
    return found


def accepted(visit: Visit) -> None:
    """Accepts everything on a page with a path of its own, and lets it all run."""
    visit.open("/shop/cart")
    visit.push("accept")
    visit.becomes(visit.tracked, EVERYTHING)
    visit.becomes(visit.names, {"charter_consent", "_ga_X1", "_ga", "_mk_a", "_mk_b"})
    visit.becomes(lambda: kept(visit), [["mk.id", "other"], ["mk_visit"]])


def test_what_was_declared_is_deleted_and_the_page_is_loaded_again(visit: Visit) -> None:
    accepted(visit)
    visit.run(SET)
    visit.click("a")
    visit.reloaded_by("refuse")
    visit.gone()
    visit.becomes(visit.names, {"charter_consent", "unrelated"})
    visit.becomes(lambda: kept(visit), [["other"], []])
    assert visit.tracked() == set()
    assert visit.run("window.inlineRan") is None


def test_going_back_runs_nothing_of_a_consent_taken_back_elsewhere(visit: Visit) -> None:
    """Chromium and Firefox restore a frame's former address, WebKit the whole page as it was left."""
    visit.choose("accept")
    visit.becomes(visit.tracked, EVERYTHING)
    visit.open("/shop/cart")
    visit.click("a")
    visit.reloaded_by("refuse")
    visit.run("void history.back()")
    visit.until("location.pathname === '/'")
    visit.settle()
    assert visit.tracked() == set()
    assert visit.run("window.inlineRan") is None


def test_the_receipts_name_one_visitor(visit: Visit) -> None:
    """The second one is sent while the page goes away."""
    accepted(visit)
    visit.click("a")
    visit.reloaded_by("refuse")
    visit.becomes(visit.actions, ["accept_all", "withdraw"])
    assert len({receipt["consent_id"] for receipt in visit.place.receipts}) == 1
    assert set(visit.place.types) == {"text/plain;charset=UTF-8"}


def test_one_purpose_taken_back_leaves_the_others_alone(visit: Visit) -> None:
    accepted(visit)
    visit.click("a")
    visit.push("customize")
    visit.click_inside("input[name=marketing]")
    visit.reloaded_by("save")
    visit.becomes(visit.tracked, {"GET /t/ga.js", "GET /t/player"})
    visit.becomes(visit.names, {"charter_consent", "_ga_X1", "_ga"})
    visit.becomes(lambda: kept(visit), [["other"], []])
    assert visit.choices() == {"statistics": True, "marketing": False, "video": True}


def test_the_interface_takes_back_too(visit: Visit) -> None:
    accepted(visit)
    visit.run("[window.former = true, charter.withdraw('statistics')]")
    visit.until("!window.former")
    visit.becomes(visit.names, {"charter_consent", "_mk_a", "_mk_b"})


def test_a_first_refusal_sweeps_what_lay_around(visit: Visit) -> None:
    visit.open()
    visit.run("['_ga_old', '_pk_id.1'].map((name) => document.cookie = name + '=1; path=/')")
    visit.push("refuse")
    visit.gone()
    visit.becomes(visit.names, {"charter_consent", "_pk_id.1"})
