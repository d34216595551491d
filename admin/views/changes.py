"""Another way for a case, with a reason, a second person and a letter; or for some of its points (E-08, E-56, X-13)."""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.changes import ChangeForm, RightForm, SplitForm, TurnDownForm
from admin.opened import instead, opened
from admin.parts import beside
from models.cases import reclassifying, second_look, splitting
from models.cases.caring_details import open_texts
from models.cases.finding import points_of
from models.cases.proposing import may_agree
from models.procedure.screening import ROUTES, reason_of
from models.procedure.terms import Procedure
from models.sealing import Keyring
from models.tables import Case, Point

bp = Blueprint("changes", __name__, url_prefix="/cases/<reference>/change")
PAGE = "admin/changes/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = _here(reference)
    return _page(case, keys)


@bp.post("")
def propose(reference: str) -> ResponseReturnValue:
    """`do=preview` shows the letter; the other button asks for it, or does it where the law gives the person most."""
    case, keys = _here(reference)
    form = _form(case, typed=True)
    if not form.validate():
        return _page(case, keys, form=form), 422
    if request.form.get("do") == "preview":
        return _page(case, keys, form=form, letter=_letter(case, keys, form.change))
    with beside(form.to):
        done = reclassifying.propose(g.db, case, form.change, actor=g.staff, now=g.now, keys=keys)
    if form.errors:
        return _page(case, keys, form=form), 422
    said = "Changed, and they are told in a letter." if done else "Kept. A complaints manager has to agree first."
    return _done(url_for("case.show", reference=reference), said)


@bp.post("/agree")
def agree(reference: str) -> ResponseReturnValue:
    case, keys = _here(reference)
    reclassifying.agree(g.db, case, actor=g.staff, now=g.now, keys=keys)
    return _done(url_for("case.show", reference=reference), "Agreed, and they are told in a letter.")


@bp.post("/back")
def turn_down(reference: str) -> ResponseReturnValue:
    case, keys = _here(reference)
    form = TurnDownForm(request.form)
    if not form.validate():
        return _page(case, keys, back=form), 422
    reclassifying.turn_down(g.db, case, form.comment.data or "", actor=g.staff, now=g.now, keys=keys)
    return _done(url_for(".show", reference=reference), "It stays as it is.")


@bp.post("/right")
def right(reference: str) -> ResponseReturnValue:
    """A second person agrees that the corporate procedure is the right one, and says why (X-01)."""
    case, keys = _here(reference)
    form = RightForm(request.form)
    if form.validate():
        with beside(form.reasons):
            second_look.agree(g.db, case, form.reasons.data or "", actor=g.staff, now=g.now, keys=keys)
    if form.errors:
        return _page(case, keys, right=form), 422
    return _done(url_for("case.show", reference=reference), "Kept. A second person has agreed to the procedure.")


@bp.post("/split")
def split(reference: str) -> ResponseReturnValue:
    case, keys = _here(reference)
    form = _split_form(case, keys, typed=True)
    if not form.validate():
        return _page(case, keys, splitting=form), 422
    ids, way = [uuid.UUID(one) for one in form.points.data or ()], Procedure(form.way.data)
    with beside(form.points):
        part = splitting.split(g.db, case, ids, way, actor=g.staff, now=g.now, keys=keys)
    if form.errors:
        return _page(case, keys, splitting=form), 422
    said = "A case of their own. Decide it now: its days count from the day that all of it reached us."
    return _done(url_for("triage.show", reference=part.reference), said)


def _here(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference)
    if not reclassifying.may_change(case) and not second_look.owed(g.db, case):
        instead(case)
    return case, keys


def _done(to: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(to, 303)


def _form(case: Case, *, typed: bool = False) -> ChangeForm:
    return ChangeForm(request.form if typed else None).offer(reclassifying.targets(case))


def _split_form(case: Case, keys: Keyring, *, typed: bool = False) -> SplitForm:
    rows = points_of(g.db, case)
    words = open_texts(keys, Point.text, rows)
    points = [(str(row.id), text[:200]) for row, text in zip(rows, words, strict=True)]
    form = SplitForm(request.form if typed else None, prefix="split-")
    return form.offer(points, reclassifying.targets(case))


def _letter(case: Case, keys: Keyring, change: reclassifying.Change) -> Any:
    return reclassifying.preview(g.db, case, change, keys=keys, now=g.now).content()


def _page(case: Case, keys: Keyring, **more: Any) -> str:
    waiting = reclassifying.proposed(g.db, case, keys)
    context = {
        "form": _form(case),
        "splitting": _split_form(case, keys),
        "back": TurnDownForm(),
        "right": RightForm(),
        "owed": second_look.owed(g.db, case),
        "may_look": second_look.may_look(g.db, case, g.staff),
        "may_change": reclassifying.may_change(case),
        "letter": _letter(case, keys, waiting.change) if waiting else None,
        "waiting": waiting,
        "now_is": ROUTES[case.procedure].label if case.procedure else "",
        "becomes": ROUTES[waiting.change.to].label if waiting else "",
        "because": reason_of(waiting.change.to, waiting.change.reason).label if waiting else "",
        "may_agree": bool(waiting and may_agree(g.staff, waiting.by_id)),
        "mine": bool(waiting and waiting.by_id == g.staff.id),
        **more,
    }
    return render_template(PAGE, **bar(case, keys, **context))
