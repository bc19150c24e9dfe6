"""The command that counts receipts at once: `charter-admin tally`."""

import click

from charter_admin.commands.edge import engines, explained


@click.command()
@click.option("--again", is_flag=True, help="Count all receipts anew, from the oldest on.")
@explained
def tally(again: bool) -> None:
    """Count the receipts that arrived. The worker does so every minute."""
    from charter_admin import clock
    from charter_admin.consent import tally as counting

    with engines() as (application, receipts):
        counting.run(application, receipts, clock.now(), again=again)
    click.echo("The statistics are up to date.")
