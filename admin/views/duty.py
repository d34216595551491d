"""Safety alerts: who has waited longest, what was said, taking it, and what was done. Nothing else of any case."""

import uuid

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.duty import OutcomeForm
from models.audit import note
from models.cases import alerting, their_alerts
from models.cases.at_hand import with_duty
from models.cases.duty_rota import duty_now
from models.procedure.terms import Role
from models.tables import SafetyAlert

bp = Blueprint("duty", __name__, url_prefix="/alerts")


@bp.get("")
def alerts() -> ResponseReturnValue:
    closed = request.args.get("show") == "closed"
    found = alerting.alerts_for(g.db, g.staff, closed=closed)
    note(g.db, g.staff, "alerts", now=g.now)
    below = None if Role.DUTY in g.staff.roles else with_duty(g.db, g.staff)
    shown = {"alerts": found, "names": alerting.accepted_by(g.db, found), "closed": closed, "below": below}
    return render_template("admin/duty/alerts.html", now=g.now, phone=_phone(), **shown)


@bp.get("/<uuid:alert_id>")
def alert(alert_id: uuid.UUID) -> ResponseReturnValue:
    return _page(alerting.alert_for(g.db, g.staff, alert_id), OutcomeForm())


@bp.post("/<uuid:alert_id>/accept")
def accept(alert_id: uuid.UUID) -> ResponseReturnValue:
    """A named person takes it; of two at once, the second is told who was first."""
    alerting.accept(g.db, alerting.alert_for(g.db, g.staff, alert_id), actor=g.staff, now=g.now)
    g.db.commit()
    flash("It is yours now.")
    return redirect(url_for(".alert", alert_id=alert_id), 303)


@bp.post("/<uuid:alert_id>/done")
def finish(alert_id: uuid.UUID) -> ResponseReturnValue:
    found, form = alerting.alert_for(g.db, g.staff, alert_id), OutcomeForm(request.form)
    if not form.validate():
        return _page(found, form, 422)
    outcome, told = form.outcome.data or "", form.told.data or ""
    alerting.finish(g.db, found, outcome, told, keys=g.keys, actor=g.staff, now=g.now)
    g.db.commit()
    flash("Recorded, and closed.")
    return redirect(url_for(".alerts"), 303)


def _page(found: SafetyAlert, form: OutcomeForm, status: int = 200) -> ResponseReturnValue:
    note(g.db, g.staff, "view_alert", now=g.now, object_kind="alert", object_id=found.id)
    shown = {"words": alerting.words_of(g.keys, found), "outcome": alerting.outcome_of(g.keys, found)}
    shown["told"] = their_alerts.TOLD.get(found.told or "", "")
    names = alerting.accepted_by(g.db, [found])
    return render_template("admin/duty/alert.html", alert=found, names=names, form=form, **shown), status


def _phone() -> str:
    return duty_now(g.db, current_app.config["HEARD"].council, now=g.now).phone
