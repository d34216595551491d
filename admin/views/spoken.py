"""The next stage asked for by phone or in person: as good as asking in writing (K-16), and never too late (K-25)."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.spoken import LeaveOutForm, SpokenForm
from admin.opened import opened
from models.cases import choosing
from models.procedure.lifecycle import NotAllowed

bp = Blueprint("spoken", __name__, url_prefix="/cases/<reference>/next")
PAGE = "admin/spoken/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    ahead = choosing.next_stage(g.db, case, now=g.now)
    leave_out = not ahead and choosing.may_leave_out(case)
    form = LeaveOutForm() if leave_out else SpokenForm()
    return render_template(PAGE, **bar(case, ring, form=form, ahead=ahead, leave_out=leave_out))


@bp.post("")
def keep(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    ahead = choosing.next_stage(g.db, case, now=g.now)
    leave_out = not ahead and choosing.may_leave_out(case)
    form = (LeaveOutForm if leave_out else SpokenForm)(request.form)
    if not ahead and not leave_out:
        raise NotAllowed(choosing.said_ahead(ahead))
    if not form.validate():
        return render_template(PAGE, **bar(case, ring, form=form, ahead=ahead, leave_out=leave_out)), 422
    how = f"{'Agreed' if leave_out else 'Asked'} {dict(form.how.choices)[form.how.data].lower()}."
    why, by = f"{how}\n\n{form.why.data or ''}".strip(), {"keys": ring, "actor": g.staff, "now": g.now}
    choosing.ask_next_stage(g.db, case, points=(), why=why, spoken=True, agreed=leave_out, **by)
    g.db.commit()
    flash("Recorded. Its clocks run from today.")
    return redirect(url_for("case.show", reference=reference), 303)
