"""One command line for everything that is not a page: `heard …`."""

import sys

import click

from admin.commands import (
    audit,
    backups,
    database,
    deadlines,
    demo,
    dictionary,
    doctor,
    files,
    keys,
    mail,
    policy,
    register,
    report,
    retention,
    running,
    serving,
    staff,
)
from models.keys import BadKeys
from models.policy import PolicyError
from models.settings import Unsafe


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Heard: complaints about children's social care. Settings come from HEARD_… (see README.md)."""


GROUPS = (
    *(running, serving, database, staff, policy, deadlines, register, report),
    *(mail, audit, backups, keys, files, retention, dictionary, demo, doctor),
)
for group in GROUPS:
    for command in group.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run one command; a refusal is one plain sentence and exit 1, never a traceback."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except (Unsafe, BadKeys, PolicyError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
