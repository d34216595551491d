"""A change that must wait while a complaint is looked at: asked, taken up, decided, let go on (rules 2.9)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.freezes import AskForm, DecideForm, LiftForm, UpForm
from admin.opened import opened
from admin.parts import beside
from models.cases import freezing
from models.procedure.freezing import LADDER, LAST, OUTCOMES, late
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("freezes", __name__, url_prefix="/cases/<reference>/freeze")
PAGE = "admin/freezes/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _page(case, keys)


@bp.post("")
def ask(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = AskForm(request.form, prefix="ask-")
    if not form.validate() or form.on.data is None:
        return _page(case, keys, asking=form), 422
    with beside(form.on):
        freezing.ask(
            g.db, case, what=form.what.data or "", effect_on=form.effect.data, asked_by=form.by.data or "",
            asked_on=form.on.data, actor=g.staff, now=g.now, keys=keys,
        )  # fmt: skip
        return _done(reference, "Written down. It has to be decided by the end of the next working day.")
    return _page(case, keys, asking=form), 422


@bp.post("/decide")
def decide(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = DecideForm(request.form, prefix="decide-")
    if not form.validate():
        return _page(case, keys, deciding=form), 422
    freezing.decide(
        g.db, case, form.outcome.data or "", reason=form.reason.data or "", risk=form.risk.data or "",
        wishes=form.wishes.data or "", by=form.decider.data or "", actor=g.staff, now=g.now, keys=keys,
    )  # fmt: skip
    return _done(reference, "Decided, and they are told in a letter.")


@bp.post("/up")
def up(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = UpForm(request.form, prefix="up-")
    if not form.validate():
        return _page(case, keys, going_up=form), 422
    freezing.go_up(g.db, case, form.why.data or "", actor=g.staff, now=g.now, keys=keys)
    return _done(reference, "It went up, and whoever has it now is told by mail.")


@bp.post("/lift/<uuid:freeze_id>")
def lift(reference: str, freeze_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = LiftForm(request.form, prefix="lift-")
    if not form.validate():
        return _page(case, keys, lifting=form), 422
    freezing.lift(g.db, case, freeze_id, form.why.data or "", actor=g.staff, now=g.now, keys=keys)
    return _done(reference, "It goes on, and they are told in a letter.")


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _page(case: Case, keys: Keyring, **forms: Any) -> str:
    rows = freezing.requests(g.db, case, keys)
    waits = bool(case.freeze_on and not case.freeze_decided)
    rung = next((one.row.rung for one in rows if one.row.decided_on is None), 0)
    context = {
        "rows": rows,
        "decides": bool(g.staff.roles & {Role.MANAGER, Role.ALTERNATE}),
        "waits": waits,
        "rung": LADDER[rung].label,
        "above": LADDER[rung + 1].label if rung < LAST else "",
        "outcomes": OUTCOMES,
        "asked_by": freezing.ASKED_BY,
        "late": late,
        "asking": AskForm(prefix="ask-", data={"on": local_day(g.now)}),
        "deciding": DecideForm(prefix="decide-"),
        "going_up": UpForm(prefix="up-"),
        "lifting": LiftForm(prefix="lift-"),
        **forms,
    }
    return render_template(PAGE, **bar(case, keys, **context))
