"""More time, as who answers for the service asks for it: they agree by asking, a complaints manager after them."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.extension import ServiceForm
from admin.parts import beside
from admin.views.answer import desk_of
from models.cases import agreeing, extending
from models.cases.finding import only_theirs
from models.cases.letter_facts import name_of
from models.cases.mine import times_of
from models.procedure.deadlines import ExtensionRefused
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("more_time", __name__, url_prefix="/cases/<reference>/answer/more-time")
PAGE = "admin/more_time/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    desk, keys = desk_of(reference)
    if not only_theirs(g.staff):  # the complaints team has a page with every way to more time
        return redirect(url_for("extension.show", reference=reference), 303)
    return render_template(PAGE, **_context(desk.case, keys, ServiceForm()))


@bp.post("")
def propose(reference: str) -> ResponseReturnValue:
    desk, keys = desk_of(reference)
    form = ServiceForm(request.form)
    if form.validate():
        with beside(form.new_due):
            _propose(desk.case, form, keys)
            g.db.commit()
            flash("Sent to the complaints managers. Nobody is told and no day moves before one of them agrees.")
            return redirect(url_for(".show", reference=reference), 303)
        desk, keys = desk_of(reference)
    return render_template(PAGE, **_context(desk.case, keys, form)), 422


def _propose(case: Case, form: ServiceForm, keys: Keyring) -> None:
    new_due, reason = form.new_due.data, form.reason.data or ""
    assert new_due is not None  # noqa: S101 - the form asked for it
    try:
        agreeing.propose(
            g.db, case, new_due=new_due, reason=reason, service_manager=g.staff.id, actor=g.staff, now=g.now, keys=keys
        )
    except ExtensionRefused as problem:
        raise NotAllowed(str(problem)) from problem


def _context(case: Case, keys: Keyring, form: ServiceForm) -> dict[str, Any]:
    today, room = local_day(g.now), extending.room(g.db, case)
    proposal = agreeing.proposal(g.db, case)
    return {
        "case": case,
        "form": form,
        "room": room,
        "today": today,
        "used_up": room is not None and room.used_up(today),
        "times": times_of(g.db, case, today),
        "notice_by": extending.notice_by(g.db, case),
        "asked": extending.open_request(g.db, case),
        "proposal": proposal,
        "asker": name_of(g.db, proposal.asked_by) if proposal else "",
        "why_not": agreeing.why_not(g.db, case, keys),
    }
