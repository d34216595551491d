"""`heard deadlines`: why a date is what it is, and what day a number of working days ends."""

from datetime import date

import click

from admin.commands.place import Place, fail, place
from models.cases.explaining import NoSuchCase, explain
from models.cases.policies import holidays_or_shipped
from models.procedure.deadlines import count_lines
from models.procedure.working_days import local_day


@click.group()
def deadlines() -> None:
    """Working days and the clocks of a case."""


@deadlines.command("explain")
@click.argument("reference")
@place
def explain_case(here: Place, reference: str) -> None:
    """Every clock of the case with this REFERENCE: start, days not counted, moves, source."""
    with here.bare.reading() as db:
        try:
            found = explain(db, reference, today=local_day(here.now))
        except NoSuchCase as error:
            raise fail(error) from None
        click.echo("\n\n".join("\n".join(working.lines()) for working in found))


def a_day(context: click.Context, parameter: click.Parameter, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("write the day as 2026-11-23") from None


@deadlines.command("count", context_settings={"ignore_unknown_options": True})
@click.argument("start", callback=a_day, metavar="DATE")
@click.argument("days", type=int, metavar="N")
@place
def count(here: Place, start: date, days: int) -> None:
    """The day that N working days from DATE end (DATE is day 0), after each day that was not counted."""
    for line in count_lines(start, days, holidays_or_shipped(here.bare)):
        click.echo(line)


COMMANDS = [deadlines]
