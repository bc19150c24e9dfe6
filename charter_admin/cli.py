"""The command line: `charter-admin migrate`, `create-owner`, `serve`, `worker`, `import`, `rerender`, `demo`."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from charter_admin import __version__, config, serving
from charter_admin.db import make_engine
from charter_admin.errors import DomainError


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
def transaction() -> Iterator[Session]:
    """One transaction on the configured database."""
    engine = make_engine(config.database_url(os.environ))
    try:
        with Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Charter Admin: cookie charters and consent banners from one immutable version."""


@main.command()
@explained
def migrate() -> None:
    """Create or update the tables of CHARTER_DATABASE_URL."""
    from charter_admin import migrating

    engine = make_engine(config.database_url(os.environ))
    migrating.migrate(engine)
    engine.dispose()
    click.echo("The database is up to date.")


@main.command("create-owner")
@click.argument("email")
@click.option("--organization", help="Name of the organization (default: the domain of the address).")
@explained
def create_owner(email: str, organization: str | None) -> None:
    """Let EMAIL in as owner of a new organization, and print a one-time sign-in link."""
    from charter_admin.accounts import signing_in, users
    from charter_admin.catalogue.purposes import install_defaults
    from charter_admin.organizations import service as organizations
    from charter_admin.organizations.scope import Scope

    settings = config.from_env()
    with transaction() as session:
        user = users.find_or_create(session, email)
        made = organizations.create(session, organization or user.email.rpartition("@")[2])
        organizations.join(session, made, user.id, "owner")
        install_defaults(Scope(session, made.id, "owner", user.email, user.id))
        token = signing_in.issue_link(session, user)
    click.echo(f"{settings.base_url}/sign-in/{token}")


@main.command("sign-in-link")
@click.argument("email")
@explained
def sign_in_link(email: str) -> None:
    """Print a one-time sign-in link for somebody who has an account."""
    from charter_admin.accounts import signing_in, users

    settings = config.from_env()
    with transaction() as session:
        user = users.find(session, email)
        if user is None:
            raise click.ClickException(f"{email} has no account.")
        token = signing_in.issue_link(session, user)
    click.echo(f"{settings.base_url}/sign-in/{token}")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--worker/--no-worker", default=True, show_default=True, help="Run one background worker too.")
@explained
def serve(host: str, port: int, workers: int, worker: bool) -> None:
    """Serve the admin and the public pages until stopped, with one background worker beside them."""
    serving.require_free(host, port)
    config.from_env()  # refuse here, in one line, instead of in every worker
    beside = [serving.worker_command()] if worker else []
    sys.exit(serving.supervise(serving.command(host, port, workers), os.environ, beside=beside))


@main.command()
@click.option("--with-parent", is_flag=True, help="End when the process that started this one ends.")
@explained
def worker(with_parent: bool) -> None:
    """Do what was asked for in the background, until stopped. `serve` runs one already."""
    from charter_admin.worker import run

    run(config.database_url(os.environ), with_parent=with_parent)


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def import_(file: Path, as_json: bool) -> None:
    """Read the cookie declarations of a charter (text, table, HTML, Markdown, CSV). Touches no database."""
    from charter_admin.importing.declarations import charter_json
    from charter_admin.importing.errors import ImportRefused
    from charter_admin.importing.extract import import_bytes
    from charter_admin.importing.read import MAX_BYTES

    try:
        with file.open("rb") as stream:
            charter = import_bytes(stream.read(MAX_BYTES + 1), file.name)  # a huge file is refused, not read
    except (ImportRefused, OSError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(charter_json(charter), ensure_ascii=False, indent=2))
        return
    for cookie in charter.cookies:
        click.echo("\t".join(part or "" for part in (cookie.name, cookie.provider, cookie.service, cookie.purpose)))
    click.echo(f"{len(charter.cookies)} declarations", err=True)


@main.command()
@explained
def rerender() -> None:
    """Render the current versions again with this release; the former bytes are kept."""
    from charter_admin.publishing.service import rerender as rerender_all

    with transaction() as session:
        made = rerender_all(session)
    click.echo(f"{made} files were added.")


@main.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535))
@click.option("--data-dir", default="./var", show_default=True, envvar="DATA_DIR", type=click.Path(path_type=Path))
@click.option("--ready-file", type=click.Path(path_type=Path), help="Write the addresses here, as JSON, when serving.")
@explained
def demo(port: int, data_dir: Path, ready_file: Path | None) -> None:
    """Serve a demo organization with two published platforms on an embedded SQLite database."""
    from charter_admin.demo.run import run

    sys.exit(run(port, data_dir, ready_file))


if __name__ == "__main__":
    main()
