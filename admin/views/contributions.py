"""Asking another manager for facts on some points, and the one page on which they answer."""

import uuid

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.contributions import AskForm, GiveForm
from admin.kept import kept_here, sent, typed_before
from admin.opened import instead, looked, opened
from models.cases import answering, contributing
from models.cases.allocating import candidates
from models.cases.contributing import MAY_BE_ASKED, Asked
from models.cases.policies import holidays
from models.cases.to_mind import to_mind
from models.procedure.terms import State
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring
from models.tables import Case, Contribution

bp = Blueprint("contributions", __name__)
SOON = 3  # working days: only a suggestion, which the form shows
CASE, ONE = "admin/contributions/show.html", "admin/contributions/one.html"


@bp.get("/cases/<reference>/questions")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference, whole=False)
    return render_template(CASE, **_context(case, keys, _form(case, keys)))


@bp.post("/cases/<reference>/questions")
def ask(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference, whole=False)
    form = _form(case, keys, typed=True)
    if not form.validate():
        return render_template(CASE, **_context(case, keys, form)), 422
    assert form.due_on.data is not None  # noqa: S101 - the form asked for it
    contributing.ask(
        g.db,
        case,
        uuid.UUID(form.staff_id.data),
        point_ids=[uuid.UUID(point) for point in form.points.data or ()],
        question=form.question.data or "",
        due_on=form.due_on.data,
        actor=g.staff,
        now=g.now,
        keys=keys,
    )
    g.db.commit()
    flash("Asked. It is on their list now.")
    return redirect(url_for(".show", reference=reference), 303)


@bp.get("/questions/<uuid:contribution_id>")
def one(contribution_id: uuid.UUID) -> ResponseReturnValue:
    case, row, keys = _asked(contribution_id)
    asked = contributing.opened(g.db, case, row, keys)
    before = typed_before(case, keys, _place(row))
    said = before.get("answer", "") if before else asked.answer if asked else ""
    form = GiveForm(data={"answer": said, "version": str(row.version)})
    return _one(case, row, keys, asked, form)


@bp.post("/questions/<uuid:contribution_id>")
def give(contribution_id: uuid.UUID) -> ResponseReturnValue:
    case, row, keys = _asked(contribution_id)
    asked, form = contributing.opened(g.db, case, row, keys), GiveForm(request.form)
    if not form.validate():
        return _one(case, row, keys, asked, form), 422
    if asked and form.seen != row.version:
        form.version.data = str(row.version)
        return _one(case, row, keys, asked, form, theirs=asked.answer), 409
    contributing.give(g.db, case, row, form.answer.data or "", version=form.seen, actor=g.staff, now=g.now, keys=keys)
    sent(case, keys, _place(row))
    g.db.commit()
    flash("Thank you. Your answer is kept.")
    return redirect(url_for(".one", contribution_id=contribution_id), 303)


def _one(case: Case, row: Contribution, keys: Keyring, asked: Asked | None, form: GiveForm, **more: object) -> str:
    mind, more = to_mind(g.db, case, keys), {**more, "draft": kept_here(case, keys, _place(row))}
    return render_template(ONE, case=case, asked=asked, row=row, form=form, to_mind=mind, **more)


def _place(row: Contribution) -> str:
    return f"facts.{row.id}"


def _asked(contribution_id: uuid.UUID) -> tuple[Case, Contribution, Keyring]:
    case, row = contributing.asked_of(g.db, g.staff, contribution_id)
    looked(case)
    return case, row, g.keys.with_case(case)


def _form(case: Case, keys: Keyring, *, typed: bool = False) -> AskForm:
    people = [(str(p.id), f"{p.name}, {p.job}".rstrip(", ")) for p in candidates(g.db, case, roles=MAY_BE_ASKED)]
    mine = answering.to_ask_about(g.db, case, g.staff, keys, now=g.now)
    if not mine:
        instead(case)  # who was only asked for facts asks nobody else
    points = [(point.id, f"{point.number}. {point.text}") for point in mine]
    soon = add_working_days(local_day(g.now), SOON, holidays(g.db))
    form = AskForm(request.form) if typed else AskForm(data={"due_on": soon})
    return form.offer(people, points, local_day(g.now))


def _context(case: Case, keys: Keyring, form: AskForm) -> dict[str, object]:
    about = answering.to_ask_about(g.db, case, g.staff, keys, now=g.now)
    rows = contributing.contributions_of(g.db, case)
    mine = {point.number for point in about}
    opened_rows = [(row, contributing.opened(g.db, case, row, keys)) for row in rows]
    asked = [(row, one) for row, one in opened_rows if _may_read(row, one, mine)]
    return {
        "case": case,
        "form": form,
        "asked": asked,
        "names": contributing.names(g.db, rows),
        "out": contributing.stepped_out(g.db, case),
        "aside": case.state is State.ASIDE_OPEN,
        "to_mind": to_mind(g.db, case, keys),
    }


def _may_read(row: Contribution, one: Asked | None, mine: set[int]) -> bool:
    """The team reads every answer; whoever answers reads what is about their points, or what they asked themselves."""
    about = {number for number, _ in one.points} if one else set()
    return bool(g.staff.roles & answering.CHECKERS) or row.asked_by == g.staff.id or bool(about) and about <= mine
