"""Asking for work, following it, and calling it off. Nothing here commits; the edge does."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update

from charter_admin import clock
from charter_admin.errors import Refused
from charter_admin.i18n import N_
from charter_admin.jobs.models import CANCELLED, FAILED, OPEN, WAITING, Job, JobItem
from charter_admin.organizations.scope import Scope

RECENT = 50


def enqueue(
    scope: Scope, kind: str, permission: str, subjects: Iterable[tuple[str, str]], payload: Mapping[str, Any]
) -> Job:
    """A job that does `kind` to each subject, given as what names it and what people call it.

    `permission` is needed now, and again when each item is done. Raises Refused where there is nothing to do.
    """
    scope.require(permission)
    named = list(dict(subjects).items())
    if not named:
        raise Refused(N_("Choose at least one platform."))
    job = Job(kind=kind, payload=dict(payload), permission=permission, total=len(named), user_id=scope.user_id)
    job.created_by = scope.actor
    scope.add(job)
    own = {"organization_id": scope.organization_id, "job_id": job.id, "state": WAITING, "outcome": {}}
    rows = [own | {"position": at, "subject": subject, "label": label} for at, (subject, label) in enumerate(named, 1)]
    scope.session.execute(insert(JobItem), rows)
    return job


def recent(scope: Scope) -> Sequence[Job]:
    """The organization's last jobs, the newest first."""
    return scope.session.scalars(scope.select(Job).order_by(Job.id.desc()).limit(RECENT)).all()


def items(scope: Scope, job: Job, after: int = 0, size: int = RECENT) -> Sequence[JobItem]:
    """A page of a job's items in their order."""
    statement = scope.select(JobItem).where(JobItem.job_id == job.id, JobItem.position > after)
    return scope.session.scalars(statement.order_by(JobItem.position).limit(size)).all()


def failures(scope: Scope, job: Job) -> Sequence[JobItem]:
    """The items of a job that did not work out."""
    statement = scope.select(JobItem).where(JobItem.job_id == job.id, JobItem.state == FAILED)
    return scope.session.scalars(statement.order_by(JobItem.position).limit(RECENT)).all()


def cancel(scope: Scope, job: Job) -> None:
    """Ends a job after the item that is being done; what was done stays. Raises Refused when it has ended."""
    scope.require(job.permission)
    mine = (Job.id == job.id, Job.organization_id == scope.organization_id, Job.state.in_(OPEN))
    ended = {"state": CANCELLED, "ended_at": clock.now(), "lease_owner": None, "lease_until": None}
    # One statement: on PostgreSQL it waits for the item that is being done, and then sees how the job stands.
    found = scope.session.execute(update(Job).where(*mine).values(ended).returning(Job.id)).all()
    if not found:
        raise Refused(N_("This task has ended already."))
    scope.session.refresh(job)
