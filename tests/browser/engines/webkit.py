"""WebKit: Debian's WebKitGTK, through its own WebDriver, on a display of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Proxy, Remote, WebKitGTKOptions
from selenium.webdriver.common.proxy import ProxyType
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.engines.driver import Cookie, Interrupted, key_codes
from tests.browser.engines.processes import end, environment, missing, program, started

BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
NO_PROXY = Proxy({"proxyType": ProxyType.DIRECT})


class WebKit:
    """The window of a MiniBrowser."""

    engine = "webkit"

    def __init__(self, selenium: Remote) -> None:
        self._selenium = selenium
        self.version = str(selenium.capabilities["browserVersion"])

    def open(self, url: str) -> None:
        self._selenium.get(url)

    def reload(self) -> None:
        self._selenium.refresh()

    def run(self, script: str) -> Any:
        try:
            return self._selenium.execute_script(f"return {script}")
        except WebDriverException as error:
            raise Interrupted(str(error)) from error

    def click(self, script: str) -> None:
        self.run(script).click()

    def press(self, *keys: str) -> None:
        for codes in map(key_codes, keys):
            chain = ActionChains(self._selenium, duration=0)
            for code in codes:
                chain.key_down(code)
            for code in reversed(codes):
                chain.key_up(code)
            chain.perform()

    def cookies(self) -> list[Cookie]:
        return [kept(cookie) for cookie in self._selenium.get_cookies()]


def kept(cookie: dict[str, Any]) -> Cookie:
    """WebDriver's cookie as a test reads it."""
    expires, same_site = cookie.get("expiry"), cookie.get("sameSite", "")
    return Cookie(cookie["name"], cookie["value"], cookie["domain"], cookie["path"], expires, same_site)


@contextmanager
def webkit(home: Path) -> Iterator[WebKit]:
    """A MiniBrowser with nothing remembered, on a display that nobody sees."""
    driver = program("WebKitWebDriver")
    options = WebKitGTKOptions()
    options.binary_location = browser()
    options.add_argument("--automation")
    with display() as name:
        variables = environment(home, DISPLAY=name, GDK_BACKEND="x11", NO_AT_BRIDGE="1")
        service = Service(driver, env=variables, popen_kw={"start_new_session": True})
        with selenium(options, service) as driven:
            yield WebKit(driven)


@contextmanager
def selenium(options: WebKitGTKOptions, service: Service) -> Iterator[Remote]:
    """A WebDriver session; the driver and all it started are gone when the block ends."""
    service.start()
    try:
        executor = RemoteConnection(client_config=ClientConfig(service.service_url, proxy=NO_PROXY))
        driven = Remote(executor, options=options)
        yield driven
        driven.quit()
    finally:
        end(service.process)


def browser() -> str:
    """The path of the MiniBrowser that belongs to the driver; Debian keeps it off the PATH."""
    found = sorted(Path("/").glob(BROWSERS.lstrip("/")))
    if not found:
        missing("MiniBrowser")
    return str(found[-1])


@contextmanager
def display() -> Iterator[str]:
    """An X server that draws nowhere, on the first number that is free."""
    path = program("Xvfb")
    heard, told = os.pipe()
    command = [path, "-displayfd", str(told), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with started(command, pass_fds=[told]), os.fdopen(heard) as answer:
        os.close(told)
        yield f":{answer.readline().strip()}"
