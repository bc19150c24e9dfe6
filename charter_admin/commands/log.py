"""The commands for the log of receipts: `charter-admin purge`, `erase` and `receipts`."""

import sys
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

import click

from charter_admin.commands.edge import engines, explained


@click.command()
@click.option("--months", type=click.IntRange(0, 120), help="Instead of what each organization set.")
@explained
def purge(months: int | None) -> None:
    """Delete the receipts that ceased to apply long ago. The background worker does it once a day."""
    from sqlalchemy.orm import Session

    from charter_admin import clock
    from charter_admin.consent import keeping, retention

    with engines() as (application, receipts):
        with Session(application) as session:
            kept = keeping.kept(session) if months is None else retention.Kept(months)
        lifetimes = retention.lifetimes(application)
        gone = retention.purge(receipts, clock.now(), lifetimes, "charter-admin purge", kept)
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
@click.option("--format", "kind", default="csv", show_default=True, type=click.Choice(["csv", "ndjson", "xlsx"]))
@click.option("--platform", "public_id", help="Only those of the platform with this public id.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only those received from this day on (UTC).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only those received until this day (UTC).")
@click.option("--output", default="-", type=click.File("wb"), help="Default: standard output.")
@explained
def receipts(
    kind: str, public_id: str | None, since: datetime | None, until: datetime | None, output: BinaryIO
) -> None:
    """Write the log of consent receipts, platform by platform, from the oldest to the newest."""
    from charter_admin.consent.reading import Wanted, pages
    from charter_admin.exporting import receipts as writing

    end = until + timedelta(days=1) if until else None
    wanted = Wanted(None, public_id, *(day.replace(tzinfo=UTC) if day else None for day in (since, end)))
    count = [0]
    with engines() as (_application, log):
        found = writing.counted(pages(log, wanted), count)
        if kind == "xlsx":
            writing.workbook(found, output)
        for piece in writing.STREAMS[kind](found) if kind in writing.STREAMS else ():
            output.write(piece)
    click.echo(f"{count[0]} receipts", err=True)
