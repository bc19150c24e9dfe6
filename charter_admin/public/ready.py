"""Answers made ready: for a path and a language, what is sent beside the bytes. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from charter_admin.public.answers import HEADERS, Headers
from charter_admin.public.routes import Route

# People read the page right after publishing, so it is asked about each time. The banner stands in the way of every
# page of a website: a new one may take five minutes to arrive, and at most an hour where a visitor comes rarely.
SECONDS = {"page": "no-cache", "json": "no-cache", "banner": "max-age=300, stale-while-revalidate=3600"}
FOR_EVER = "max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Ready:
    """What a path answers in one language: the headers of every form, and the SHA-256 that names the bytes.

    The bytes are kept apart, and the headers are one value for all paths that share them: so it is small.
    """

    version_id: int
    name: str
    shared: Headers

    def etag(self, coding: str) -> str:
        """The tag of a form. Each has its own: a strong one promises equal bytes."""
        return f'"{self.name[:32]}"' if coding == "identity" else f'"{self.name[:32]}{coding[:2]}"'


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages a path without one can answer in."""

    locales: tuple[str, ...]
    default: str


def ready(asked: Route, version_id: int, name: str, locale: str) -> Ready:
    """The answers of a route that leads to the bytes of that name."""
    pinned = asked.kind == "banner" and asked.number is not None
    shared = _headers(asked.kind, locale if asked.kind == "page" else "", pinned, negotiated(asked))
    return Ready(version_id, name, shared)


def negotiated(asked: Route) -> bool:
    """Whether the answer depends on the visitor's language. Only pages do: a script must be the same for all."""
    return asked.kind == "page" and not asked.locale


@lru_cache(1024)
def _headers(kind: str, locale: str, pinned: bool, follows: bool) -> Headers:
    """The headers of all such answers; `follows` where they depend on the visitor's language."""
    cache = ("Cache-Control", f"public, {FOR_EVER if pinned else SECONDS[kind]}")
    vary = ("Vary", "Accept-Language, Accept-Encoding" if follows else "Accept-Encoding")
    return (*HEADERS[kind], cache, vary, *([("Content-Language", locale)] if locale else []))
