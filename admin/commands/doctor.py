"""`heard doctor`: one line about each thing that could be wrong (R10)."""

import sys

import click

from admin.commands.place import Place, place
from models.jobs.doctoring import Level, examine
from models.jobs.doctoring_clocks import mend


@click.command()
@click.option("--mend", "mends", is_flag=True, help="First stop the clocks that ran on after their letter had gone.")
@place
def doctor(here: Place, mends: bool) -> None:
    """Look at the database, audit, keys, outbox, clock and the rest. Exit 1 where there is a problem."""
    if mends:
        with here.sessions.begin() as db:
            many = mend(db, now=here.now)
        click.echo(f"Mended {many} {'case' if many == 1 else 'cases'}.")
    lines = examine(here.bare, here.settings, here.ring("staff"), now=here.now)
    for line in lines:
        click.echo(str(line))
    if any(line.level is Level.PROBLEM for line in lines):
        sys.exit(1)


COMMANDS = [doctor]
