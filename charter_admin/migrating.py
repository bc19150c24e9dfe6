"""Bringing a database to the tables this release knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from charter_admin import paths
from charter_admin.consent import partitions, storage
from charter_admin.models import metadata


def migrate(engine: Engine, revision: str = "head") -> None:
    """Runs the migrations that are missing; does nothing on a database that is up to date."""
    with engine.connect() as connection, _free_to_rebuild(connection), connection.begin():
        command.upgrade(alembic_config(connection=connection), revision)
        _require_whole(connection)


def pending_differences(engine: Engine) -> list[object]:
    """What the models say and the database does not; empty when they agree.

    On SQLite the receipts are elsewhere. On PostgreSQL their partitions are made as months go by.
    """
    elsewhere = {storage.RECEIPTS.name, storage.DELETIONS.name} if engine.dialect.name == "sqlite" else set()

    def compared(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return not (kind == "table" and name and (name in elsewhere or name.startswith(f"{partitions.TABLE}_")))

    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": compared}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))


def alembic_config(**attributes: object) -> Config:
    """Alembic's settings, made here: the project has no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.attributes.update(attributes)
    return config


@contextmanager
def _free_to_rebuild(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by building the table again; rows that point at it would forbid that, or go with it.

    The pragma does nothing inside a transaction, so it is set on the driver's connection before one begins.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _require_whole(connection: Connection) -> None:
    """Undoes a migration that would leave rows pointing at nothing: SQLite was not looking meanwhile."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration would leave rows that point at nothing: {broken[:5]}")
