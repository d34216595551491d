"""Safety alerts and words about this site that hang on no case, when the council's period for them is over (RET-01).

Two people agreed to the period, and that is who decided: nobody looks at each. Without a period nothing goes (decisions
24). What a hold over everything or over one alert keeps stays (RET-02), and so does an alert that duty has not closed
or that somebody asked to see. The worker reads none of them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.cases.held_alerts import ends_on, held_alone
from models.cases.legal_holds import everything_held
from models.cases.retaining import periods
from models.procedure.retention import Kind, Period, apart_ends_on
from models.procedure.working_days import local_day
from models.tables.access_request import AccessLoose
from models.tables.safety import SafetyAlert, WallEntry
from models.tables.tally import SiteRemark


def due_alerts(db: Session, decided: Mapping[Kind, Period], today: date) -> Sequence[SafetyAlert]:
    """Those whose day has come, on no case, closed by duty, and held by no request for records."""
    period = decided.get(Kind.ALERT)
    if period is None:
        return []
    asked_for = select(AccessLoose.id).where(AccessLoose.thing_id == SafetyAlert.id)
    query = select(SafetyAlert).where(
        SafetyAlert.case_id.is_(None), SafetyAlert.closed_at.is_not(None), ~asked_for.exists(), ~held_alone()
    )
    rows = db.scalars(query.order_by(SafetyAlert.closed_at))
    return [one for one in rows if (ends := ends_on(one, period)) and ends <= today]


def due_remarks(db: Session, decided: Mapping[Kind, Period], today: date) -> Sequence[SiteRemark]:
    period = decided.get(Kind.REMARK)
    if period is None:
        return []
    rows = db.scalars(select(SiteRemark).order_by(SiteRemark.month, SiteRemark.id))
    return [one for one in rows if apart_ends_on(Kind.REMARK, one.month, one.month, period) <= today]


def forget_apart(db: Session, *, now: datetime) -> int:
    """Delete what is past its time; returns how many. May run twice without harm, and catches up (RET-03)."""
    if everything_held(db):
        return 0
    decided, today = periods(db), local_day(now)
    alerts = [one.id for one in due_alerts(db, decided, today)]
    remarks = [one.id for one in due_remarks(db, decided, today)]
    for alert_id in alerts:
        db.execute(delete(WallEntry).where(WallEntry.alert_id == alert_id))
        db.execute(delete(SafetyAlert).where(SafetyAlert.id == alert_id))
        note(db, SYSTEM, "alert_forgotten", now=now, object_kind="alert", object_id=alert_id)
    if remarks:
        db.execute(delete(SiteRemark).where(SiteRemark.id.in_(remarks)))
        note(db, SYSTEM, "remarks_forgotten", now=now, object_kind="remarks", reason=str(len(remarks)))
    return len(alerts) + len(remarks)
