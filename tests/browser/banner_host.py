"""A host page and our server, on two origins, as real servers: what the banner meets in the wild.

The host is reached as `www.site.localhost`, so that it has a parent domain to set cookies on.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeVar

from playwright.sync_api import Page

from charter_admin.banner import bundle as banner
from charter_admin.versions.document import Document, consent_digest
from tests.banner import charters

HOSTNAME = "www.site.localhost"
Reply = tuple[int, str, bytes, dict[str, str]]

TRACKERS = """
<script type="text/plain" data-purpose="statistics" src="/t/ga.js"></script>
<script type="text/plain" data-purpose="marketing" data-src="/t/mk.js"></script>
<script type="text/plain" data-purpose="marketing">window.inlineRan = (window.inlineRan || 0) + 1</script>
<iframe data-purpose="video" data-src="/t/player" title="Video"></iframe>
<a href="#charter-open">Cookies</a><p>Text</p>
"""
GA = """
document.cookie = "_ga_X1=1; path=/; max-age=9999";
document.cookie = "_ga=1; path=/; domain=site.localhost; max-age=9999";
"""
MK = """
document.cookie = "_mk_a=1; path=/; max-age=9999";
document.cookie = "_mk_b=1; path=/shop; max-age=9999";
localStorage["mk.id"] = 1; sessionStorage.mk_visit = 1; localStorage.other = 1;
"""


@dataclass
class Served:
    """What one server has been asked, and how it answers."""

    answer: Callable[[str, bytes], Reply]
    asked: list[str] = field(default_factory=list)
    port: int = 0


@dataclass
class World:
    """The two servers. `pages` and `scripts` are the host's; `charter` is what the banner is made of."""

    hostname: str = HOSTNAME
    charter: Document = field(default_factory=charters.asking)
    number: int = 1
    locale: str = "en"
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    scripts: dict[str, str] = field(default_factory=dict)
    receipts: list[dict[str, Any]] = field(default_factory=list)
    shown: list[dict[str, Any]] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    host: Served = field(init=False)
    server: Served = field(init=False)

    def __post_init__(self) -> None:
        self.host = Served(self._host)
        self.server = Served(self._server)

    @property
    def banner(self) -> str:
        """The address of the banner script."""
        return f"http://127.0.0.1:{self.server.port}/c/{self.charter.platform.public_id}/banner.js"

    @property
    def tag(self) -> str:
        """The one tag a site embeds."""
        return f'<script src="{self.banner}"></script>'

    def url(self, path: str = "/") -> str:
        """An address on the host site."""
        return f"http://{self.hostname}:{self.host.port}{path}"

    def page(self, body: str, path: str = "/", head: str | None = None, **headers: str) -> str:
        """Puts a page on the host, the banner in its head, and gives its address."""
        html = f"<!doctype html><html lang=en><title>Host</title>{self.tag if head is None else head}<body>{body}"
        self.pages[path] = (html, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.url(path)

    def script(self, path: str, code: str) -> str:
        """Puts a script on the host and gives its path."""
        self.scripts[path] = code
        return path

    def settle(self, page: Page) -> None:
        """Waits until the page is loaded and neither server has been asked anything for a while."""
        page.wait_for_load_state("load")
        seen, quiet = -1, 0
        while quiet < 8:
            page.wait_for_timeout(50)
            count = len(self.host.asked) + len(self.server.asked) + len(self.receipts)
            seen, quiet = count, quiet + 1 if count == seen else 0

    def _host(self, path: str, _: bytes) -> Reply:
        path = path.split("?")[0]
        if path in self.scripts:
            return 200, "text/javascript", self.scripts[path].encode(), {}
        if path in self.pages:
            html, headers = self.pages[path]
            return 200, "text/html; charset=utf-8", html.encode(), headers
        return 204 if path == "/favicon.ico" else 404, "text/plain", b"", {}

    def _server(self, path: str, body: bytes) -> Reply:
        if path.endswith("/banner.js"):
            return 200, "text/javascript", self._bundle(), {"Access-Control-Allow-Origin": "*"}
        if path.endswith("/shown") and body:
            self.shown.append(json.loads(body))
            return 204, "text/plain", b"", {"Access-Control-Allow-Origin": "*"}
        if path.endswith("/consents") and body:
            self._keep(json.loads(body))
            return 204, "text/plain", b"", {"Access-Control-Allow-Origin": "*"}
        return 200, "text/html", b"<!doctype html><title>Charter</title><h1>Charter</h1>", {}

    def _keep(self, receipt: dict[str, Any]) -> None:
        """As our server does: the same receipt, sent again by the next page, changes nothing."""
        if all(kept["id"] != receipt["id"] for kept in self.receipts):
            self.receipts.append(receipt)

    def _bundle(self) -> bytes:
        digest = consent_digest(self.charter)
        return banner.script(self.charter, self.number, digest, "build1", self.locale)


Made = TypeVar("Made", bound=World)


@contextmanager
def world() -> Iterator[World]:
    """Both servers, listening on free ports until the block ends."""
    with serving(World()) as made:
        yield made


@contextmanager
def serving(made: Made) -> Iterator[Made]:
    """Serves a world that is made already."""
    with _listening(made.host), _listening(made.server, made.types):
        yield made


@contextmanager
def _listening(served: Served, types: list[str] | None = None) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            served.asked.append(f"{self.command} {self.path}")
            length = int(self.headers.get("Content-Length") or 0)
            if length and types is not None:
                types.append(self.headers.get("Content-Type", ""))
            status, kind, content, headers = served.answer(self.path, self.rfile.read(length))
            self.send_response(status)
            sent = {"Content-Type": kind, "Content-Length": str(len(content)), "Cache-Control": "no-store"} | headers
            for name, value in sent.items():
                self.send_header(name, value)
            with suppress(ConnectionError):  # the browser went elsewhere meanwhile
                self.end_headers()
                self.wfile.write(content)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Tests read `asked`, nobody reads a log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.port = server.server_port
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def put_trackers(world: World) -> None:
    """Fills the host with pages whose trackers wait for consent, and the trackers themselves."""
    world.script("/t/ga.js", GA)
    world.script("/t/mk.js", MK)
    world.page("player", "/t/player", head="")
    for path in ("/", "/shop/cart"):
        world.page(TRACKERS, path)
