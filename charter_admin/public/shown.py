"""`POST /c/<id>/shown`: that a page showed the banner. Counted in memory, said 204."""

from http import HTTPStatus
from wsgiref.types import WSGIEnvironment

from sqlalchemy import Engine

from charter_admin.consent.limits import COUNTED, Limits
from charter_admin.consent.shown import LONGEST, ShownCounts, parse
from charter_admin.public import bodies
from charter_admin.public.answers import Answer, reason, taken
from charter_admin.public.asking import Asking
from charter_admin.public.consents import address_of
from charter_admin.public.posting import posted

_AWAY = reason(HTTPStatus.SERVICE_UNAVAILABLE, "This could not be counted.", ("Retry-After", "30"))


class Beacons:
    """Counts for every platform. `proxies` counts the reverse proxies whose X-Forwarded-For is believed."""

    def __init__(self, engine: Engine, asking: Asking, proxies: int = 0) -> None:
        self._asking, self._proxies = asking, proxies
        self._counts = ShownCounts(engine)
        self._limits = Limits()

    def close(self) -> None:
        """Writes what was counted, and ends."""
        self._counts.close()

    def answer(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        """The answer to a request of any method."""
        return posted(environ, "Beacons are sent by POST.", _AWAY, lambda: self._count(public_id, environ))

    def _count(self, public_id: str, environ: WSGIEnvironment) -> Answer:
        """A flood is answered like everybody and not counted: it must not move the figures."""
        published = self._asking.published(public_id)
        body = bodies.read(environ, ("text/plain",), LONGEST, "A beacon")
        seen = parse(body, lambda number: self._asking.question(public_id, number))
        self._asking.require_origin(environ.get("HTTP_ORIGIN"), public_id, (seen.version, published.number))
        if self._limits.judge(public_id, address_of(environ, self._proxies)) == COUNTED:
            self._counts.add(published.organization_id, public_id, seen)
        return taken()
