"""Flask-SQLAlchemy, bound to the project's tables. One transaction a request, one commit, at the edge."""

from typing import Any

from flask import Flask, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Engine

from charter_admin.db import READ_ONLY, Base, tune

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Session(FlaskSession):
    """A session that cannot write while a request only reads."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Any:
        """The engine, or its read-only twin."""
        engine = super().get_bind(*args, **kwargs)
        reading = has_request_context() and g.get("read_only", False)
        return _read_only_twin(engine) if reading and isinstance(engine, Engine) else engine


db = SQLAlchemy(metadata=Base.metadata, session_options={"class_": Session})


class App(Flask):
    """Flask, with one commit after a view that raised nothing.

    The commit belongs to the dispatch: what the database refuses only then is still answered by the error handlers.
    A refused form did its work in a savepoint, so there is nothing of it to commit.
    """

    def dispatch_request(self) -> Any:
        """Runs the view in one transaction."""
        answer = super().dispatch_request()
        if not g.get("read_only", True):
            db.session.commit()
        return answer


def init(app: Flask) -> None:
    """Binds the database to the application."""
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    app.before_request(_choose_transaction)


def writes() -> None:
    """Lets a GET write: only for what a link must do by itself. Ends the read-only transaction the gate began."""
    db.session.rollback()
    g.read_only = False


def release() -> None:
    """Ends the transaction of a request that is about to wait for others, and writes nothing any more."""
    db.session.rollback()
    g.read_only = True


def _choose_transaction() -> None:
    g.read_only = request.method in SAFE_METHODS


def _read_only_twin(engine: Engine) -> Engine:
    twins: dict[Engine, Engine] = db.__dict__.setdefault("_read_only_twins", {})
    if engine not in twins:
        twins[engine] = engine.execution_options(**READ_ONLY)
    return twins[engine]
