"""`heard retention`: what comes up, and the worker's part of erasing, from the command line (RET-03)."""

import click

from admin.commands.place import Place, place
from models.audit import SYSTEM
from models.cases import coming_up, retaining
from models.files.store import Store
from models.jobs.erased_again import erase_again, list_erased
from models.jobs.erasing import agreed_now, erase_agreed
from models.jobs.forgetting_apart import due_alerts, due_remarks
from models.procedure.retention import KINDS
from models.procedure.working_days import local_day


@click.group("retention")
def retention() -> None:
    """How long cases are kept. What is erased, two people decide on the staff site."""


@retention.command("periods")
@place
def periods(here: Place) -> None:
    """The periods in force, kind by kind."""
    with here.bare.reading() as db:
        decided = retaining.in_force(db)
        for kind, words in KINDS.items():
            one = decided.get(kind)
            click.echo(f"{words}: {one.words if one else 'nothing is decided, kept for ever'}")


@retention.command("due")
@place
def due(here: Place) -> None:
    """A dry run: every case whose day has come, and those that two people agreed to erase. Nothing is changed."""
    with here.bare.reading() as db:
        found = coming_up.due(db, SYSTEM, local_day(here.now))
        agreed = len(db.scalars(agreed_now()).all())
        decided, today = retaining.periods(db), local_day(here.now)
        alerts, remarks = len(due_alerts(db, decided, today)), len(due_remarks(db, decided, today))
    for one in found:
        held = "  held" if one.held else ""
        click.echo(f"{one.reference}  {KINDS[one.kind]}  closed {one.closed_on}  due {one.ends_on}  {one.action}{held}")
    click.echo(f"{len(found)} to be decided, {agreed} agreed and to be erased.")
    click.echo(f"Of no case: {alerts} safety alerts and {remarks} remarks about the site, which go by themselves.")


@retention.command("erase")
@place
def erase(here: Place) -> None:
    """Erase now what two people agreed to, as the worker does every ten minutes."""
    worker, ring, store = here.sessions_for("worker"), here.ring("worker"), Store(here.settings.files)
    done = erase_again(worker, ring, store, here.settings.anchors, now=here.now)
    done += erase_agreed(worker, ring, store, now=here.now)
    list_erased(worker, here.settings.anchors)
    click.echo(f"{done} cases erased.")


COMMANDS = [retention]
