"""What was passed on to a colleague: thanks, ideas, and facts about them to check; nothing else of any case."""

import uuid

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.for_me import AccuracyForm
from models.audit import note
from models.cases import interviewing, passing_on
from models.cases.interviewing import Spoken
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.tables import Case

bp = Blueprint("for_me", __name__, url_prefix="/for-me")


@bp.get("")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "for_me", now=g.now)
    return render_template("admin/for_me/show.html", rows=passing_on.for_me(g.db, g.staff, g.keys), facts=_facts())


@bp.post("")
def read() -> ResponseReturnValue:
    """Having read it is said by pressing, so that opening the page writes nothing."""
    passing_on.read(g.db, g.staff, now=g.now)
    g.db.commit()
    flash("Thank you.")
    return redirect(url_for(".show"), 303)


@bp.get("/facts/<uuid:interview_id>")
def facts(interview_id: uuid.UUID) -> ResponseReturnValue:
    """The passage of the draft that is about them, until the check is over (K-37)."""
    _, found = _asked(interview_id)
    note(g.db, g.staff, "view_facts", now=g.now, object_kind="interview", object_id=interview_id)
    return render_template("admin/for_me/facts.html", one=found, form=AccuracyForm(), today=local_day(g.now))


@bp.post("/facts/<uuid:interview_id>")
def check(interview_id: uuid.UUID) -> ResponseReturnValue:
    case, found = _asked(interview_id)
    form = AccuracyForm(request.form)
    if form.validate():
        said, on, keys = form.answer.data or "", local_day(g.now), g.keys.with_case(case)
        try:
            interviewing.answer(g.db, case, found.row, said, on=on, keys=keys, actor=g.staff, now=g.now)
            g.db.commit()
            flash("Sent. Who investigates decides what to take in.")
            return redirect(url_for(".show"), 303)
        except NotAllowed as problem:
            g.db.rollback()
            _, found = _asked(interview_id)
            form.answer.errors = [str(problem)]
    return render_template("admin/for_me/facts.html", one=found, form=form, today=local_day(g.now)), 422


def _facts() -> list[tuple[Case, Spoken]]:
    return interviewing.asked_of(g.db, g.staff, g.keys, now=g.now)


def _asked(interview_id: uuid.UUID) -> tuple[Case, Spoken]:
    """Only what was asked of them: anything else looks as if it were not there."""
    return next((pair for pair in _facts() if pair[1].row.id == interview_id), None) or abort(404)
