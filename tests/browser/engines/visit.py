"""A visitor on a host page: what a test does there, and what it can tell afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from time import monotonic, sleep
from typing import Any, TypeVar

from tests.browser.banner_host import GA, MK, TRACKERS, Reply, World
from tests.browser.engines.driver import Cookie, Driver, Interrupted

PATIENCE = 15.0
EVERYTHING = {"GET /t/ga.js", "GET /t/mk.js", "GET /t/player"}
WAITING = '<script type="text/plain" data-purpose="statistics" '
BANNER = "document.querySelector('charter-banner')"
SHOWN = f"!!({BANNER} && {BANNER}.shadowRoot.querySelector('[part=banner]').getBoundingClientRect().height)"
SETTLED = "document.readyState === 'complete'"
TEXT = f"{BANNER}.shadowRoot.querySelector('[part=banner]').textContent"

T = TypeVar("T")

_numbers = count(1)


@dataclass
class Place(World):
    """A host page under a name no other test has: one browser serves them all and nothing has to be wiped.

    Every tracker of its pages waits for consent. Addresses in `late` are answered late.
    """

    domain: str = field(default_factory=lambda: f"site{next(_numbers)}.localhost")
    late: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.hostname = f"www.{self.domain}"
        self.script("/t/ga.js", GA.replace("site.localhost", self.domain))
        self.script("/t/mk.js", MK)

    def fill(self) -> None:
        """Puts the pages there; they name the banner's port, so the servers must listen already."""
        self.page("player", "/t/player", head="")
        for path in ("/", "/shop/cart"):
            self.page(TRACKERS, path)

    def _host(self, path: str, body: bytes) -> Reply:
        if path in self.late:
            sleep(0.3)
        return super()._host(path, body)


@dataclass
class Visit:
    """A browser at a place."""

    driver: Driver
    place: Place

    def open(self, path: str = "/") -> None:
        """Goes to a page of the place."""
        self.driver.open(self.place.url(path))

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        return self.driver.run(script)

    def choose(self, part: str) -> None:
        """Opens the first page and answers the banner there."""
        self.open()
        self.push(part)
        self.gone()

    def push(self, part: str) -> None:
        """Clicks a button of the banner, once it is there."""
        self.click_inside(f"[part={part}]")

    def click_inside(self, selector: str) -> None:
        """Clicks something in the banner, once that is shown."""
        self.shown()
        self.driver.click(inside(selector))

    def click(self, selector: str) -> None:
        """Clicks something of the page itself."""
        self.driver.click(f"document.querySelector('{selector}')")

    def shown(self) -> None:
        """Waits for the banner."""
        self.until(SHOWN)

    def gone(self) -> None:
        """Waits until there is no banner."""
        self.until(f"!{BANNER}")

    def until(self, script: str) -> None:
        """Waits until an expression holds, across a page that is loading."""
        deadline = monotonic() + PATIENCE
        while not self._holds(script):
            assert monotonic() < deadline, f"never true: {script}"
            sleep(0.02)

    def becomes(self, ask: Callable[[], T], expected: T) -> None:
        """Waits until what a test asks is what it expects."""
        deadline = monotonic() + PATIENCE
        while (found := ask()) != expected and monotonic() < deadline:
            sleep(0.02)
        assert found == expected

    def settle(self) -> None:
        """Waits until the page is loaded and neither server has been asked anything for a while."""
        self.until(SETTLED)
        seen, quiet = -1, 0
        while quiet < 10:
            sleep(0.025)
            count = len(self.place.host.asked) + len(self.place.server.asked) + len(self.place.receipts)
            seen, quiet = count, quiet + 1 if count == seen else 0

    def reloaded_by(self, part: str) -> None:
        """Clicks a button of the banner that makes the page load itself again, and waits for that."""
        self.settle()
        self.run("window.former = true")
        self.place.host.asked.clear()
        self.push(part)
        self.until("!window.former")
        self.settle()

    def anew(self) -> None:
        """Loads the page again; `tracked` then tells what that one asked for."""
        self.settle()
        self.place.host.asked.clear()
        self.driver.reload()
        self.settle()

    def tracked(self) -> set[str]:
        """The trackers that the host has been asked for."""
        return {line for line in self.place.host.asked if "/t/" in line}

    def cookies(self) -> dict[str, Cookie]:
        """The cookies of this page by name."""
        return {cookie.name: cookie for cookie in self.driver.cookies()}

    def names(self) -> set[str]:
        """The names of the cookies of this page."""
        return set(self.cookies())

    def choices(self) -> dict[str, bool] | None:
        """What the banner says was chosen."""
        found: dict[str, bool] | None = self.run("charter.state() && charter.state().choices")
        return found

    def actions(self) -> list[str]:
        """What each receipt says was done."""
        return [receipt["action"] for receipt in self.place.receipts]

    def _holds(self, script: str) -> bool:
        try:
            return bool(self.run(script))
        except Interrupted:
            return False


def inside(selector: str) -> str:
    """An expression for something in the banner's shadow tree."""
    return f"{BANNER}.shadowRoot.querySelector('{selector}')"


def note(name: str) -> str:
    """Code that leaves its name behind."""
    return f"(window.ran = window.ran || []).push('{name}');"
