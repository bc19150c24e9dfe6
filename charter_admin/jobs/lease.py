"""Taking up a job and doing its next item, so that no break, at whatever moment, skips or repeats one.

A worker holds a job by a lease that ends by itself. An item's work, its outcome and the renewed lease are written in
one transaction that holds the job's row: either all of it happened or nothing. Nothing here commits; the worker does.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.errors import DomainError, Forbidden
from charter_admin.i18n import N_
from charter_admin.jobs.models import DONE, FAILED, RUNNING, WAITING, Job, JobItem
from charter_admin.organizations.models import Membership
from charter_admin.organizations.scope import Scope

LEASE = timedelta(seconds=60)  # far longer than an item; a worker that died is noticed after this
MOST_ATTEMPTS = 3

BROKE = N_("The work broke off here several times, so this one was left out.")
WENT_WRONG = N_("Something went wrong here. The administrator finds the reason in the log.")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What came of an item. `values` can be kept as JSON; `message` is a msgid of the admin catalogue."""

    state: str = DONE
    message: str = ""
    values: dict[str, Any] = field(default_factory=dict)


Handler = Callable[[Scope, Job, JobItem], Outcome]


def waiting(session: Session) -> bool:
    """Whether a job can be taken up: cheap, and takes no lock."""
    return session.scalar(select(Job.id).where(_free()).limit(1)) is not None


def take(session: Session, owner: str) -> int | None:
    """Takes up the oldest free job and gives its id; two workers never get the same one."""
    statement = select(Job).where(_free()).order_by(Job.id).limit(1).with_for_update(skip_locked=True)
    job = session.scalar(statement)
    if job is None:
        return None
    job.state, job.lease_owner, job.lease_until = RUNNING, owner, clock.now() + LEASE
    job.attempts += 1
    job.started_at = job.started_at or clock.now()
    session.flush()
    return job.id


def give_back(session: Session, job_id: int, owner: str) -> None:
    """Lets another worker have the job at once: for a worker that is asked to stop."""
    job = _held(session, job_id, owner)
    if job:
        job.lease_owner, job.lease_until, job.attempts = None, None, 0


def step(session: Session, job_id: int, owner: str, handler: Handler) -> bool:
    """Does the next item; False when there is none, or when the job is another worker's or nobody's by now."""
    job = _held(session, job_id, owner)
    if job is None:
        return False
    item = _next(session, job)
    if item is None:
        job.state, job.ended_at, job.lease_owner, job.lease_until = DONE, clock.now(), None, None
        return False
    position = item.id
    outcome = Outcome(FAILED, BROKE) if job.attempts > MOST_ATTEMPTS else _outcome(session, job, item, handler)
    _write(session, job, session.get_one(JobItem, position), outcome)
    return True


def _free() -> ColumnElement[bool]:
    left = or_(Job.lease_until.is_(None), Job.lease_until < clock.now())
    return or_(Job.state == WAITING, and_(Job.state == RUNNING, left))


def _held(session: Session, job_id: int, owner: str) -> Job | None:
    """The job, locked, while it is this worker's."""
    mine = select(Job).where(Job.id == job_id, Job.state == RUNNING, Job.lease_owner == owner)
    return session.scalar(mine.with_for_update())


def _next(session: Session, job: Job) -> JobItem | None:
    left = select(JobItem).where(JobItem.job_id == job.id, JobItem.state == WAITING)
    return session.scalar(left.order_by(JobItem.position).limit(1))


def _outcome(session: Session, job: Job, item: JobItem, handler: Handler) -> Outcome:
    """What the handler says, or why it could not. A refusal undoes what was begun, and is a failure of this item only.

    A database that does not answer is nobody's fault: then nothing is written, and the item is tried again.
    """
    number = job.id, item.position
    try:
        with session.begin_nested():
            return handler(_scope(session, job), job, item)
    except DomainError as error:
        return Outcome(FAILED, error.message, {name: str(value) for name, value in error.values.items()})
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        _log.exception("job %s, item %s", *number)
        return Outcome(FAILED, WENT_WRONG)


def _write(session: Session, job: Job, item: JobItem, outcome: Outcome) -> None:
    item.state, item.ended_at = outcome.state, clock.now()
    item.outcome = {"message": outcome.message, "values": outcome.values}
    job.report = job.report | {outcome.state: job.report.get(outcome.state, 0) + 1}
    job.done += 1
    job.attempts = 0 if outcome.message != BROKE else 1
    job.lease_until = clock.now() + LEASE


def _scope(session: Session, job: Job) -> Scope:
    """Whoever asked for the job, with the role they have now. Raises Forbidden when they have lost the right."""
    role = "owner"
    if job.user_id is not None:
        member = session.get(Membership, (job.organization_id, job.user_id))
        role = member.role if member else ""
    scope = Scope(session, job.organization_id, role, job.created_by, job.user_id)
    if not scope.can(job.permission):
        raise Forbidden()
    return scope
