"""Judging what a route depends on: the questions of the rules, their answers, what comes of them (rules 2.3, 2.4)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.checks import AgainForm, EndedForm, LookAgainForm, answers_of, form_for
from admin.kept import kept_here, sent, typed_before
from admin.opened import instead, opened
from admin.parts import beside
from models.cases import judging
from models.procedure.judgements import JUDGEMENTS, Asking, Judging, turned_away
from models.procedure.terms import State
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("checks", __name__, url_prefix="/cases/<reference>/checks")
LIST, ONE = "admin/checks/show.html", "admin/checks/one.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    return _list(case, keys)


@bp.get("/<kind>")
def one(reference: str, kind: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    which = _known(case, kind)
    before = next((row for row in judging.judged(g.db, case, keys) if row.kind is which), None)
    given, ending = (before.given, before.row.ending) if before else (None, "")
    form = form_for(which, typed_before(case, keys, f"check-{kind}"), given=given, ending=ending)
    return _page(case, keys, which, form)


@bp.post("/<kind>")
def judge(reference: str, kind: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    which = _known(case, kind)
    form = form_for(which, request.form)
    if not form.validate():
        return _page(case, keys, which, form), 422
    review = form.review.data if "review" in form else None
    ending, given = form.ending.data or "", answers_of(form, which)
    try:
        judging.judge(g.db, case, which, ending, given, review_on=review, actor=g.staff, now=g.now, keys=keys)
    except judging.Unanswered as problem:
        for name, words in problem.fields.items():
            form[name].errors = [words]
        return _page(case, keys, which, form), 422
    sent(case, keys, f"check-{kind}")
    no = case.state is State.RECEIVED and turned_away({which: ending})
    return _done(case, f"Judged, and kept in the file.{' Now decide: they get it in writing.' if no else ''}")


@bp.post("/ended/<uuid:judgement_id>")
def ended(reference: str, judgement_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = EndedForm(request.form, prefix="ended-")
    with beside(form.on):
        if form.validate() and form.on.data:
            judging.proceedings_ended(
                g.db, case, judgement_id, form.on.data, actor=g.staff, now=g.now, keys=keys
            )  # fmt: skip
            return _done(case, "Written down, and they are told in a letter.")
    return _list(case, keys, ended=form), 422


@bp.post("/again/<uuid:judgement_id>")
def look_again(reference: str, judgement_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = LookAgainForm(request.form, prefix="review-")
    with beside(form.review):
        if form.validate() and form.review.data:
            judging.look_again(g.db, case, judgement_id, form.review.data, actor=g.staff, now=g.now)
            return _done(case, "You look at it again on that day.")
    return _list(case, keys, review=form), 422


@bp.post("/take-up")
def take_up(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = AgainForm(request.form, prefix="again-")
    if not form.validate():
        return _list(case, keys, again=form), 422
    judging.take_up_again(g.db, case, how=form.how.data or "", actor=g.staff, now=g.now, keys=keys)
    return _done(case, "It waits to be decided again. Every day counts from today.")


def _known(case: Case, kind: str) -> Judging:
    if kind not in set(Judging):
        instead(case)
    return Judging(kind)


def _done(case: Case, said: str) -> ResponseReturnValue:
    """Back to deciding, where the case waits to be decided."""
    g.db.commit()
    flash(said)
    to = "triage.show" if case.state is State.RECEIVED else ".show"
    return redirect(url_for(to, reference=case.reference), 303)


def _list(case: Case, keys: Keyring, **forms: Any) -> str:
    rows = judging.judged(g.db, case, keys)
    context = {
        "rows": rows,
        "judgements": JUDGEMENTS,
        "may_again": judging.again(g.db, case),
        "ended": EndedForm(prefix="ended-"),
        "review": LookAgainForm(prefix="review-"),
        "again": AgainForm(prefix="again-"),
        **forms,
    }
    return render_template(LIST, **bar(case, keys, **context))


def _page(case: Case, keys: Keyring, kind: Judging, form: Any) -> str:
    judgement = JUDGEMENTS[kind]
    draft = kept_here(case, keys, f"check-{kind.value}")
    return render_template(
        ONE, **bar(case, keys, kind=kind, judgement=judgement, form=form, asking=Asking, draft=draft)
    )
