"""Giving a case, or some of its points, to the manager who answers; naming the officer of record."""

import uuid

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.allocation import GiveForm, OfficerForm
from admin.opened import opened
from models.cases import allocating
from models.cases.contributing import texts
from models.cases.finding import points_of
from models.cases.naming_who_answers import give_and_tell
from models.cases.stage_points import stage_points
from models.cases.standing_in import named
from models.cases.who_decided import SECOND
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("allocation", __name__, url_prefix="/cases/<reference>/who-answers")
PAGE = "admin/allocation/show.html"
TOLD = " A letter tells the person who answers, and by when: they could not be told before."


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _page(case, keys, _give(case, keys), _officer(case))


@bp.post("")
def give(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = _give(case, keys, typed=True)
    if not form.validate():
        if lacks := allocating.why_not_named(g.db, case, form.staff_id.data):
            form.staff_id.errors = [lacks]
        return _page(case, keys, form, _officer(case)), 422
    chosen = [uuid.UUID(point) for point in form.points.data or ()]
    staff_id = uuid.UUID(form.staff_id.data)
    told = give_and_tell(g.db, case, staff_id, actor=g.staff, now=g.now, keys=keys, point_ids=chosen or None)
    return _done(reference, f"Given. It is on their list now.{TOLD if told else ''}")


@bp.post("/officer")
def officer(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = _officer(case, typed=True)
    if not form.validate():
        return _page(case, keys, _give(case, keys), form), 422
    allocating.name_officer(g.db, case, uuid.UUID(form.officer_id.data), actor=g.staff, now=g.now)
    return _done(reference, "The officer of record is changed.")


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _give(case: Case, keys: Keyring, *, typed: bool = False) -> GiveForm:
    today, may = local_day(g.now), allocating.who_may_answer(g.db, case)
    people = [(str(p.id), f"{named(p, today)}, {p.job}".rstrip(", ")) for p in may]
    rows = [] if case.state in SECOND else points_of(g.db, case)
    points = [(str(row.id), f"{n}. {words}") for row, (n, words) in zip(rows, texts(rows, keys), strict=True)]
    return GiveForm(request.form if typed else None).offer(people, points)


def _officer(case: Case, *, typed: bool = False) -> OfficerForm:
    people = allocating.candidates(g.db, case, roles=allocating.OUR_TEAM)
    given = {"officer_id": str(case.officer_id or "")}
    return OfficerForm(request.form if typed else None, data=given).offer([(str(p.id), p.name) for p in people])


def _page(case: Case, keys: Keyring, form: GiveForm, officer: OfficerForm) -> str:
    second = case.state in SECOND  # K-40, K-82
    about = {
        "who": [] if second else allocating.who_answers(g.db, case),
        "about": stage_points(g.db, case, keys) if second else [],
        "decides": allocating.who_decides(g.db, case) if second else "",
        "no_senior": allocating.NO_SENIOR if case.state in STAGE_TWO and allocating.nobody_senior(g.db) else "",
        "senior": case.state in STAGE_TWO,
    }
    return render_template(PAGE, **bar(case, keys), form=form, officer_form=officer, second=second, **about)
