"""Handing a caseload over to a colleague, or who stands in for somebody who is away (X-16, S-35)."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.handing_over import AwayForm, BackForm, HandOverForm
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
    person = _holder(staff_id)
    form = _back(person, request.form)
    if not form.validate():
        return _page(staff_id, _form(staff_id, None), back=form), 422
    chosen = form.cases.data or []
    done = standing_in.end(g.db, person, chosen, actor=g.staff, now=g.now)
    stay = len(form.cases.choices) - done.many
    said = f" {_counted(stay, 'stays', 'stay')} with the deputy." if stay else ""
    return _done(f"They are back. {_counted(done.many)} given back to them to answer.{said}", done.left)


def _done(said: str, left: tuple[str, ...] = ()) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    if left:
        flash(f"Still with them, because a wall or an earlier stage keeps the other one out: {', '.join(left)}.")
    return redirect(url_for(".show"), 303)


def _holders() -> Sequence[tuple[Staff, int]]:
    return handing_over.holders(g.db, g.staff)


def _away_now() -> set[uuid.UUID]:
    """Who is away today and has somebody who stands in."""
    today = local_day(g.now)
    return {person.id for person, _ in _holders() if person.deputy_id and standing_in.away_until(person, today)}


def _counted(many: int, one: str = "was", more: str = "were") -> str:
    return f"{many} {'case ' + one if many == 1 else 'cases ' + more}"


def _away(staff_id: uuid.UUID, typed: Any = None) -> AwayForm:
    return AwayForm(typed, prefix="away-").offer(handing_over.receivers(g.db, g.staff, staff_id))


def _back(person: Staff, typed: Any = None) -> BackForm:
    return BackForm(typed, prefix="back-").offer(standing_in.lent(g.db, g.staff, person))


def _form(staff_id: uuid.UUID, typed: Any) -> HandOverForm:
    cases = handing_over.caseload(g.db, g.staff, staff_id)
    return HandOverForm(typed).offer(handing_over.receivers(g.db, g.staff, staff_id), cases)


def _holder(staff_id: uuid.UUID) -> Staff:
    return next((person for person, _ in _holders() if person.id == staff_id), None) or abort(404)


def _page(staff_id: uuid.UUID, form: HandOverForm, away: AwayForm | None = None, back: BackForm | None = None) -> str:
    whose = _holder(staff_id)
    until = standing_in.away_until(whose, local_day(g.now))
    deputy = g.db.get(Staff, whose.deputy_id) if whose.deputy_id else None
    if back is None:
        back = _back(whose)
        back.cases.data = [value for value, _ in back.cases.choices]
    wrong = away or (back if back.errors else form)
    facts = {"away": away or _away(staff_id), "back": back, "wrong": wrong, "deputy": deputy}
    return render_template(PAGE, whose=whose, form=form, until=until, **facts)
