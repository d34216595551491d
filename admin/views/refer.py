"""Somebody may not be safe, on a case at any stage: whoever reads or hears it sends it to duty from here (E-41)."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.refer import ReferForm
from admin.opened import denied_case, opened
from models.cases import rooms
from models.cases.alerting import Raised
from models.cases.duty_rota import duty_now
from models.cases.finding import find, only_theirs
from models.cases.to_duty import refer
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables import Case

bp = Blueprint("refer", __name__, url_prefix="/cases/<reference>/not-safe")


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, _ = _theirs(reference)
    return _page(case, ReferForm())


@bp.post("")
def send(reference: str) -> ResponseReturnValue:
    case, keys = _theirs(reference)
    form = ReferForm(request.form)
    if not form.validate():
        return _page(case, form), 422
    said, worker = form.said.data or "", form.worker.data or ""
    raised = refer(g.db, case, said, worker, keys=keys, actor=g.staff, now=g.now)
    g.db.commit()
    flash(promise(raised))
    return redirect(_back(reference), 303)


def _theirs(reference: str) -> tuple[Case, Keyring]:
    case, keys = opened(reference, whole=False)
    if _from_outside() and rooms.one(g.db, g.staff, reference, today=local_day(g.now)) is None:
        denied_case(reference)
    return case, keys


def _from_outside() -> bool:
    return Role.OUTSIDER in g.staff.roles


def promise(raised: Raised) -> str:
    if raised.promised:
        return "Sent. The duty team has it now."
    ring = f" Ring duty now: {raised.duty.phone}" if raised.duty.phone else " Ring duty now."
    return "It is kept, and it may not be read at once." + ring


def _back(reference: str) -> str:
    """Who named a colleague of their own name may not see the case any more."""
    if find(g.db, g.staff, reference) is None or (only_theirs(g.staff) and not _from_outside()):
        return url_for("home.show")
    return url_for("room.show" if _from_outside() else "case.show", reference=reference)


def _page(case: Case, form: ReferForm) -> str:
    phone = duty_now(g.db, case.council, now=g.now).phone
    back = _back(case.reference)
    return render_template("admin/refer/show.html", case=case, form=form, phone=phone, back=back)
