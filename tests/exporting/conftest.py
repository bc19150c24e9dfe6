"""Databases to move an organization between: from each kind to each kind."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from charter_admin.db import make_engine

MakeDatabase = Callable[[str], Engine]


@pytest.fixture
def make_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeDatabase]:
    """Gives an engine on a new, migrated and empty database of a kind, as often as one asks."""
    made: list[Engine] = []

    def make(kind: str) -> Engine:
        name = f"t{secrets.token_hex(6)}"
        if kind == "sqlite":
            template: Path = request.getfixturevalue("sqlite_template")
            (tmp_path / name).write_bytes(template.read_bytes())
            url = f"sqlite:///{tmp_path / name}"
        else:
            server, template_name = (request.getfixturevalue(f"postgres_{part}") for part in ("server", "template"))
            admin = make_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template_name}"))
            admin.dispose()
            url = f"{server}/{name}"
        made.append(make_engine(url))
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()
