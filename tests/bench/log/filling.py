"""Makes a log of any length, in the database itself: years of receipts in minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, text

from charter_admin.consent import partitions, storage

DAYS = 380
# Three decisions of two visitors.
VISITORS = 2 / 3
_ACTIONS = ("accept_all", "refuse_all", "customise", "accept_all", "refuse_all", "withdraw", "accept_all", "gpc")
_CHOICES = {
    "accept_all": '{"preferences": true, "statistics": true, "marketing": true}',
    "customise": '{"preferences": true, "statistics": true, "marketing": false}',
}
_NONE = '{"preferences": false, "statistics": false, "marketing": false}'
_COLUMNS = (
    "id, consent_id, organization_id, public_id, version, digest, build, locale, action, choices, layout, claimed_at,"
    " received_at, aside"
)


@dataclass(frozen=True)
class World:
    """Whose receipts they are: two versions of each platform, the second one since half of the time."""

    organization_id: int
    public_ids: tuple[str, ...]
    build: str


def fill(log: Engine, world: World, rows: int, now: datetime) -> None:
    """Writes so many receipts of the last `DAYS` days, in the order in which they came."""
    with log.begin() as connection:
        if log.dialect.name == "postgresql":
            for month in range(DAYS // 30 + 2):
                partitions.ensure(connection, now - timedelta(days=30 * month))
        _indexes(connection, drop=True)
        _lists(connection, world)
        made = _POSTGRESQL if log.dialect.name == "postgresql" else _SQLITE
        step = timedelta(days=DAYS).total_seconds() * 1000 / rows
        values = {
            "rows": rows, "visitors": int(rows * VISITORS), "step": step, "owner": world.organization_id,
            "start": int((now - timedelta(days=DAYS)).timestamp() * 1000), "build": world.build,
            "platforms": len(world.public_ids), "actions": len(_ACTIONS),
        }  # fmt: skip
        connection.execute(text(f"INSERT INTO consent_receipt ({_COLUMNS}) {made}"), values)
        _indexes(connection, drop=False)
    with log.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")


def consent_id(number: int) -> str:
    """The consent id of a visitor, from 0 on."""
    return f"{number * 2654435761 % 2**32:08x}-{number % 2**16:04x}-4abc-8abc-{number:012x}"


def _lists(connection: Connection, world: World) -> None:
    connection.execute(text("CREATE TEMPORARY TABLE place (number integer PRIMARY KEY, public_id text)"))
    rows = [{"n": n, "public_id": each} for n, each in enumerate(world.public_ids)]
    connection.execute(text("INSERT INTO place VALUES (:n, :public_id)"), rows)
    connection.execute(text("CREATE TEMPORARY TABLE act (number integer PRIMARY KEY, action text, choices text)"))
    acts = [{"n": n, "a": each, "c": _CHOICES.get(each, _NONE)} for n, each in enumerate(_ACTIONS)]
    connection.execute(text("INSERT INTO act VALUES (:n, :a, :c)"), acts)


def _indexes(connection: Connection, *, drop: bool) -> None:
    """Building an index at the end takes a fraction of keeping it up row by row."""
    for index in storage.RECEIPTS.indexes:
        if drop:
            index.drop(connection)
        else:
            index.create(connection)


# A multiplier that has no factor in common with the numbers around it spreads without repeating.
_ROW = """
    n % 100003 % :actions AS act, n * 7919 % :visitors AS visitor, n * 31 % :platforms AS place,
    CASE WHEN n * 2 < :rows THEN 1 ELSE 2 END AS version, CASE WHEN n % 5 = 0 THEN 'en' ELSE 'fr' END AS locale
"""
_SQLITE = f"""
WITH RECURSIVE counting(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counting WHERE n < :rows - 1),
made AS (SELECT n, CAST(:start + n * :step AS integer) AS ms, {_ROW} FROM counting)
SELECT printf('%08x-%04x-7%03x-8abc-%012x', ms >> 16, ms & 65535, n & 4095, n),
    printf('%08x-%04x-4abc-8abc-%012x', visitor * 2654435761 % 4294967296, visitor % 65536, visitor),
    :owner, place.public_id, version, '0000000000000000', :build, locale, act.action, act.choices, 'bar',
    strftime('%Y-%m-%d %H:%M:%f', ms / 1000.0, 'unixepoch') || '000',
    strftime('%Y-%m-%d %H:%M:%f', ms / 1000.0, 'unixepoch') || '000', 0
FROM made JOIN place ON place.number = made.place JOIN act ON act.number = made.act
"""
_POSTGRESQL = f"""
WITH made AS (SELECT n, CAST(:start + n * :step AS bigint) AS ms, {_ROW}
    FROM generate_series(CAST(0 AS bigint), CAST(:rows AS bigint) - 1) AS n)
SELECT CAST(lpad(to_hex(ms >> 16), 8, '0') || '-' || lpad(to_hex(ms & 65535), 4, '0') || '-7'
        || lpad(to_hex(n & 4095), 3, '0') || '-8abc-' || lpad(to_hex(n), 12, '0') AS uuid),
    CAST(lpad(to_hex(visitor * 2654435761 % 4294967296), 8, '0') || '-' || lpad(to_hex(visitor % 65536), 4, '0')
        || '-4abc-8abc-' || lpad(to_hex(visitor), 12, '0') AS uuid),
    :owner, place.public_id, version, '0000000000000000', :build, locale, act.action, CAST(act.choices AS json), 'bar',
    to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), false
FROM made JOIN place ON place.number = made.place JOIN act ON act.number = made.act ORDER BY n
"""
