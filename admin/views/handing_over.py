"""Handing a caseload over to a colleague: whose, which cases, to whom (X-16)."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.handing_over import HandOverForm
from models.audit import note
from models.cases import handing_over

bp = Blueprint("handing_over", __name__, url_prefix="/hand-over")
PAGE = "admin/handing_over/show.html"


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "queue", now=g.now, reason="hand over")
    return render_template(PAGE, holders=handing_over.holders(g.db, g.staff), whose=None)


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
    g.db.commit()
    flash(f"{done.many} {'case was' if done.many == 1 else 'cases were'} handed over, with the open tasks.")
    if done.left:
        flash(f"Still with them, because a wall keeps the other one out: {', '.join(done.left)}.")
    return redirect(url_for(".show"), 303)


def _form(staff_id: uuid.UUID, typed: Any) -> HandOverForm:
    cases = handing_over.caseload(g.db, g.staff, staff_id)
    return HandOverForm(typed).offer(handing_over.receivers(g.db, g.staff, staff_id), cases)


def _page(staff_id: uuid.UUID, form: HandOverForm) -> str:
    holders = handing_over.holders(g.db, g.staff)
    whose = next((person for person, _ in holders if person.id == staff_id), None) or abort(404)
    return render_template(PAGE, holders=holders, whose=whose, form=form)
