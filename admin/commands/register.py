"""`heard register import` and `heard register export`: a council's whole register, in and out (register-format)."""

import sys
from pathlib import Path
from typing import Any, ClassVar

import click

from admin.commands.database import prepare
from admin.commands.place import Place, fail, place
from models.audit import Actor
from models.jobs.bringing_in import Wishes, bring_in
from models.jobs.taking_away import take_away
from models.register.faults import Fault
from models.register.source import NoRegister, Source

KEYBOARD = Actor(kind="system", name="Command line")


@click.group()
def register() -> None:
    """Bring a register of cases in, or take the whole of it away."""


@register.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path), metavar="DIR")
@click.option("--dry-run", is_flag=True, help="Change nothing; name every fault.")
@click.option("--add-labels", is_flag=True, help="Add labels that no list has, as inactive codes.")
@click.option("--good-lines", is_flag=True, help="Write the good lines although others have faults.")
@place
def import_register(here: Place, source: Path, *, dry_run: bool, add_labels: bool, good_lines: bool) -> None:
    """Read DIR (a folder or a .zip of one) and write it if it has no fault. Sends nothing to anybody."""
    prepare(here)
    bar = _Bar()
    try:
        outcome = bring_in(
            here.sessions,
            Source(source),
            council=here.settings.council,
            keys=here.ring("staff"),
            actor=KEYBOARD,
            now=here.now,
            wishes=Wishes(dry_run=dry_run, add_labels=add_labels, good_lines=good_lines),
            tell=_say,
            progress=bar.move,
        )
    except NoRegister as problem:
        raise fail(problem) from None
    finally:
        bar.end()
    for line in outcome.summary():
        click.echo(line)
    for name, label in outcome.added_labels:
        click.echo(f"{'Added' if outcome.written else 'Would add'} to the list “{name}”, inactive: {label}")
    if outcome.faults:
        click.echo("The good lines were written." if outcome.written else "Nothing was written.")
        raise click.exceptions.Exit(1)
    if not outcome.written:
        click.echo("Nothing was written: this was a dry run.")


@register.command("export")
@click.argument("to", type=click.Path(path_type=Path), metavar="DIR")
@place
def export_register(here: Place, to: Path) -> None:
    """Write the whole register into DIR: a folder that is new or empty, or a name that ends in .zip."""
    prepare(here)
    if to.exists() and not (to.is_dir() and not any(to.iterdir())):
        raise fail(f"{to} is there already. Name a new one, so that nothing is written over.")
    packed = to.suffix.lower() == ".zip"
    counts = take_away(here.sessions, here.ring("staff"), to, actor=KEYBOARD, now=here.now, packed=packed)
    for name, lines in counts.items():
        click.echo(f"{name}: {lines} lines")
    click.echo(f"{to} holds people's complaints in clear. Keep it where only those may read it who must.")


def _say(fault: Fault) -> None:
    click.echo(str(fault))


class _Bar:
    """One progress bar for the reading, one for the writing; on stderr, so that the faults can be kept in a file."""

    WORDS: ClassVar = {"check": "Reading", "write": "Writing"}

    def __init__(self) -> None:
        self.step, self.done = "", 0
        self.bar: Any = None

    def move(self, step: str, done: int, whole: int) -> None:
        if step != self.step:
            self.end()
            self.step, self.done = step, 0
            self.bar = click.progressbar(length=whole, label=self.WORDS[step], file=sys.stderr, update_min_steps=50_000)
            self.bar.__enter__()
        self.bar.update(done - self.done)
        self.done = done

    def end(self) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
            self.bar = None


COMMANDS = [register]
