"""An alert that is sent twice is one alert, and promises what it promised (T22, T38)."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.duty_rota import duty_now, sending_works
from models.tables.case import Case
from models.tables.safety import SafetyAlert


def promised_before(db: Session, council: str, alert_id: uuid.UUID, *, now: datetime) -> bool | None:
    """What this very alert is promised when it comes again: as the first time. None where it never did come (T22)."""
    row = db.execute(select(SafetyAlert.escalated_at, SafetyAlert.created_at).where(SafetyAlert.id == alert_id)).first()
    if row is None:
        return None
    told = row.escalated_at is None or row.escalated_at > row.created_at
    return told and duty_now(db, council, now=now).on and sending_works(db, now=now)


def duty_has_it(db: Session, case: Case, *, now: datetime) -> bool:
    """Whether duty was told of the latest alert about this case and is there to read it, as was promised with it."""
    query = select(SafetyAlert.id).where(SafetyAlert.case_id == case.id).order_by(SafetyAlert.created_at.desc())
    alert_id = db.scalars(query.limit(1)).first()
    return alert_id is not None and bool(promised_before(db, case.council, alert_id, now=now))
