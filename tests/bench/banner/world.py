"""Two loopback servers on two origins: the host page, and the one the banner comes from, which sends brotli."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import brotli

from tests.bench.banner.contestants import Contestant

TYPES = {"js": "text/javascript", "css": "text/css"}
HTML = "text/html; charset=utf-8"
PARAGRAPH = (
    "Le conseil municipal se réunit chaque mois dans la salle du parc. Les séances sont publiques et leurs comptes "
    "rendus sont publiés ici, avec les délibérations, les marchés et les données ouvertes de la ville. "
)
SECTION = "<h2>Section {n}</h2><p>{text}</p>"
PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Ville de Rives</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
    "{head}</head><body><main><h1>Ville de Rives</h1>{body}</main></body></html>"
)
TAG = b"window.tagAt = performance.now();"
# A banner that has a file of style may load it; the others are held to no style at all.
POLICY = "default-src 'none'; script-src 'self' {base}; style-src {style}; connect-src {base}; img-src data:"


@dataclass
class World:
    """Who is on the page just now, and what the banner's origin has sent since it came."""

    on_stage: Contestant = field(default_factory=lambda: Contestant("nobody"))
    sent: list[tuple[str, int]] = field(default_factory=list)
    host_port: int = 0
    banner_port: int = 0

    @property
    def base(self) -> str:
        """The banner's origin."""
        return f"http://127.0.0.1:{self.banner_port}"

    def url(self, path: str) -> str:
        """An address of the host."""
        return f"http://www.site.localhost:{self.host_port}{path}"

    def enter(self, contestant: Contestant) -> None:
        """Puts a contestant on the page and forgets what was sent before."""
        self.on_stage, self.sent = contestant, []

    def page(self, path: str) -> bytes:
        """`/` and `/strict` show the banner; the others also have a tag to hold back.

        `/early` has it in the head, behind the banner's own; `/tag` at the end of a page of sixty kilobytes.
        """
        head = self.on_stage.head.replace("{base}", self.base) + (self.on_stage.tag if path == "/early" else "")
        body = "".join(SECTION.format(n=n, text=PARAGRAPH * 3) for n in range(1, 13))
        if path == "/tag":
            body += long_body() + self.on_stage.tag
        return PAGE.format(head=head, body=body).encode()

    def policy(self) -> str:
        """The strict content security policy for whoever is on the page."""
        style = self.base if any(name.endswith(".css") for name in self.on_stage.files) else "'none'"
        return POLICY.format(base=self.base, style=style)


class Handler(BaseHTTPRequestHandler):
    """Answers with brotli and keeps the connection."""

    protocol_version = "HTTP/1.1"
    world: World

    def reply(self, kind: str, content: bytes, **headers: str) -> int:
        """Sends a body; gives its length as sent."""
        packed = compressed(content)
        sent = {"Content-Type": kind, "Content-Encoding": "br", "Content-Length": str(len(packed))} | headers
        self.send_response(200)
        for name, value in sent.items():
            self.send_header(name.replace("_", "-"), value)
        with suppress(ConnectionError):  # the browser went elsewhere meanwhile
            self.end_headers()
            self.wfile.write(packed)
        return len(packed)

    def log_message(self, *_: object) -> None:
        """Nobody reads a log."""


class Host(Handler):
    """The website: never cached."""

    def do_GET(self) -> None:
        """A page, or the tag."""
        if self.path.startswith("/tag.js"):
            self.reply("text/javascript", TAG, Cache_Control="no-store")
        else:
            strict = {"Content_Security_Policy": self.world.policy()} if self.path == "/strict" else {}
            self.reply(HTML, self.world.page(self.path), Cache_Control="no-store", **strict)


class Banner(Handler):
    """The banner's origin: its files may be kept."""

    def do_GET(self) -> None:
        """One file of the contestant, without what stands behind a question mark."""
        name = self.path.split("?")[0].lstrip("/")
        content = self.world.on_stage.files.get(name)
        kind = TYPES.get(name.rsplit(".", 1)[-1], "text/plain")
        headers = {"Cache_Control": "public, max-age=3600", "Access_Control_Allow_Origin": "*"}
        self.world.sent.append((name, self.reply(kind, content or b"", **headers)))

    def do_POST(self) -> None:
        """A receipt of consent, acknowledged as our server does it: what its page cannot read, it would send again."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(204)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()


@cache
def long_body() -> str:
    """Words that nobody can compress by much, so that the page arrives in many packets, as real ones do."""
    chosen = random.Random(60)  # the same words in every run
    words = ("".join(chosen.choices("abcdefghijklmnopqrstuvwxyz", k=chosen.randint(2, 10))) for _ in range(14_000))
    return "<p>" + " ".join(words).replace(" q", "</p><p>q") + "</p>"


@cache
def compressed(content: bytes) -> bytes:
    """As a server with everything compressed beforehand sends it."""
    return bytes(brotli.compress(content, quality=11))


@contextmanager
def world() -> Iterator[World]:
    """Both servers, on free ports, until the block ends."""
    made = World()
    with _listening(Host, made) as made.host_port, _listening(Banner, made) as made.banner_port:
        yield made


@contextmanager
def _listening(handler: type[Handler], told: World) -> Iterator[int]:
    bound = type(handler.__name__, (handler,), {"world": told})
    server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
