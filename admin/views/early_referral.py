"""To the Ombudsman instead of a panel: a checklist that blocks unless every box is ticked (rules 3.5)."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from admin.case_bar import bar
from admin.forms.panel import EarlyForm
from admin.opened import instead
from admin.parts import beside
from admin.views.panel import asked, done
from models.cases import early_referral
from models.procedure.terms import State

bp = Blueprint("early_referral", __name__, url_prefix="/cases/<reference>/stage-3/instead")
PAGE = "admin/early_referral/show.html"


@bp.get("")
def show(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    if case.state not in (State.S3_REQUESTED, State.S3_REFERRED):
        instead(case)
    return render_template(PAGE, **bar(case, keys, form=EarlyForm()))


@bp.post("")
def refer(reference: str) -> ResponseReturnValue:
    case, keys = asked(reference)
    form = EarlyForm(request.form)
    if form.validate():
        agreed, accepted = form.agreed_on.data, form.accepted_on.data
        assert agreed is not None  # noqa: S101 - the form asked for both
        assert accepted is not None  # noqa: S101
        with beside(form.agreed_on):
            early_referral.refer(
                g.db, case, form.holds.data or (), agreed_on=agreed, how=form.how.data or "", accepted_on=accepted,
                reference=form.reference.data or "", actor=g.staff, now=g.now, keys=keys,
            )  # fmt: skip
            return done(reference, "It is with the Ombudsman. They have a letter, and may still have their panel.")
    return render_template(PAGE, **bar(case, keys, form=form)), 422


@bp.post("/back")
def back(reference: str) -> ResponseReturnValue:
    case, _ = asked(reference)
    early_referral.panel_after_all(g.db, case, actor=g.staff, now=g.now)
    return done(reference, "The panel is owed after all, counted from the day it was asked for.")
