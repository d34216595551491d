"""How long cases are kept: what is to do, the periods, the holds, and what was erased (RET-01 to RET-03)."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.records import HoldAlertForm, HoldForm, LiftForm, LookAgainForm, PeriodForm
from admin.parts import beside
from admin.views.step_up import asked_for_code
from models.access import ending
from models.audit import note
from models.cases import access_waits, certifying, coming_up, held_alerts, keeping, legal_holds, mail_records, retaining
from models.cases.finding import find_on_record
from models.formats import moment, short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import KINDS
from models.procedure.terms import Safe
from models.procedure.working_days import local_day
from models.tables import LegalHold

bp = Blueprint("records", __name__, url_prefix="/records")
TO_DO, PERIODS, HOLDS = "admin/records/show.html", "admin/records/periods.html", "admin/records/holds.html"
SAFE = {Safe.NO: "not safe", Safe.NOT_SURE: "not sure"}  # what an alert says of it
MOST = 100  # of the list on one page: the longest past come first


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "records", now=g.now)
    today = local_day(g.now)
    due, waiting = coming_up.due(g.db, g.staff, today), keeping.waiting(g.db, g.staff, g.keys)
    return render_template(
        TO_DO,
        due=due[:MOST],
        many=len(due),
        waiting=waiting,
        mails=mail_records.waiting(g.db, g.staff, g.keys),
        to_agree=access_waits.to_agree(g.db, g.staff),
        still_open=access_waits.still_open(g.db, g.staff),
        to_lift=legal_holds.to_lift(g.db, g.staff),
        over=ending.due(g.db, g.staff, today=today),
        today=today,
        kinds=KINDS,
        decided=retaining.in_force(g.db),
    )


@bp.get("/find")
def find() -> ResponseReturnValue:
    reference = request.args.get("reference", "").strip().upper()
    if reference and find_on_record(g.db, g.staff, reference):
        return redirect(url_for("record.show", reference=reference), 303)
    flash("There is no case with this reference that you may decide about.")
    return redirect(url_for(".show"), 303)


@bp.get("/periods")
def periods() -> ResponseReturnValue:
    return _periods(PeriodForm())


@bp.post("/periods")
def ask_period() -> ResponseReturnValue:
    form = PeriodForm(request.form)
    if form.validate():
        with beside(form.years):
            retaining.ask(g.db, *form.chosen, form.authority.data or "", actor=g.staff, now=g.now)
            return _done("periods", "Kept. It counts when somebody else has agreed.")
    return _periods(form), 422


@bp.post("/periods/<uuid:row_id>")
def settle_period(row_id: uuid.UUID) -> ResponseReturnValue:
    agree = request.form.get("do") == "agree"
    try:
        row = retaining.settle(g.db, row_id, agree=agree, actor=g.staff, now=g.now)
    except NotAllowed as problem:
        return _done("periods", str(problem))
    if row is None:
        return _done("periods", "It waits no longer.")
    return _done("periods", "Agreed. It counts from now on." if agree else "It stays as it was.")


@bp.get("/holds")
def holds() -> ResponseReturnValue:
    note(g.db, g.staff, "holds", now=g.now)
    return _holds(HoldForm())


@bp.post("/holds")
def hold_everything() -> ResponseReturnValue:
    form = HoldForm(request.form)
    if form.validate():
        said = {"actor": g.staff, "now": g.now, "keys": g.keys}
        with beside(form.review):
            legal_holds.place(g.db, None, form.why.data or "", form.words.data or "", form.review.data, **said)
            return _done("holds", "Held. No case is erased until two people lift it.")
    return _holds(form), 422


@bp.post("/holds/alert")
def hold_alert() -> ResponseReturnValue:
    """One safety alert that hangs on no case stays beyond its period."""
    form = _alerts(HoldAlertForm(request.form, prefix="alert-"))
    if form.validate():
        said = {"actor": g.staff, "now": g.now, "keys": g.keys}
        given = (form.why.data or "", form.words.data or "", form.review.data)
        with beside(form.review):
            held_alerts.hold(g.db, uuid.UUID(form.alert.data), *given, **said)
            return _done("holds", "Held. It stays until two people lift the hold.")
    return _holds(HoldForm(), wrong=form), 422


@bp.post("/holds/<uuid:row_id>/again")
def look_again(row_id: uuid.UUID) -> ResponseReturnValue:
    form, row = LookAgainForm(request.form, prefix=f"again-{row_id}-"), _hold(row_id)
    if form.validate():
        with beside(form.review):
            legal_holds.look_again(g.db, row, form.review.data, actor=g.staff, now=g.now)
            return _done("holds", "It goes on.")
    return _holds(HoldForm(), wrong=form), 422


@bp.post("/holds/<uuid:row_id>/ask")
def ask_to_lift(row_id: uuid.UUID) -> ResponseReturnValue:
    form, row = LiftForm(request.form, prefix=f"lift-{row_id}-"), _hold(row_id)
    if not form.validate():
        return _holds(HoldForm(), wrong=form), 422
    legal_holds.ask_to_lift(g.db, row, form.words.data or "", actor=g.staff, now=g.now, keys=g.keys)
    return _done("holds", "Kept. It ends when somebody else has agreed.")


@bp.post("/holds/<uuid:row_id>/lift")
def lift(row_id: uuid.UUID) -> ResponseReturnValue:
    if page := asked_for_code("It ends a legal hold: what it kept can be erased again."):
        return page
    try:
        legal_holds.lift(g.db, _hold(row_id), actor=g.staff, now=g.now)
    except NotAllowed as problem:
        return _done("holds", str(problem))
    return _done("holds", "Lifted.")


@bp.get("/erased")
def gone() -> ResponseReturnValue:
    note(g.db, g.staff, "erased_list", now=g.now)
    return render_template("admin/records/gone.html", rows=keeping.erased(g.db, g.staff, g.keys))


@bp.get("/erased/<uuid:row_id>")
def certificate(row_id: uuid.UUID) -> ResponseReturnValue:
    found = certifying.certificate(g.db, g.staff, row_id)
    if found is None:
        abort(404)
    note(g.db, g.staff, "certificate", now=g.now, object_kind="case", object_id=found.case.id)
    return render_template("admin/records/certificate.html", one=found)


def _hold(row_id: uuid.UUID) -> LegalHold:
    return legal_holds.one(g.db, g.staff, row_id) or abort(404)


def _done(page: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(f".{page}"), 303)


def _periods(form: PeriodForm) -> str:
    return render_template(
        PERIODS, form=form, kinds=KINDS, decided=retaining.in_force(g.db), proposed=retaining.proposed(g.db)
    )


def _alerts(form: HoldAlertForm) -> HoldAlertForm:
    """By their days and what they said of being safe; none of their words."""
    found = [one for one in held_alerts.apart(g.db, g.staff) if not one.held]
    return form.offer((str(one.row.id), said_of(one)) for one in found)


def said_of(one: held_alerts.Apart) -> str:
    closed = f"closed {short_date(local_day(one.row.closed_at))}" if one.row.closed_at else "duty has it"
    goes = f", goes {short_date(one.ends)}" if one.ends else ""
    return f"Came {moment(one.row.created_at)}, {SAFE[one.row.kind]}, {closed}{goes}"


def _holds(form: HoldForm, wrong: Any = None) -> str:
    rows = legal_holds.standing(g.db, g.staff, g.keys)

    def forms(kind: type[Any], name: str) -> dict[uuid.UUID, Any]:
        """One for each hold; the one that was typed in comes back as it was."""
        fresh = {one.row.id: kind(prefix=f"{name}-{one.row.id}-") for one in rows}
        return {key: wrong if wrong and wrong._prefix == one._prefix else one for key, one in fresh.items()}

    alert = wrong if isinstance(wrong, HoldAlertForm) else _alerts(HoldAlertForm(prefix="alert-"))
    again, lifting = forms(LookAgainForm, "again"), forms(LiftForm, "lift")
    today = local_day(g.now)
    shown = {"rows": rows, "form": form, "wrong": wrong, "again": again, "lifting": lifting, "today": today}
    return render_template(HOLDS, alert=alert, safe=SAFE, **shown)
