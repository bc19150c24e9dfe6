"""What was accepted runs: once, in the order of the page, whenever it came into it."""

import pytest

from tests.browser.engines.visit import EVERYTHING, WAITING, Visit, note

pytestmark = pytest.mark.browser

LATER = f'{WAITING}>{note("inline")}</script>{WAITING}src="/a.js"></script>'
FRAME = '<iframe data-purpose="video" data-src="/t/player" title="v"></iframe>'


def insert(visit: Visit, html: str) -> None:
    """Puts markup into the page as a script would."""
    visit.run(f"document.querySelector('main').insertAdjacentHTML('beforeend', {html!r})")


def test_everything_at_once_and_after_a_reload(visit: Visit) -> None:
    visit.choose("accept")
    for _ in range(2):
        visit.becomes(visit.tracked, EVERYTHING)
        visit.becomes(visit.names, {"charter_consent", "_ga_X1", "_ga", "_mk_a"})
        visit.until("window.inlineRan === 1")
        visit.anew()
    assert visit.actions() == ["accept_all"]


def test_only_what_was_chosen(visit: Visit) -> None:
    visit.open()
    visit.push("customize")
    visit.click_inside("input[name=statistics]")
    visit.push("save")
    visit.gone()
    visit.becomes(visit.actions, ["customise"])
    visit.settle()
    assert visit.tracked() == {"GET /t/ga.js"}
    assert visit.choices() == {"statistics": True, "marketing": False, "video": False}


def test_scripts_run_in_the_order_of_the_document(visit: Visit) -> None:
    """The first one comes late; those behind it wait, as they would for the parser."""
    for name in ("a", "c", "e"):
        visit.place.script(f"/{name}.js", note(name))
    visit.place.late.add("/a.js")
    visit.place.page(
        f'{WAITING}src="/a.js"></script>{WAITING}>{note("b")}</script>{WAITING}data-src="/c.js"></script>'
        f'{WAITING}src="/missing.js"></script>{WAITING}>{note("d")}</script>{WAITING}src="/e.js"></script>'
    )
    visit.choose("accept")
    visit.until("window.ran && ran.includes('e')")
    assert visit.run("ran") == ["a", "b", "c", "d", "e"]


def test_an_async_script_waits_for_nobody(visit: Visit) -> None:
    visit.place.script("/late.js", note("ordered"))
    visit.place.script("/soon.js", note("async"))
    visit.place.late.add("/late.js")
    visit.place.page(f'{WAITING}src="/late.js"></script>{WAITING}async src="/soon.js"></script>')
    visit.choose("accept")
    visit.until("window.ran && ran.length === 2")
    assert visit.run("ran") == ["async", "ordered"]


def test_modules_run_as_modules(visit: Visit) -> None:
    visit.place.script("/part.js", "export const name = 'part';")
    module = WAITING + 'data-type="module"'
    visit.place.page(f"{module}>import {{ name }} from '/part.js'; window.inline = name</script>")
    visit.choose("accept")
    visit.until("window.inline === 'part'")


def test_elements_put_in_later_are_held_and_released(visit: Visit) -> None:
    visit.place.script("/a.js", note("src"))
    visit.place.page("<main>Text</main>")
    visit.open()
    insert(visit, LATER + FRAME)
    visit.settle()
    assert visit.run("window.ran") is None
    assert visit.tracked() == set()
    visit.push("accept")
    visit.until("window.ran && ran.length === 2")
    assert visit.run("ran") == ["inline", "src"]
    visit.becomes(visit.tracked, {"GET /t/player"})
    insert(visit, f"{WAITING}>{note('after')}</script>")
    visit.until("ran.length === 3")


def test_nothing_runs_twice(visit: Visit) -> None:
    visit.place.page(f'<main>Text</main>{WAITING}id="once">{note("once")}</script>')
    visit.open()
    visit.run("window.old = document.querySelector('#once')")
    visit.push("accept")
    visit.gone()
    visit.run("[charter.acceptAll(), document.body.append(old), document.body.append(document.querySelector('#once'))]")
    visit.settle()
    assert visit.run("ran") == ["once"]
