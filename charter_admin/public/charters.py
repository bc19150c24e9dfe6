"""Finding what was published, in the database or, while that is away, in memory."""

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from charter_admin.db import READ_ONLY
from charter_admin.public.memory import Memory
from charter_admin.public.negotiation import language
from charter_admin.public.routes import Route
from charter_admin.versions import store
from charter_admin.versions.store import Published, Stored

ANSWERS, BYTES = 20_000, 64 * 1024 * 1024

_log = logging.getLogger(__name__)
_Found = TypeVar("_Found")
Question = Callable[[Connection], _Found | None]


class Missing(Exception):
    """There is nothing to serve; `status` is 404, 410 or, without a database, 503."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Finished:
    """An artefact that is served; `name` is the SHA-256 of its bytes."""

    locale: str
    name: str
    bytes: Stored


class Charters:
    """What visitors may read. Which version is current is asked each time, so a publication shows at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._answers: Memory[Any] = Memory(ANSWERS)
        self._bytes: Memory[Stored] = Memory(BYTES, lambda stored: len(stored.brotli) + len(stored.gzip))

    def find(self, route: Route, languages: str | None) -> Finished | None:
        """The artefact a route leads to, None where the route only lacks its slash. Raises Missing."""
        try:
            with self._engine.connect().execution_options(**READ_ONLY) as connection:
                return _Look(self, connection).find(route, languages)
        except store.AWAY as error:
            _log.warning("served from memory, the database does not answer: %s", error)
            return _Look(self, None).find(route, languages)

    def answer(self, connection: Connection | None, key: Hashable, question: Question[_Found]) -> _Found | None:
        """What the database says, kept for when it is away; what it said last without one. Raises Missing."""
        if connection is None:
            known: _Found | None = self._answers.get(key)
            if known is None:
                raise Missing(HTTPStatus.SERVICE_UNAVAILABLE)
            return known
        found = question(connection)
        if found is not None:
            self._answers.put(key, found)
        return found

    def stored(self, connection: Connection | None, version_id: int, name: str) -> Stored:
        """The bytes of that name, which never change. Raises Missing."""
        known = self._bytes.get(name)
        if known is None and connection is not None:
            known = store.artefact_bytes(connection, version_id, name)
            if known is not None:
                self._bytes.put(name, known)
        if known is None:
            raise Missing(HTTPStatus.NOT_FOUND if connection else HTTPStatus.SERVICE_UNAVAILABLE)
        return known


@dataclass(frozen=True)
class _Look:
    """One request's look at the charters, over one connection or none."""

    charters: Charters
    connection: Connection | None

    def find(self, route: Route, languages: str | None) -> Finished | None:
        version_id, published = self._published(route)
        locale = _locale(route, published, languages)
        if not route.whole:
            return None
        # Sites pin the script of a version by its digest, so that one stays as it was first made.
        first = route.kind == "banner" and route.number is not None
        name = self.charters.answer(
            self.connection,
            ("name", version_id, route.kind, locale, first),
            lambda connection: store.artefact_name(connection, version_id, route.kind, locale, first=first),
        )
        if name is None:
            raise Missing(HTTPStatus.NOT_FOUND)
        return Finished(locale, name, self.charters.stored(self.connection, version_id, name))

    def _published(self, route: Route) -> tuple[int, Published]:
        found = self.charters.answer(
            self.connection,
            ("id", route.public_id, route.number),
            lambda connection: store.published(connection, route.public_id, route.number),
        )
        require_readable(found, current=route.number is None)
        if found is None or found.version_id is None:
            raise Missing(HTTPStatus.NOT_FOUND)
        return found.version_id, found


def require_readable(found: Published | None, *, current: bool) -> None:
    """Raises Missing for an unknown id, for a deleted one, and for the current version of an unpublished one."""
    if found is None:
        raise Missing(HTTPStatus.NOT_FOUND)
    if found.state == store.DELETED or (current and found.state != store.LIVE):
        raise Missing(HTTPStatus.GONE)


def _locale(route: Route, published: Published, languages: str | None) -> str:
    """The language to serve. Only the page follows the browser: a script must be the same for all."""
    if route.kind == "json":
        return ""
    if route.locale and route.locale not in published.locales:
        raise Missing(HTTPStatus.NOT_FOUND)
    if route.locale or route.kind == "banner":
        return route.locale or published.default_locale
    return language(languages, published.locales, published.default_locale)
