"""`python -m tests.bench.log`, with ROWS (10000000) and DATABASES ("sqlite postgresql") from outside.

Says how long the pages of statistics and the look-up take beside a log of that length, and how quickly it is counted.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.accounts import signing_in, users
from charter_admin.admin.app import create_app
from charter_admin.config import Config
from charter_admin.consent import storage, tally
from charter_admin.db import make_engine
from charter_admin.migrating import migrate
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Organization
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service as publishing
from charter_admin.versions.models import Artefact
from tests import postgres
from tests.admin.browser import Browser
from tests.bench.bulk import world
from tests.bench.log.filling import VISITORS, World, consent_id, fill
from tests.personas import SECRET, email

ROWS, PLATFORMS, ASKED = int(os.environ.get("ROWS", "10000000")), 50, 200
DATABASES = os.environ.get("DATABASES", "sqlite postgresql").split()
LOOKUP = "SELECT * FROM consent_receipt WHERE consent_id = :consent_id ORDER BY claimed_at DESC, id DESC LIMIT 200"


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The URL of an empty, migrated database."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="charter-log-") as folder:
            yield f"sqlite:///{Path(folder) / 'charter.db'}"
        return
    with postgres.cluster() as server:
        yield f"{server}/postgres"


def settle(engine: Engine) -> World:
    """Platforms in two versions, and Olga who owns them."""
    with Session(engine) as session, session.begin():
        scope = world.settle(session, PLATFORMS, 4)
        organization = session.get_one(Organization, scope.organization_id)
        organizations.join(session, organization, users.find_or_create(session, email("olga")).id, "owner")
        for version in (1, 2):
            more = world.declare(scope, 10 * version)
            for platform in session.scalars(scope.select(Platform)).all():
                world.use(scope, platform, [more])
                publishing.publish(scope, platform)
        build = session.scalars(select(Artefact.build).limit(1)).one()
        ids = session.scalars(select(Platform.public_id)).all()
        return World(scope.organization_id, tuple(ids), build)


def timed(action: Callable[[], object]) -> float:
    """How many seconds it takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def said(name: str, action: Callable[[int], object], count: int = ASKED) -> None:
    """Prints the median and the 95th percentile of many."""
    taken = sorted(timed(partial(action, number)) for number in range(count))
    print(f"  {name:44} median {taken[count // 2] * 1000:6.1f} ms   p95 {taken[count * 95 // 100] * 1000:6.1f} ms")


def pages(app: Flask, engine: Engine, made: World) -> None:
    """The pages a person waits for."""
    with Session(engine) as session, session.begin():
        slug = session.get_one(Organization, made.organization_id).slug
        token = signing_in.issue_link(session, users.find_or_create(session, email("olga")))
    browser = Browser(app)
    browser.get(f"/sign-in/{token}")
    chance = random.Random(1)

    def overview(days: int, _number: int) -> None:
        assert browser.get(f"/o/{slug}/statistics?days={days}").status_code == 200

    def platform(days: int, number: int) -> None:
        path = f"/o/{slug}/platforms/{made.public_ids[number % PLATFORMS]}/statistics?days={days}"
        assert browser.get(path).status_code == 200

    for days in (30, 90):
        said(f"overview, {days} days", partial(overview, days))
        said(f"platform, {days} days", partial(platform, days))
    token_of_form = browser.hidden(f"/o/{slug}/lookup")

    def look_up(_number: int) -> None:
        asked = token_of_form | {"consent_id": consent_id(chance.randrange(int(ROWS * VISITORS)))}
        page = browser.client.post(f"/o/{slug}/lookup", data=asked, headers=browser.headers)
        assert "Proof to print" in page.text

    said("look-up, whole page", look_up)


def explain(log: Engine) -> None:
    """Which index the look-up uses."""
    sqlite = log.dialect.name == "sqlite"
    with log.connect() as connection:
        plan = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
        for row in connection.execute(text(plan + LOOKUP), {"consent_id": consent_id(1)}).all()[:6]:
            print("   ", row[-1])


def measure(kind: str, url: str) -> None:
    """All figures of one database."""
    engine = make_engine(url)
    migrate(engine)
    made = settle(engine)
    storage.store(engine.url).dispose()
    log = make_engine(storage.location(engine.url))  # without the haste of who keeps receipts
    now = clock.now()
    print(f"{kind}: {ROWS:,} receipts of {PLATFORMS} platforms")
    print(f"  filled in {timed(lambda: fill(log, made, ROWS, now)):.0f} s")
    explain(log)
    whole = timed(lambda: tally.run(engine, log, now, again=True))
    print(f"  counted from the beginning in {whole:.1f} s: {ROWS / whole:,.0f} receipts/s")
    print(f"  counted again a minute later in {timed(lambda: tally.run(engine, log, clock.now())) * 1000:.0f} ms")
    pages(create_app(Config(url, SECRET, "http://charters.test")), engine, made)

    def read(number: int) -> None:
        with log.connect() as connection:
            assert connection.execute(
                text(LOOKUP), {"consent_id": consent_id(number * 9973 % int(ROWS * VISITORS))}
            ).all()

    said("look-up, the log alone", read)
    log.dispose()
    engine.dispose()


def main() -> None:
    """Every database, with nothing left behind."""
    for kind in DATABASES:
        with database(kind) as url:
            measure(kind, url)


if __name__ == "__main__":
    main()
