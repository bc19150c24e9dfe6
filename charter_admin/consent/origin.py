"""Whether a receipt comes from a page of the platform (RFC 6454). Pure."""

from functools import lru_cache
from urllib.parse import urlsplit

from charter_admin.consent.receipt import Question

_REMEMBERED = 2000
_LONGEST = 300  # a host has 253 characters at most (RFC 1035, section 2.3.4)


def belongs(origin: str | None, *asked: Question | None) -> bool:
    """Whether an Origin header names a domain, or a subdomain of one, of a version that asked.

    Without the header there is nothing to tell. Every browser of today sends it with a POST, and whoever writes
    requests by hand can write it too: it keeps other websites from speaking for a platform's visitors, nobody else.
    Refusing without it would only lose the receipts of people behind a proxy that strips it. A platform that names no
    domain has nothing to compare with.
    """
    if origin is None:
        return True
    domains = [question.domains for question in asked if question]
    told = any(domain.strip() for each in domains for domain in each)
    return not told or (len(origin) <= _LONGEST and any(_is_under(origin, each) for each in domains))


@lru_cache(_REMEMBERED)
def _is_under(origin: str, domains: tuple[str, ...]) -> bool:
    """Remembered: nearly all receipts come from the same few websites."""
    try:
        parts = urlsplit(origin)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and any(
        _matches(host, port, domain) for domain in domains if domain.strip()
    )


def _matches(host: str, port: int | None, domain: str) -> bool:
    """A domain that names no port is answered for on any."""
    name, _, wanted = domain.strip().lower().partition(":")
    if wanted and wanted != str(port):
        return False
    name = name.encode("idna").decode() if not name.isascii() else name
    return host == name or host.endswith(f".{name}")
