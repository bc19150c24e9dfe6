"""The public plane: a plain WSGI callable. It sets no cookie and reads none."""

import logging
from collections.abc import Iterable
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIEnvironment

from sqlalchemy import Engine

from charter_admin.public import negotiation
from charter_admin.public.answers import HEADERS, Answer, moved, refusal
from charter_admin.public.charters import Charters, Finished, Missing
from charter_admin.public.consents import Consents
from charter_admin.public.routes import CONSENTS, Route, route

RETRY = ("Retry-After", "30")

_log = logging.getLogger(__name__)
# People read the page right after publishing, so it is asked about each time. The banner stands in the way of every
# page of a website: a new one may take five minutes to arrive, and at most an hour where a visitor comes rarely.
_SECONDS = {"page": "no-cache", "json": "no-cache", "banner": "max-age=300, stale-while-revalidate=3600"}
_FOR_EVER = "max-age=31536000, immutable"


class PublicPlane:
    """Everything under `/c/`, read from and written to one database."""

    def __init__(self, engine: Engine, proxies: int = 0) -> None:
        self._charters = Charters(engine)
        self._consents = Consents(engine, proxies)

    def close(self) -> None:
        """Ends what runs beside the requests."""
        self._consents.close()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        try:
            answer = self._answer(environ)
        except Exception:
            _log.exception("a public request failed")
            answer = refusal(HTTPStatus.INTERNAL_SERVER_ERROR)
        return answer.send(start, head=environ["REQUEST_METHOD"] == "HEAD")

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        found = route(environ.get("PATH_INFO", ""))
        if found is None:
            return refusal(HTTPStatus.NOT_FOUND)
        if found.kind == CONSENTS:
            return self._consents.answer(found.public_id, environ)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", "GET, HEAD"))
        return self._read(found, environ)

    def _read(self, asked: Route, environ: WSGIEnvironment) -> Answer:
        try:
            finished = self._charters.find(asked, environ.get("HTTP_ACCEPT_LANGUAGE"))
        except Missing as missing:
            away = missing.status == HTTPStatus.SERVICE_UNAVAILABLE
            return refusal(missing.status, *([RETRY] if away else []))
        if finished is None:
            return moved(f"{environ['PATH_INFO']}/")
        return _serve(asked, finished, environ)


def _serve(asked: Route, finished: Finished, environ: WSGIEnvironment) -> Answer:
    coding = negotiation.coding(environ.get("HTTP_ACCEPT_ENCODING"))
    if coding is None:
        return refusal(HTTPStatus.NOT_ACCEPTABLE, ("Vary", "Accept-Encoding"))
    # Each form has its own tag: a strong one promises equal bytes.
    etag = f'"{finished.name[:32]}{coding[:2] if coding != "identity" else ""}"'
    headers = (*HEADERS[asked.kind], *_caching(asked, finished), ("ETag", etag))
    if negotiation.unchanged(environ.get("HTTP_IF_NONE_MATCH"), etag):
        return Answer(HTTPStatus.NOT_MODIFIED, headers)
    if coding == "identity":
        return Answer(HTTPStatus.OK, headers, finished.bytes.identity)
    body = finished.bytes.brotli if coding == "br" else finished.bytes.gzip
    return Answer(HTTPStatus.OK, (*headers, ("Content-Encoding", coding)), body)


def _caching(asked: Route, finished: Finished) -> Iterable[tuple[str, str]]:
    pinned = asked.kind == "banner" and asked.number is not None
    yield "Cache-Control", f"public, {_FOR_EVER if pinned else _SECONDS[asked.kind]}"
    negotiated = asked.kind == "page" and not asked.locale
    yield "Vary", "Accept-Language, Accept-Encoding" if negotiated else "Accept-Encoding"
    if asked.kind == "page":
        yield "Content-Language", finished.locale
