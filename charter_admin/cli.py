"""The command line: `charter-admin migrate`, `serve`, `worker`, `import`, `export-organization` and the rest."""

import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

import click

from charter_admin import __version__, config
from charter_admin.commands.edge import explained, transaction
from charter_admin.commands.log import erase, purge, receipts
from charter_admin.commands.serving import export_site, serve, worker
from charter_admin.commands.tally import tally


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Charter Admin: cookie charters and consent banners from one immutable version."""


for command in (serve, worker, export_site, purge, erase, receipts, tally):
    main.add_command(command)


@main.command()
@explained
def migrate() -> None:
    """Create or update the tables of CHARTER_DATABASE_URL."""
    from charter_admin import migrating
    from charter_admin.db import make_engine

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


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def import_(file: Path, as_json: bool) -> None:
    """Read the cookie declarations of a charter (text, HTML, Markdown, RST, CSV, JSON, XLSX, DOCX, ODS, PDF)."""
    from charter_admin.importing.apart import import_apart
    from charter_admin.importing.declarations import charter_json
    from charter_admin.importing.errors import ImportRefused
    from charter_admin.importing.limits import MAX_BYTES

    try:
        with file.open("rb") as stream:
            charter = import_apart(stream.read(MAX_BYTES + 1), file.name)  # a huge file is refused, not read
    except (ImportRefused, OSError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(charter_json(charter), ensure_ascii=False, indent=2))
        return
    for cookie in charter.cookies:
        click.echo("\t".join(part or "" for part in (cookie.name, cookie.provider, cookie.service, cookie.purpose)))
    click.echo(f"{len(charter.cookies)} declarations", err=True)


@main.command("export-organization")
@click.argument("organization")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@explained
def export_organization(organization: str, file: Path) -> None:
    """Write all of ORGANIZATION (its id, address or name) to FILE, for import-organization."""
    from charter_admin.exporting import organization as exporting
    from charter_admin.organizations.scope import Scope

    part = file.with_name(f"{file.name}.part")  # a broken export must not look like a whole one
    try:
        with transaction() as session, _private(part) as out:
            exporting.read_at_one_moment(session)
            found = exporting.find(session, organization)
            exporting.write(Scope(session, found.id, "owner", "charter-admin"), out)
        part.replace(file)
    except OSError as error:
        raise click.ClickException(str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    click.echo(f"{file} holds all of the organization.")


def _private(path: Path) -> BinaryIO:
    """A new file that only its owner reads: it holds people's addresses."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


@main.command("import-organization")
@click.argument("file", type=click.File("rb"))
@explained
def import_organization(file: BinaryIO) -> None:
    """Import the organization that export-organization wrote to FILE, as it was."""
    from charter_admin.exporting import arrival

    with transaction() as session:
        arrived = arrival.read(session, file)
    click.echo(f"{arrived.name} is here: {arrived.platforms} platforms, {arrived.people} people.")
    click.echo("People whose account is new have no password: give them a link with sign-in-link.", err=True)


@main.command()
@click.argument("name")
@click.option("--host", help="The domain the cookie was seen on: it settles which of several is meant.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="en", show_default=True)
def explain(name: str, host: str | None, as_json: bool, lang: str) -> None:
    """Say what a cookie called NAME is. Reads the library only and touches no database."""
    from charter_admin.catalogue.known import matching, words

    found = matching.match(name, host)
    if as_json:
        click.echo(json.dumps([words.as_json(match) for match in found], ensure_ascii=False, indent=2))
        return
    for match in found:
        click.echo(words.as_lines(match, lang))
    if not found:
        click.echo("Nobody knows a cookie of this name here.", err=True)


@main.command()
@click.argument("charter", metavar="FILE.json|PUBLIC_ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@explained
def check(charter: str, as_json: bool) -> None:
    """Say which rules of law a charter breaks: a charter.json, or the published charter of a public id.

    One line a finding: severity, rule, subject, sources, message. The status is 1 if there are errors.
    """
    from charter_admin.compliance.checking import check_bytes, told

    findings = check_bytes(_charter_bytes(charter))
    if as_json:
        click.echo(json.dumps([told(finding) for finding in findings], ensure_ascii=False, indent=2))
    for finding in findings if not as_json else ():
        sources = "; ".join(map(str, finding.rule.sources))
        parts = (finding.rule.severity, finding.rule.id, str(finding.subject), sources, finding.message)
        click.echo("\t".join(parts))
    errors = sum(finding.is_error for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings", err=True)
    sys.exit(1 if errors else 0)


def _charter_bytes(charter: str) -> bytes:
    """The JSON of a file, or of what is published under a public id."""
    from charter_admin.versions import store

    path = Path(charter)
    if "." in charter or path.is_file():  # no public id has a dot
        try:
            return path.read_bytes()
        except OSError as error:
            raise click.ClickException(str(error)) from error
    with transaction() as session:
        published = store.published(session.connection(), charter)
        found = store.document(session.connection(), charter, published.number) if published else None
    if found is None:
        raise click.ClickException(f"{charter} is neither a file nor the public id of a published charter.")
    return found


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
