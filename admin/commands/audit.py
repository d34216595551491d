"""`heard audit`: check that nobody changed what was recorded."""

import click

from admin.commands.place import Place, fail, place
from models.audit import CHAINS
from models.jobs.anchoring import anchor
from models.jobs.verifying import verify, verify_content
from models.keys import load_start


@click.group()
def audit() -> None:
    """The record of everything done and seen."""


@audit.command("verify")
@place
def verify_chains(here: Place) -> None:
    """Check every row and link, the end of each chain against its anchor, and the sealed content it names."""
    with here.bare.reading() as db:
        faults = [
            str(fault)
            for fault in verify(db, {c: load_start(here.settings.keys, c) for c in CHAINS}, here.settings.anchors)
        ]
        faults += verify_content(db)
    if faults:
        raise fail("The audit does not hold.\n" + "\n".join(faults))
    click.echo("Every row of every audit chain is as it was written.")


@audit.command("anchor")
@place
def write_anchor(here: Place) -> None:
    """Write the end of each chain to the anchor file now; the worker does it every hour."""
    with here.bare.reading() as db:
        count = anchor(db, here.settings.anchors, now=here.now)
    click.echo(f"Anchored {count} chains in {here.settings.anchors}. Keep a copy of it on another machine.")


COMMANDS = [audit]
