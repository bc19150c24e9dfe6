"""`POST /c/<id>/consents`: one decision of one visitor. 204 is said only once it is on disk."""

import logging
from http import HTTPStatus
from wsgiref.types import WSGIEnvironment

from sqlalchemy import Engine

from charter_admin import clock
from charter_admin.consent.ingest import keep
from charter_admin.consent.receipt import LONGEST, Question, parse, question
from charter_admin.db import READ_ONLY
from charter_admin.errors import Invalid, Refused
from charter_admin.public.answers import OPEN, Answer, reason
from charter_admin.public.charters import Missing, require_readable
from charter_admin.public.memory import Memory
from charter_admin.versions import store
from charter_admin.versions.document import from_json

QUESTIONS = 2000

_log = logging.getLogger(__name__)
_TYPES = ("text/plain", "application/json")
_ALLOW = ("Allow", "POST, OPTIONS")
_PREFLIGHT = (
    ("Access-Control-Allow-Methods", "POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Content-Type"),
    ("Access-Control-Max-Age", "86400"),
    ("Cache-Control", "no-store"),
)
_RETRY = ("Retry-After", "30")
_WORDS = {
    HTTPStatus.NOT_FOUND: "There is no charter at this address.",
    HTTPStatus.GONE: "This charter is no longer published.",
}


class _Unreadable(Exception):
    """A body that cannot be taken in; `status` says why."""

    def __init__(self, status: HTTPStatus, text: str) -> None:
        super().__init__(text)
        self.status = status


class Consents:
    """Takes in receipts for every platform."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._questions: Memory[Question] = Memory(QUESTIONS)

    def answer(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        """The answer to a request of any method."""
        method = environ["REQUEST_METHOD"]
        if method == "OPTIONS":
            return Answer(HTTPStatus.NO_CONTENT, (*OPEN, _ALLOW, *_PREFLIGHT))
        if method != "POST":
            return reason(HTTPStatus.METHOD_NOT_ALLOWED, "Receipts are sent by POST.", _ALLOW)
        try:
            return self._take(public_id, environ)
        except _Unreadable as refused:
            return reason(refused.status, str(refused))
        except Missing as missing:
            return reason(missing.status, _WORDS[missing.status])
        except store.AWAY as error:
            _log.warning("a receipt could not be kept: %s", error)
            return reason(HTTPStatus.SERVICE_UNAVAILABLE, "The receipt could not be kept.", _RETRY)

    def _take(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        owner = self._owner(public_id)
        body, now = _body(environ), clock.now()
        try:
            receipt = parse(body, lambda number: self._question(public_id, number), now)
            keep(self._engine, receipt, public_id, owner, now)
        except Invalid as error:
            return reason(HTTPStatus.BAD_REQUEST, f"{error.field}: {error}")
        except Refused as error:
            return reason(HTTPStatus.CONFLICT, str(error))
        return Answer(HTTPStatus.NO_CONTENT, (*OPEN, ("Cache-Control", "no-store")))

    def _owner(self, public_id: str) -> int:
        """The organization of a live platform. Raises Missing."""
        with self._engine.connect().execution_options(**READ_ONLY) as connection:
            found = store.published(connection, public_id)
        require_readable(found, current=True)
        if found is None:
            raise Missing(HTTPStatus.NOT_FOUND)
        return found.organization_id

    def _question(self, public_id: str, number: int) -> Question | None:
        """What a version asked: it never changes, so it is read once."""
        known = self._questions.get((public_id, number))
        if known is None:
            with self._engine.connect().execution_options(**READ_ONLY) as connection:
                document = store.document(connection, public_id, number)
            if document is None:
                return None
            known = question(from_json(document))
            self._questions.put((public_id, number), known)
        return known


def _body(environ: WSGIEnvironment) -> bytes:
    """The body, of a kind and a length we take."""
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise _Unreadable(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A receipt is JSON, sent as text/plain.")
    body = _read(environ, _length(environ))
    if len(body) > LONGEST:
        raise _Unreadable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A receipt has at most {LONGEST} bytes.")
    return body


def _length(environ: WSGIEnvironment) -> int:
    """How much to read: what was announced, or without an announcement one byte more than is allowed."""
    announced = environ.get("CONTENT_LENGTH", "")
    if not announced:
        if environ.get("wsgi.input_terminated") or environ.get("HTTP_TRANSFER_ENCODING"):
            return LONGEST + 1
        raise _Unreadable(HTTPStatus.LENGTH_REQUIRED, "Say how long the receipt is.")
    if not (announced.isascii() and announced.isdigit()):
        raise _Unreadable(HTTPStatus.BAD_REQUEST, "The length cannot be read.")
    if len(announced) > 9 or int(announced) > LONGEST:
        raise _Unreadable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A receipt has at most {LONGEST} bytes.")
    return int(announced)


def _read(environ: WSGIEnvironment, length: int) -> bytes:
    """So many bytes, or all there are; a server may give them piece by piece."""
    pieces: list[bytes] = []
    while length > 0:
        try:
            piece = environ["wsgi.input"].read(length)
        except OSError:  # the browser hung up
            break
        if not piece:
            break
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
