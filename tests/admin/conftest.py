"""The admin application and people signed in to it. It runs on SQLite; the data layer's tests run on both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from charter_admin.admin.app import create_app
from charter_admin.admin.database import db
from charter_admin.config import Config
from charter_admin.db import make_engine
from tests.admin.browser import Browser
from tests.personas import SECRET, settle

BASE_URL = "http://charters.test"
SignIn = Callable[..., Browser]


@pytest.fixture(scope="session")
def settled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to copy, with two organizations and one person of each role."""
    path = tmp_path_factory.mktemp("settled") / "charter.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    with Session(engine) as session, session.begin():
        settle(session)
    engine.dispose()
    return path


@pytest.fixture
def app(settled: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on a fresh database with two organizations and one person of each role."""
    copy = tmp_path / "charter.db"
    copy.write_bytes(settled.read_bytes())
    app = create_app(Config(f"sqlite:///{copy}", SECRET, BASE_URL))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Gives a browser in which a person (by first name, see tests/personas.py) is signed in."""

    def enter(person: str = "olga", language: str = "en") -> Browser:
        return Browser(app, language).sign_in(person)

    return enter


@pytest.fixture
def owner(sign_in: SignIn) -> Browser:
    """Olga, owner of the town of Rives."""
    return sign_in("olga")
