"""Another manager for several people of one team at once: a team that changes hands is one change and not twenty."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.before_keeping import Change, seen_first
from admin.forms.people import LeadForm
from models.cases import directory, office
from models.tables import Staff

bp = Blueprint("leading", __name__, url_prefix="/settings/teams/<uuid:team_id>/manager")
KEPT_FROM = "Who is kept out of a complaint, and who is told of it, goes by it at once (AZ-04)."
NOBODY = "Nobody"


@bp.get("")
def show(team_id: uuid.UUID) -> ResponseReturnValue:
    form = _form(team_id)
    form.people.data = [value for value, _ in form.people.choices]
    return _page(team_id, form)


@bp.post("")
def keep(team_id: uuid.UUID) -> ResponseReturnValue:
    form = _form(team_id, request.form)
    if not form.validate():
        return _page(team_id, form), 422
    chosen, to = _chosen(team_id, form), directory.one(g.db, uuid.UUID(form.manager.data))
    changes = [Change(f"Manager of {person.name}", was or NOBODY, to.name) for person, was in chosen]
    back = url_for("teams.one", team_id=team_id)
    if page := seen_first(changes, KEPT_FROM, lambda: _page(team_id, form), back=back):
        return page
    directory.lead(g.db, [person for person, _ in chosen], to, by=g.staff, now=g.now)
    g.db.commit()
    flash(f"{to.name} manages {len(chosen)} more of the team now.")
    return redirect(back, 303)


def _chosen(team_id: uuid.UUID, form: LeadForm) -> list[tuple[Staff, str]]:
    """Those ticked who have another manager so far; nobody manages themselves."""
    people, ticked, to = office.people_of(g.db, office.team(g.db, team_id)), form.people.data or [], form.manager.data
    return [
        (person, was)
        for person, was in people
        if str(person.id) in ticked and to not in (str(person.id), str(person.manager_id))
    ]


def _form(team_id: uuid.UUID, typed: Any = None) -> LeadForm:
    people = office.people_of(g.db, office.team(g.db, team_id))
    return LeadForm(typed).offer(directory.working(g.db), people)


def _page(team_id: uuid.UUID, form: LeadForm) -> str:
    return render_template("admin/leading/show.html", team=office.team(g.db, team_id), form=form)
