"""One page of a website over the network, for a person's button: bounded, and kept away from our own network.

Whoever may edit a platform may name any host, and a host may name any address. So every address is looked at after it
was resolved, and that very address is connected to: a second answer of the name server changes nothing.
"""

import contextlib
import http.client
import socket
import ssl
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Unresolved
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from charter_admin import __version__

SECONDS = 10.0
MOST_BYTES = 2 * 1024 * 1024
MOST_REDIRECTS = 5
HEADERS = {
    "User-Agent": f"CharterAdmin/{__version__} (checks banners and links of a charter)",
    "Accept": "text/html,*/*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64: an IPv4 address in its last four bytes (RFC 6052)
Address = IPv4Address | IPv6Address


class Unreachable(Exception):
    """No page came back; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Page:
    """What came back, after redirects."""

    address: str
    status: int
    html: str


@dataclass(frozen=True)
class Fetcher:
    """Fetches pages. `loopback` lets it visit this machine, for an installation that only serves it."""

    loopback: bool = False
    seconds: float = SECONDS

    def home(self, domain: str) -> Page:
        """The first page of a website, by https and else by http. Raises Unreachable."""
        deadline = monotonic() + self.seconds
        try:
            return self._follow(f"https://{domain}/", deadline)
        except Unreachable as error:
            if error.code == "forbidden":
                raise
            return self._follow(f"http://{domain}/", deadline)

    def page(self, address: str) -> Page:
        """The page at an address. Raises Unreachable."""
        return self._follow(address, monotonic() + self.seconds)

    def _follow(self, address: str, deadline: float) -> Page:
        for _ in range(MOST_REDIRECTS + 1):
            status, body, onward = self._one(_parts(address), deadline)
            if not onward:
                return Page(address, status, body.decode("utf-8", "replace"))
            address = _joined(address, onward)
        raise Unreachable("redirects")

    def _one(self, parts: SplitResult, deadline: float) -> tuple[int, bytes, str]:
        """Status, body, and where a redirect leads."""
        try:
            with self._connection(parts, deadline) as connection:
                connection.request("GET", _target(parts), headers=HEADERS)
                answer = connection.getresponse()
                onward = answer.getheader("Location") or ""
                if answer.status in _REDIRECTS and onward:
                    return answer.status, b"", onward
                body = _body(answer)
                if monotonic() >= deadline:  # what was cut off looks like what has ended
                    raise TimeoutError
                return answer.status, body, ""
        except ssl.SSLError:
            raise Unreachable("certificate") from None
        except (OSError, http.client.HTTPException, zlib.error, ValueError):
            raise Unreachable("time" if monotonic() >= deadline else "silent") from None

    @contextlib.contextmanager
    def _connection(self, parts: SplitResult, deadline: float) -> Iterator[http.client.HTTPConnection]:
        """A connection to an address that was looked at, cut off at the deadline however slowly it answers."""
        secure = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if secure else 80)
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        with contextlib.closing(kind(host, port)) as connection:
            sock = self._reach(host, port, deadline)
            if secure:
                context = ssl.create_default_context()
                sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
            connection.sock = sock  # so it opens none of its own, to a host resolved once more
            with _cut_off(sock, deadline):
                if isinstance(sock, ssl.SSLSocket):
                    sock.do_handshake()
                yield connection

    def _reach(self, host: str, port: int, deadline: float) -> socket.socket:
        for address in self._resolved(host, port, deadline):
            with contextlib.suppress(OSError):
                return socket.create_connection((str(address), port), max(0.1, deadline - monotonic()))
        raise Unreachable("time" if monotonic() >= deadline else "silent")

    def _resolved(self, host: str, port: int, deadline: float) -> list[Address]:
        """The addresses of a host; one that must not be visited forbids them all."""
        found = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in _look_up(host, port, deadline)]
        if not all(is_public(address) or (self.loopback and address.is_loopback) for address in found):
            raise Unreachable("forbidden")
        return list(dict.fromkeys(found))


def is_public(address: Address) -> bool:
    """Whether an address is somewhere on the internet, also when another one is packed into it."""
    return all(one.is_global and not one.is_multicast for one in (address, *_inside(address)))


def _inside(address: Address) -> Iterator[Address]:
    if isinstance(address, IPv6Address):
        packed = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
        yield from (one for one in packed if one is not None)
        if address in _TRANSLATED:
            yield IPv4Address(int(address) & int(IPv4Network("0.0.0.0/0").hostmask))


def _look_up(host: str, port: int, deadline: float) -> list[Any]:
    """Resolves in a thread of its own: a name server's silence knows no other end."""
    pool = ThreadPoolExecutor(1)
    try:
        asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        return list(asked.result(max(0.1, deadline - monotonic())))
    except (OSError, UnicodeError, Unresolved):
        raise Unreachable("unknown") from None
    finally:
        pool.shutdown(wait=False)


def _joined(address: str, onward: str) -> str:
    try:
        return urljoin(address, onward)
    except ValueError:
        raise Unreachable("redirects") from None


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or parts.username is not None:
        raise Unreachable("redirects")
    return parts


def _target(parts: SplitResult) -> str:
    """Path and query as a request has them; a redirect may hold raw bytes, which the library reads as Latin-1."""
    text = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return quote(text, safe="!$%&'()*+,/:;=?@~[]", encoding="latin-1", errors="replace")


def _body(answer: http.client.HTTPResponse) -> bytes:
    """At most so many bytes, unpacked or not: what a tag stands in comes first."""
    packed = b""
    while len(packed) < MOST_BYTES and (part := answer.read1(65536)):
        packed += part
    if (answer.getheader("Content-Encoding") or "").strip().lower() == "gzip":
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(packed[:MOST_BYTES], MOST_BYTES)
    return packed[:MOST_BYTES]


@contextlib.contextmanager
def _cut_off(sock: socket.socket, deadline: float) -> Iterator[None]:
    """Shuts the connection down at the deadline: a timeout of the socket alone starts anew with each byte."""

    def cut() -> None:
        with contextlib.suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not TLS's own, which another thread is reading from

    timer = Timer(max(0.0, deadline - monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
