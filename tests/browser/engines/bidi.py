"""WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/): commands over one websocket, which Firefox itself serves."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from websockets.sync.client import ClientConnection, connect

TIMEOUT = 60


class BiDiError(Exception):
    """The browser's refusal of a command."""


class Connection:
    """A BiDi session."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = count(1)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Gives a command and returns its result."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        answer = self._answer(number)
        if answer["type"] == "error":
            raise BiDiError(f"{method}: {answer['error']}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _answer(self, number: int) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = json.loads(self._socket.recv(TIMEOUT))
            if message.get("id") == number:
                return message


@contextmanager
def session(port: int) -> Iterator[tuple[Connection, dict[str, Any]]]:
    """A session with the browser that listens on a port of this machine, and the browser's capabilities."""
    # No pings: what they carry comes from the shared random generator, in a thread, and Hypothesis minds who moves it.
    address = f"ws://127.0.0.1:{port}/session"
    with connect(address, proxy=None, compression=None, max_size=None, ping_interval=None) as socket:
        connection = Connection(socket)
        yield connection, connection.send("session.new", capabilities={})["capabilities"]
        connection.send("session.end")
