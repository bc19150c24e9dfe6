"""Finding what was published: in memory, and in the database what is not there."""

from collections.abc import Callable, Collection, Hashable
from http import HTTPStatus
from typing import TypeVar

from sqlalchemy import Connection, Engine

from charter_admin.db import READ_ONLY
from charter_admin.public.freshness import Allowance, Freshness
from charter_admin.public.held import Held
from charter_admin.public.memory import Memory
from charter_admin.public.negotiation import CODINGS, language
from charter_admin.public.ready import Ready, Spoken, negotiated, ready
from charter_admin.public.routes import Route
from charter_admin.versions import store
from charter_admin.versions.store import Published

BYTES = 128 * 1024 * 1024
# What else is in memory: of a path that is answered, of a thing that is known, and beside bytes that are sent.
ANSWER, FACT, BESIDE = 900, 800, 400
ABSENT = 4000  # how many things that are not there are remembered
GUESSES = 50  # how many ids nobody published may be asked for in the database each second

_Found = TypeVar("_Found")


class Missing(Exception):
    """There is nothing to serve; `status` is 404, 410 or, without a database, 503."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Charters:
    """What visitors may read, held ready in at most `most` bytes of memory; `seconds` as in Freshness.

    Bytes never change and are kept by their name; what a path leads to is forgotten when its id answers otherwise.
    """

    def __init__(self, engine: Engine, seconds: float = 0.0, most: int = BYTES) -> None:
        self._engine = engine
        self._held = Held(most // 4)
        self._absent = Held(ABSENT)
        self._bytes: Memory[bytes] = Memory(most - most // 4, lambda content: len(content) + BESIDE)
        self._guesses = Allowance(GUESSES)
        self.freshness = Freshness(engine, seconds, self._forget, self._doubt)

    def ready(self, path: str, languages: str | None) -> Ready | None:
        """The answers of a path, as far as they are known for sure; else `find` has to look."""
        held = self._held
        kept = held.get(path)
        if kept is not None and isinstance(kept.value, Spoken) and held.sure(kept):
            kept = held.get((path, language(languages, kept.value.locales, kept.value.default)))
        if kept is None or not held.sure(kept):
            return None
        answers: Ready = kept.value
        return answers

    def find(self, path: str, route: Route, languages: str | None) -> Ready | None:
        """The answers of a path that leads to a route, None where it only lacks its slash. Raises Missing."""
        turn = self._held.turn
        published = self._published(route)
        locale = _locale(route, published, languages)
        if not route.whole:
            return None
        version_id = published.version_id or 0
        # Sites pin the script of a version by its digest, so that one stays as it was first made.
        first = route.kind == "banner" and route.number is not None
        name = self._fact(
            ("name", version_id, route.kind, locale, first),
            route.public_id,
            lambda connection: store.artefact_name(connection, version_id, route.kind, locale, first=first),
        )
        if name is None:
            raise Missing(HTTPStatus.NOT_FOUND)
        answers = ready(route, version_id, name, locale)
        if negotiated(route):
            spoken = Spoken(published.locales, published.default_locale)
            self._held.put(path, spoken, route.public_id, FACT, turn)
        key = (path, locale) if negotiated(route) else path
        self._held.put(key, answers, route.public_id, ANSWER, turn)
        return answers

    def body(self, answers: Ready, coding: str) -> tuple[bytes, str]:
        """The bytes in a content coding, and which it is: the plain one where the database is away and only others
        are held. Raises Missing."""
        name = answers.name
        found = self._bytes.get((name, coding))
        if found is not None:
            return found, coding
        if coding == "identity":
            return self._plain(answers), coding
        try:
            packed = self._ask(lambda connection: store.coded(connection, answers.version_id, name, coding))
        except Missing:
            return self._plain(answers), "identity"
        return self._keep(name, coding, packed), coding

    def _plain(self, answers: Ready) -> bytes:
        name = answers.name
        held = next((one for one in ("br", "gzip") if self._bytes.get((name, one)) is not None), None)
        packed = self._bytes.get((name, held)) if held else None
        if packed is None:
            held = "gzip"
            packed = self._ask(lambda connection: store.coded(connection, answers.version_id, name, "gzip"))
        return self._keep(name, "identity", store.plain(packed, held or "gzip") if packed else None)

    def _keep(self, name: str, coding: str, content: bytes | None) -> bytes:
        if content is None:
            raise Missing(HTTPStatus.NOT_FOUND)
        self._bytes.put((name, coding), content)
        return content

    def current(self, public_id: str) -> Published:
        """What a public id answers now, or did when its database was last there. Raises Missing."""
        return self._known(public_id, None)

    def _published(self, route: Route) -> Published:
        return self._known(route.public_id, route.number)

    def _known(self, public_id: str, number: int | None) -> Published:
        found = self._fact(
            ("id", public_id, number), public_id, lambda connection: store.published(connection, public_id, number)
        )
        require_readable(found, current=number is None)
        if found is None or found.version_id is None:
            raise Missing(HTTPStatus.NOT_FOUND)
        return found

    def _fact(self, key: Hashable, public_id: str, question: Callable[[Connection], _Found | None]) -> _Found | None:
        """What is known, or what the database says; what it said last while it is away. Raises Missing."""
        kept, turns = self._held.get(key), (self._held.turn, self._absent.turn)
        if kept is not None and (self.freshness.away or self._held.sure(kept)):
            found: _Found | None = kept.value
            return found
        absent = self._absent.get(key)
        if absent is not None and self._absent.sure(absent) and not self.freshness.away:
            return None
        self._require_worth_asking(public_id)
        found = self._ask(question, kept.value if kept else None)
        # What is not there may be guessed without end, so it never stands in the way of what is.
        nothing = found is None or (isinstance(found, Published) and found.version_id is None)
        if found is None:
            self._absent.put(key, None, public_id, 1, turns[1])
        elif not nothing or (isinstance(found, Published) and found.state == store.DELETED):
            self._held.put(key, found, public_id, FACT, turns[0])
        return found

    def _require_worth_asking(self, public_id: str) -> None:
        if self.freshness.unknown(public_id) and not self.freshness.away and not self._guesses.take():
            raise Missing(HTTPStatus.NOT_FOUND)

    def _ask(self, question: Callable[[Connection], _Found | None], last: _Found | None = None) -> _Found | None:
        """What the database says; `last` where it does not answer. Raises Missing where there is none either."""
        if not self.freshness.away:
            try:
                with self._engine.connect().execution_options(**READ_ONLY) as connection:
                    return question(connection)
            except store.AWAY:
                pass
        if last is None:
            raise Missing(HTTPStatus.SERVICE_UNAVAILABLE)
        return last

    def _forget(self, public_ids: Collection[str]) -> None:
        dropped = self._held.forget(public_ids)
        self._absent.forget(public_ids)
        # The same bytes may have been compressed further meanwhile.
        for answers in dropped:
            if isinstance(answers, Ready):
                for coding in CODINGS:
                    self._bytes.forget((answers.name, coding))

    def _doubt(self) -> None:
        for held in (self._held, self._absent):
            held.doubt()


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
