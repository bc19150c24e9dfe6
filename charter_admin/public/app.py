"""The public plane: a plain WSGI callable. It sets no cookie and reads none."""

import logging
import os
from collections.abc import Iterable, Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from sqlalchemy import Engine

from charter_admin import config
from charter_admin.db import make_engine
from charter_admin.public import freshness, negotiation
from charter_admin.public.answers import Answer, moved, refusal, script
from charter_admin.public.asking import Asking
from charter_admin.public.charters import BYTES, Charters, Missing
from charter_admin.public.consents import Consents
from charter_admin.public.ready import Ready
from charter_admin.public.receipts import OwnReceipts
from charter_admin.public.routes import CONSENTS, RECEIPTS, SCRIPT, SHOWN, route
from charter_admin.public.shown import Beacons

RETRY = ("Retry-After", "30")
# A database that does not answer is given up soon: the threads that wait for it answer nobody else.
PATIENCE = {"connect_timeout": 3, "tcp_user_timeout": 3000}

_log = logging.getLogger(__name__)
_READING = ("GET", "HEAD")


class PublicPlane:
    """Everything under `/c/`, read from and written to one database.

    It watches for publications every `seconds`, or with 0 looks for them at each request, and holds finished answers in
    `most` bytes of memory. `proxies` of ours stand in front.
    """

    def __init__(self, engine: Engine, seconds: float = 0.0, most: int = BYTES, proxies: int = 0) -> None:
        self._charters = Charters(engine, seconds, most)
        self._freshness = self._charters.freshness
        asking = Asking(engine, self._charters)
        self._taking: dict[str, Consents | Beacons | OwnReceipts] = {
            CONSENTS: Consents(engine, asking, proxies),
            SHOWN: Beacons(engine, asking, proxies),
            RECEIPTS: OwnReceipts(engine, asking, proxies),
        }

    def close(self) -> None:
        """Ends what runs beside the requests."""
        for taking in self._taking.values():
            taking.close()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        try:
            answer = self._quick(environ) or self._answer(environ)
            if isinstance(answer, Ready):
                return self._send(answer, environ, start)
        except Missing as missing:
            away = missing.status == HTTPStatus.SERVICE_UNAVAILABLE
            answer = refusal(missing.status, *([RETRY] if away else []))
        except Exception:
            _log.exception("a public request failed")
            answer = refusal(HTTPStatus.INTERNAL_SERVER_ERROR)
        return answer.send(start, head=environ["REQUEST_METHOD"] == "HEAD")

    def _quick(self, environ: WSGIEnvironment) -> Ready | None:
        """The answers that are held for a path: the way of nearly all requests."""
        if environ["REQUEST_METHOD"] not in _READING:
            return None
        self._freshness.use()
        return self._charters.ready(environ.get("PATH_INFO", ""), environ.get("HTTP_ACCEPT_LANGUAGE"))

    def _answer(self, environ: WSGIEnvironment) -> Answer | Ready:
        path = environ.get("PATH_INFO", "")
        if path == SCRIPT and environ["REQUEST_METHOD"] in _READING:
            return script(_own_choice())
        found = route(path)
        if found is None:
            return refusal(HTTPStatus.NOT_FOUND)
        if found.kind in self._taking:
            self._freshness.use()
            return self._taking[found.kind].answer(found.public_id, environ)
        if environ["REQUEST_METHOD"] not in _READING:
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", "GET, HEAD"))
        answers = self._charters.find(path, found, environ.get("HTTP_ACCEPT_LANGUAGE"))
        return moved(f"{path}/") if answers is None else answers

    def _send(self, answers: Ready, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers in the coding the browser takes, or says that it has the bytes already."""
        coding = negotiation.coding(environ.get("HTTP_ACCEPT_ENCODING"))
        if coding is None:
            refused = refusal(HTTPStatus.NOT_ACCEPTABLE, ("Vary", "Accept-Encoding"))
            return refused.send(start, head=environ["REQUEST_METHOD"] == "HEAD")
        etag = answers.etag(coding)
        if negotiation.unchanged(environ.get("HTTP_IF_NONE_MATCH"), etag):
            start("304 Not Modified", [*answers.shared, ("ETag", etag)])
            return []
        body, coding = self._charters.body(answers, coding)
        headers = [*answers.shared, ("ETag", answers.etag(coding)), ("Content-Length", str(len(body)))]
        if coding != "identity":
            headers.append(("Content-Encoding", coding))
        start("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@cache
def _own_choice() -> bytes:
    return (Path(__file__).parent / "choice.js").read_bytes()


def application(environ: Mapping[str, str] | None = None) -> PublicPlane:
    """The public plane alone, as the environment describes it. Raises ConfigError."""
    env = os.environ if environ is None else environ
    url = config.database_url(env)
    patience: dict[str, Any] = {"connect_args": PATIENCE} if url.startswith("postgresql") else {}
    engine = make_engine(url, **patience)
    return PublicPlane(engine, freshness.SECONDS, config.public_memory(env), config.proxies(env))
