"""The teams of the directory: a complaint is kept from a whole line and team, so they have to be right (AZ-04)."""

import uuid

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import Change, between, seen_first
from admin.forms.settings import TeamForm
from models.cases import office
from models.cases.office import AlreadyThere
from models.cases.setting_history import changes_of
from models.tables import Team

bp = Blueprint("teams", __name__, url_prefix="/settings/teams")
KEPT_OUT = "Who is kept out of a complaint goes by it at once. Reports name a team as it is called when they are made."
COUNTED = "What was counted for it stays counted for it."


@bp.get("")
def show() -> ResponseReturnValue:
    return _teams(TeamForm())


@bp.post("")
def add() -> ResponseReturnValue:
    form = TeamForm(request.form)
    if not form.validate():
        return _teams(form), 422
    name, directorate, ours = form.name.data or "", form.directorate.data or "", form.handles_complaints.data
    if page := seen_first(between(TeamForm(), form), KEPT_OUT, lambda: _teams(form), back=url_for(".show")):
        return page
    try:
        office.add_team(g.db, name, directorate, handles_complaints=ours, by=g.staff, now=g.now)
    except AlreadyThere as problem:
        form.name.errors = [str(problem)]
        return _teams(form), 422
    return _done(f"{name} is added.")


@bp.get("/<uuid:team_id>")
def one(team_id: uuid.UUID) -> ResponseReturnValue:
    row = office.team(g.db, team_id)
    return _team(row, _as_it_is(row))


@bp.post("/<uuid:team_id>")
def keep(team_id: uuid.UUID) -> ResponseReturnValue:
    row, form = office.team(g.db, team_id), TeamForm(request.form)
    if not form.validate():
        return _team(row, form), 422
    back = url_for(".one", team_id=team_id)
    if page := seen_first(between(_as_it_is(row), form), KEPT_OUT, lambda: _team(row, form), back=back):
        return page
    given = {"name": form.name.data or "", "directorate": form.directorate.data or ""}
    try:
        office.change_team(
            g.db, row, **given, handles_complaints=bool(form.handles_complaints.data), by=g.staff, now=g.now
        )
    except AlreadyThere as problem:
        g.db.rollback()
        form.name.errors = [str(problem)]
        return _team(office.team(g.db, team_id), form), 422
    return _done(f"{row.name} is changed.")


@bp.post("/<uuid:team_id>/open-or-close")
def open_or_close(team_id: uuid.UUID) -> ResponseReturnValue:
    row, opens = office.team(g.db, team_id), request.form.get("do") == "open"
    said = {True: "Can be chosen", False: "Closed: nobody can be put into it"}
    changes = [Change(row.name, said[row.active], said[opens])] if row.active != opens else []
    back = url_for(".one", team_id=team_id)
    if page := seen_first(changes, COUNTED, lambda: _team(row, _as_it_is(row)), back=back):
        return page
    office.set_team_active(g.db, row, active=opens, by=g.staff, now=g.now)
    return _done(f"{row.name} is {'open again' if opens else 'closed'}.")


def _teams(form: TeamForm) -> str:
    found = office.teams(g.db)
    managers = {team.id: office.managers_of(g.db, team) for team in found}
    changed = changes_of(g.db, "team_added", "team_changed", "team_closed", "team_opened")
    return render_template("admin/teams/show.html", form=form, teams=found, managers=managers, changed=changed)


def _as_it_is(row: Team) -> TeamForm:
    facts = {"name": row.name, "directorate": row.directorate, "handles_complaints": row.handles_complaints}
    return TeamForm(data=facts)


def _team(row: Team, form: TeamForm) -> str:
    return render_template("admin/teams/one.html", team=row, form=form, people=office.people_of(g.db, row))


def _done(said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show"), 303)
