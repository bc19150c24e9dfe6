"""Doing in the database what a test takes for granted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from charter_admin.admin.database import db
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.publishing import service as publishing
from tests.publishing import drafts


@contextmanager
def acting(app: Flask, slug: str = "rives") -> Iterator[Scope]:
    """An owner of the organization at work, committed at the end."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session, session.begin():
        organization = session.scalars(select(Organization).where(Organization.slug == slug)).one()
        yield Scope(session, organization.id, "owner", "tests")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The SQL statements that run meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def add_platform(app: Flask, name: str = "Portail", slug: str = "rives", **settings: Any) -> str:
    """A platform with one service in use; gives its public id."""
    with acting(app, slug) as scope:
        return drafts.platform(scope, name, **settings).public_id


def publish(app: Flask, public_id: str) -> None:
    """Publishes a platform's draft."""
    with acting(app) as scope:
        publishing.publish(scope, platforms.get(scope, public_id))
