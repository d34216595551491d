"""A route beside the stages: its steps in order, what is done, what is owed, and its end (rules 2.8)."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.ways import StepForm
from admin.opened import instead, opened
from models.cases import other_routes
from models.procedure.lifecycle import NotAllowed
from models.procedure.routes import WAYS
from models.procedure.screening import ROUTES, reason_of
from models.procedure.terms import State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("ways", __name__, url_prefix="/cases/<reference>/way")
PAGE = "admin/ways/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _here(reference)
    return _page(case, keys)


@bp.post("/<event>")
def take(reference: str, event: str) -> ResponseReturnValue:
    case, keys = _here(reference)
    form = StepForm(request.form, prefix=f"{event}-")
    if not form.validate() or form.on.data is None:
        return _page(case, keys, {event: form}), 422
    step = next((one for one in other_routes.steps_now(g.db, case) if one.event == event), None)
    if step and (wrong := other_routes.no_such_day(g.db, case, step, form.by.data, now=g.now)):
        form.by.errors = [wrong]
        return _page(case, keys, {event: form}), 422
    note, on, by = form.note.data or "", form.on.data, form.by.data
    try:
        other_routes.take(g.db, case, event, note, on=on, by=by, actor=g.staff, now=g.now, keys=keys)
    except NotAllowed as problem:
        if step is None:
            raise  # its form is gone from the page
        form.on.errors = [str(problem)]
        return _page(case, keys, {event: form}), 422
    g.db.commit()
    flash("Written down.")
    return redirect(url_for(".show", reference=reference), 303)


def _here(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference)
    if case.state is not State.ASIDE_OPEN:
        instead(case)
    return case, keys


def _page(case: Case, keys: Keyring, typed: dict[str, StepForm] | None = None) -> str:
    steps, today = other_routes.steps_now(g.db, case), local_day(g.now)
    forms = {step.event.value: StepForm(prefix=f"{step.event}-", data={"on": today}) for step in steps} | (typed or {})
    for step in steps:
        forms[step.event.value].note.label.text = step.note
    context: dict[str, Any] = {
        "route": ROUTES[case.procedure] if case.procedure else None,
        "reason": reason_of(case.procedure, case.route_reason or "") if case.procedure else None,
        "way": WAYS.get(case.procedure) if case.procedure else None,
        "where": other_routes.where_it_goes(g.db, case, keys),
        "todo": steps,
        "forms": forms,
        "typed": typed or {},
        "minded": other_routes.minded(g.db, case, steps),
        "taken": other_routes.taken(g.db, case, keys),
        "owed": other_routes.what_is_owed(g.db, case),
    }
    return render_template(PAGE, **bar(case, keys, **context))
