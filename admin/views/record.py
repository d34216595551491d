"""One case as the records officer sees it: when it comes up, what holds it, what is decided. None of its words."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.records import AskedForm, DecideForm, HoldForm, TellForm
from admin.opened import denied_case
from admin.parts import beside
from admin.views.step_up import asked_for_code
from models.audit import note
from models.cases import coming_up, keeping, legal_holds
from models.cases.finding import find_on_record
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import ACTIONS, ASKED, GOING, KEEPING, KINDS, TRIGGERS
from models.procedure.working_days import local_day
from models.tables import Case

bp = Blueprint("record", __name__, url_prefix="/records/case/<reference>")
PAGE = "admin/record/show.html"
GONE_AS = {"erase": "erased", "anonymise": "made anonymous"}
GONE, WAITS = "It is erased already.", "This waits already. Look at it below."


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case = _here(reference)
    note(g.db, g.staff, "record", now=g.now, object_kind="case", object_id=case.id)
    return _page(case)


@bp.post("/hold")
def hold(reference: str) -> ResponseReturnValue:
    case, form = _here(reference), HoldForm(request.form, prefix="hold-")
    if case.erased_on:
        return _done(reference, GONE)
    if form.validate():
        with beside(form.review):
            legal_holds.place(g.db, case, form.why.data or "", form.words.data or "", form.review.data, **_by())
            return _done(reference, "Held. Nothing of it is erased until two people lift the hold.")
    return _page(case, hold=form), 422


@bp.post("/asked")
def asked(reference: str) -> ResponseReturnValue:
    case, form = _here(reference), AskedForm(request.form, prefix="asked-")
    if case.erased_on or keeping.open_one(g.db, case):
        return _done(reference, GONE if case.erased_on else WAITS)
    if form.validate():
        with beside(form.on):
            keeping.ask_for(g.db, case, form.cause.data or "", form.on.data, form.words(), **_by())
            return _done(reference, "Kept. Now decide it, and answer them within a month.")
    return _page(case, asked=form), 422


@bp.post("/decide")
def decide(reference: str) -> ResponseReturnValue:
    case = _here(reference)
    if problem := _nothing_to_decide(case):
        return _done(reference, problem)
    form = _decide_form(case, typed=True)
    if form.validate():
        with beside(form.decision):
            keeping.decide(g.db, case, form.decision.data or "", **form.given(), **_by())
            return _done(reference, "Kept. Nothing happens before somebody else has agreed.")
    return _page(case, decide=form), 422


@bp.post("/settle")
def settle(reference: str) -> ResponseReturnValue:
    agree, waits = request.form.get("do") == "agree", keeping.open_one(g.db, _here(reference))
    erases = agree and waits is not None and waits.decision in GOING
    if erases and (page := asked_for_code("It destroys this case for good. Nobody can bring it back.")):
        return page
    try:
        row = keeping.settle(g.db, _here(reference), agree=agree, **_by())
    except NotAllowed as problem:
        g.db.rollback()
        return _done(reference, str(problem))
    if not agree:
        return _done(reference, "Not agreed. It stays as it was.")
    how = GONE_AS.get(row.decision or "")
    if row.asked_on:
        return _done(reference, "Agreed. Now tell who asked: only then it counts.")
    said = f"Agreed. It is {how} within the hour, and a certificate is made." if how else "Agreed. It stays."
    return _done(reference, said)


@bp.post("/tell")
def tell(reference: str) -> ResponseReturnValue:
    """After the second person's yes who asked is told, and what they asked for goes."""
    case, form = _here(reference), TellForm(request.form, prefix="tell-")
    if not any(one.to_tell for one in keeping.of_case(g.db, g.staff, case, g.keys)):
        return _done(reference, keeping.NOBODY_TO_TELL)
    if form.validate():
        with beside(form.on):
            keeping.tell(g.db, case, form.on.data, form.how.data or "", **_by())
            return _done(reference, "Kept. What was decided counts from now on.")
    return _page(case, tell=form), 422


def _nothing_to_decide(case: Case) -> str | None:
    """Why the page has no form for it now, though one may still be open somewhere."""
    waits = keeping.open_one(g.db, case)
    if case.erased_on or (case.closed_on is None and waits is None):
        return GONE if case.erased_on else "It is open, so nothing is decided about how long it is kept."
    return WAITS if waits and waits.decision else None


def _here(reference: str) -> Case:
    return find_on_record(g.db, g.staff, reference) or denied_case(reference)


def _by() -> dict[str, Any]:
    return {"actor": g.staff, "now": g.now, "keys": g.keys}


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _decide_form(case: Case, *, typed: bool = False) -> DecideForm:
    form = DecideForm(request.form if typed else None, prefix="decide-")
    may_go = case.closed_on is not None and not legal_holds.still_needed(g.db, case, g.keys)
    return form.offer(asked=keeping.open_one(g.db, case) is not None, may_go=may_go)


def _page(case: Case, **typed: Any) -> str:
    forms = {"hold": HoldForm(prefix="hold-"), "asked": AskedForm(prefix="asked-"), "decide": _decide_form(case),
             "tell": TellForm(prefix="tell-")}  # fmt: skip
    history = keeping.of_case(g.db, g.staff, case, g.keys)
    today = local_day(g.now)
    facts = {
        "case": case, "day": coming_up.day_of(g.db, case), "needed": legal_holds.still_needed(g.db, case, g.keys),
        "holds": legal_holds.standing(g.db, g.staff, g.keys, case), "linked": legal_holds.linked(g.db, case),
        "family": [one for one in legal_holds.family_of(g.db, case) if one.id != case.id],
        "waits": next((one for one in history if one.waits), None),
        "to_tell": next((one for one in history if one.to_tell), None),
        "going": next((one for one in history if one.goes), None),
        "past": [one for one in history if not one.waits], "forms": {**forms, **typed},
        "wrong": next(iter(typed.values()), None), "today": today, "mine": g.staff.id,
        "kinds": KINDS, "triggers": TRIGGERS, "actions": ACTIONS, "keeping": KEEPING, "asked": ASKED,
    }  # fmt: skip
    return render_template(PAGE, **facts)
