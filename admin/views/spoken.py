"""The next stage, however it was asked for: its clocks run from the day it reached the council (K-16, K-25, E-07)."""

from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.spoken import SPOKEN, LeaveOutForm, SpokenForm
from admin.opened import opened
from admin.parts import beside
from models.cases import asked, choosing
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("spoken", __name__, url_prefix="/cases/<reference>/next")
PAGE = "admin/spoken/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    """`on` and `how` begin the form where a mail asks for it."""
    case, ring = opened(reference)
    form = _form(case)(data={"on": request.args.get("on", local_day(g.now), type=date.fromisoformat)})
    if request.args.get("how") in dict(form.how.choices):
        form.how.data = request.args["how"]
    return _page(case, ring, form)


@bp.post("")
def keep(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    form = _form(case)(request.form)
    leave_out = isinstance(form, LeaveOutForm)
    if not leave_out and not (ahead := choosing.next_stage(g.db, case, now=g.now)):
        raise NotAllowed(choosing.said_ahead(ahead))
    if not form.validate():
        return _page(case, ring, form), 422
    how = f"{'Agreed' if leave_out else 'Asked'} {dict(form.how.choices)[form.how.data].lower()}."
    why, by = f"{how}\n\n{form.why.data or ''}".strip(), {"keys": ring, "actor": g.staff, "now": g.now}
    by |= {"spoken": form.how.data in SPOKEN, "agreed": leave_out, "on": form.on.data}
    with beside(form.on):
        choosing.ask_next_stage(g.db, case, points=(), why=why, **by)
        g.db.commit()
        today = form.on.data == local_day(g.now)
        flash(f"Recorded. Its clocks run from {'today' if today else short_date(form.on.data)}.")
        return redirect(url_for("case.show", reference=reference), 303)
    return _page(*opened(reference), form), 422


def _form(case: Case) -> type[SpokenForm]:
    ahead = choosing.next_stage(g.db, case, now=g.now)
    return LeaveOutForm if not ahead and choosing.may_leave_out(case) else SpokenForm


def _page(case: Case, ring: Keyring, form: SpokenForm) -> str:
    ahead, leave_out = choosing.next_stage(g.db, case, now=g.now), isinstance(form, LeaveOutForm)
    first = asked.first_day(g.db, case, leave_out=leave_out)
    return render_template(PAGE, **bar(case, ring, form=form, ahead=ahead, leave_out=leave_out, first=first))
