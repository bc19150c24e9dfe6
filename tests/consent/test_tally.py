"""Whatever order receipts arrive in, and however often they are counted: the sums are those of the whole log."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.cli import main
from charter_admin.consent import storage, tally
from charter_admin.consent.tallies import DecisionTally, PurposeTally, TallyProgress
from charter_admin.db import READ_ONLY
from charter_admin.errors import Refused
from charter_admin.versions.models import Publication
from charter_admin.worker import Worker
from tests import factories
from tests.consent.receipts import new_id

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLATFORMS = ("monts", "rives", "vals")
GIVEN = {"accept_all": (True, True), "refuse_all": (False, False), "customise": (True, False)}
Sums = dict[tuple[Any, ...], tuple[int, ...]]


@pytest.fixture
def log(engine: Engine) -> Iterator[Engine]:
    """An empty log beside three publications of one organization."""
    with Session(engine) as session, session.begin():
        owner = factories.organization(session).id
        for public_id in PLATFORMS:
            values = {"platform_id": 1, "state": "live", "parts": {}, "serial": 0, "version_id": None}
            session.execute(insert(Publication).values(public_id=public_id, organization_id=owner, **values))
    made = storage.store(engine.url)
    yield made
    made.dispose()


def row(at: datetime, action: str = "accept_all", **changed: Any) -> dict[str, Any]:
    """A receipt that arrived at a time."""
    first, second = GIVEN.get(action, (False, False))
    return {
        "id": new_id(at), "consent_id": str(uuid4()), "organization_id": 1, "public_id": "rives", "version": 1,
        "digest": "0" * 16, "build": "0" * 12, "locale": "fr", "action": action, "layout": "bar", "claimed_at": at,
        "choices": {"statistics": first, "marketing": second}, "received_at": at, "previous": None, "aside": False,
    } | changed  # fmt: skip


def keep(log: Engine, *rows: dict[str, Any]) -> None:
    """Puts receipts into the log."""
    if rows:
        with log.begin() as connection:
            storage.append(connection, rows)


def counted(engine: Engine) -> tuple[Sums, Sums]:
    """All sums of decisions and of purposes, without those that are nothing."""
    with engine.connect().execution_options(**READ_ONLY) as connection:
        decisions = connection.execute(select(DecisionTally.__table__)).mappings().all()
        purposes = connection.execute(select(PurposeTally.__table__)).mappings().all()
    key = ("public_id", "day", "version", "locale", "layout")
    return (
        {tuple(r[k] for k in key): tuple(r[a] for a in tally.ACTIONS) for r in decisions},
        {tuple(r[k] for k in (*key, "purpose")): (r["accepted"], r["refused"]) for r in purposes},
    )


def recount(log: Engine) -> tuple[Sums, Sums]:
    """The same, from every row of the log, one by one."""
    actions: dict[tuple[Any, ...], Counter[str]] = {}
    purposes: dict[tuple[Any, ...], Counter[bool]] = {}
    with log.connect().execution_options(**READ_ONLY) as connection:
        for each in connection.execute(select(storage.RECEIPTS)).mappings():
            if each["aside"]:
                continue
            day = each["received_at"].date().isoformat()
            key = (each["public_id"], day, each["version"], each["locale"], each["layout"])
            actions.setdefault(key, Counter())[each["action"]] += 1
            for purpose, given in each["choices"].items() if each["action"] in GIVEN else ():
                purposes.setdefault((*key, purpose), Counter())[given] += 1
    return (
        {key: tuple(found[action] for action in tally.ACTIONS) for key, found in actions.items()},
        {key: (found[True], found[False]) for key, found in purposes.items()},
    )


def some(chance: random.Random, at: datetime) -> dict[str, Any]:
    """A receipt of any kind."""
    return row(
        at,
        chance.choice(tally.ACTIONS),
        public_id=chance.choice(PLATFORMS),
        version=chance.randint(1, 2),
        locale=chance.choice(["fr", "en"]),
        layout=chance.choice(["bar", "dialog"]),
        aside=chance.random() < 0.1,
    )


@pytest.mark.parametrize("seed", range(4))
def test_counting_in_any_batches_is_recounting(engine: Engine, log: Engine, seed: int) -> None:
    chance, now = random.Random(seed), NOW
    late: list[dict[str, Any]] = []
    for _ in range(12):
        now += timedelta(minutes=chance.randint(1, 1200))
        moments = [now - timedelta(minutes=chance.expovariate(1 / 400)) for _ in range(chance.randint(0, 30))]
        made = [some(chance, moment) for moment in moments if moment > now - tally.LATE]
        chance.shuffle(made)
        keep(log, *late, *made[::2])  # half of them are on disk only when they have been counted past
        late = [each for each in made[1::2] if each["received_at"] > now - timedelta(hours=3)]
        if chance.random() < 0.8:
            assert tally.run(engine, log, now)
    keep(log, *late)
    tally.run(engine, log, now + timedelta(minutes=1))
    found = counted(engine)
    assert found == recount(log)
    assert found[0]
    tally.run(engine, log, now + timedelta(minutes=2), again=True)
    assert counted(engine) == found


def test_only_answers_count_for_purposes_and_floods_for_nothing(engine: Engine, log: Engine) -> None:
    keep(log, *(row(NOW, action) for action in tally.ACTIONS), row(NOW, aside=True))
    tally.run(engine, log, NOW)
    place = ("rives", "2026-11-24", 1, "fr", "bar")
    decisions, purposes = counted(engine)
    assert decisions == {place: (1, 1, 1, 1, 1, 1)}
    assert purposes == {(*place, "statistics"): (2, 1), (*place, "marketing"): (1, 2)}


def test_what_was_erased_soon_is_no_longer_counted(engine: Engine, log: Engine) -> None:
    keep(log, row(NOW), row(NOW, consent_id="01234567-89ab-4def-8123-456789abcdef", public_id="vals"))
    tally.run(engine, log, NOW)
    with log.begin() as connection:
        connection.execute(delete(storage.RECEIPTS).where(storage.RECEIPTS.c.public_id == "vals"))
    tally.run(engine, log, NOW + timedelta(minutes=1))
    assert [key[0] for key in counted(engine)[0]] == ["rives"]


def test_sums_outlive_the_receipts(engine: Engine, log: Engine) -> None:
    old = [row(NOW - timedelta(days=5)) for _ in range(3)]
    keep(log, *old)
    tally.run(engine, log, NOW - timedelta(days=2))
    keep(log, row(NOW))
    before = counted(engine)
    with log.begin() as connection:
        connection.execute(delete(storage.RECEIPTS).where(storage.RECEIPTS.c.id.in_([each["id"] for each in old[1:]])))
    tally.run(engine, log, NOW, again=True)
    assert {**counted(engine)[0]} == before[0] | {("rives", "2026-11-24", 1, "fr", "bar"): (1, 0, 0, 0, 0, 0)}


def test_one_process_counts_at_a_time_and_a_dead_one_does_not_hold_it(engine: Engine, log: Engine) -> None:
    keep(log, row(NOW))
    with engine.begin() as connection:
        held = {"holder": "another", "held_until": NOW + timedelta(minutes=5)}
        connection.execute(update(TallyProgress).values(held))
    with pytest.raises(Refused):
        tally.run(engine, log, NOW)
    with engine.connect().execution_options(**READ_ONLY) as connection:
        assert not tally.due(connection, NOW)
        assert tally.due(connection, NOW + timedelta(minutes=5))
    assert tally.run(engine, log, NOW + timedelta(minutes=5))
    with engine.connect().execution_options(**READ_ONLY) as connection:
        assert not tally.due(connection, NOW + timedelta(minutes=5, seconds=59))
        assert tally.due(connection, NOW + timedelta(minutes=6))


def test_a_long_way_is_gone_in_turns(engine: Engine, log: Engine) -> None:
    keep(log, *(row(NOW - timedelta(days=days)) for days in range(6)))
    turns = 1
    while not tally.run(engine, log, NOW, seconds=0):
        turns += 1
    assert 1 < turns < 7
    assert counted(engine) == recount(log)
    assert json.dumps(sorted(key[1] for key in counted(engine)[0])).count("2026-11") == 6


def test_a_worker_counts_when_it_is_time(engine: Engine, log: Engine) -> None:
    keep(log, row(clock.now()))
    worker = Worker(engine)
    assert not worker.work()
    assert [key[0] for key in counted(engine)[0]] == ["rives"]
    keep(log, row(clock.now()))
    worker.work()  # not again within the minute
    assert sum(sum(each) for each in counted(engine)[0].values()) == 1
    with engine.begin() as connection:
        connection.execute(update(TallyProgress).values(counted_at=clock.now() - timedelta(minutes=1)))
    Worker(engine).work()
    assert sum(sum(each) for each in counted(engine)[0].values()) == 2


def test_counting_can_be_asked_for(engine: Engine, log: Engine) -> None:
    keep(log, row(clock.now()))
    url = engine.url.render_as_string(hide_password=False)
    done = CliRunner().invoke(main, ["tally", "--again"], env={"CHARTER_DATABASE_URL": url})
    assert (done.exit_code, done.output) == (0, "The statistics are up to date.\n")
    assert [key[0] for key in counted(engine)[0]] == ["rives"]
