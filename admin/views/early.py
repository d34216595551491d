"""Put it right early, where the person agrees: beginning it, and what came of it (K-08)."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.early import BeginForm, EndForm
from admin.opened import opened
from admin.parts import beside
from models.cases import early_resolution
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("early", __name__, url_prefix="/cases/<reference>/put-right-early")
IN_WRITING = "Written down. What was agreed goes to them in writing: write it as the answer."
GOES_ON = "Written down. The complaint goes on as if this had not been."


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    return _page(*opened(reference))


@bp.post("")
def begin(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = BeginForm(request.form, prefix="begin-")
    if form.validate():
        how, said = form.how.data or "", form.said.data or ""
        with beside(form.how):
            early_resolution.begin(g.db, case, how, said, keys=keys, actor=g.staff, now=g.now)
            g.db.commit()
            flash("Written down. The complaint goes on beside it, and all its days run.")
            return redirect(url_for(".show", reference=reference), 303)
        case, keys = opened(reference)
    return _page(case, keys, begin=form), 422


@bp.post("/end")
def end(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference)
    form = EndForm(request.form, prefix="end-")
    if form.validate():
        outcome, said = form.outcome.data or "", form.said.data or ""
        with beside(form.outcome):
            early_resolution.finish(g.db, case, outcome, said, keys=keys, actor=g.staff, now=g.now)
            g.db.commit()
            flash(IN_WRITING if outcome in early_resolution.AGREED else GOES_ON)
            return redirect(url_for("case.show", reference=reference), 303)
        case, keys = opened(reference)
    return _page(case, keys, end=form), 422


def _page(case: Case, keys: Keyring, **forms: BeginForm | EndForm) -> str:
    last = early_resolution.last_day(g.db, case)
    context = {
        "by": early_resolution.owed_by(g.db, case),
        "last": last,
        "over": last < local_day(g.now),
        "may_begin": early_resolution.may_begin(case),
        "begin": BeginForm(prefix="begin-"),
        "end": EndForm(prefix="end-"),
        **forms,
    }
    return render_template("admin/early/show.html", **bar(case, keys, **context))
