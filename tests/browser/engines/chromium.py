"""Blink: the system's Chromium, through Playwright as in the other browser tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Error, Page

from tests.browser.engines.driver import Cookie, Interrupted


class Chromium:
    """A page of a fresh profile."""

    engine = "chromium"

    def __init__(self, page: Page, version: str) -> None:
        self._page = page
        self.version = version

    def open(self, url: str) -> None:
        self._page.goto(url)

    def reload(self) -> None:
        self._page.reload()

    def run(self, script: str) -> Any:
        try:
            return self._page.evaluate(script)
        except Error as error:
            raise Interrupted(str(error)) from error

    def click(self, script: str) -> None:
        element = self._page.evaluate_handle(script).as_element()
        if element is None:
            raise Interrupted(f"no element: {script}")
        element.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def cookies(self) -> list[Cookie]:
        return [kept(dict(cookie)) for cookie in self._page.context.cookies(self._page.url)]


def kept(cookie: dict[str, Any]) -> Cookie:
    """Playwright's cookie as a test reads it."""
    expires = None if cookie["expires"] == -1 else cookie["expires"]
    return Cookie(cookie["name"], cookie["value"], cookie["domain"], cookie["path"], expires, cookie["sameSite"])


@contextmanager
def chromium(browser: Browser) -> Iterator[Chromium]:
    """A page in a Chromium that runs already."""
    context = browser.new_context(locale="en-GB")
    yield Chromium(context.new_page(), browser.version)
    context.close()
