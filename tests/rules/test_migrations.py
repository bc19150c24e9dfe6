"""The tables that migrations make are the tables that the models say."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from charter_admin.db import make_engine
from charter_admin.migrating import migrate, pending_differences

# As the first release wrote them.
OLD_ROWS = (
    "INSERT INTO organization (id, slug, name, folded, revision, created_at)"
    " VALUES (1, 'rives', 'Rives', 'rives', 1, '2026-01-01')",
    "INSERT INTO platform (id, organization_id, public_id, default_locale, locales, controller, contact_email,"
    " contact_url, contact_address, dpo, name, folded, revision, created_at)"
    " VALUES (1, 1, 'abcdefghjkmn', 'fr', '[\"fr\"]', '', '', '', '', '', 'Portail', 'portail', 1, '2026-01-01')",
    "INSERT INTO platform_domain (id, organization_id, platform_id, name) VALUES (1, 1, 1, 'www.example.org')",
)


def test_models_equal_migrations(engine: Engine) -> None:
    assert pending_differences(engine) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    assert pending_differences(engine) == []


def test_migrating_keeps_the_rows_that_point_at_a_rebuilt_table(tmp_path: Path) -> None:
    """SQLite builds a table again to change a column: what points at its rows must neither forbid it nor go."""
    engine = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    migrate(engine, "0001")
    with engine.begin() as connection:
        for statement in OLD_ROWS:
            connection.exec_driver_sql(statement)
    migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM platform_domain").scalars().all() == ["www.example.org"]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert pending_differences(engine) == []


def test_a_migration_that_would_orphan_rows_is_undone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    migrate(engine, "0001")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(OLD_ROWS[-1])
        driver.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(RuntimeError, match="platform_domain"):
        migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0001"
