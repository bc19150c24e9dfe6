"""Databases to move an organization between: from each kind to each kind."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from charter_admin.db import make_engine
from charter_admin.organizations.scope import Scope
from tests import factories

MakeDatabase = Callable[[str], Engine]
LINES = 'Se souvenir\n- de "vous"; et\n=SOMME(A1)'


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


@pytest.fixture
def scope(session: Session) -> Scope:
    """An editor of an organization with two services and five cookies, one of each odd kind."""
    owner = factories.scope(session)
    factories.platform(owner, "Portail", locales=["fr", "en", "bg"])
    audience, map_ = factories.service(owner), factories.service(owner, "Carte")
    factories.cookie(owner, audience, purpose={"fr": "Mesurer", "en": "Measure", "bg": "Измерване"})
    factories.cookie(owner, audience, "=1+1", purpose={"fr": LINES}, host="stats.example.org", party="third")
    factories.cookie(owner, map_, "007", storage="local_storage", duration_kind="session", duration_text={})
    factories.cookie(owner, map_, "123456789012345678901", duration_text={"fr": "_x000D_ 1 mai"})
    factories.cookie(owner, map_, "@odd'", purpose={"fr": "'quoted', \u2028\U0001f36a"}, duration_kind="persistent")
    return Scope(session, owner.organization_id, "editor", "Emma")
