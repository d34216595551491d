"""`heard mail in`: one message on standard input, as a mail server hands it to a program.

The exit says what became of it, in the words of sysexits.h: 0, it is kept for good; 75, nothing is kept, try again.
"""

import sys

import click

from admin.commands.place import Place
from models.cases.mail_taking import Desk, take
from models.files.store import Store
from models.post.incoming import LARGEST
from models.settings import Settings

TEMPFAIL = 75


@click.group()
def mail() -> None:
    """Mail that comes in."""


@mail.command("in")
@click.option("--to", multiple=True, help="Whom the envelope names, as in ${recipient} of Postfix. May be repeated.")
def take_in(to: tuple[str, ...]) -> None:
    """Take one message from standard input. Exit 0: it is kept. Exit 75: it is not; try again later."""
    try:
        raw = sys.stdin.buffer.read(LARGEST + 1)
        here = Place(Settings.load())
        desk = Desk(
            here.sessions_for("worker"), here.ring("worker"), here.keys("worker").index, Store(here.settings.files),
            here.replies, bool(here.settings.scanner),
        )  # fmt: skip
        take(desk, raw[:LARGEST], now=here.now, to="\n".join(to), cut=len(raw) > LARGEST)
    except Exception as problem:  # whatever it is, the mail server still has the message
        click.echo(f"not taken, try again later ({type(problem).__name__})", err=True)
        sys.exit(TEMPFAIL)


COMMANDS = [mail]
