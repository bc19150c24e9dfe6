"""Deleting receipts: what was kept long enough, and what a visitor wants gone. Both leave a row that says so.

A receipt proves a consent for as long as something was done on its strength, and some time after (GDPR art. 5(1)(e)
and 7(1)): it ceases to apply when the visitor decides again, or when the choice ends by itself. Rows go in small
transactions, so that nothing arriving waits; on PostgreSQL whole months go at once.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from sqlalchemy import Connection, Engine, RowMapping, delete, exists, insert, select

from charter_admin.consent import partitions, storage
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


@dataclass(frozen=True)
class Kept:
    """For how many months receipts are kept after they ceased to apply; `own` by organization."""

    usual: int = MONTHS
    own: Mapping[int, int] = field(default_factory=dict)

    def since(self, now: datetime, owner: int) -> datetime:
        """What ceased to apply before this is deleted."""
        return now - self.own.get(owner, self.usual) * _MONTH

    @property
    def shortest(self) -> int:
        """The months of whoever keeps them for the shortest time."""
        return min([self.usual, *self.own.values()])

    @property
    def longest(self) -> int:
        """The months of whoever keeps them for the longest time."""
        return max([self.usual, *self.own.values()])


def lifetimes(application: Engine) -> MonthsOf:
    """How long a choice holds on each published version, read when it is asked for."""

    @cache
    def months_of(public_id: str, version: int) -> int | None:
        with application.connect().execution_options(**READ_ONLY) as connection:
            document = store.document(connection, public_id, version)
        return from_json(document).banner.months if document else None

    return months_of


def purge(
    engine: Engine,
    now: datetime,
    months_of: MonthsOf,
    actor: str,
    kept: Kept | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Deletes what ceased to apply long enough ago, until `go_on` says no; gives the number of receipts.

    `months_of` says how long a choice holds on a public id's version, None for a version that is gone. Looks without a
    lock, and takes one for the moment it takes to delete a thousand.
    """
    kept = kept or Kept()
    gone = _drop_months(engine, now - (kept.longest + LONGEST_CHOICE) * _MONTH, now, actor)
    last: str | None = ""
    while last is not None and go_on():
        last, old = _look(engine, now, last, kept, months_of)
        if old:
            with storage.turn(engine), engine.begin() as connection:
                connection.execute(delete(RECEIPTS).where(RECEIPTS.c.id.in_([row[0] for row in old])))
                _note(connection, Counter(row[1] for row in old), now, actor, PURGED)
        gone += len(old)
    return gone


def erase(engine: Engine, consent_id: str, now: datetime, actor: str, owner: int | None = None) -> int:
    """Deletes every receipt of a visitor (GDPR art. 17), of one organization if it is given; gives their number.

    Raises Invalid for what is no consent id. The note keeps the SHA-256 of the consent id, by which whoever knows the
    id can be shown that it was done.
    """
    require_consent_id(consent_id)
    mine = [RECEIPTS.c.consent_id == consent_id]
    mine += [RECEIPTS.c.organization_id == owner] if owner is not None else []
    with storage.turn(engine), engine.begin() as connection:
        owners = Counter(connection.execute(select(RECEIPTS.c.organization_id).where(*mine)).scalars())
        connection.execute(delete(RECEIPTS).where(*mine))
        _note(connection, owners, now, actor, ERASED, sha256(consent_id.encode()).hexdigest())
    return owners.total()


def deletions(engine: Engine, owner: int, before: int | None = None, most: int = 50) -> Sequence[RowMapping]:
    """What was deleted of an organization, the latest first; `before` is the id of the last row of the page before."""
    statement = select(DELETIONS).where(DELETIONS.c.organization_id == owner)
    if before is not None:
        statement = statement.where(DELETIONS.c.id < before)
    with engine.connect().execution_options(**READ_ONLY) as connection:
        return connection.execute(statement.order_by(DELETIONS.c.id.desc()).limit(most)).mappings().all()


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


def _look(engine: Engine, now: datetime, last: str, kept: Kept, months_of: MonthsOf) -> tuple[str | None, list[Found]]:
    """Which of the next receipts are too old, and the id to go on after; None at the end."""
    with engine.connect().execution_options(**READ_ONLY) as connection:
        batch = _candidates(connection, now - kept.shortest * _MONTH, last)
        old = _too_old(connection, batch, lambda owner: kept.since(now, owner), months_of)
    return (batch[-1][0] if batch else None), old


def _candidates(connection: Connection, before: datetime, last: str) -> list[Found]:
    """The next receipts that may be too old, by id."""
    columns = (RECEIPTS.c.id, RECEIPTS.c.organization_id, RECEIPTS.c.public_id, RECEIPTS.c.version)
    statement = select(*columns, RECEIPTS.c.claimed_at).where(RECEIPTS.c.claimed_at < before)
    if last:
        statement = statement.where(RECEIPTS.c.id > last)
    return list(connection.execute(statement.order_by(RECEIPTS.c.id).limit(_AT_ONCE)).tuples().all())


def _too_old(
    connection: Connection, batch: list[Found], since: Callable[[int], datetime], months_of: MonthsOf
) -> list[Found]:
    groups: dict[datetime, list[str]] = {}
    for row in batch:
        groups.setdefault(since(row[1]), []).append(row[0])
    replaced = {receipt_id for before, ids in groups.items() for receipt_id in _replaced(connection, ids, before)}
    return [row for row in batch if row[0] in replaced or _ended(row, months_of) < since(row[1])]


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
