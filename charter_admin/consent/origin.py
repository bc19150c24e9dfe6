"""Whether a receipt comes from a page of the platform (RFC 6454). Pure."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from charter_admin.consent.receipt import Question


def belongs(origin: str | None, *asked: Question | None) -> bool:
    """Whether an Origin header names a domain, or a subdomain of one, of a version that asked.

    Without the header there is nothing to tell. Every browser of today sends it with a POST, and whoever writes
    requests by hand can write it too: it keeps other websites from speaking for a platform's visitors, nobody else.
    Refusing without it would only lose the receipts of people behind a proxy that strips it. A platform that names no
    domain has nothing to compare with.
    """
    domains = {domain for question in asked if question for domain in question.domains if domain.strip()}
    return origin is None or not domains or _is_under(origin, domains)


def _is_under(origin: str, domains: Iterable[str]) -> bool:
    try:
        parts = urlsplit(origin)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and any(_matches(host, port, domain) for domain in domains)


def _matches(host: str, port: int | None, domain: str) -> bool:
    """A domain that names no port is answered for on any."""
    name, _, wanted = domain.strip().lower().partition(":")
    if wanted and wanted != str(port):
        return False
    name = name.encode("idna").decode() if not name.isascii() else name
    return host == name or host.endswith(f".{name}")
