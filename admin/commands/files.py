"""`heard files verify`: is every file that was sent to us still as it was sealed?"""

import click

from admin.commands.place import Place, fail, place
from models.files.store import Store
from models.jobs.doctoring_files import changed


@click.group("files")
def files() -> None:
    """The files that people sent."""


@files.command("verify")
@place
def verify(here: Place) -> None:
    """Read every sealed file and compare it with the hash in its row. It needs no key."""
    with here.bare.reading() as db:
        faults = list(changed(db, Store(here.settings.files)))
    if faults:
        raise fail("Files are not as they were sealed.\n" + "\n".join(faults))
    click.echo("Every file is as it was sealed.")


COMMANDS = [files]
