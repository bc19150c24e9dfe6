"""Databases to break, and how often: short in `make test`, as long as is promised in `make faults`."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from charter_admin.db import make_engine
from charter_admin.migrating import migrate
from tests import postgres
from tests.faults.load import Place, publish


@dataclass(frozen=True)
class Often:
    """How many workers are killed, how often PostgreSQL crashes, and for how long it is stopped."""

    kills: int = 2
    crashes: int = 1
    stopped_seconds: float = 1.0


@pytest.fixture(scope="session")
def often() -> Often:
    """A little, or with FAULTS=long as much as is promised."""
    return Often(20, 8, 60.0) if os.environ.get("FAULTS") == "long" else Often()


@pytest.fixture
def place(database_url: str) -> Place:
    """A published platform on a fresh database of each kind."""
    return publish(database_url)


@pytest.fixture(scope="module")
def frail() -> Iterator[postgres.Server]:
    """A PostgreSQL server of our own, to crash and to stop."""
    with postgres.server() as made:
        yield made


def place_on(server: postgres.Server) -> Place:
    """A published platform in a fresh database of a server."""
    name = f"t{secrets.token_hex(6)}"
    engine = make_engine(f"{server.url}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    engine = make_engine(f"{server.url}/{name}")
    migrate(engine)
    engine.dispose()
    return publish(f"{server.url}/{name}")
