"""From domain errors and bad requests to small pages with a reason."""

import logging

from flask import Flask, g, render_template, request
from flask_babel import format_decimal, gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from charter_admin.accounts.signing_in import TooManyTries
from charter_admin.admin.database import db
from charter_admin.errors import DomainError, Forbidden, Invalid, NotFound
from charter_admin.i18n import N_

Answer = tuple[str, int]
_log = logging.getLogger(__name__)

_STATUS: dict[type[DomainError], int] = {NotFound: 404, Forbidden: 403, Invalid: 400, TooManyTries: 429}
_REASONS = {
    400: N_("The request could not be understood."),
    401: N_("Please sign in."),
    403: N_("Your role does not allow this."),
    404: N_("There is nothing at this address."),
    405: N_("This address does not take that kind of request."),
    413: N_("What was sent is too large."),
    415: N_("What was sent is of a kind this address does not take."),
}


def init(app: Flask) -> None:
    """Registers the handlers."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(IntegrityError, _collision)
    app.register_error_handler(StaleDataError, _collision)
    app.register_error_handler(OperationalError, _away)


def message(error: DomainError) -> str:
    """The refusal in the reader's language, numbers included."""
    values = {name: format_decimal(v) if isinstance(v, float) else v for name, v in error.values.items()}
    return str(gettext(error.message, **values))


def page(status: int, reason: str) -> Answer:
    """An error page; whatever the request did is undone."""
    db.session.rollback()
    return render_template("error.html", status=status, reason=reason), status


def _domain(error: DomainError) -> Answer:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 409)
    return page(status, message(error))


def _http(error: HTTPException) -> Answer | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    return page(code, gettext(_REASONS.get(code, N_("Something went wrong."))))


def _stale_form(_error: CSRFError) -> Answer:
    """A form without the token of this session: nothing was done, and what was typed is still in the browser."""
    rule = request.url_rule
    again = request.full_path.rstrip("?") if rule is not None and "GET" in (rule.methods or ()) else ""
    db.session.rollback()
    return render_template("stale_form.html", again=again), 400


def _collision(error: IntegrityError | StaleDataError) -> Answer:
    """Two people did the same at the same moment and the database let only one through."""
    _log.info("refused by a constraint: %s", error)
    return page(409, gettext(N_("Somebody else did the same at the same moment. Go back and try again.")))


def _away(error: OperationalError) -> Answer:
    _log.warning("the database did not answer: %s", error.orig)
    g.user = None  # the page must not ask the database who is reading
    return page(503, gettext(N_("The database does not answer. Try again in a moment.")))
