"""Who changed a setting, when, and what of it: read out of the audit, which nobody can change (AUD-01)."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.audit_words import action_words
from models.tables.audit import AuditRow
from models.tables.staff import Staff

LATEST = 10


class Changed(NamedTuple):
    """One change of it."""

    at: datetime
    by: str
    what: str
    details: str


def changes_of(db: Session, *actions: str, about: Sequence[uuid.UUID] = ()) -> Sequence[Changed]:
    """The latest changes with one of these codes, the newest first; only of `about`, where that is given."""
    query = select(AuditRow.at, Staff.name, AuditRow.action, AuditRow.reason)
    query = query.outerjoin(Staff, Staff.id == AuditRow.actor_id).where(AuditRow.action.in_(actions))
    query = query.where(AuditRow.object_id.in_(about)) if about else query
    rows = db.execute(query.order_by(AuditRow.at.desc(), AuditRow.number.desc()).limit(LATEST))
    return [Changed(at, name or "Somebody", action_words(action), reason) for at, name, action, reason in rows]
