"""Tables and engines, in plain SQLAlchemy. Flask-SQLAlchemy is bound to them in the admin plane only."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import URL, DateTime, Engine, MetaData, Table, create_engine, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.schema import UniqueConstraint
from sqlalchemy.types import JSON, TypeDecorator

from charter_admin import clock

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# For connections that only read: SQLite then takes no write lock, PostgreSQL refuses a write.
READ_ONLY = {"sqlite_read_only": True, "postgresql_readonly": True}
# For connections whose every statement is a transaction of its own: one way to the database instead of three.
ALONE = {"sqlite_alone": True, "isolation_level": "AUTOCOMMIT"}
# SQLite lets nobody queue: whoever waits tries again and again, and may lose to those who came later. So the longest
# wait is several times what all the writers there may be need together.
BUSY_TIMEOUT_MS = 60_000


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite, which has no zones, stores it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive datetimes: nobody could tell what they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives the zone back."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Base(DeclarativeBase):
    """Every mapped class of the project."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment(), dict[str, str]: JSON(), dict[str, Any]: JSON(), list[str]: JSON()}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "__tablename__" not in cls.__dict__ and "__abstract__" not in cls.__dict__:
            cls.__tablename__ = _snake(cls.__name__)
        super().__init_subclass__(**kwargs)


class Identified:
    """A surrogate key."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Timestamped:
    """When the row was made."""

    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class Revised:
    """Optimistic locking: a writer must hold the revision it read, or the update fails."""

    revision: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - declared_attr calls it on the class
        return {"version_id_col": cls.revision}


def tenant_key(*more: Any) -> tuple[Any, ...]:
    """Table arguments of a tenant's table: the target that composite foreign keys point at."""
    return (UniqueConstraint("organization_id", "id"), *more)


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements without the ORM: `__table__` is typed as something more general."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} has no table of its own")
    return table


def make_engine(url: str | URL, **options: Any) -> Engine:
    """An engine with this project's rules applied."""
    return tune(create_engine(url, **options))


def tune(engine: Engine) -> Engine:
    """Gives SQLite the durability and the locking that PostgreSQL has by itself."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not open transactions behind our back
    # Waiting comes first: the others read the file, which is shut for a moment while another connection that was the
    # last one folds the log into it.
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: Connection) -> None:
    """A deferred transaction that reads and then writes loses updates to others; take the lock first."""
    options: Mapping[str, Any] = connection.get_execution_options()
    if options.get("sqlite_alone"):
        return
    connection.exec_driver_sql("BEGIN" if options.get("sqlite_read_only") else "BEGIN IMMEDIATE")


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
