"""Fetching one page of a website: what is allowed, and what it is kept away from."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from typing import Any

import pytest

from charter_admin.publishing import fetching
from charter_admin.publishing.fetching import MOST_BYTES, Fetcher, Unreachable, is_public

HERE = Fetcher(loopback=True, seconds=20)


class Site(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        """One of the pages of the tests."""
        if self.path.startswith("/to/"):
            return self._answer(302, b"", Location=self.path.removeprefix("/to/"))
        if self.path.startswith("/round/"):
            return self._answer(302, b"", Location=f"/round/{int(self.path.removeprefix('/round/')) + 1}")
        pages: dict[str, tuple[bytes, dict[str, str]]] = {
            "/": (b"<p>home", {}),
            "/packed": (gzip.compress(b"<p>packed"), {"Content-Encoding": "gzip"}),
            "/bomb": (gzip.compress(b"x" * (50 * MOST_BYTES)), {"Content-Encoding": "gzip"}),
            "/large": (b"y" * (2 * MOST_BYTES), {}),
            "/latin": ("<p>é".encode("latin-1"), {}),
        }
        body, headers = pages.get(self.path, (b"none", {}))
        return self._answer(200 if self.path in pages else 404, body, **headers)

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Keeps quiet."""

    def handle(self) -> None:
        """A client may leave in the middle of a large page."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The host and port of a website on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)
    server.server_close()


def follow(address: str) -> fetching.Page:
    """One address."""
    return HERE._follow(address, time.monotonic() + 20)


def refused(address: str, fetcher: Fetcher = HERE) -> str:
    """Why an address cannot be fetched."""
    with pytest.raises(Unreachable) as refusal:
        fetcher._follow(address, time.monotonic() + 20)
    return refusal.value.code


def test_http_where_there_is_no_https(site: str) -> None:
    page = HERE.home(site)
    assert (page.address, page.status, page.html) == (f"http://{site}/", 200, "<p>home")


def test_pages(site: str) -> None:
    assert follow(f"http://{site}/packed").html == "<p>packed"
    assert follow(f"http://{site}/latin").html == "<p>�"
    assert follow(f"http://{site}/nothing").status == 404


def test_large_pages_are_cut(site: str) -> None:
    assert len(follow(f"http://{site}/large").html) == MOST_BYTES
    assert len(follow(f"http://{site}/bomb").html) == MOST_BYTES


def test_redirects(site: str) -> None:
    assert follow(f"http://{site}/to//").address == f"http://{site}/"
    assert follow(f"http://{site}/to/http://{site}/packed").html == "<p>packed"
    assert follow(f"http://{site}/to//caf%C3%A9").status == 404
    assert refused(f"http://{site}/round/1") == "redirects"
    for elsewhere in (
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://x/",
        "http://user@example.org/",
        "http://[/",
    ):
        assert refused(f"http://{site}/to/{elsewhere}") == "redirects"


def test_this_machine_is_visited_only_where_it_serves_itself(site: str) -> None:
    with pytest.raises(Unreachable) as refusal:
        Fetcher(seconds=2).home(site)
    assert refusal.value.code == "forbidden"
    for private in (
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00::1]",
        "0.0.0.0",
        "[::ffff:10.0.0.1]",
    ):
        assert refused(f"http://{private}/") == "forbidden"
        assert refused(f"http://{site}/to/http://{private}/") == "forbidden"


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "fe80::1", "fc00::1", "ff02::1", "::", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2002:a00:1::1", "192.0.2.1", "198.18.0.1", "240.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_addresses_that_are_public(text: str) -> None:
    assert is_public(ip_address(text))


def test_the_address_that_was_looked_at_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers differently the second time (DNS rebinding) is not asked a second time."""
    answers = iter([[(0, 0, 0, "", ("93.184.215.14", 80))], [(0, 0, 0, "", ("127.0.0.1", 80))]])
    reached: list[Any] = []

    def connect(address: Any, timeout: float) -> socket.socket:
        reached.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: next(answers))
    monkeypatch.setattr(socket, "create_connection", connect)
    assert refused("http://rebinding.example/", Fetcher()) == "silent"
    assert reached == [("93.184.215.14", 80)]
    assert refused("http://rebinding.example/", Fetcher()) == "forbidden"


def test_one_private_address_among_others_forbids_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = [(0, 0, 0, "", ("93.184.215.14", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: mixed)
    assert refused("http://mixed.example/", Fetcher()) == "forbidden"


def test_unknown_names() -> None:
    assert refused("http://nothing.invalid/") == "unknown"
    assert refused(f"http://{'a' * 70}.example/") == "unknown"


def test_nobody_there() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        assert refused(f"http://127.0.0.1:{taken.getsockname()[1]}/") == "silent"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_site_that_drips_is_left_at_the_deadline(scheme: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        stop = threading.Event()

        def drip() -> None:
            peer, _ = server.accept()
            with closing(peer):
                for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000:
                    if stop.wait(0.02):
                        return
                    try:
                        peer.send(bytes([letter]))
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        began = time.monotonic()
        with pytest.raises(Unreachable):
            HERE._follow(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/", began + 0.5)
        assert time.monotonic() - began < 2.5
        stop.set()
        thread.join(5)
