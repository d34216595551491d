"""`heard policy check`: is this council's policy within the law?"""

import tomllib
from pathlib import Path

import click

from admin.commands.place import fail
from models.policy import PolicyError, parse, shipped, shipped_data, warnings


@click.group()
def policy() -> None:
    """A council's dated policies."""


@policy.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
def check(files: tuple[Path, ...]) -> None:
    """Check policy FILES, or every policy that comes with the service, against the law (G-01, G-02)."""
    named = [(path.name, tomllib.loads(path.read_text("utf-8"))) for path in files]
    named = named or [(preset.preset, shipped_data(preset.council, preset.since)) for preset in shipped()]
    refused = 0
    for name, data in named:
        try:
            checked = parse(data)
        except PolicyError as error:
            refused += 1
            click.echo(f"{name}: refused. {error}")
        else:
            click.echo("\n  ".join([f"{name}: within the law.", *warnings(checked)]))
    if refused:
        raise fail(f"{refused} refused.")


COMMANDS = [policy]
