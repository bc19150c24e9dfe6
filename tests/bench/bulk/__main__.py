"""Bulk publication and the admin's pages at size: `python -m tests.bench.bulk`.

PLATFORMS (300) and SERVICES (40) come from outside, and DATABASE (sqlite) may be `postgresql`. CLOCK is `wall`, or
`processor` where the machine is busy with other things: what the program itself needs then counts, without the waiting.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from charter_admin.accounts import users
from charter_admin.admin.app import create_app
from charter_admin.catalogue import cookies
from charter_admin.catalogue.models import Service
from charter_admin.config import Config
from charter_admin.db import make_engine
from charter_admin.jobs.models import Job
from charter_admin.migrating import migrate
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Organization
from charter_admin.planes import settled
from charter_admin.platforms.models import Platform
from charter_admin.publishing import bulk
from charter_admin.worker import Worker
from tests import postgres
from tests.admin.browser import Browser
from tests.bench.bulk import world
from tests.personas import SECRET, email

ROUNDS = 20
PLATFORMS, SERVICES = (int(os.environ.get(name, usual)) for name, usual in (("PLATFORMS", "300"), ("SERVICES", "40")))


@contextmanager
def database() -> Iterator[str]:
    """An empty database of the kind asked for."""
    if os.environ.get("DATABASE") == "postgresql":
        with postgres.cluster() as url:
            yield f"{url}/postgres"
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'bench.db'}"


def prepare(engine: Engine) -> str:
    """The large organization, whose owner is Olga; gives the slug in its addresses."""
    migrate(engine)
    with Session(engine) as session, session.begin():
        scope = world.settle(session, PLATFORMS, SERVICES)
        organization = session.get_one(Organization, scope.organization_id)
        organizations.join(session, organization, users.find_or_create(session, email("olga")).id, "owner")
        return organization.slug


CLOCK = time.process_time if os.environ.get("CLOCK") == "processor" else time.perf_counter


def publish(engine: Engine) -> float:
    """Publishes all platforms by a job; gives how many a second."""
    with Session(engine) as session, session.begin():
        platforms = session.query(Platform).all()
        job = bulk.enqueue(world.scope_of(session, platforms[0].organization_id), platforms).id
    began = CLOCK()
    Worker(engine).work()
    took = CLOCK() - began
    with Session(engine) as session:
        found = session.get_one(Job, job)
        if found.report != {"done": PLATFORMS}:
            raise SystemExit(f"the job did not work: {found.report}")
    return PLATFORMS / took


def change(engine: Engine) -> None:
    """A cookie more, so that every page online shows a former wording."""
    with Session(engine) as session, session.begin():
        service = session.query(Service).order_by(Service.id).first()
        if service:
            cookies.create(world.scope_of(session, service.organization_id), service, cookies.CookieValues("one_more"))


def pages(url: str, engine: Engine, slug: str) -> None:
    """The server time of each page that grows with the organization."""
    browser = Browser(settled(create_app(Config(url, SECRET, "http://charters.test")))).sign_in("olga")
    with Session(engine) as session:
        platform = session.query(Platform).order_by(Platform.id).offset(PLATFORMS // 2).first()
        service = session.query(Service).order_by(Service.id).first()
    if platform is None or service is None:
        raise SystemExit("nothing to look at")
    here = f"platforms/{platform.public_id}"
    everywhere: list[float] = []
    for path in (
        "platforms", "platforms?search=1", here, f"{here}/usages", f"{here}/usages/new", f"{here}/texts",
        f"{here}/publish",
        f"{here}/versions", f"{here}/settings", "platforms/new", "services", f"services/{service.id}", "services/new",
        f"services/{service.id}/platforms", f"purposes/{service.purpose_id}", "purposes", "providers",
        f"providers/{service.provider_id}", "jobs", "jobs/1", "texts", "bulk/publish?all=1",
        f"bulk/services?all=1&service={service.id}", "bulk/texts?all=1",
    ):  # fmt: skip
        times = [timed(browser, f"/o/{slug}/{path}") for _ in range(ROUNDS + 1)][1:]
        everywhere += times
        name = path.replace(platform.public_id, "<platform>")
        sys.stdout.write(f"{name:34} median {statistics.median(times):6.1f} ms   p95 {p95(times):6.1f} ms\n")
    sys.stdout.write(
        f"{'all pages':34} median {statistics.median(everywhere):6.1f} ms   p95 {p95(everywhere):6.1f} ms\n"
    )


def timed(browser: Browser, path: str) -> float:
    """Milliseconds of one answer."""
    began = CLOCK()
    answer = browser.get(path)
    took = (CLOCK() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return took


def p95(times: list[float]) -> float:
    """The time that one in twenty exceeds."""
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """One run."""
    with database() as url:
        engine = make_engine(url)
        slug = prepare(engine)
        sys.stdout.write(f"{PLATFORMS} platforms x {SERVICES} services on {engine.dialect.name}\n")
        sys.stdout.write(f"bulk publication: {publish(engine):.1f} platforms a second\n")
        change(engine)
        sys.stdout.write(f"again, after a change of the catalogue: {publish(engine):.1f} platforms a second\n")
        change(engine)
        pages(url, engine, slug)
        engine.dispose()


if __name__ == "__main__":
    main()
