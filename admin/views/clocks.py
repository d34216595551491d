"""Every clock of a case with its working, and the facts that move the start of stage 1 (K-11)."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.case import DayForm
from admin.opened import opened
from admin.parts import beside
from models.cases import learning, restarting
from models.cases.clock_working import shown_clocks
from models.cases.deciding import standing_of
from models.cases.judging import endings
from models.cases.recording import record
from models.procedure.judgements import JUDGEMENTS, Judging
from models.procedure.lifecycle import NotAllowed
from models.procedure.standing import Standing
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("clocks", __name__, url_prefix="/cases/<reference>/clocks")
PAGE = "admin/clocks/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, ring = opened(reference)
    return _page(case, ring)


@bp.post("/advocate")
def advocate(reference: str) -> ResponseReturnValue:
    """Offered, asked for from the provider, or found on a day."""
    case, ring = _open(reference)
    if not case.young_person:
        raise NotAllowed("Only children and young people are entitled to an advocate (E-25).")
    act = request.form.get("do")
    if act in ("offered", "referred"):
        event = Event.ADVOCATE_OFFERED if act == "offered" else Event.ADVOCATE_REFERRED
        record(g.db, case, event, actor=g.staff, now=g.now)
        return _done(reference, "Recorded.")
    form = DayForm(request.form, prefix="advocate-")
    if not form.validate() or form.on.data is None:
        return _page(case, ring, advocate_form=form), 422
    with beside(form.on):
        restarting.appoint_advocate(g.db, case, on=form.on.data, actor=g.staff, now=g.now)
        return _done(reference, "Recorded. The clock of stage 1 was counted again where they asked to wait.")
    return _page(case, ring, advocate_form=form), 422


def _open(reference: str) -> tuple[Case, Keyring]:
    case, ring = opened(reference)
    if case.closed_on is not None:
        raise NotAllowed("This case is closed. Put it right with a correction.")
    return case, ring


def _done(reference: str, said: str) -> ResponseReturnValue:
    g.db.commit()
    flash(said)
    return redirect(url_for(".show", reference=reference), 303)


def _page(case: Case, ring: Keyring, **forms: Any) -> str:
    today = local_day(g.now)
    context = {
        "advocate_form": DayForm(prefix="advocate-", data={"on": today}),
        **forms,
        "interest": standing_of(case) is Standing.INTEREST,
        "judged": endings(g.db, case).get(Judging.INTEREST),
        "judgement": JUDGEMENTS[Judging.INTEREST],
        "owed": learning.owed_here(g.db, case, today=today),
        "clocks": shown_clocks(g.db, case, today=today),
    }
    return render_template(PAGE, **bar(case, ring, **context))
