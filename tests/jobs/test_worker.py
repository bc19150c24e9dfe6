"""Real workers, killed at any moment: nothing is skipped, nothing is done twice."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import brotli
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.db import READ_ONLY
from charter_admin.jobs import lease, queue
from charter_admin.jobs.models import CANCELLED, DONE, FAILED, UNCHANGED, Job, JobItem
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.publishing import bulk
from charter_admin.versions.models import Artefact, CharterVersion, Publication
from charter_admin.versions.store import sha256_of
from charter_admin.worker import Worker
from tests.bench.bulk import world

PLATFORMS = 24


def prepare(engine: Engine, count: int = PLATFORMS) -> int:
    """An organization whose platforms shall all be published; gives the job."""
    with Session(engine) as session, session.begin():
        scope = world.settle(session, count, 3)
        return bulk.enqueue(scope, session.scalars(scope.select(Platform)).all()).id


def start(engine: Engine) -> subprocess.Popen[bytes]:
    """A worker in a process of its own, as `charter-admin worker` starts it."""
    url = engine.url.render_as_string(hide_password=False)
    environ = os.environ | {"CHARTER_DATABASE_URL": url}
    return subprocess.Popen([sys.executable, "-m", "charter_admin.cli", "worker"], env=environ)


def done(engine: Engine) -> int:
    """How many items are finished."""
    with Session(engine.execution_options(**READ_ONLY)) as session:
        return session.scalar(select(func.sum(Job.done))) or 0


def wait_for(engine: Engine, count: int) -> None:
    """Until so many are finished."""
    deadline = time.monotonic() + 120
    while done(engine) < count:
        assert time.monotonic() < deadline, "the worker does nothing"
        time.sleep(0.01)


def let_the_lease_end(engine: Engine) -> None:
    """As if a minute had gone by."""
    with Session(engine) as session, session.begin():
        session.execute(update(Job).values(lease_until=clock.now() - timedelta(seconds=1)))


def check(engine: Engine, count: int = PLATFORMS) -> None:
    """Every platform has exactly one version, whole and online, and the report says so."""
    with Session(engine) as session:
        job = session.scalars(select(Job)).one()
        assert (job.state, job.done, job.report) == (DONE, count, {DONE: count})
        per_platform = session.execute(select(CharterVersion.platform_id, func.count()).group_by("platform_id")).all()
        assert len(per_platform) == count
        assert {number for _, number in per_platform} == {1}
        assert session.scalar(select(func.count()).select_from(Publication)) == count
        assert session.scalar(select(func.count()).select_from(Artefact)) == 5 * count
        assert {item.outcome["values"]["number"] for item in session.scalars(select(JobItem))} == {1}


def test_killed_again_and_again(engine: Engine) -> None:
    prepare(engine)
    for target in (1, 5, 9, 16):
        process = start(engine)
        wait_for(engine, target)
        process.send_signal(signal.SIGKILL)
        process.wait()
        let_the_lease_end(engine)
    process = start(engine)
    wait_for(engine, PLATFORMS)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    check(engine)


def test_a_worker_that_is_told_to_stop_leaves_the_rest_to_the_next_at_once(engine: Engine) -> None:
    prepare(engine)
    process = start(engine)
    wait_for(engine, 2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    Worker(engine).work()
    check(engine)


def test_two_workers_at_once(engine: Engine) -> None:
    prepare(engine)
    processes = [start(engine), start(engine)]
    wait_for(engine, PLATFORMS)
    for process in processes:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    check(engine)


def test_a_cancelled_job_leaves_the_others_unpublished(engine: Engine) -> None:
    """Called off by somebody else while the third item is being done: that one is finished, no other is begun."""
    prepare(engine, 5)
    with Session(engine) as session, session.begin():
        lease.take(session, "one")
    for _ in range(2):
        step(engine)
    calling_off = threading.Thread(target=call_off, args=(engine,))
    with Session(engine) as session, session.begin():
        job = session.scalars(select(Job)).one()
        assert lease.step(session, job.id, "one", bulk.publish_one)
        calling_off.start()
    calling_off.join()
    assert not step(engine)
    with Session(engine) as session:
        assert not lease.waiting(session)
        job = session.scalars(select(Job)).one()
        assert (job.state, job.done) == (CANCELLED, 3)
        assert session.scalar(select(func.count()).select_from(CharterVersion)) == 3


def step(engine: Engine) -> bool:
    """The next item of the only job, done by worker `one`."""
    with Session(engine) as session, session.begin():
        return lease.step(session, session.scalars(select(Job)).one().id, "one", bulk.publish_one)


def call_off(engine: Engine) -> None:
    """Somebody presses the button."""
    with Session(engine) as session, session.begin():
        job = session.scalars(select(Job)).one()
        queue.cancel(Scope(session, job.organization_id, "owner", "Claire"), job)


def test_what_cannot_be_published_is_told_and_the_others_go_on(engine: Engine) -> None:
    job_id = prepare(engine, 4)
    with Session(engine) as session, session.begin():
        first, second = session.scalars(select(Platform).order_by(Platform.id).limit(2))
        first.locales = []
        session.delete(second)
    Worker(engine).work()
    with Session(engine) as session:
        found = session.scalars(select(JobItem).order_by(JobItem.position)).all()
        assert [item.state for item in found] == [FAILED, FAILED, DONE, DONE]
        assert "language" in found[0].outcome["message"]
        assert session.get_one(Job, job_id).report == {FAILED: 2, DONE: 2}


def test_publishing_again_changes_nothing(engine: Engine) -> None:
    prepare(engine, 2)
    with Session(engine) as session, session.begin():
        owner = session.scalars(select(Platform.organization_id)).first()
        assert owner
        bulk.enqueue(Scope(session, owner, "owner", "Claire"), session.scalars(select(Platform)).all())
    worker = Worker(engine)
    worker.work()
    worker.work()
    with Session(engine) as session:
        assert [job.report for job in session.scalars(select(Job).order_by(Job.id))] == [{DONE: 2}, {UNCHANGED: 2}]
        assert session.scalar(select(func.count()).select_from(CharterVersion)) == 2


def test_an_idle_worker_squeezes_what_was_published(engine: Engine) -> None:
    prepare(engine, 1)
    worker = Worker(engine)
    assert worker.work()
    with Session(engine) as session:
        before = {row.id: (row.sha256, len(row.brotli)) for row in session.scalars(select(Artefact))}
    for _ in before:
        assert worker.work()
    assert not worker.work()
    with Session(engine) as session:
        for row in session.scalars(select(Artefact)):
            assert row.squeezed
            assert sha256_of(brotli.decompress(row.brotli)) == row.sha256 == before[row.id][0]
            assert len(row.brotli) < before[row.id][1]


def test_a_worker_ends_with_whoever_started_it(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    script = (
        "import subprocess, sys, time;"
        "child = subprocess.Popen([sys.executable, '-m', 'charter_admin.cli', 'worker', '--with-parent']);"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    environ = os.environ | {"CHARTER_DATABASE_URL": url}
    parent = subprocess.Popen([sys.executable, "-c", script], env=environ, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    worker = int(parent.stdout.readline())
    prepare(engine, 1)
    wait_for(engine, 1)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    status = Path(f"/proc/{worker}/status")
    deadline = time.monotonic() + 60
    while status.exists() and "State:\tZ" not in status.read_text():
        assert time.monotonic() < deadline, "the worker goes on"
        time.sleep(0.1)
