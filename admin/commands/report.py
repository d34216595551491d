"""`heard report`: the figures of any period and any part of a council, in the layout of choice."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from admin.commands.deadlines import a_day
from admin.commands.place import Place, fail, place
from admin.commands.staff import KEYBOARD
from models.audit import note
from models.procedure.periods import Period
from models.procedure.working_days import local_day
from models.register.upkeep import bring_up_to_date
from models.reports.building import build
from models.reports.layout import LayoutError, faults, find, layouts
from models.reports.publishing import for_public, written
from models.reports.report import Report
from models.reports.scope import Scope, authorities
from models.reports.writers import FORMATS
from models.reports.writing import as_json

JSON = "json"


@click.command("report")
@click.argument("layout")
@click.option("--authority", help="The council, as the register names it. Only needed where there are several.")
@click.option("--from", "first", required=True, callback=a_day, metavar="DATE", help="The first day: 2016-04-01.")
@click.option("--to", "last", required=True, callback=a_day, metavar="DATE", help="The last day: 2017-03-31.")
@click.option("--format", "form", type=click.Choice([JSON, *FORMATS]), default=JSON, show_default=True)
@click.option("--directorate", default="", help="Only what is about this directorate.")
@click.option("--team", default="", help="Only what is about this team.")
@click.option("--young-people", is_flag=True, help="Only what came from children and young people.")
@click.option("--public", is_flag=True, help="As everybody may read it: without any small number (PRV-13).")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file to write, instead of showing.")
@place
def make_report(
    here: Place,
    layout: str,
    authority: str | None,
    first: date,
    last: date,
    form: str,
    directorate: str,
    team: str,
    young_people: bool,
    public: bool,
    output: Path | None,
) -> None:
    """The report of this LAYOUT: isle-of-wight, staffordshire, surrey, wokingham, heard, or a council's own."""
    if last < first:
        raise fail(f"The report would end on {last}, before it begins on {first}.")
    try:
        chosen = find(layout, here.settings.data)
    except LayoutError as error:
        raise fail(error) from None
    with here.sessions() as db:
        while bring_up_to_date(db):
            db.commit()
    with here.sessions.reading() as db:
        named = _authority(authority, authorities(db))
        scope = Scope(named, Period(first, last), directorate, team, young_people)
        made = build(db, here.ring("staff"), chosen, scope, today=local_day(here.now))
        checks = made.checks
        if public:
            made, _ = for_public(db, made)
        content = _written(here, db, made, form, public=public)
    with here.sessions() as db:
        note(db, KEYBOARD, "report", now=here.now, object_kind="report", reason=f"{layout} {first} {last} {form}")
        db.commit()
    if output is None:
        click.echo(content, nl=False)
        return
    output.write_bytes(content)
    for check in checks:
        click.echo(str(check), err=True)
    click.echo(f"{output}: {len(made.tables)} tables, {len(checks)} things to look at before publishing.", err=True)


def _written(here: Place, db: Any, made: Report, form: str, *, public: bool) -> bytes:
    if form == JSON:
        return as_json(made)
    return FORMATS[form].write(written(db, here.ring("staff"), made, public=public, now=here.now))


@click.command("layouts")
@place
def list_layouts(here: Place) -> None:
    """Every report layout, a council's own included, each checked: one that cannot be used is named with its fault."""
    for name, layout in layouts(here.settings.data).items():
        click.echo(f"{name:<16} {layout.title} ({len(layout.tables)} tables)")
    if wrong := faults(here.settings.data):
        raise fail("\n".join(wrong))


def _authority(given: str | None, known: list[str]) -> str:
    """The council as the register spells it."""
    if not known:
        raise fail("The register is empty: there is nothing to report on yet.")
    if given is None:
        if len(known) > 1:
            raise fail(f"The register holds several councils. Say which with --authority: {', '.join(known)}.")
        return known[0]
    for name in known:
        if name.casefold() == given.strip().casefold():
            return name
    raise fail(f"The register holds nothing of {given!r}. It holds: {', '.join(known)}.")


COMMANDS = [make_report, list_layouts]
