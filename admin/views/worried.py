"""An advocate who is worried about a child who has not asked to complain: duty's number, and duty's box (A1, E-41)."""

import uuid

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.refer import WorriedForm
from admin.views.refer import promise
from models.cases.alerting import raise_alert
from models.cases.duty_rota import duty_now
from models.cases.finding import by_reference
from models.procedure.terms import Safe
from models.tables import Case, SafetyAlert
from models.web.once import made_now, one_record, there

bp = Blueprint("worried", __name__, url_prefix="/children/worried")


@bp.get("")
def show() -> ResponseReturnValue:
    """Beside what they filed, or before anything is."""
    form = WorriedForm(data={"about": request.args.get("about", ""), "instance": str(uuid.uuid4())})
    return _page(_about(form), form)


@bp.post("")
def send() -> ResponseReturnValue:
    form = WorriedForm(request.form)
    case = _about(form)
    if not form.validate():
        return _page(case, form), 422
    made, back = made_now(g.staff.id), redirect(_back(case), 303)
    return one_record(lambda: back if there(SafetyAlert, made) else None, lambda: _raise(form, case, made))


def _raise(form: WorriedForm, case: Case | None, made: uuid.UUID) -> ResponseReturnValue:
    worker = form.worker.data or ""
    raised = raise_alert(
        g.db, council=_council(), kind=Safe.NOT_SURE, said=form.said.data or "",
        reach="\n".join(filter(None, (g.staff.name, form.reach.data))), about_worker=True if worker else None,
        worker=worker, holder_id=None, case=case, keys=g.keys, actor=g.staff, now=g.now, made=made,
    )  # fmt: skip
    g.db.commit()
    flash(promise(raised))
    return redirect(_back(case), 303)


def _about(form: WorriedForm) -> Case | None:
    """The case they filed it with; `NoResultFound` for one that is not theirs."""
    return by_reference(g.db, g.staff, form.about.data) if form.about.data else None


def _council() -> str:
    council: str = current_app.config["HEARD"].council
    return council


def _back(case: Case | None) -> str:
    return url_for("child.show", reference=case.reference) if case else url_for("children.show")


def _page(case: Case | None, form: WorriedForm) -> str:
    duty = duty_now(g.db, _council(), now=g.now)
    return render_template("admin/worried/show.html", case=case, form=form, duty=duty, back=_back(case))
