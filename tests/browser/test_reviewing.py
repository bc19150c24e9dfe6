"""The review of an import in a real browser: by keyboard alone, and without script by its buttons."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.admin.acting import add_platform
from tests.browser.test_admin import app, link, look, origin

__all__ = ["app", "origin"]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("admin")]


def charter(maker: str) -> str:
    """Three cookies of services and a provider of its own: the tests share an organization."""
    return (
        "Cookies nécessaires\n\n"
        "Prestataire\tService\tNom du cookie\tFinalités\tDurée\n"
        f"{maker}\tConnexion, {maker}\tsession_une\tGarder la session\t1 an\n"
        f"{maker}\tLangue, {maker}\tsession_deux\tSe souvenir de la langue\t1 an\n"
        f"{maker}\tPanier, {maker}\tsession_trois\tGarder le panier\t1 an\n"
    )


def at_import(app: Flask, origin: str, page: Page, name: str) -> str:
    """Signed in, at the form for a charter of a new platform."""
    page.set_default_timeout(20_000)
    place = f"{origin}/o/rives/platforms/{add_platform(app, name)}/import"
    page.goto(origin + link(app))
    page.goto(place)
    return place


def waiting(page: Page) -> list[str]:
    return page.locator("article[data-pending] h3").all_inner_texts()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.querySelector('h3')?.textContent ?? document.activeElement.id"))


def test_a_charter_is_taken_in_and_accepted_by_keyboard_alone(app: Flask, origin: str, page: Page) -> None:
    at_import(app, origin, page, "Clavier")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.locator("#text").focus()
    page.keyboard.insert_text(charter("Clavier"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/imports/"))
    assert waiting(page) == ["session_une", "session_deux", "session_trois"]

    page.keyboard.press("j")
    assert focused(page) == "session_une"
    expect(page.locator("mark.here")).to_contain_text("Garder la session")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "session_deux"
    expect(page.locator("mark.here")).to_contain_text("Se souvenir de la langue")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator("#live")).to_contain_text("“session_une” was declared.")
    assert focused(page) == "session_deux"

    page.keyboard.press("d")
    expect(page.locator("#live")).to_contain_text("“session_deux” was dropped.")
    assert focused(page) == "session_trois"
    page.keyboard.press("u")
    expect(page.locator("#live")).to_contain_text("Undone")
    assert focused(page) == "session_deux"
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type("_ajud")  # the letters are keys, and do nothing here
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("“session_deux_ajud” was declared.")
    page.keyboard.press("a")
    expect(page.locator("#finished")).to_be_focused()
    expect(page.locator("#finished")).to_contain_text("3 declarations were added")
    assert errors == []


def test_the_keys_can_be_switched_off(app: Flask, origin: str, page: Page) -> None:
    at_import(app, origin, page, "Sans touches")
    page.locator("#text").fill(charter("Touches"))
    page.get_by_role("button", name="Find the cookies").click()
    page.get_by_text("Keyboard shortcuts").click()
    page.locator("#shortcuts").uncheck()
    page.locator("article").first.focus()
    page.keyboard.press("d")
    page.reload()
    expect(page.locator("#shortcuts")).not_to_be_checked()
    page.locator("article").first.focus()
    page.keyboard.press("d")
    page.wait_for_timeout(300)
    assert len(waiting(page)) == 3


def test_all_of_it_works_without_script(app: Flask, origin: str, chromium: Browser) -> None:
    context = chromium.new_context(locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    place = at_import(app, origin, page, "Sans script")
    page.locator("#text").fill(charter("Boutons"))
    page.get_by_role("button", name="Find the cookies").click()
    page.locator("article [data-act=accept]").first.click()
    number = page.locator("article[data-pending]").first.get_attribute("id")
    assert page.url.endswith(f"#{number}")
    page.get_by_role("button", name=re.compile("Undo the last decision")).click()
    page.get_by_role("button", name="Accept all 3 that remain").click()
    expect(page.locator("#finished")).to_contain_text("3 declarations were added")
    page.get_by_role("button", name=re.compile("Undo the last decision: 3 were accepted")).click()
    assert len(waiting(page)) == 3
    page.get_by_role("button", name="Accept all 3 that remain").click()
    page.goto(place)
    page.locator("#text").fill(charter("Boutons").replace("1 an\n", "2 ans\n", 1))
    page.get_by_role("button", name="Find the cookies").click()
    assert waiting(page) == ["session_une"]
    page.get_by_role("button", name=re.compile("Take the document’s")).click()
    expect(page.locator("#finished")).to_contain_text("1 declaration was completed")
    page.goto(place)
    page.locator("#text").fill(charter("Boutons").replace("1 an\n", "2 ans\n", 1))
    page.get_by_role("button", name="Find the cookies").click()
    expect(page.locator("#finished")).to_contain_text("Nothing is new in this document")
    context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_declared_already_is_accessible(app: Flask, origin: str, page: Page, language: str) -> None:
    place = at_import(app, origin, page, f"Axe {language}")
    page.set_extra_http_headers({"Accept-Language": language})
    first = charter(f"Axe {language}")
    for text in (first, first.replace("1 an", "2 ans") + "Atelier\tCarte\tcarte\t\t\n"):
        page.goto(place)
        page.locator("#text").fill(text)
        page.locator("form.card-plain button").click()
        page.locator("article").first.wait_for()
        problems = []
        for scheme in ("light", "dark"):
            for width in (1280, 390):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                problems += look(page, page.url)
        assert problems == []
        if page.locator("article[data-pending]").count():
            page.locator(".card-plain form button").last.click()
