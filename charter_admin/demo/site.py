"""The demo website, on an origin of its own: two blocked scripts, a blocked frame, and the banner.

It sets no cookie itself; its trackers do, once they are released.
"""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

PAGES = Path(__file__).parent / "pages"
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
FILES = frozenset(path.name for path in PAGES.iterdir())


@dataclass(frozen=True)
class DemoSite:
    """A WSGI application. `charters` is the origin that serves the banner, `platform` the public id of this site."""

    charters: str
    platform: str

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Serves the pages and files of `pages/`."""
        strict = "csp" in parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        name = self._file(environ.get("PATH_INFO", "/"), strict=strict)
        if name is None:
            start("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"Not found"]
        headers = [("Content-Type", f"{TYPES[Path(name).suffix]}; charset=utf-8"), ("Cache-Control", "no-store")]
        if strict and name.endswith(".html"):
            headers.append(("Content-Security-Policy", self.strict_policy))
        body = self._filled(name)
        start("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    @property
    def strict_policy(self) -> str:
        """The strictest policy under which the banner is promised to be whole."""
        banner = self.charters
        return f"default-src 'none'; script-src 'self' {banner}; style-src 'none'; connect-src {banner}"

    def _file(self, path: str, *, strict: bool) -> str | None:
        if path in ("/", "/index.html"):
            return "strict.html" if strict else "index.html"
        if path == "/en/":
            return "strict.html" if strict else "english.html"
        name = path.removeprefix("/")
        return name if name in FILES else None

    def _filled(self, name: str) -> bytes:
        places = {"CHARTERS": self.charters, "PLATFORM": self.platform}
        text = (PAGES / name).read_text(encoding="utf-8")
        return re.sub(r"\$(CHARTERS|PLATFORM)\b", lambda place: places[place[1]], text).encode()


class _Quiet(WSGIRequestHandler):
    """Says nothing about requests that went well."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """The console is for the addresses."""


def start(site: DemoSite, host: str, port: int) -> BaseWSGIServer:
    """Serves the site from a daemon thread: it ends with the process. Raises OSError for a port in use."""
    server = make_server(host, port, site, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, name="demo-site", daemon=True).start()
    return server
