"""For how long an organization keeps its receipts, and whose turn it is to delete what is too old."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import URL, Engine, RowMapping, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from charter_admin.consent import retention, storage
from charter_admin.consent.models import ReceiptPurge
from charter_admin.consent.retention import Kept
from charter_admin.db import READ_ONLY
from charter_admin.errors import Invalid, Stale
from charter_admin.i18n import N_
from charter_admin.listing import PAGE_SIZE, Page
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope

MOST_MONTHS = 120
EVERY = timedelta(days=1)


def setting(scope: Scope) -> Organization:
    """The organization, whose `receipt_months` it is."""
    return scope.session.get_one(Organization, scope.organization_id)


def set_months(scope: Scope, months: int | None, seen_revision: int) -> Organization:
    """Keeps receipts for so many months after they ceased to apply (GDPR art. 5(1)(e)).

    Raises Invalid for a number we do not take, and Stale where somebody else saved meanwhile.
    """
    if months is None or not 0 <= months <= MOST_MONTHS:
        raise Invalid("receipt_months", N_("Give a number of months from 0 to %(most)s."), most=MOST_MONTHS)
    organization = setting(scope)
    if organization.revision != seen_revision:
        raise Stale(_values(organization))
    try:
        with scope.session.begin_nested():
            organization.receipt_months = months
    except StaleDataError:
        scope.session.refresh(organization)
        raise Stale(_values(organization)) from None
    return organization


def kept(session: Session) -> Kept:
    """What each organization set."""
    rows = session.execute(select(Organization.id, Organization.receipt_months))
    return Kept(own=dict(rows.tuples().all()))


def url_of(scope: Scope) -> URL:
    """The application's database, from which the place of its receipts follows."""
    return scope.session.connection().engine.url


def erase(scope: Scope, consent_id: str, now: datetime) -> int:
    """Deletes the receipts a visitor left with the organization; gives their number. Raises Invalid for what is no id.

    It is done when this returns, whatever becomes of the caller's transaction: the log has its own.
    """
    with _log(scope) as engine, _in_words():
        return retention.erase(engine, consent_id, now, scope.actor, scope.organization_id)


def deletions(scope: Scope, after: int | None = None, size: int = PAGE_SIZE) -> Page[RowMapping]:
    """What was purged and erased, the latest first; the cursor is the id of a page's last row."""
    with _log(scope) as engine:
        found = retention.deletions(engine, scope.organization_id, after, size + 1)
    return Page(found[:size], str(found[size - 1]["id"]) if len(found) > size else "")


@contextmanager
def _in_words() -> Iterator[None]:
    """What the strict reading says for programs, as people read it: with a text of the catalogue."""
    try:
        yield
    except Invalid as error:
        raise Invalid(error.field, N_("This is no consent id.")) from None


@contextmanager
def _log(scope: Scope) -> Iterator[Engine]:
    engine = storage.store(url_of(scope))
    try:
        yield engine
    finally:
        engine.dispose()


def purge_daily(application: Engine, now: datetime, go_on: Callable[[], bool]) -> int | None:
    """Deletes what is too old, if nobody else did within a day; None where somebody did."""
    with Session(application) as session, session.begin():
        if not _is_due(session, now):
            return None
        # Of many workers that see it due, one changes the row.
        due = update(ReceiptPurge).where(ReceiptPurge.at <= now - EVERY).values(at=now).returning(ReceiptPurge.id)
        if session.scalars(due).first() is None:
            return None
        months = kept(session)
    engine = storage.store(application.url, hurried=False)
    try:
        return retention.purge(engine, now, retention.lifetimes(application), "charter-admin worker", months, go_on)
    finally:
        engine.dispose()


def is_due(application: Engine, now: datetime) -> bool:
    """Whether nobody purged within a day; asked without a lock."""
    with Session(application.execution_options(**READ_ONLY)) as session:
        return _is_due(session, now)


def _is_due(session: Session, now: datetime) -> bool:
    return session.scalar(select(ReceiptPurge.id).where(ReceiptPurge.at <= now - EVERY)) is not None


def _values(organization: Organization) -> dict[str, int]:
    return {"receipt_months": organization.receipt_months, "revision": organization.revision}
