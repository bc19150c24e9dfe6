"""Answers made ready: for a path and a language, what is sent for each content coding. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from charter_admin.public.answers import HEADERS
from charter_admin.public.negotiation import CODINGS
from charter_admin.public.routes import Route

# People read the page right after publishing, so it is asked about each time. The banner stands in the way of every
# page of a website: a new one may take five minutes to arrive, and at most an hour where a visitor comes rarely.
SECONDS = {"page": "no-cache", "json": "no-cache", "banner": "max-age=300, stale-while-revalidate=3600"}
FOR_EVER = "max-age=31536000, immutable"

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Form:
    """One content coding: its entity tag, the headers of a 200 (without the length) and those of a 304."""

    etag: str
    found: Pairs
    unchanged: Pairs


@dataclass(frozen=True, slots=True)
class Ready:
    """What a path answers in one language. `name` is the SHA-256 of the bytes, which are kept apart."""

    version_id: int
    name: str
    forms: dict[str, Form]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages a path without one can answer in."""

    locales: tuple[str, ...]
    default: str


def ready(asked: Route, version_id: int, name: str, locale: str) -> Ready:
    """The answers of a route that leads to the bytes of that name."""
    shared = [*HEADERS[asked.kind], *_caching(asked, locale)]
    return Ready(version_id, name, {coding: _form(shared, name, coding) for coding in CODINGS})


def negotiated(asked: Route) -> bool:
    """Whether the answer depends on the visitor's language. Only pages do: a script must be the same for all."""
    return asked.kind == "page" and not asked.locale


def _form(shared: Pairs, name: str, coding: str) -> Form:
    # Each form has its own tag: a strong one promises equal bytes.
    plain = coding == "identity"
    etag = f'"{name[:32]}{"" if plain else coding[:2]}"'
    unchanged = [*shared, ("ETag", etag)]
    return Form(etag, unchanged if plain else [*unchanged, ("Content-Encoding", coding)], unchanged)


def _caching(asked: Route, locale: str) -> Iterator[tuple[str, str]]:
    pinned = asked.kind == "banner" and asked.number is not None
    yield "Cache-Control", f"public, {FOR_EVER if pinned else SECONDS[asked.kind]}"
    yield "Vary", "Accept-Language, Accept-Encoding" if negotiated(asked) else "Accept-Encoding"
    if asked.kind == "page":
        yield "Content-Language", locale
