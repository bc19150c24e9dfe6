"""`POST /c/<id>/consents`: one decision of one visitor. 204 is said only once it is on disk."""

from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIEnvironment

from sqlalchemy import Engine

from charter_admin import clock
from charter_admin.consent.ingest import NotKept, ReceiptLog
from charter_admin.consent.limits import ASIDE, REFUSED, Limits
from charter_admin.consent.receipt import LONGEST, Receipt, parse
from charter_admin.errors import Refused
from charter_admin.public import bodies
from charter_admin.public.answers import Answer, reason, taken
from charter_admin.public.asking import Asking
from charter_admin.public.bodies import Unreadable
from charter_admin.public.posting import posted
from charter_admin.versions.store import Published

_TYPES = ("text/plain", "application/json")
_RETRY = ("Retry-After", "30")
_NOT_KEPT = reason(HTTPStatus.SERVICE_UNAVAILABLE, "The receipt could not be kept.", _RETRY)


class Consents:
    """Takes in receipts for every platform. `proxies` counts the reverse proxies whose X-Forwarded-For is believed."""

    def __init__(self, engine: Engine, asking: Asking, proxies: int = 0) -> None:
        self._asking, self._proxies = asking, proxies
        self._log = ReceiptLog(engine.url)
        self._limits = Limits()

    def close(self) -> None:
        """Writes what is waiting, and ends."""
        self._log.close()

    def answer(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        """The answer to a request of any method."""
        return posted(environ, "Receipts are sent by POST.", _NOT_KEPT, lambda: self._take(public_id, environ))

    def _take(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        published = self._asking.published(public_id)
        body, now = bodies.read(environ, _TYPES, LONGEST, "A receipt"), clock.now()
        try:
            receipt = parse(body, lambda number: self._asking.question(public_id, number), now)
            numbers = (receipt.version, published.number)
            self._asking.require_origin(environ.get("HTTP_ORIGIN"), public_id, numbers)
            self._log.keep(self._row(receipt, public_id, published, environ) | {"received_at": now})
        except NotKept:
            raise
        except Refused as error:
            return reason(HTTPStatus.CONFLICT, str(error))
        return taken()

    def _row(self, receipt: Receipt, public_id: str, published: Published, environ: WSGIEnvironment) -> dict[str, Any]:
        """The receipt and where it belongs. The address it came from decides whether it counts, and is forgotten."""
        verdict = self._limits.judge(public_id, address_of(environ, self._proxies))
        if verdict == REFUSED:
            raise Unreadable(HTTPStatus.TOO_MANY_REQUESTS, "Your network sends too many receipts.", _RETRY)
        owner = {"public_id": public_id, "organization_id": published.organization_id}
        return vars(receipt) | owner | {"aside": verdict == ASIDE}


def address_of(environ: WSGIEnvironment, proxies: int) -> str:
    """Who sent it: the address the outermost proxy of ours saw, or the one that spoke to us."""
    forwarded = [part.strip() for part in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    if 0 < proxies <= len(forwarded):
        return forwarded[-proxies]
    return str(environ.get("REMOTE_ADDR", ""))
