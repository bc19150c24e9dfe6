"""The tables that migrations make are the tables that the models say."""

from sqlalchemy import Engine

from charter_admin.migrating import migrate, pending_differences


def test_models_equal_migrations(engine: Engine) -> None:
    assert pending_differences(engine) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    assert pending_differences(engine) == []
