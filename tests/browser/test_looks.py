"""The editor of the banner's looks in a real browser: the preview follows what is typed, and nothing is saved."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.test_admin import app, link, origin

__all__ = ["app", "origin"]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("admin")]


@pytest.fixture
def editor(app: Flask, origin: str, page: Page) -> Page:
    """The page of the looks, opened by an owner."""
    page.set_default_timeout(20_000)
    page.goto(origin + link(app))
    page.goto(f"{origin}/o/rives/platforms/{app.config['PARTS']['platform']}/banner")
    return page


def test_the_preview_follows_the_form(editor: Page) -> None:
    errors: list[str] = []
    editor.on("pageerror", lambda error: errors.append(str(error)))
    editor.get_by_text("The charter page", exact=True).click()
    editor.frame_locator("#stage").locator("h1").wait_for()
    editor.locator("#light_paper").fill("#fff0f0")
    expect(editor.frame_locator("#stage").locator("html")).to_have_css("background-color", "rgb(255, 240, 240)")
    editor.get_by_text("Dark", exact=True).click()
    expect(editor.frame_locator("#stage").locator("html")).to_have_css("background-color", "rgb(26, 33, 41)")
    editor.get_by_text("Phone", exact=True).click()
    expect(editor.locator(".stage")).to_have_attribute("data-width", "phone")
    assert editor.frame_locator("#stage").locator("html").evaluate("innerWidth") == 390
    editor.reload()
    expect(editor.locator("#light_paper")).to_have_value("#fffefb")
    assert errors == []


def test_going_back_leaves_the_page(editor: Page) -> None:
    before = editor.evaluate("history.length")
    for colour in ("#fff0f0", "#f0f0ff"):
        editor.locator("#light_paper").fill(colour)
        expect(editor.locator("#stage")).to_have_attribute("data-preview", re.compile(colour[1:]))
        editor.wait_for_timeout(500)
    assert editor.evaluate("history.length") == before


def test_the_picker_and_the_text_say_the_same(editor: Page) -> None:
    editor.locator("[data-picks=light_mark]").evaluate(
        "(picker) => { picker.value = '#aabbcc'; picker.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(editor.locator("#light_mark")).to_have_value("#aabbcc")
    editor.locator("#light_mark").fill("#112233")
    expect(editor.locator("[data-picks=light_mark]")).to_have_value("#112233")


def test_the_contrast_is_told_while_typing(editor: Page) -> None:
    editor.locator("#light_paper").fill("#ffffff")
    editor.locator("#light_ink").fill("#777777")
    told = editor.locator("output[data-contrast^=light_ink]")
    expect(told).to_have_text("4.47")
    expect(told.locator("..")).to_have_class(re.compile("refusal"))
    editor.locator("#light_ink").fill("#767676")
    expect(told).to_have_text("4.54")
    expect(told.locator("..")).not_to_have_class(re.compile("refusal"))
