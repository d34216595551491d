"""Judging what a route depends on: the questions of the rules, their answers, what comes of them (rules 2.3, 2.4)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from admin.case_bar import bar
from admin.forms.checks import AgainForm, EndedForm, LookAgainForm, answers_of, form_for
from admin.kept import kept_here, sent, typed_before
from admin.opened import instead, opened
from admin.parts import beside
from models.cases import judging, proceedings, taking_again
from models.fields import ids_of
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
    """`about`: proceedings that something waits for already, to be judged anew. Others beside them begin empty."""
    case, keys = opened(reference)
    which, typed = _known(case, kind), typed_before(case, keys, f"check-{kind}") or MultiDict[str, str]()
    about = request.args.get("about") or typed.get("about", "")
    rows = [row for row in judging.judged(g.db, case, keys) if row.kind is which]
    before = next((row for row in rows if about in ("", str(row.row.id)) and (about or not _waits(rows))), None)
    given, ending = (before.given, before.row.ending) if before else (None, "")
    form = form_for(which, typed or None, given=given, ending=ending)
    return _page(case, keys, which, form, about if before else "", typed.get("seen"))


@bp.post("/<kind>")
def judge(reference: str, kind: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    which, form = _known(case, kind), form_for(Judging(kind), request.form)
    about, seen = request.form.get("about", ""), request.form.get("seen", "")
    if not form.validate():
        return _page(case, keys, which, form, about, seen), 422
    review = form.review.data if "review" in form else None
    ending, told = form.ending.data or "", {"actor": g.staff, "now": g.now, "keys": keys}
    told |= {"review_on": review, "seen": seen, "about": next(iter(ids_of([about])), None)}
    try:
        judging.judge(g.db, case, which, ending, answers_of(form, which), **told)
    except judging.Unanswered as problem:
        for name, words in problem.fields.items():
            form[name].errors = [words]
        return _page(case, keys, which, form, about, seen), 422
    except judging.JudgedMeanwhile as problem:
        form.ending.errors = [f"{problem} See “What was judged”. Keep yours as well only if it still holds."]
        return _page(case, keys, which, form, about), 409
    sent(case, keys, f"check-{kind}")
    no = case.state is State.RECEIVED and turned_away({which: ending})
    return _done(case, f"Judged, and kept in the file.{' Now decide: they get it in writing.' if no else ''}")


@bp.post("/ended/<uuid:judgement_id>")
def ended(reference: str, judgement_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = EndedForm(request.form, prefix="ended-")
    with beside(form.on):
        if form.validate() and form.on.data:
            proceedings.ended(g.db, case, judgement_id, form.on.data, actor=g.staff, now=g.now, keys=keys)
            return _done(case, "Written down, and they are told in a letter.")
    return _list(case, keys, ended=form), 422


@bp.post("/again/<uuid:judgement_id>")
def look_again(reference: str, judgement_id: uuid.UUID) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = LookAgainForm(request.form, prefix="review-")
    with beside(form.review):
        if form.validate() and form.review.data:
            proceedings.look_again(
                g.db, case, judgement_id, form.review.data, actor=g.staff, now=g.now, keys=keys
            )  # fmt: skip
            return _done(case, "You look at it again on that day.")
    return _list(case, keys, review=form), 422


@bp.post("/take-up")
def take_up(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = AgainForm(request.form, prefix="again-")
    if not form.validate():
        return _list(case, keys, again=form), 422
    taken = taking_again.take_up_again(g.db, case, how=form.how.data or "", actor=g.staff, now=g.now, keys=keys)
    own = "What waited is a case of its own now: decide it. What was answered stays as it is."
    return _done(taken, own if taken is not case else "It waits to be decided again. Every day counts from today.")


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
        "may_again": taking_again.again(g.db, case),
        "ended": EndedForm(prefix="ended-"),
        "review": LookAgainForm(prefix="review-"),
        "again": AgainForm(prefix="again-"),
        **forms,
    }
    return render_template(LIST, **bar(case, keys, **context))


def _page(case: Case, keys: Keyring, kind: Judging, form: Any, about: str = "", seen: str | None = None) -> str:
    judgement = JUDGEMENTS[kind]
    draft = kept_here(case, keys, f"check-{kind.value}")
    rows = [row for row in judging.judged(g.db, case, keys) if row.kind is kind]
    facts: dict[str, Any] = {"waits": _waits(rows), "about": about}
    facts["seen"] = proceedings.newest(g.db, case, kind) if seen is None else seen
    facts["never"] = kind is Judging.PROCEEDINGS and not proceedings.may_wait(case) and proceedings.NOTHING_WAITS
    return render_template(
        ONE, **bar(case, keys, kind=kind, judgement=judgement, form=form, asking=Asking, draft=draft, **facts)
    )


def _waits(rows: list[judging.Judged]) -> list[judging.Judged]:
    """The proceedings that something waits for now."""
    return [row for row in rows if row.open]
