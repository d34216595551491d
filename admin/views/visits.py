"""Going to see a person who asked for it: where and when, and writing down what came of it."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.visits import VisitForm
from admin.kept import kept_here, sent, typed_before
from admin.opened import opened
from models.audit import note
from models.cases import seeing
from models.cases.queue_who import who
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("visits", __name__)
HERE = "/cases/<reference>/visit"
PAGE = "admin/visits/show.html"
DONE = {
    seeing.SEEN: "Recorded. Write to them with what happens next.",
    seeing.TRIED: "Recorded. The visit is still owed.",
}


@bp.get("/visits")
def due() -> ResponseReturnValue:
    """Everyone who waits to be seen, the soonest first."""
    note(g.db, g.staff, "visits", now=g.now)
    rows = seeing.owed_to(g.db, g.staff)
    return render_template("admin/visits/due.html", rows=rows, today=local_day(g.now), who=who)


@bp.get(HERE)
def show(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    return _page(case, ring, VisitForm(typed_before(case, ring, "visit")))


@bp.post(HERE)
def keep(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = VisitForm(request.form).until(local_day(g.now))
    if not form.agrees() or form.on.data is None:
        return _page(case, ring, form), 422
    outcome = form.outcome.data
    seeing.finish(g.db, case, outcome, on=form.on.data, said=form.words, keys=ring, actor=g.staff, now=g.now)
    sent(case, ring, "visit")
    g.db.commit()
    flash(DONE.get(outcome, "Recorded."))
    return redirect(url_for("case.timeline", reference=reference), 303)


def _page(case: Case, ring: Keyring, form: VisitForm) -> str:
    facts = {"visit": seeing.waiting(g.db, case, ring), "draft": kept_here(case, ring, "visit")}
    return render_template(PAGE, **bar(case, ring, form=form, **facts))
