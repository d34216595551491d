"""`heard dictionary`: every column that is kept, for the council's record of processing (PRV-12)."""

import csv
import sys

import click

from models.cases.dictionary import Kept, columns


@click.command("dictionary")
def dictionary() -> None:
    """Every column that is kept: what for, on which basis, how locked, how long. As CSV."""
    out = csv.writer(sys.stdout)
    out.writerow(Kept._fields)
    out.writerows(columns())


COMMANDS = [dictionary]
