"""An accepted alert whose holder was walled off since waits anew, as if it had just come (AZ-04, experience 2.5).

The wall may rise after somebody has accepted: a name is typed later, the directory changes, somebody steps aside. They
can open it no more, and nobody else would look at what somebody has. Each minute the worker asks.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.cases.alert_mail import tell_duty
from models.cases.alerting import settle_case, tell_case, waiting_for
from models.cases.climbing import escalate
from models.cases.telling import behind_wall
from models.sealing import Keyring
from models.tables.safety import SafetyAlert

ANEW = "alert_anew"


def take_up_anew(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Returns how many. Duty hears at once, and the quarter of an hour begins; what had gone up goes up at once."""
    query = select(SafetyAlert).where(
        SafetyAlert.accepted_at.is_not(None), SafetyAlert.closed_at.is_(None), behind_wall(SafetyAlert.accepted_by)
    )
    found = db.scalars(query).all()
    for alert in found:
        _anew(db, keys, alert, now=now)
    return len(found)


def _anew(db: Session, keys: Keyring, alert: SafetyAlert, *, now: datetime) -> None:
    alert.accepted_at = alert.accepted_by = None
    alert.anew_at = now
    note(db, SYSTEM, ANEW, now=now, object_kind="alert", object_id=alert.id)
    db.flush()
    if alert.case_id is not None:
        settle_case(db, alert.case_id)
    tell_case(db, alert, ANEW, actor=SYSTEM, now=now)
    told = tell_duty(db, keys, alert, waiting=lambda staff_id: waiting_for(db, staff_id), now=now)
    if alert.escalated_at is not None or not told:
        escalate(db, keys, alert, now=now)
    db.flush()
