"""Taking up jobs and doing their items: once each, by one worker, whatever breaks."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.errors import Forbidden, NotFound, Refused
from charter_admin.jobs import lease, queue
from charter_admin.jobs.lease import Outcome
from charter_admin.jobs.models import CANCELLED, DONE, FAILED, RUNNING, WAITING, Job, JobItem
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Membership, Organization
from charter_admin.organizations.scope import Scope
from tests import factories


def make(session: Session, names: str = "abc", user_id: int | None = None) -> tuple[Scope, Job]:
    """A job with an item for each letter."""
    scope = factories.scope(session)
    scope = Scope(session, scope.organization_id, "owner", "Claire", user_id)
    return scope, queue.enqueue(scope, "test", "platform.publish", [(n, n.upper()) for n in names], {"x": 1})


def fine(_scope: Scope, _job: Job, item: JobItem) -> Outcome:
    """A handler that has nothing to complain of."""
    return Outcome(values={"said": item.subject})


def states(session: Session) -> dict[str, str]:
    """The state of each item by its subject."""
    return {item.subject: item.state for item in session.scalars(select(JobItem).order_by(JobItem.position))}


def test_a_job_is_done_item_by_item(session: Session) -> None:
    _, job = make(session)
    assert lease.waiting(session)
    assert lease.take(session, "one") == job.id
    assert [lease.step(session, job.id, "one", fine) for _ in range(4)] == [True, True, True, False]
    assert (job.state, job.done, job.total, job.report) == (DONE, 3, 3, {DONE: 3})
    assert states(session) == {"a": DONE, "b": DONE, "c": DONE}
    assert [item.outcome["values"]["said"] for item in session.scalars(select(JobItem))] == ["a", "b", "c"]
    assert not lease.waiting(session)
    assert lease.take(session, "two") is None


def test_nothing_to_do_is_refused(session: Session) -> None:
    with pytest.raises(Refused):
        make(session, "")


def test_the_permission_is_needed_at_once(session: Session) -> None:
    scope = factories.scope(session, role="editor")
    with pytest.raises(Forbidden):
        queue.enqueue(scope, "test", "platform.publish", [("a", "A")], {})


def test_a_lease_keeps_others_out_until_it_ends(session: Session) -> None:
    _, job = make(session)
    lease.take(session, "one")
    lease.step(session, job.id, "one", fine)
    assert lease.take(session, "two") is None
    job.lease_until = clock.now() - timedelta(seconds=1)
    session.flush()
    assert lease.take(session, "two") == job.id
    assert not lease.step(session, job.id, "one", fine), "the first worker woke up, and must not go on"
    assert lease.step(session, job.id, "two", fine)
    assert states(session) == {"a": DONE, "b": DONE, "c": WAITING}


def test_two_workers_never_take_the_same_job(engine: Engine) -> None:
    with Session(engine) as session:
        make(session)
        session.commit()
    with Session(engine) as session, Session(engine) as other:
        assert lease.take(session, "one")
        if engine.dialect.name == "postgresql":  # SQLite lets the second wait until the first has written
            assert lease.take(other, "two") is None
        session.commit()
        assert lease.take(other, "two") is None


def test_a_worker_that_is_asked_to_stop_gives_the_job_back(session: Session) -> None:
    _, job = make(session)
    lease.take(session, "one")
    lease.give_back(session, job.id, "two")
    assert lease.take(session, "two") is None
    lease.give_back(session, job.id, "one")
    assert lease.take(session, "two") == job.id


def test_one_that_fails_does_not_stop_the_others_and_leaves_nothing_behind(session: Session) -> None:
    _, job = make(session, "abcd")

    def handler(scope: Scope, _job: Job, item: JobItem) -> Outcome:
        scope.session.add(Organization(name=f"made by {item.subject}", slug=item.subject))
        scope.session.flush()
        if item.subject == "b":
            raise NotFound()
        if item.subject == "c":
            raise IntegrityError("INSERT", {}, Exception("twice"))
        return Outcome()

    lease.take(session, "one")
    while lease.step(session, job.id, "one", handler):
        pass
    assert states(session) == {"a": DONE, "b": FAILED, "c": FAILED, "d": DONE}
    assert job.report == {DONE: 2, FAILED: 2}
    assert [item.outcome["message"] for item in queue.failures(_scope(session, job), job)] == [
        "There is nothing at this address.",
        lease.WENT_WRONG,
    ]
    made = session.scalars(select(Organization.slug).where(Organization.slug.in_(["a", "b", "c", "d"])))
    assert sorted(made) == ["a", "d"]


def test_an_item_that_takes_the_worker_down_again_and_again_is_left_out(session: Session) -> None:
    _, job = make(session, "ab")
    for _ in range(lease.MOST_ATTEMPTS + 1):
        lease.take(session, "one")
        session.execute(update(Job).values(lease_until=clock.now() - timedelta(seconds=1)))  # killed by item a
        session.expire_all()
    job.lease_owner = "two"
    while lease.step(session, job.id, "two", fine):
        pass
    assert states(session) == {"a": FAILED, "b": DONE}


def test_a_cancelled_job_ends_and_keeps_what_was_done(session: Session) -> None:
    scope, job = make(session)
    lease.take(session, "one")
    lease.step(session, job.id, "one", fine)
    queue.cancel(scope, job)
    assert not lease.step(session, job.id, "one", fine)
    assert (job.state, job.done) == (CANCELLED, 1)
    assert lease.take(session, "two") is None
    with pytest.raises(Refused):
        queue.cancel(scope, job)


def test_whoever_lost_the_right_meanwhile_publishes_nothing_more(session: Session) -> None:
    person = factories.user(session)
    _, job = make(session, "ab", person.id)
    organization = session.get_one(Organization, job.organization_id)
    organizations.join(session, organization, person.id, "publisher")
    lease.take(session, "one")
    lease.step(session, job.id, "one", fine)
    session.get_one(Membership, (job.organization_id, person.id)).role = "viewer"
    lease.step(session, job.id, "one", fine)
    assert states(session) == {"a": DONE, "b": FAILED}
    assert job.state == RUNNING


def test_another_organizations_jobs_are_not_seen(session: Session) -> None:
    _, job = make(session)
    theirs = factories.scope(session, "Monts")
    assert list(queue.recent(theirs)) == []
    assert list(queue.items(theirs, job)) == []


def _scope(session: Session, job: Job) -> Scope:
    return Scope(session, job.organization_id, "owner", "Claire")


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What goes wrong here on purpose is logged, and nobody needs to read it."""
    with caplog.at_level("CRITICAL"):
        yield
