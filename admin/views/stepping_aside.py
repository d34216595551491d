"""Who answers, or was asked for facts, knows the family or is too close: they say why, and see the case no more."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.stepping_aside import TooCloseForm
from admin.opened import opened
from models.cases import walling
from models.cases.finding import only_theirs

bp = Blueprint("stepping_aside", __name__, url_prefix="/cases/<reference>/too-close")
PAGE = "admin/stepping_aside/show.html"
SAID = "You have stepped aside, and will not see this case any more. The complaints team gives it to somebody else."


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, _ = opened(reference, whole=False)
    return render_template(PAGE, case=case, form=TooCloseForm(), whole=not only_theirs(g.staff))


@bp.post("")
def leave(reference: str) -> ResponseReturnValue:
    case, keys = opened(reference, whole=False)
    form = TooCloseForm(request.form)
    if not form.validate():
        return render_template(PAGE, case=case, form=form, whole=not only_theirs(g.staff)), 422
    walling.step_aside(g.db, case, actor=g.staff, now=g.now, why=form.why.data or "", keys=keys)
    g.db.commit()
    flash(SAID)
    return redirect(url_for("my_cases.show" if only_theirs(g.staff) else "queue.show"), 303)
