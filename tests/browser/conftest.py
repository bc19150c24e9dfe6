"""One Chromium for all browser tests; each test gets a context of its own."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Every context has a window, and Chromium loads two pages of its own for the address bar of each: two thirds of what a
# context costs, for a bar nobody sees. The last list of features is the one that counts, so what Playwright switches
# off is said again.
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
BY_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Without one, tests are skipped by name, and in CI they fail."""
    path = os.environ.get("CHROMIUM") or next((p for p in map(shutil.which, NAMES) if p), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine: install it or set CHROMIUM")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        arguments.append(f"--disable-features={','.join((*BY_PLAYWRIGHT, *ADDRESS_BAR))}")
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """An empty browser profile."""
    made = chromium.new_context(locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose uncaught errors fail the test that looks at `page_errors`."""
    made: Page = context.new_page()
    made.set_default_timeout(5000)
    return made
