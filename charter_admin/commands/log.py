"""The commands for the log of receipts: `charter-admin purge`, `erase` and `receipts`."""

import sys
from typing import TextIO

import click

from charter_admin.commands.edge import engines, explained


@click.command()
@click.option(
    "--months", default=13, show_default=True, type=click.IntRange(0, 120), help="Kept after it ceased to apply."
)
@explained
def purge(months: int) -> None:
    """Delete the receipts that ceased to apply long ago. Run it every night."""
    from charter_admin import clock
    from charter_admin.consent import retention

    with engines() as (application, receipts):
        lifetimes = retention.lifetimes(application)
        gone = retention.purge(receipts, clock.now(), lifetimes, "charter-admin purge", months)
    click.echo(f"{gone} receipts were deleted.")


@click.command()
@click.argument("consent_id")
@explained
def erase(consent_id: str) -> None:
    """Delete every receipt of the visitor who has CONSENT_ID."""
    from charter_admin import clock
    from charter_admin.consent import retention

    with engines() as (_application, receipts):
        gone = retention.erase(receipts, consent_id.strip().lower(), clock.now(), "charter-admin erase")
    click.echo(f"{gone} receipts were deleted.")
    sys.exit(0 if gone else 1)


@click.command()
@click.option("--format", "kind", default="csv", show_default=True, type=click.Choice(["csv", "ndjson"]))
@click.option("--platform", "public_id", help="Only those of the platform with this public id.")
@click.option("--output", default="-", type=click.File("w", encoding="utf-8"), help="Default: standard output.")
@explained
def receipts(kind: str, public_id: str | None, output: TextIO) -> None:
    """Write the log of consent receipts, from the oldest to the newest."""
    from charter_admin.consent import reading

    with engines() as (_application, log):
        count = reading.write(log, output, kind, public_id)
    click.echo(f"{count} receipts", err=True)
