"""What is left of a case that was erased, for those who worked with it: that it was, and when (RET-04)."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from admin.opened import denied_case
from models.audit import note
from models.cases.finding import find

bp = Blueprint("erased", __name__)


@bp.get("/cases/<reference>/erased")
def show(reference: str) -> ResponseReturnValue:
    case = find(g.db, g.staff, reference)
    if case is None:
        denied_case(reference)
    if case.erased_on is None:
        return redirect(url_for("home.show"), 303)
    note(g.db, g.staff, "view", now=g.now, object_kind="case", object_id=case.id)
    return render_template("admin/erased/show.html", case=case)
