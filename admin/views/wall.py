"""The wall around who is complained about: confirm a match, take it down, add someone, step aside; and asking first."""

import uuid

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.case import StepAsideForm, WallForm
from admin.opened import opened
from models.cases import asking_first, keeping_from, walling
from models.cases.allocating import OUR_TEAM, candidates
from models.procedure.lifecycle import NotAllowed

bp = Blueprint("wall", __name__, url_prefix="/cases/<reference>/wall")


@bp.post("/<uuid:named_id>/confirm")
def confirm(reference: str, named_id: uuid.UUID) -> ResponseReturnValue:
    case, _ = opened(reference)
    walling.confirm(g.db, case, named_id, actor=g.staff, now=g.now)
    return _done(reference, "Confirmed. They stay behind the wall.")


@bp.post("/<uuid:named_id>/lift")
def lift(reference: str, named_id: uuid.UUID) -> ResponseReturnValue:
    case, ring = opened(reference)
    why = request.form.get("why")
    if why is None:
        walling.take_down(g.db, case, named_id, actor=g.staff, now=g.now)
    else:
        walling.take_down_confirmed(g.db, case, named_id, why, actor=g.staff, keys=ring, now=g.now)
    return _done(reference, "Taken down. It stood for somebody else.")


@bp.post("")
def add(reference: str) -> ResponseReturnValue:
    case, _ = opened(reference)
    form = WallForm(request.form).offer(walling.directory(g.db))
    if not form.validate():
        raise NotAllowed("Choose a person of the directory.")
    walling.put_behind(g.db, case, uuid.UUID(form.staff.data), actor=g.staff, now=g.now)
    return _done(reference, "Walled off, with their line and their team.")


@bp.post("/step-aside")
def step_aside(reference: str) -> ResponseReturnValue:
    """Nothing more is shown of the case afterwards, to the one who stepped aside."""
    case, _ = opened(reference)
    form = StepAsideForm(request.form).offer(candidates(g.db, case, roles=OUR_TEAM), g.staff.id)
    if not form.validate():
        raise NotAllowed("Choose somebody of the list, or nobody.")
    to = uuid.UUID(form.to.data) if form.to.data else None
    walling.step_aside(g.db, case, actor=g.staff, now=g.now, to_id=to)
    g.db.commit()
    flash("You have stepped aside. You will not see this case any more.")
    return redirect(url_for("queue.show"), 303)


@bp.post("/asked")
def asked(reference: str) -> ResponseReturnValue:
    """What the child said when asked first, or why nobody could wait."""
    case, ring = opened(reference)
    answer = request.form.get("answer", "")
    if answer not in asking_first.ANSWERS:
        abort(400)
    asking_first.settle(g.db, case, answer, request.form.get("why", "").strip(), actor=g.staff, keys=ring, now=g.now)
    return _done(reference, "Recorded.")


@bp.post("/without")
def without(reference: str) -> ResponseReturnValue:
    """They said no: they read what can still be done without asking the worker, and what cannot."""
    case, ring = opened(reference)
    asking_first.tell_what_is_left(g.db, case, request.form.get("text", ""), actor=g.staff, keys=ring, now=g.now)
    return _done(reference, "They can read it now. It may go to a manager whom the wall does not keep out.")


@bp.post("/keep-from")
def keep_from(reference: str) -> ResponseReturnValue:
    """Whether it can be kept from those they named; if not, they hear why before anyone is told."""
    case, ring = opened(reference)
    if request.form.get("do") == "keep":
        keeping_from.keep(g.db, case, actor=g.staff, now=g.now)
        return _done(reference, "Recorded: nobody of them hears of it from us.")
    keeping_from.say_we_cannot(g.db, case, request.form.get("text", ""), actor=g.staff, keys=ring, now=g.now)
    return _done(reference, "They can read it now. Wait for what they say before anyone is told.")


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for("case.people", reference=reference), 303)
