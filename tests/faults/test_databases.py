"""The database crashes, stops or has no room under load: 503 meanwhile, then everything is delivered once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from charter_admin.consent import storage
from charter_admin.db import make_engine
from charter_admin.migrating import migrate
from tests import postgres
from tests.faults.conftest import Often, place_on
from tests.faults.load import Place, Served, Visitors, publish, require_nothing_lost, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installations")]


@contextmanager
def busy(place: Place, most_bytes: int = 0) -> Iterator[tuple[Served, Visitors]]:
    """A server that receipts arrive at; afterwards nothing must be lost."""
    with serving(place, most_bytes=most_bytes) as served, Visitors(place, served.port).coming() as visitors:
        visitors.wait_for(204, 20)
        yield served, visitors
        visitors.wait_for(204, 40)
    require_nothing_lost(place, visitors)


def test_postgresql_crashes_under_load(frail: postgres.Server, often: Often) -> None:
    with busy(place_on(frail)) as (_served, visitors):
        for _ in range(often.crashes):
            frail.restart()
            visitors.wait_for(204, 40)


def test_postgresql_stops_for_a_while(frail: postgres.Server, often: Often) -> None:
    with busy(place_on(frail)) as (_served, visitors):
        frail.stop("fast")
        visitors.wait_for(503, 5)
        time.sleep(often.stopped_seconds)
        before = visitors.answers[204]
        visitors.wait_for(503, 5)
        assert visitors.answers[204] == before
        frail.start()


def test_postgresql_has_no_room(often: Often) -> None:
    with postgres.server(most_bytes=3 * 2**19) as server, busy(place_on(server)) as (_served, visitors):
        visitors.wait_for(503, 5)
        server.make_room()


def test_sqlite_has_no_room(sqlite_url: str) -> None:
    place = publish(sqlite_url)
    storage.store(make_url(sqlite_url)).dispose()
    files = [Path(f"{make_url(sqlite_url).database}{suffix}") for suffix in ("", ".receipts")]
    most_bytes = max(file.stat().st_size for file in files) + 50_000
    with busy(place, most_bytes) as (served, visitors):
        visitors.wait_for(503, 5)
        served.make_room()


def test_sqlite_is_held_by_somebody_else(sqlite_url: str, often: Often) -> None:
    place = publish(sqlite_url)
    with busy(place) as (_served, visitors):
        holder = storage.store(make_url(sqlite_url))
        with holder.begin():  # takes the only lock there is for writing
            before = len(visitors.acknowledged)
            time.sleep(often.stopped_seconds)
            assert len(visitors.acknowledged) - before <= 64  # what was answered already
        holder.dispose()


def test_the_application_s_database_is_away_and_the_log_is_not(sqlite_url: str) -> None:
    """On SQLite the log is a file of its own: receipts of platforms that are known go on being kept."""
    place = publish(sqlite_url)
    with busy(place) as (_served, visitors):
        holder = make_engine(sqlite_url)
        migrate(holder)
        with holder.begin():
            visitors.wait_for(204, 40)
        holder.dispose()
