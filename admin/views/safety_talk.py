"""Who is not sure that they are safe: by when somebody talks to them, and what came of it (experience 2.5)."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.safety_talk import TalkForm
from admin.opened import instead, opened
from models.cases import safety_talk
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("safety_talk", __name__, url_prefix="/cases/<reference>/being-safe")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    return _page(*_owed(reference), TalkForm())


@bp.post("")
def keep(reference: str) -> ResponseReturnValue:
    case, keys = _owed(reference)
    form = TalkForm(request.form)
    if not form.validate():
        return _page(case, keys, form), 422
    outcome, said = form.outcome.data or "", form.said.data or ""
    safety_talk.finish(g.db, case, outcome, said, keys=keys, actor=g.staff, now=g.now)
    g.db.commit()
    if outcome == safety_talk.TRIED:
        flash("Written down. It is still to be done: try another way that is safe.")
    else:
        flash("Written down. The duty team has it." if outcome == safety_talk.NOT_SAFE else "Written down.")
    return redirect(url_for("case.show", reference=reference), 303)


def _owed(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference)
    if safety_talk.owed_by(g.db, case) is None:
        instead(case)
    return case, keys


def _page(case: Case, keys: Keyring, form: TalkForm) -> str:
    by, worried = safety_talk.owed_by(g.db, case), safety_talk.worried(case)
    return render_template("admin/safety_talk/show.html", **bar(case, keys, form=form, by=by, worried=worried))
