"""Changing the council's figures: asked for with a preview, agreed to by somebody else, taken back before its day."""

import uuid
from collections.abc import Callable

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.policy import FiguresForm, grouped, name_of
from admin.views.step_up import asked_for_code
from models.cases import office, policy_changes
from models.cases.accounts import NotTwoPeople
from models.cases.policy_changes import Refused
from models.policy.figures import rows
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.tables.settings import PolicyChange

bp = Blueprint("policy", __name__, url_prefix="/settings/policy")
WHY = "This changes the council’s time limits."


@bp.get("/change")
def change() -> ResponseReturnValue:
    present = rows(policy_changes.latest(g.db, _council()))
    form = FiguresForm(data={name_of(key): figure for key, (_row, figure) in present.items()})
    return _form(form.offer(present))


@bp.post("/change")
def ask() -> ResponseReturnValue:
    """First what would change and for whom; then, when it is confirmed, the question to a second person."""
    form = FiguresForm(request.form).offer(rows(policy_changes.latest(g.db, _council())))
    if not form.validate() or form.since.data is None or "back" in request.form:
        return _form(form), 200 if "back" in request.form else 422
    given = g.db, _council(), form.since.data, form.figures()
    try:
        shown = policy_changes.preview(*given, now=g.now)
        if "confirm" not in request.form:
            return render_template("admin/policy/preview.html", shown=shown, form=form)
        if asked := asked_for_code(WHY):
            return asked
        made = policy_changes.ask(*given, form.reason.data or "", by=g.staff, now=g.now, keys=g.keys)
    except Refused as refused:
        form.blame(refused.problems)
        return _form(form), 422
    return _done(made, "Asked. Nothing changes before a second person has agreed.")


@bp.get("/changes/<uuid:change_id>")
def one(change_id: uuid.UUID) -> ResponseReturnValue:
    return _one(_change(change_id))


@bp.post("/changes/<uuid:change_id>/agree")
def agree(change_id: uuid.UUID) -> ResponseReturnValue:
    """The second person (AZ-10)."""
    if asked := asked_for_code(WHY):
        return asked
    wanted = _change(change_id)
    try:
        policy_changes.agree(g.db, wanted, by=g.staff, now=g.now)
    except (NotTwoPeople, NotAllowed, Refused) as problem:
        g.db.rollback()
        return _one(_change(change_id), problem=str(problem)), 422
    return _done(wanted, "Agreed. Cases that begin from that day on have the new figures.")


@bp.post("/changes/<uuid:change_id>/turn-down")
def turn_down(change_id: uuid.UUID) -> ResponseReturnValue:
    return _ended(change_id, policy_changes.turn_down, "It is let be. Nothing has changed.")


@bp.post("/changes/<uuid:change_id>/take-back")
def take_back(change_id: uuid.UUID) -> ResponseReturnValue:
    return _ended(change_id, policy_changes.take_back, "Taken back. The figures before it stay in force.")


def _ended(change_id: uuid.UUID, end: Callable[..., None], said: str) -> ResponseReturnValue:
    wanted = _change(change_id)
    try:
        end(g.db, wanted, by=g.staff, now=g.now)
    except NotAllowed as problem:
        return _one(wanted, problem=str(problem)), 422
    return _done(wanted, said)


def _council() -> str:
    council: str = current_app.config["HEARD"].council
    return council


def _change(change_id: uuid.UUID) -> PolicyChange:
    return policy_changes.one(g.db, _council(), change_id)


def _form(form: FiguresForm) -> str:  # type: ignore[valid-type]
    present = rows(policy_changes.latest(g.db, _council()))
    elsewhere = {key: office.elsewhere(row.printed, _council()) for key, (row, _figure) in present.items()}
    return render_template(
        "admin/policy/change.html", form=form, present=present, groups=grouped(), name_of=name_of,
        elsewhere=elsewhere,
    )  # fmt: skip


def _one(change: PolicyChange, problem: str = "") -> str:
    return render_template(
        "admin/policy/one.html", change=change, changes=policy_changes.wanted(g.db, change), problem=problem,
        reason=g.keys.open(PolicyChange.reason, change), names=policy_changes.people(g.db, [change]),
        ahead=change.since > local_day(g.now),
    )  # fmt: skip


def _done(change: PolicyChange, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for("policy.one", change_id=change.id), 303)
