"""`heard staff`: the first accounts of a place, and the present code of an account of the demo."""

import click

from admin.commands.place import Place, fail, place
from admin.demo.sign_ins import made_here
from models.audit import Actor
from models.cases import accounts, directory
from models.credentials import totp_code
from models.procedure.terms import Role
from models.tables.account import Account

KEYBOARD = Actor(kind="system", name="Command line")
STEP = 30  # seconds that a code lives


@click.group()
def staff() -> None:
    """People who sign in to the staff site."""


@staff.command()
@click.argument("email")
@click.option("--name", required=True, help="As in the directory; somebody new is added to it.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--job", default="", help="What they do, for somebody new.")
@place
def add(here: Place, email: str, name: str, roles: tuple[str, ...], job: str) -> None:
    """Give somebody an account, and print the link that begins it. It is good for seven days and for one use."""
    with here.sessions() as db:
        if accounts.with_email(db, email):
            raise fail(f"{email} has an account already.")
        known = [person for person, account in accounts.everybody(db) if person.name == name and account is None]
        if len(known) > 1:
            raise fail(f"{len(known)} people in the directory are called {name}. Invite on the staff site.")
        person = known[0] if known else None
        if person is None:
            person = directory.add(db, name=name, job=job, team_id=None, manager_id=None, by=KEYBOARD, now=here.now)
        try:
            given = [Role(role) for role in roles]
            _, token = accounts.invite(db, person.id, email, given, by=KEYBOARD, now=here.now)
        except accounts.RoleConflict as error:
            raise fail(f"{error}.") from None
        db.commit()
    click.echo(f"Give this link to {name} and to nobody else:\n{here.settings.admin_url}/invitation/{token}")


@staff.command()
@click.argument("email")
@place
def code(here: Place, email: str) -> None:
    """Print the present code of a demo account, as an authenticator would. Real accounts have no such way in."""
    if not made_here(here.settings):
        raise fail("This is for the demo only. In a real place a code comes from its owner's authenticator.")
    with here.bare.reading() as db:
        account = accounts.with_email(db, email)
        if account is None or account.totp is None:
            raise fail(f"No account that is ready has the address {email}.")
        secret = here.ring("staff").open(Account.totp, account)
    left = STEP - int(here.now.timestamp()) % STEP
    click.echo(f"{totp_code(secret, here.now)}  (for {left} seconds; each code works once)")


COMMANDS = [staff]
