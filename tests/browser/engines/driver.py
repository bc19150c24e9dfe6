"""What a test asks of a browser, whichever engine is in it."""

from dataclasses import dataclass
from typing import Any, Protocol

KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008", "Escape": "\ue00c", "Space": " "}
"""Keys by name, as WebDriver writes them (https://www.w3.org/TR/webdriver2/#keyboard-actions)."""


class Interrupted(Exception):
    """The page refused or went away while it was asked; asking again may help."""


@dataclass(frozen=True)
class Cookie:
    """A cookie as the browser keeps it; `expires` is in Unix seconds, and None for one of the session."""

    name: str
    value: str
    domain: str
    path: str
    expires: float | None
    same_site: str


class Driver(Protocol):
    """One page in one browser. `script` is always one JavaScript expression."""

    engine: str
    version: str

    def open(self, url: str) -> None:
        """Goes to an address and waits until the page is loaded."""

    def reload(self) -> None:
        """Loads the page again and waits until it is loaded."""

    def run(self, script: str) -> Any:
        """The value of an expression, made of what JSON knows; undefined is None."""

    def click(self, script: str) -> None:
        """Clicks, as a hand would, in the middle of the element that an expression finds."""

    def press(self, *keys: str) -> None:
        """Presses keys one after the other: names of `KEYS`, `Shift+Tab` for two at once."""

    def cookies(self) -> list[Cookie]:
        """The cookies that the page's own address is sent."""


def key_codes(name: str) -> list[str]:
    """`Shift+Tab` as WebDriver's key values, in the order they go down."""
    return [KEYS[part] for part in name.split("+")]
