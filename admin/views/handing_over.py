"""Handing a caseload over to a colleague, or who stands in for somebody who is away (X-16, S-35)."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.handing_over import AwayForm, HandOverForm
from admin.parts import beside
from models.audit import note
from models.cases import handing_over, standing_in
from models.procedure.working_days import local_day
from models.tables import Staff

bp = Blueprint("handing_over", __name__, url_prefix="/hand-over")
PAGE = "admin/handing_over/show.html"


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "queue", now=g.now, reason="hand over")
    return render_template(PAGE, holders=_holders(), whose=None, away_now=_away_now())


@bp.get("/<uuid:staff_id>")
def one(staff_id: uuid.UUID) -> ResponseReturnValue:
    note(g.db, g.staff, "queue", now=g.now, reason="hand over")
    form = _form(staff_id, None)
    form.cases.data = [value for value, _ in form.cases.choices]
    return _page(staff_id, form)


@bp.post("/<uuid:staff_id>")
def give(staff_id: uuid.UUID) -> ResponseReturnValue:
    form = _form(staff_id, request.form)
    if not form.validate():
        return _page(staff_id, form), 422
    to, chosen = uuid.UUID(form.to.data), form.cases.data or []
    done = handing_over.hand_over(g.db, staff_id, to, chosen, actor=g.staff, now=g.now)
    return _done(f"{_counted(done.many)} handed over, with the open tasks.", done.left)


@bp.post("/<uuid:staff_id>/away")
def away(staff_id: uuid.UUID) -> ResponseReturnValue:
    """From now on the deputy acts; what was theirs to answer goes over at once."""
    form = _away(staff_id, request.form)
    if form.validate() and form.until.data:
        with beside(form.until):
            deputy = uuid.UUID(form.deputy.data)
            done = standing_in.begin(g.db, staff_id, deputy, form.until.data, actor=g.staff, now=g.now)
            return _done(f"Kept. {_counted(done.many)} given to the deputy to answer.", done.left)
    return _page(staff_id, _form(staff_id, None), away=form), 422


@bp.post("/<uuid:staff_id>/back")
def back(staff_id: uuid.UUID) -> ResponseReturnValue:
    standing_in.end(g.db, staff_id, actor=g.staff, now=g.now)
    return _done("They are back. Hand over to them what they answer again.")


def _done(said: str, left: tuple[str, ...] = ()) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    if left:
        flash(f"Still with them, because a wall or an earlier stage keeps the other one out: {', '.join(left)}.")
    return redirect(url_for(".show"), 303)


def _holders() -> Sequence[tuple[Staff, int]]:
    return handing_over.holders(g.db, g.staff, today=local_day(g.now))


def _away_now() -> set[uuid.UUID]:
    """Who is away today and has somebody who stands in."""
    today = local_day(g.now)
    return {person.id for person, _ in _holders() if person.deputy_id and standing_in.away_until(person, today)}


def _counted(many: int) -> str:
    return f"{many} {'case was' if many == 1 else 'cases were'}"


def _away(staff_id: uuid.UUID, typed: Any = None) -> AwayForm:
    return AwayForm(typed, prefix="away-").offer(handing_over.receivers(g.db, g.staff, staff_id))


def _form(staff_id: uuid.UUID, typed: Any) -> HandOverForm:
    cases = handing_over.caseload(g.db, g.staff, staff_id)
    return HandOverForm(typed).offer(handing_over.receivers(g.db, g.staff, staff_id), cases)


def _page(staff_id: uuid.UUID, form: HandOverForm, away: AwayForm | None = None) -> str:
    holders = _holders()
    whose = next((person for person, _ in holders if person.id == staff_id), None) or abort(404)
    until = standing_in.away_until(whose, local_day(g.now))
    wrong = away if away is not None else form
    return render_template(
        PAGE, holders=holders, whose=whose, form=form, away=away or _away(staff_id), until=until, wrong=wrong
    )
