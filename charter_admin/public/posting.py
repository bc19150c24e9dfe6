"""What every address that takes POST answers when it cannot do its work."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from wsgiref.types import WSGIEnvironment

from charter_admin.consent.ingest import NotKept
from charter_admin.errors import Invalid
from charter_admin.public.answers import Answer, gone, preflight, reason
from charter_admin.public.bodies import Unreadable
from charter_admin.public.charters import Missing
from charter_admin.versions import store

_log = logging.getLogger(__name__)


def posted(environ: WSGIEnvironment, only: str, away: Answer, work: Callable[[], Answer]) -> Answer:
    """The answer of `work` to a POST, or why there is none.

    `only` is said to other methods, `away` while the database does not answer.
    """
    asked = preflight(environ["REQUEST_METHOD"], only)
    if asked:
        return asked
    try:
        return work()
    except Unreadable as refused:
        return reason(refused.status, str(refused), *refused.more)
    except Missing as missing:
        return gone(missing.status, away)
    except Invalid as error:
        return reason(HTTPStatus.BAD_REQUEST, f"{error.field}: {error}")
    except (NotKept, *store.AWAY) as error:
        _log.warning("a public request was not answered: %s", type(error).__name__)
        return away
