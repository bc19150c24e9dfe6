"""Commands that serve: the web server, the background worker, and the public pages as files."""

import os
import sys
from pathlib import Path

import click

from charter_admin import config, serving
from charter_admin.commands.edge import explained


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Processes (default: one for each processor).")
@click.option("--plane", type=click.Choice(["both", "admin", "public"]), default="both", show_default=True)
@click.option(
    "--worker/--no-worker",
    default=True,
    show_default=True,
    help="Run one background worker too, unless the plane is public.",
)
@explained
def serve(host: str, port: int, workers: int | None, plane: str, worker: bool) -> None:
    """Serve the admin and the public pages until stopped, or one of them alone; with one background worker beside."""
    serving.require_free(host, port)
    require_settings(plane)  # refuse here, in one line, instead of in every worker
    beside = [serving.worker_command()] if worker and plane != "public" else []
    line = serving.command(host, port, workers or serving.processors(), plane)
    sys.exit(serving.supervise(line, os.environ, beside=beside))


@click.command()
@click.option("--with-parent", is_flag=True, help="End when the process that started this one ends.")
@explained
def worker(with_parent: bool) -> None:
    """Do what was asked for in the background, until stopped. `serve` runs one already."""
    from charter_admin.worker import run

    run(config.database_url(os.environ), with_parent=with_parent)


def require_settings(plane: str) -> None:
    """Raises ConfigError where the environment lacks what a plane needs; visitors' pages need no secret."""
    config.public_memory(os.environ)
    if plane == "public":
        config.database_url(os.environ)
    else:
        config.from_env()


@click.command("export-site")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--application", default="http://127.0.0.1:8000", show_default=True, help="Where receipts are passed on to."
)
@explained
def export_site(folder: Path, application: str) -> None:
    """Write all public pages, banners and JSON to DIR, with a configuration of nginx that serves them."""
    from charter_admin.db import make_engine
    from charter_admin.static_site.export import export

    engine = make_engine(config.database_url(os.environ))
    try:
        done = export(engine, folder, application)
    except OSError as error:
        raise click.ClickException(str(error)) from error
    finally:
        engine.dispose()
    click.echo(f"{done.written} files were written, {done.removed} removed.")
    if done.reload:
        click.echo("The configuration changed: let nginx read it again (nginx -s reload).")
