"""`POST /c/<id>/receipts`: a visitor's own receipts, for whoever knows the consent id, which is in no address."""

import json
from http import HTTPStatus
from threading import Lock
from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment

from sqlalchemy import Engine

from charter_admin.consent import lookup, record, storage
from charter_admin.consent.limits import COUNTED, Limits
from charter_admin.db import READ_ONLY
from charter_admin.errors import Invalid
from charter_admin.public import bodies
from charter_admin.public.answers import Answer, own, reason
from charter_admin.public.asking import Asking
from charter_admin.public.bodies import Unreadable
from charter_admin.public.consents import address_of
from charter_admin.public.posting import posted

LONGEST = 100
_FORM = "application/x-www-form-urlencoded"
_FIELD = "consent_id"
_RETRY = ("Retry-After", "30")
_AWAY = reason(HTTPStatus.SERVICE_UNAVAILABLE, "The receipts cannot be read right now.", _RETRY)


class OwnReceipts:
    """Answers for every platform. `proxies` counts the reverse proxies whose headers are believed."""

    def __init__(self, engine: Engine, asking: Asking, proxies: int = 0) -> None:
        self._engine, self._asking, self._proxies = engine, asking, proxies
        self._limits = Limits()
        self._log: Engine | None = None
        self._opening = Lock()

    def close(self) -> None:
        """Lets go of the database."""
        if self._log is not None:
            self._log.dispose()

    def answer(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        """The answer to a request of any method."""
        return posted(environ, "Receipts are asked for by POST.", _AWAY, lambda: self._find(public_id, environ))

    def _find(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        self._asking.require_known(public_id)
        consent_id = _consent_id(environ)
        if self._limits.judge(public_id, address_of(environ, self._proxies)) != COUNTED:
            raise Unreadable(HTTPStatus.TOO_MANY_REQUESTS, "Your network asks too often.", _RETRY)
        with self._receipts().connect().execution_options(**READ_ONLY) as connection:
            rows = lookup.receipts(connection, consent_id, public_id=public_id)
        if not rows:
            return reason(HTTPStatus.NOT_FOUND, "There is no receipt with this consent id.")
        with self._engine.connect().execution_options(**READ_ONLY) as connection:
            answers = lookup.answered(connection, rows)
        found = record.records(answers, _origin(environ, self._proxies))
        text = json.dumps(found, ensure_ascii=False, indent=1).encode()
        return own(record.TYPE, text, as_file=bodies.kind(environ) == _FORM)

    def _receipts(self) -> Engine:
        with self._opening:
            if self._log is None:
                self._log = storage.store(self._engine.url)
            return self._log


def _consent_id(environ: WSGIEnvironment) -> str:
    """The id a body is, or the only field of a form. Whether it is one is seen when it is looked for."""
    raw = bodies.read(environ, ("text/plain", _FORM), LONGEST, "A consent id")
    try:
        text = raw.decode("ascii")
        if bodies.kind(environ) == _FORM:
            fields = parse_qs(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=1)
            (text,) = fields.pop(_FIELD)
    except (ValueError, KeyError):
        raise Invalid(_FIELD, "This is no consent id.") from None
    return text.strip().lower()


def _origin(environ: WSGIEnvironment, proxies: int) -> str:
    """Where this was asked: the records name the page and the script with their whole addresses."""
    scheme = str(environ.get("wsgi.url_scheme", "https"))
    forwarded = str(environ.get("HTTP_X_FORWARDED_PROTO", "")).rpartition(",")[2].strip()
    if proxies and forwarded in ("http", "https"):
        scheme = forwarded
    return f"{scheme}://{environ.get('HTTP_HOST') or environ.get('SERVER_NAME', '')}"
