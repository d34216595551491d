"""`heard db`: bring the database to its newest shape, and give it what every database needs."""

import click

from admin.commands.place import Place, place
from models import keys, migrations
from models.audit import CHAINS
from models.cases.founding import found
from models.migrations.roles import statements


@click.group()
def db() -> None:
    """The database."""


@db.command()
@place
def upgrade(here: Place) -> None:
    """Bring the database to the newest shape; safe to run at every start."""
    prepare(here)
    click.echo("The database is up to date.")


@db.command()
@click.option("--prefix", default="heard", help="What the roles' names begin with.")
def roles(prefix: str) -> None:
    """Print SQL that gives each process a PostgreSQL role of its own; run it as the owner of the database."""
    for statement in statements(prefix):
        click.echo(f"{statement};")


def prepare(here: Place) -> None:
    """Folders, shape, audit chains, policies and bank holidays. What is there already stays."""
    for folder in (here.settings.data, here.settings.runtime):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrations.upgrade(here.bare.engine)
    with here.bare() as session:
        first = found(session, {chain: here.keys(chain).audit for chain in CHAINS}, now=here.now)
        for chain, first_key in first.items():
            keys.save_start(here.settings.keys, chain, first_key)
        session.commit()


COMMANDS = [db]
