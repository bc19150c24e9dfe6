"""What is deleted, when, and the note that it was. On both databases."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select

from charter_admin.consent import partitions, retention, storage
from charter_admin.consent.retention import Kept
from charter_admin.errors import Invalid
from tests.consent.receipts import NOW, keep, row


@pytest.fixture
def log(engine: Engine) -> Iterator[Engine]:
    """An empty log."""
    made = storage.store(engine.url)
    yield made
    made.dispose()


def ids(log: Engine) -> set[str]:
    """The receipts there are."""
    with log.connect() as connection:
        return set(connection.execute(select(storage.RECEIPTS.c.id)).scalars())


def notes(log: Engine) -> list[tuple[Any, ...]]:
    """What was written down about deleting."""
    table = storage.DELETIONS.c
    with log.connect() as connection:
        found = connection.execute(select(table.organization_id, table.reason, table.subject, table.receipts))
        return sorted(tuple(each) for each in found)


def test_a_receipt_goes_thirteen_months_after_its_choice_ended(log: Engine) -> None:
    six, thirteen = 6 * 30.5, 13 * 30.5
    over, not_yet = row(six + thirteen + 1), row(six + thirteen - 1)
    other, unknown = row(six + thirteen + 1, version=2), row(six + thirteen + 1, public_id="gone")
    keep(log, over, not_yet, other, unknown)
    months = {("rives", 1): 6, ("rives", 2): 12}
    gone = retention.purge(log, NOW, lambda public_id, version: months.get((public_id, version)), "tests")
    assert (gone, ids(log)) == (1, {not_yet["id"], other["id"], unknown["id"]})
    assert notes(log) == [(1, retention.PURGED, "", 1)]


def test_a_choice_that_was_replaced_ends_with_the_next(log: Engine) -> None:
    thirteen, visitor = 13 * 30.5, str(uuid4())
    first, second = row(thirteen + 9, consent_id=visitor), row(thirteen + 1, consent_id=visitor)
    third = row(thirteen - 1, consent_id=visitor)
    elsewhere = row(thirteen + 2, consent_id=visitor, public_id="monts")
    keep(log, first, second, third, elsewhere)
    assert retention.purge(log, NOW, lambda _public_id, _version: 6, "tests") == 1
    assert ids(log) == {second["id"], third["id"], elsewhere["id"]}


def test_many_batches_and_organizations_make_one_note_each(log: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_AT_ONCE", 3)
    keep(log, *(row(600 + n, organization_id=1 + n % 2) for n in range(11)))
    assert retention.purge(log, NOW, lambda _public_id, _version: 1, "tests") == 11
    assert notes(log) == [(1, retention.PURGED, "", 6), (2, retention.PURGED, "", 5)]


def test_erasing_takes_all_of_one_visitor_and_says_so(log: Engine) -> None:
    visitor, other = str(uuid4()), row(1)
    keep(log, row(3, consent_id=visitor), row(2, consent_id=visitor, organization_id=2), other)
    assert retention.erase(log, visitor, NOW, "tests") == 2
    assert ids(log) == {other["id"]}
    subject = sha256(visitor.encode()).hexdigest()
    assert notes(log) == [(1, retention.ERASED, subject, 1), (2, retention.ERASED, subject, 1)]
    assert retention.erase(log, visitor, NOW, "tests") == 0
    with pytest.raises(Invalid):
        retention.erase(log, "everybody' OR 1=1", NOW, "tests")


def test_each_organization_keeps_them_for_as_long_as_it_says(log: Engine) -> None:
    rows = [row(100 + owner, organization_id=owner) for owner in (1, 2, 3)]
    keep(log, *rows)
    kept = Kept(own={1: 1, 2: 120, 3: 2})
    assert retention.purge(log, NOW, lambda _public_id, _version: 1, "tests", kept) == 2
    assert ids(log) == {rows[1]["id"]}
    assert [note[0] for note in notes(log)] == [1, 3]


def test_purging_stops_when_it_shall(log: Engine) -> None:
    keep(log, row(900))
    assert retention.purge(log, NOW, lambda _public_id, _version: 1, "tests", go_on=lambda: False) == 0
    assert notes(log) == []


def test_an_organization_erases_what_is_its_own(log: Engine) -> None:
    visitor = str(uuid4())
    mine, other = row(1, consent_id=visitor), row(2, consent_id=visitor, organization_id=2)
    keep(log, mine, other)
    assert retention.erase(log, visitor, NOW, "tests", 1) == 1
    assert ids(log) == {other["id"]}


def test_what_was_deleted_is_listed_for_its_organization_page_by_page(log: Engine) -> None:
    for number in range(3):
        visitor = str(uuid4())
        keep(log, row(1, consent_id=visitor), row(1, consent_id=visitor, organization_id=2))
        retention.erase(log, visitor, NOW + timedelta(hours=number), "tests")
    first = retention.deletions(log, 1, most=2)
    assert [found["at"] for found in first] == [NOW + timedelta(hours=hours) for hours in (2, 1)]
    assert [found["at"] for found in retention.deletions(log, 1, first[-1]["id"], 2)] == [NOW]


def test_months_are_made_ahead_and_dropped_whole(log: Engine) -> None:
    if log.dialect.name == "sqlite":
        with log.begin() as connection:
            assert partitions.ensure(connection, NOW) == []
        return
    with log.begin() as connection:
        partitions.ensure(connection, NOW)
        connection.exec_driver_sql("DROP TABLE consent_receipt_2026_11")
    kept, old = row(3), row(2 * 366 + 100)
    keep(log, kept, old)  # both are in the rest
    with log.begin() as connection:
        assert partitions.ensure(connection, NOW) == ["consent_receipt_2026_11"]
        assert partitions.ensure(connection, NOW) == []
        where = connection.exec_driver_sql("SELECT id::text, tableoid::regclass::text FROM consent_receipt")
        found = dict(where.tuples().all())
    assert found == {kept["id"]: "consent_receipt_2026_11", old["id"]: "consent_receipt_rest"}
    later = NOW + timedelta(days=1000)
    assert retention.purge(log, later, lambda _public_id, _version: 13, "tests") == 2
    assert notes(log) == [(1, retention.PURGED, "", 2)]
    with log.connect() as connection:
        assert "consent_receipt_2026_11" not in partitions.existing(connection)
