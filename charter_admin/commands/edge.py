"""What every command needs: refusals as one line, and one transaction."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from charter_admin import config
from charter_admin.errors import DomainError

if TYPE_CHECKING:  # loading it takes longer than `import` takes to read a page
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


def explained(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turns what the project itself refuses into one line on standard error and exit status 1."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except (config.ConfigError, DomainError) as error:
            raise click.ClickException(str(error)) from error

    return run


@contextmanager
def transaction() -> "Iterator[Session]":
    """One transaction on the configured database."""
    from sqlalchemy.orm import Session

    from charter_admin.db import make_engine

    engine = make_engine(config.database_url(os.environ))
    try:
        with Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


@contextmanager
def engines() -> "Iterator[tuple[Engine, Engine]]":
    """The configured database, and where its receipts are."""
    from charter_admin.consent import storage
    from charter_admin.db import make_engine

    application = make_engine(config.database_url(os.environ))
    receipts = storage.store(application.url, hurried=False)
    try:
        yield application, receipts
    finally:
        application.dispose()
        receipts.dispose()
