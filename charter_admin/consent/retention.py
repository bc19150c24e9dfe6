"""Deleting receipts: what was kept long enough, and what a visitor wants gone. Both leave a row that says so.

A receipt proves a consent for as long as something was done on its strength, and some time after (GDPR art. 5(1)(e)
and 7(1)): it ceases to apply when the visitor decides again, or when the choice ends by itself. Rows go in small
transactions, so that nothing arriving waits; on PostgreSQL whole months go at once.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from sqlalchemy import Connection, Engine, delete, exists, insert, select

from charter_admin.consent import partitions
from charter_admin.consent.receipt import require_consent_id
from charter_admin.consent.storage import DELETIONS, RECEIPTS
from charter_admin.db import READ_ONLY
from charter_admin.versions import store
from charter_admin.versions.document import from_json

MONTHS = 13
# A choice holds for thirteen months at most (versions/banner.py): for a version nobody has any more.
LONGEST_CHOICE = 13

PURGED, ERASED = "kept long enough", "erased on request"
_AT_ONCE = 1000
_MONTH = timedelta(days=30.5)
_later = RECEIPTS.alias("later")
Found = tuple[str, int, str, int, datetime]
MonthsOf = Callable[[str, int], int | None]


def lifetimes(application: Engine) -> MonthsOf:
    """How long a choice holds on each published version, read when it is asked for."""

    @cache
    def months_of(public_id: str, version: int) -> int | None:
        with application.connect().execution_options(**READ_ONLY) as connection:
            document = store.document(connection, public_id, version)
        return from_json(document).banner.months if document else None

    return months_of


def purge(engine: Engine, now: datetime, months_of: MonthsOf, actor: str, months: int = MONTHS) -> int:
    """Deletes what ceased to apply more than `months` months ago; gives the number of receipts.

    `months_of` says how long a choice holds on a public id's version, None for a version that is gone.
    """
    before = now - months * _MONTH
    gone = _drop_months(engine, before - LONGEST_CHOICE * _MONTH, now, actor)
    last = ""
    while True:
        with engine.begin() as connection:
            batch = _candidates(connection, before, last)
            if not batch:
                return gone
            last = batch[-1][0]
            old = _too_old(connection, batch, before, months_of)
            _delete(connection, [row[0] for row in old])
            _note(connection, Counter(row[1] for row in old), now, actor, PURGED)
        gone += len(old)


def erase(engine: Engine, consent_id: str, now: datetime, actor: str) -> int:
    """Deletes every receipt of a visitor (GDPR art. 17); gives their number. Raises Invalid for what is no id.

    The note keeps the SHA-256 of the consent id, by which whoever knows the id can be shown that it was done.
    """
    require_consent_id(consent_id)
    mine = RECEIPTS.c.consent_id == consent_id
    with engine.begin() as connection:
        owners = Counter(connection.execute(select(RECEIPTS.c.organization_id).where(mine)).scalars())
        connection.execute(delete(RECEIPTS).where(mine))
        _note(connection, owners, now, actor, ERASED, sha256(consent_id.encode()).hexdigest())
    return owners.total()


def _drop_months(engine: Engine, before: datetime, now: datetime, actor: str) -> int:
    """Months in which nothing can still apply, whatever was decided afterwards."""
    if engine.dialect.name != "postgresql":
        return 0
    with engine.begin() as connection:
        partitions.ensure(connection, now)
        names = list(partitions.ended_before(connection, before))
    return sum(_drop(engine, name, now, actor) for name in names)


def _drop(engine: Engine, name: str, now: datetime, actor: str) -> int:
    """Readers of other months wait for the moment it takes, hence no longer than a breath: purging can be repeated."""
    statement = f"SELECT organization_id, count(*) FROM {name} GROUP BY organization_id"  # noqa: S608 - our own name
    with engine.begin() as connection:
        counts = Counter(dict(connection.exec_driver_sql(statement).tuples().all()))
        connection.exec_driver_sql("SET LOCAL lock_timeout = '2s'")
        connection.exec_driver_sql(f"DROP TABLE {name}")
        _note(connection, counts, now, actor, PURGED)
    return counts.total()


def _candidates(connection: Connection, before: datetime, last: str) -> list[Found]:
    """The next receipts that may be too old, by id."""
    columns = (RECEIPTS.c.id, RECEIPTS.c.organization_id, RECEIPTS.c.public_id, RECEIPTS.c.version)
    statement = select(*columns, RECEIPTS.c.claimed_at).where(RECEIPTS.c.claimed_at < before)
    if last:
        statement = statement.where(RECEIPTS.c.id > last)
    return list(connection.execute(statement.order_by(RECEIPTS.c.id).limit(_AT_ONCE)).tuples().all())


def _too_old(connection: Connection, batch: list[Found], before: datetime, months_of: MonthsOf) -> list[Found]:
    replaced = _replaced(connection, [row[0] for row in batch], before)
    return [row for row in batch if row[0] in replaced or _ended(row, months_of) < before]


def _ended(row: Found, months_of: MonthsOf) -> datetime:
    _id, _owner, public_id, version, claimed_at = row
    holds: timedelta = (months_of(public_id, version) or LONGEST_CHOICE) * _MONTH
    return claimed_at + holds


def _replaced(connection: Connection, ids: list[str], before: datetime) -> set[str]:
    """Those after which the same visitor decided again on the same platform, and long enough ago."""
    again = exists().where(
        _later.c.consent_id == RECEIPTS.c.consent_id,
        _later.c.public_id == RECEIPTS.c.public_id,
        _later.c.claimed_at > RECEIPTS.c.claimed_at,
        _later.c.claimed_at < before,
    )
    return set(connection.execute(select(RECEIPTS.c.id).where(RECEIPTS.c.id.in_(ids), again)).scalars())


def _delete(connection: Connection, ids: list[str]) -> None:
    if ids:
        connection.execute(delete(RECEIPTS).where(RECEIPTS.c.id.in_(ids)))


def _note(
    connection: Connection, counts: Mapping[int, int], at: datetime, actor: str, reason: str, subject: str = ""
) -> None:
    """One row per organization; a purge of many batches in one run adds up in its row."""
    for owner, count in counts.items():
        same = (DELETIONS.c.organization_id == owner, DELETIONS.c.at == at, DELETIONS.c.subject == subject)
        added = DELETIONS.update().where(*same).values(receipts=DELETIONS.c.receipts + count)
        if not connection.execute(added).rowcount:
            values = {"organization_id": owner, "at": at, "actor": actor, "reason": reason, "subject": subject}
            connection.execute(insert(DELETIONS).values(receipts=count, **values))
