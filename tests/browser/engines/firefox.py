"""Gecko: Debian's Firefox, which speaks WebDriver BiDi without a geckodriver (Debian has none)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.engines.bidi import BiDiError, Connection, session
from tests.browser.engines.driver import Cookie, Interrupted, key_codes
from tests.browser.engines.processes import environment, program, started, until_there

# Whatever isn't on this machine is sent to a port where nobody listens: the browser calls nobody.
PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}


class Firefox:
    """A tab of Firefox."""

    engine = "firefox"

    def __init__(self, connection: Connection, version: str) -> None:
        self._connection = connection
        self.version = version
        # In the tab that Firefox starts with, the address bar has the focus and no key reaches the page.
        self._tab = connection.send("browsingContext.create", type="tab")["context"]

    def open(self, url: str) -> None:
        self._send("browsingContext.navigate", url=url, wait="complete")

    def reload(self) -> None:
        self._send("browsingContext.reload", wait="complete")

    def run(self, script: str) -> Any:
        value = self._evaluate(f"JSON.stringify({script})").get("value")
        return None if value is None else json.loads(value)

    def click(self, script: str) -> None:
        # A hand scrolls first; BiDi's actions don't, other than WebDriver's click on an element.
        self._evaluate(f"({script}).scrollIntoView({{block: 'nearest'}})")
        target = {"type": "element", "element": {"sharedId": self._evaluate(script)["sharedId"]}}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": target}
        down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        self._act({"type": "pointer", "id": "mouse", "actions": [move, down, up]})

    def press(self, *keys: str) -> None:
        for codes in map(key_codes, keys):
            down = [{"type": "keyDown", "value": code} for code in codes]
            up = [{"type": "keyUp", "value": code} for code in reversed(codes)]
            self._act({"type": "key", "id": "keyboard", "actions": down + up})

    def cookies(self) -> list[Cookie]:
        host, path = self.run("[location.hostname, location.pathname]")
        partition = {"type": "context", "context": self._tab}
        found = self._connection.send("storage.getCookies", partition=partition)["cookies"]
        return [kept(cookie) for cookie in found if is_sent(cookie, host, path)]

    def _act(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", actions=[source])

    def _evaluate(self, script: str) -> dict[str, Any]:
        done = self._send("script.evaluate", expression=script, target={"context": self._tab}, awaitPromise=False)
        if done["type"] == "exception":
            raise Interrupted(done["exceptionDetails"]["text"])
        result: dict[str, Any] = done["result"]
        return result

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        try:
            return self._connection.send(method, **({} if "target" in params else {"context": self._tab}), **params)
        except BiDiError as error:
            raise Interrupted(str(error)) from error


def is_sent(cookie: dict[str, Any], host: str, path: str) -> bool:
    """Whether an address is sent this cookie (RFC 6265, 5.4)."""
    domain, folder = cookie["domain"].lstrip("."), cookie["path"].rstrip("/") + "/"
    return f".{host}".endswith(f".{domain}") and f"{path}/".startswith(folder)


def kept(cookie: dict[str, Any]) -> Cookie:
    """BiDi's cookie as a test reads it."""
    value = cookie["value"]["value"]
    expires, same_site = cookie.get("expiry"), cookie["sameSite"].capitalize()
    return Cookie(cookie["name"], value, cookie["domain"], cookie["path"], expires, same_site)


@contextmanager
def firefox(home: Path) -> Iterator[Firefox]:
    """A headless Firefox with a fresh profile."""
    path = program("firefox-esr", "firefox")
    profile = home / "profile"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines))
    command = [path, "--headless", "--profile", str(profile), "--remote-debugging-port", "0"]
    with started(command, env=environment(home)):
        port = json.loads(until_there(profile / "WebDriverBiDiServer.json"))["ws_port"]
        with session(port) as (connection, about):
            yield Firefox(connection, about["browserVersion"])
