"""The early call: by when, on which number, and what came of it. The complaint goes on beside it (K-08)."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.early_call import CallForm
from admin.opened import instead, opened
from models.cases import early_call
from models.sealing import Keyring
from models.tables import Case

SAID = {
    "": "Written down. The complaint goes on as before; only they can end it.",
    early_call.PUT_RIGHT: "Written down. What was agreed goes to them in writing: write it as the answer. Only they "
    "can end the complaint sooner.",
    early_call.TRIED: "Written down. The call is still to be made.",
}
bp = Blueprint("early_call", __name__, url_prefix="/cases/<reference>/call")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    return _page(*_owed(reference), CallForm())


@bp.post("")
def keep(reference: str) -> ResponseReturnValue:
    case, keys = _owed(reference)
    form = CallForm(request.form)
    if not form.validate():
        return _page(case, keys, form), 422
    outcome, said = form.outcome.data or "", form.said.data or ""
    early_call.finish(g.db, case, outcome, said, keys=keys, actor=g.staff, now=g.now)
    g.db.commit()
    flash(SAID.get(outcome, SAID[""]))
    return redirect(url_for("case.show", reference=reference), 303)


def _owed(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference)
    if early_call.owed_by(g.db, case) is None:
        instead(case)
    return case, keys


def _page(case: Case, keys: Keyring, form: CallForm) -> str:
    by = early_call.owed_by(g.db, case)
    return render_template("admin/early_call/show.html", **bar(case, keys, form=form, by=by))
