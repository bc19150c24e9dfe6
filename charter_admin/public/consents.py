"""`POST /c/<id>/consents`: one decision of one visitor. 204 is said only once it is on disk."""

import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIEnvironment

from sqlalchemy import Engine

from charter_admin import clock
from charter_admin.consent.ingest import NotKept, ReceiptLog
from charter_admin.consent.limits import ASIDE, REFUSED, Limits
from charter_admin.consent.origin import belongs
from charter_admin.consent.receipt import LONGEST, Question, Receipt, parse, question
from charter_admin.db import READ_ONLY
from charter_admin.errors import Invalid, Refused
from charter_admin.public.answers import OPEN, Answer, reason
from charter_admin.public.charters import Charters, Missing
from charter_admin.public.memory import Memory
from charter_admin.versions import store
from charter_admin.versions.document import from_json
from charter_admin.versions.store import Published

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
_NOT_KEPT = reason(HTTPStatus.SERVICE_UNAVAILABLE, "The receipt could not be kept.", _RETRY)
_WORDS = {
    HTTPStatus.NOT_FOUND: "There is no charter at this address.",
    HTTPStatus.GONE: "This charter is no longer published.",
}


class _Unreadable(Exception):
    """A body that cannot be taken in; `status` says why."""

    def __init__(self, status: HTTPStatus, text: str, *more: tuple[str, str]) -> None:
        super().__init__(text)
        self.status, self.more = status, more


class Consents:
    """Takes in receipts for every platform of `charters`.

    `proxies` counts the reverse proxies whose X-Forwarded-For is believed.
    """

    def __init__(self, engine: Engine, charters: Charters, proxies: int = 0) -> None:
        self._engine, self._charters, self._proxies = engine, charters, proxies
        self._questions: Memory[Question] = Memory(QUESTIONS)
        self._log = ReceiptLog(engine.url)
        self._limits = Limits()

    def close(self) -> None:
        """Writes what is waiting, and ends."""
        self._log.close()

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
            return reason(refused.status, str(refused), *refused.more)
        except Missing as missing:
            if missing.status == HTTPStatus.SERVICE_UNAVAILABLE:
                return _NOT_KEPT
            return reason(missing.status, _WORDS[missing.status])
        except (NotKept, *store.AWAY) as error:
            _log.warning("a receipt could not be kept: %s", error)
            return _NOT_KEPT

    def _take(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        published = self._charters.current(public_id)
        body, now = _body(environ), clock.now()
        try:
            receipt = parse(body, lambda number: self._question(public_id, number), now)
            self._require_origin(environ.get("HTTP_ORIGIN"), public_id, (receipt.version, published.number))
            self._log.keep(self._row(receipt, public_id, published, environ) | {"received_at": now})
        except Invalid as error:
            return reason(HTTPStatus.BAD_REQUEST, f"{error.field}: {error}")
        except NotKept:
            raise
        except Refused as error:
            return reason(HTTPStatus.CONFLICT, str(error))
        return Answer(HTTPStatus.NO_CONTENT, (*OPEN, ("Cache-Control", "no-store")))

    def _row(self, receipt: Receipt, public_id: str, published: Published, environ: WSGIEnvironment) -> dict[str, Any]:
        """The receipt and where it belongs. The address it came from decides whether it counts, and is forgotten."""
        verdict = self._limits.judge(public_id, _address(environ, self._proxies))
        if verdict == REFUSED:
            raise _Unreadable(HTTPStatus.TOO_MANY_REQUESTS, "Your network sends too many receipts.", _RETRY)
        owner = {"public_id": public_id, "organization_id": published.organization_id}
        return vars(receipt) | owner | {"aside": verdict == ASIDE}

    def _require_origin(self, origin: str | None, public_id: str, numbers: Iterable[int]) -> None:
        """Of the version that asked or the current one: a domain that was just added counts for cached banners too."""
        if not belongs(origin, *(self._question(public_id, number) for number in set(numbers))):
            raise _Unreadable(HTTPStatus.FORBIDDEN, "This website is none of the platform's.")

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


def _address(environ: WSGIEnvironment, proxies: int) -> str:
    """Who sent it: the address the outermost proxy of ours saw, or the one that spoke to us."""
    forwarded = [part.strip() for part in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    if 0 < proxies <= len(forwarded):
        return forwarded[-proxies]
    return str(environ.get("REMOTE_ADDR", ""))


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
