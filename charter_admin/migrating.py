"""Bringing a database to the tables this release knows."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from charter_admin import paths
from charter_admin.models import metadata


def migrate(engine: Engine, revision: str = "head") -> None:
    """Runs the migrations that are missing; does nothing on a database that is up to date."""
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection=connection), revision)


def pending_differences(engine: Engine) -> list[object]:
    """What the models say and the database does not; empty when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def alembic_config(**attributes: object) -> Config:
    """Alembic's settings, made here: the project has no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.attributes.update(attributes)
    return config
