"""`heard demo`: an invented council with invented cases, how to sign in to it, and starting it again."""

import shutil
from pathlib import Path

import click

from admin.commands.database import prepare
from admin.commands.place import Place, fail, place
from admin.demo import sign_ins
from admin.demo.loading import load
from models import keys, migrations
from models.cases.accounts import everybody


def load_demo(here: Place) -> None:
    """Add the invented council to an empty database. What is there already stays, and keeps its words."""
    if not here.settings.demo_data or here.settings.production:
        raise fail("Invented cases never go among real ones. Leave HEARD_ENV out, or say HEARD_ENV=demo.")
    kept = sign_ins.read(here.settings)
    if kept is not None:
        if not kept.whole:
            raise fail("The demo was not loaded whole the last time. Start it again: make reset")
        return
    with here.bare.reading() as db:
        if everybody(db):
            raise fail("There are people here already, so the demo is not added to them. Choose an empty HEARD_DATA.")
    click.echo("Loading the invented council. This takes some seconds.")
    load(here)


def print_demo(here: Place) -> None:
    """Everything that somebody needs to look around."""
    kept = sign_ins.read(here.settings)
    if kept is None:
        return
    settings = here.settings
    staff = [("", "name", "e-mail", "authenticator secret")]
    staff += [(one.role, one.name, one.email, one.totp) for one in kept.accounts]
    back = [("", "reference", "secret words", "")]
    back += [(one.person, one.reference, one.words, one.about) for one in kept.ways_back]
    click.echo(
        f"""
Ashbourne County Council is invented, and so is everybody in it.

Public site  {settings.portal_url}
{sign_ins.table(back)}
  Come back with these at {settings.portal_url}/come-back

Staff site   {settings.admin_url}
{sign_ins.table(staff)}
  Password of all of them  {kept.accounts[0].password}
  Signing in also asks for a code. Put the secret into an authenticator, or run
  .venv/bin/heard staff code EMAIL

Mail goes to {_mail(here)}. These sign-ins are kept in {settings.data / "demo.json"}."""
    )


def _mail(here: Place) -> str:
    settings = here.settings
    return (
        f"the folder {settings.mail_folder}" if settings.mail_folder else f"{settings.mail_host}:{settings.mail_port}"
    )


@click.command()
@click.option("--reset", is_flag=True, help="Delete this demo's data, keys and runtime folder first.")
@place
def demo(here: Place, reset: bool) -> None:
    """Load the invented council and print how to sign in. Loading it twice changes nothing."""
    if reset:
        _forget(here)
        here = Place(here.settings)  # the old connection and the old keys go with what they opened
    if not here.settings.keys.exists():
        keys.new(here.settings.keys)
    prepare(here)
    load_demo(here)
    print_demo(here)


def _forget(here: Place) -> None:
    """Delete a place that the demo made, and no other."""
    settings = here.settings
    if not settings.demo_data or settings.production:
        raise fail("This deletes everything, so it is for the demo only.")
    if sign_ins.read(settings) is None and settings.data.exists() and any(settings.data.iterdir()):
        raise fail(f"{settings.data} was not made by the demo, so it is not deleted.")
    if not here.bare.sqlite:
        migrations.downgrade(here.bare.engine, "base")
    database = here.bare.engine.url.database
    here.bare.engine.dispose()
    if here.bare.sqlite and database:
        for path in (Path(database + ending) for ending in ("", "-wal", "-shm", "-journal")):
            path.unlink(missing_ok=True)
    for folder in (settings.data, settings.keys, settings.runtime, settings.anchors):
        shutil.rmtree(folder, ignore_errors=True)


COMMANDS = [demo]
