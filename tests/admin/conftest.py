"""The admin application and people signed in to it. It runs on SQLite; the data layer's tests run on both."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from charter_admin.admin.app import create_app
from charter_admin.admin.database import db
from charter_admin.config import Config
from tests.admin.browser import Browser
from tests.personas import SECRET, settle

BASE_URL = "http://charters.test"
SignIn = Callable[..., Browser]


@pytest.fixture
def app(sqlite_url: str) -> Iterator[Flask]:
    """The application on a fresh database with two organizations and one person of each role."""
    app = create_app(Config(sqlite_url, SECRET, BASE_URL))
    with app.app_context():
        engine = db.engine
    with Session(engine) as session, session.begin():
        settle(session)
    yield app
    engine.dispose()


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
