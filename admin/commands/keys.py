"""`heard keys`: make, check, copy and renew the keys that everything is sealed with."""

from pathlib import Path

import click

from admin.commands.place import Place, fail, place
from models import keys as key_files
from models.formats import long_date
from models.jobs.rotating import check_master, old_masters_end, remaining, rotate_master
from models.procedure.working_days import local_day


@click.group()
def keys() -> None:
    """The keys, apart from the data."""


@keys.command("new")
@place
def make(here: Place) -> None:
    """Make every key of a new place."""
    key_files.new(here.settings.keys)
    click.echo(f"Keys made in {here.settings.keys}, one folder a process. Give each process its own folder only,")
    click.echo("and move the backup folder to another machine: it is needed only to bring a backup back.")
    click.echo("Make two sealed copies now with `heard keys export`: without the master key nothing can be read again.")


@keys.command("check")
@place
def check(here: Place) -> None:
    """Every key's fingerprint, and whether the master opens what is stored."""
    for name, short in key_files.check(here.settings.keys).items():
        click.echo(f"{short}  {name}")
    with here.bare.reading() as db:
        opened, unreadable = check_master(db, here.ring("staff"))
    if unreadable:
        raise fail(f"The master key does not open {unreadable} of {opened + unreadable} cases looked at.")
    click.echo(f"The master key opens all {opened} cases looked at.")


@keys.command("export")
@click.argument("to", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER")
@click.password_option("--passphrase", prompt="Passphrase for the copies (keep it apart from them)")
@place
def export(here: Place, to: Path, passphrase: str) -> None:
    """Write two sealed copies of every key into FOLDER, for two people to keep in two places."""
    for path in key_files.export(here.settings.keys, to, passphrase):
        click.echo(str(path))


@keys.command("import")
@click.argument("copy", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--passphrase", prompt=True, hide_input=True)
@place
def bring_back(here: Place, copy: Path, passphrase: str) -> None:
    """Bring every key back from a sealed copy, into an empty keys folder."""
    for name, short in key_files.import_sealed(copy, passphrase, here.settings.keys).items():
        click.echo(f"{short}  {name}")


@keys.command("rotate")
@place
def rotate(here: Place) -> None:
    """Make a new master and seal every case's locks with it. Safe to stop at any moment and run again."""
    ring = here.ring("staff")
    with here.bare.reading() as db:
        left = remaining(db, ring["master"].version)
    if not left:
        key_files.new_master(here.settings.keys)
        ring = here.ring("staff")
    count = rotate_master(here.sessions, ring, now=here.now)
    click.echo(f"{count} locks are now under master version {ring['master'].version}. Restart both sites.")
    with here.bare.reading() as db:
        end = old_masters_end(db)
    if end:
        click.echo(f"The old version is kept while a backup may need it. From {long_date(end)}: heard keys retire")


@keys.command("retire")
@place
def retire(here: Place) -> None:
    """Delete old masters that nothing stored, and no backup that still lives, is sealed with."""
    with here.bare.reading() as db:
        left, end = remaining(db, here.ring("staff")["master"].version), old_masters_end(db)
    if left:
        raise fail(f"Still sealed with an older master: {left}. Run: heard keys rotate")
    if end and local_day(here.now) < end:
        raise fail(f"A backup may still need the older master until {long_date(end)}. Nothing was deleted.")
    gone = key_files.drop_older(here.settings.keys, "master")
    if not gone:
        raise fail("There is no older master.")
    click.echo(f"Deleted master version {', '.join(map(str, gone))}. Its sealed copies are yours to delete.")
    click.echo("Make two new ones now with `heard keys export`.")


COMMANDS = [keys]
