"""One browser of each engine; xdist gives each engine to one worker."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.browser.banner_host import serving
from tests.browser.engines.chromium import chromium
from tests.browser.engines.driver import Driver
from tests.browser.engines.firefox import firefox
from tests.browser.engines.visit import Place, Visit
from tests.browser.engines.webkit import webkit

ENGINES = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ("chromium", "firefox", "webkit")]


@pytest.fixture(scope="session", params=ENGINES)
def driver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """A page in each engine in turn."""
    with _opened(request, tmp_path_factory.mktemp(request.param)) as made:
        yield made


def _opened(request: pytest.FixtureRequest, home: Path) -> AbstractContextManager[Driver]:
    if request.param == "chromium":
        return chromium(request.getfixturevalue("chromium"))
    return firefox(home) if request.param == "firefox" else webkit(home)


@pytest.fixture
def place() -> Iterator[Place]:
    """A host page of its own for each test."""
    with serving(Place()) as made:
        made.fill()
        yield made


@pytest.fixture
def visit(driver: Driver, place: Place) -> Iterator[Visit]:
    """A visitor who has not been here; the page is left before its servers stop."""
    yield Visit(driver, place)
    driver.open("about:blank")
