"""`heard doctor`: one line about each thing that could be wrong (R10)."""

import sys

import click

from admin.commands.place import Place, place
from models.jobs.doctoring import Level, examine


@click.command()
@place
def doctor(here: Place) -> None:
    """Look at the database, audit, keys, outbox, clock and the rest. Exit 1 where there is a problem."""
    lines = examine(here.bare, here.settings, here.ring("staff"), now=here.now)
    for line in lines:
        click.echo(str(line))
    if any(line.level is Level.PROBLEM for line in lines):
        sys.exit(1)


COMMANDS = [doctor]
