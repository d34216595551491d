"""Complaints at the Ombudsman: the list, one with its history, the decision, and each remedy with its own days."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.ombudsman import AgainForm, DecideForm, GoOnForm, MoveForm, OnForm, OpenForm, RemedyForm
from admin.parts import beside
from models.audit import note
from models.cases import finding, ombudsman, ordered_again, remedying
from models.fields import DateField
from models.procedure.lifecycle import NotAllowed
from models.procedure.ombudsman import NEXT, PREMATURE, REMEDIES, STANDS
from models.procedure.working_days import local_day
from models.register.labels import active
from models.tables import Case, OmbudsmanCase

bp = Blueprint("ombudsman", __name__, url_prefix="/ombudsman")
ONE = "admin/ombudsman/one.html"


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "ombudsman_list", now=g.now)
    rows = ombudsman.listed(g.db, g.staff)
    return render_template("admin/ombudsman/show.html", rows=rows, today=local_day(g.now))


@bp.get("/new")
def new() -> ResponseReturnValue:
    form = OpenForm(data={"case": request.args.get("case", "")})
    return render_template("admin/ombudsman/new.html", form=form)


@bp.post("/new")
def add() -> ResponseReturnValue:
    form = OpenForm(request.form)
    case = finding.find(g.db, g.staff, form.case.data) if form.case.data else None
    if form.case.data and case is None:
        form.validate()
        form.case.errors = ["There is no such case that you can open"]
    elif form.validate() and form.received_on.data is not None:
        with beside(form.received_on):
            row = ombudsman.open_case(
                g.db, form.reference.data or "", case=case, received_on=form.received_on.data,
                status=form.stands.data or "", service=None, words=form.words.data or "",
                answer_by=form.answer_by.data, keys=g.keys, actor=g.staff, now=g.now,
            )  # fmt: skip
            return _done(row.id, "Written down.")
    return render_template("admin/ombudsman/new.html", form=form), 422


@bp.get("/<uuid:row_id>")
def one(row_id: uuid.UUID) -> ResponseReturnValue:
    row, case = _one(row_id)
    note(g.db, g.staff, "view", now=g.now, object_kind="ombudsman", object_id=row.id)
    return render_template(ONE, **_context(row, case))


@bp.post("/<uuid:row_id>/moved")
def moved(row_id: uuid.UUID) -> ResponseReturnValue:
    form = MoveForm(request.form, prefix="move-")

    def verb(row: OmbudsmanCase, case: Case | None) -> None:
        ombudsman.move(
            g.db, row, case, form.status.data or "", on=_day(form.on), answer_by=form.answer_by.data,
            words=form.words.data or "", keys=g.keys, actor=g.staff, now=g.now,
        )  # fmt: skip

    return _kept(row_id, form, form.on, verb, "Kept in its history.", move=form)


@bp.post("/<uuid:row_id>/answered/<uuid:step_id>")
def answered(row_id: uuid.UUID, step_id: uuid.UUID) -> ResponseReturnValue:
    form = OnForm(request.form, prefix=f"answer-{step_id}-")

    def verb(row: OmbudsmanCase, case: Case | None) -> None:
        ombudsman.answered(g.db, row, step_id, on=_day(form.on), actor=g.staff, now=g.now)

    return _kept(row_id, form, form.on, verb, "Kept: they have our answer.", answers={step_id: form})


@bp.post("/<uuid:row_id>/decided")
def decided(row_id: uuid.UUID) -> ResponseReturnValue:
    form = _deciding(request.form)

    def verb(row: OmbudsmanCase, case: Case | None) -> None:
        ombudsman.decide(
            g.db, row, case, form.finding.data or "", on=_day(form.on), no_new_fault=bool(form.no_new_fault.data),
            words=form.words.data or "", why=form.why.data or "", keys=g.keys, actor=g.staff, now=g.now,
        )  # fmt: skip

    return _kept(row_id, form, form.on, verb, "Their decision is kept.", decide=form)


@bp.post("/<uuid:row_id>/remedy")
def remedy(row_id: uuid.UUID) -> ResponseReturnValue:
    form = RemedyForm(request.form, prefix="remedy-")
    pence = form.pounds.data * 100 if form.pounds.data is not None else None

    def verb(row: OmbudsmanCase, case: Case | None) -> None:
        remedying.add(
            g.db, row, case, kind=form.kind.data or "", what=form.what.data or "", pence=pence,
            due_on=form.due_on.data, prove_by=form.prove_by.data, state=form.state.data or "", keys=g.keys,
            actor=g.staff, now=g.now,
        )  # fmt: skip

    return _kept(row_id, form, form.what, verb, "Kept, with its own days.", remedy=form)


@bp.post("/<uuid:row_id>/remedy/<uuid:remedy_id>")
def go_on(row_id: uuid.UUID, remedy_id: uuid.UUID) -> ResponseReturnValue:
    form = GoOnForm(request.form, prefix=f"go-{remedy_id}-")

    def verb(row: OmbudsmanCase, case: Case | None) -> None:
        remedying.go_on(
            g.db, row, case, remedy_id, form.to.data or "", on=_day(form.on), said=form.said.data or "", keys=g.keys,
            actor=g.staff, now=g.now,
        )  # fmt: skip

    return _kept(row_id, form, form.said, verb, "Kept.", going={remedy_id: form})


@bp.post("/<uuid:row_id>/remedy/<uuid:remedy_id>/proven")
def prove(row_id: uuid.UUID, remedy_id: uuid.UUID) -> ResponseReturnValue:
    form = OnForm(request.form, prefix=f"prove-{remedy_id}-")

    def verb(row: OmbudsmanCase, case: Case | None) -> None:
        remedying.prove(g.db, row, remedy_id, on=_day(form.on), actor=g.staff, now=g.now)

    return _kept(row_id, form, form.on, verb, "Proven to the Ombudsman.", proofs={remedy_id: form})


@bp.post("/<uuid:row_id>/again")
def again(row_id: uuid.UUID) -> ResponseReturnValue:
    """The case goes back to a stage, with a letter to the person: the round before is kept beside it (3.8)."""
    _, case = _one(row_id)
    if not _stages(case):
        raise NotAllowed(ordered_again.NOT_NOW)
    form = AgainForm(request.form, prefix="again-").offer(_stages(case))

    def verb(row: OmbudsmanCase, case: Case | None) -> None:
        keys = g.keys.with_case(case) if case else g.keys
        ordered_again.order(
            g.db, row, case, form.stage.data or "", on=_day(form.on), why=form.why.data or "", keys=keys,
            actor=g.staff, now=g.now,
        )  # fmt: skip

    said = "It goes on at that stage, with days of its own. The person has a letter about it."
    return _kept(row_id, form, form.why, verb, said, again=form)


@bp.post("/<uuid:row_id>/link")
def link(row_id: uuid.UUID) -> ResponseReturnValue:
    row, case = _one(row_id)
    ours = finding.find(g.db, g.staff, request.form.get("case", ""))
    if ours is None:
        flash("There is no such case that you can open.")
        return redirect(url_for(".one", row_id=row_id), 303)
    ombudsman.link(g.db, row, ours, actor=g.staff, now=g.now)
    return _done(row_id, "It belongs to that case now.")


def _day(field: DateField) -> date:
    """The day of a form that asked for one."""
    assert field.data is not None  # noqa: S101
    return field.data


def _one(row_id: uuid.UUID) -> tuple[OmbudsmanCase, Case | None]:
    return ombudsman.one(g.db, g.staff, row_id) or abort(404)


def _done(row_id: uuid.UUID, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".one", row_id=row_id), 303)


def _kept(
    row_id: uuid.UUID,
    form: Any,
    field: Any,
    verb: Callable[[OmbudsmanCase, Case | None], None],
    said: str,
    **typed: Any,
) -> ResponseReturnValue:
    """Do it, or the page again with what was typed and a sentence beside the field that it is about."""
    row, case = _one(row_id)
    if form.validate():
        with beside(field):
            verb(row, case)
            return _done(row_id, said)
    return render_template(ONE, **{**_context(row, case), **_merged(row, typed), "form": form}), 422


def _stages(case: Case | None) -> list[tuple[str, str]]:
    return ordered_again.stages(case) if case else []


def _deciding(typed: Any = None) -> DecideForm:
    return DecideForm(typed, prefix="decide-").offer(active(g.db, "ombudsman_finding", local_day(g.now)))


def _merged(row: OmbudsmanCase, typed: dict[str, Any]) -> dict[str, Any]:
    context = _forms(row)
    return {name: context[name] | form if isinstance(form, dict) else form for name, form in typed.items()}


def _forms(row: OmbudsmanCase) -> dict[str, Any]:
    remedies = remedying.shown(g.db, row, g.keys)
    steps = [one.row for one in ombudsman.history(g.db, row, g.keys)]
    going = {}
    for one in remedies:
        form = GoOnForm(prefix=f"go-{one.row.id}-")
        form.to.choices = [(state.value, STANDS[state]) for state in NEXT[one.stands]]
        going[one.row.id] = form
    return {
        "going": going,
        "proofs": {one.row.id: OnForm(prefix=f"prove-{one.row.id}-") for one in remedies},
        "answers": {step.id: OnForm(prefix=f"answer-{step.id}-") for step in steps},
    }


def _context(row: OmbudsmanCase, case: Case | None) -> dict[str, Any]:
    return {
        "row": row, "case": case, "is_decided": ombudsman.is_decided(row),
        "history": ombudsman.history(g.db, row, g.keys),
        "remedies": remedying.shown(g.db, row, g.keys), "said": ombudsman.said(row, g.keys), "kinds": REMEDIES,
        "stands": STANDS, "premature": PREMATURE, "today": local_day(g.now), "move": MoveForm(prefix="move-"),
        "again": AgainForm(prefix="again-").offer(_stages(case)),
        "may_again": bool(g.staff.roles & ordered_again.MAY),
        "wanted": ordered_again.wanted(g.db, row), "decide": _deciding(), "remedy": RemedyForm(prefix="remedy-"),
        **_forms(row),
    }  # fmt: skip
