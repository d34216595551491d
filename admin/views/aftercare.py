"""Something got worse since they told us: a manager's list, and what was done about each, the same day."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.aftercare import WorseForm
from admin.opened import opened
from models.audit import note
from models.cases import aftercare
from models.procedure.working_days import local_day

bp = Blueprint("aftercare", __name__)
PAGE = "admin/aftercare/one.html"


@bp.get("/got-worse")
def show() -> ResponseReturnValue:
    note(g.db, g.staff, "got_worse_list", now=g.now)
    return render_template("admin/aftercare/show.html", rows=aftercare.waiting(g.db, g.staff), today=local_day(g.now))


@bp.get("/cases/<reference>/got-worse")
def one(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    return render_template(PAGE, **bar(case, ring, form=WorseForm(), waits=aftercare.waits(g.db, case)))


@bp.post("/cases/<reference>/got-worse")
def keep(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = WorseForm(request.form)
    if not form.validate():
        return render_template(PAGE, **bar(case, ring, form=form, waits=aftercare.waits(g.db, case))), 422
    aftercare.deal_with(g.db, case, form.did.data or "", actor=g.staff, keys=ring, now=g.now)
    g.db.commit()
    flash("Recorded.")
    return redirect(url_for(".show"), 303)
