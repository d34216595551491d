"""Who on our side has opened a case, as its person may know it: the role and the day, never a name."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.tables.audit import AuditRow

OPENED = "view"  # the audit's word for opening a case
ROLES = (
    Role.OUTSIDER,
    Role.OFFICER,
    Role.MANAGER,
    Role.RESPONDER,
    Role.ALTERNATE,
    Role.DUTY,
    Role.PROVIDER,
    Role.ADVOCATE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Someone on our side opened the case on a day: their role, never their name."""

    role: str
    day: date


def openings(db: Session, case_id: uuid.UUID, *, most: int = 200) -> list[Opening]:
    """Who has opened this: each role once a day, the newest first. Read from the audit itself."""
    query = (
        select(AuditRow.role, AuditRow.at)
        .where(AuditRow.object_id == case_id, AuditRow.actor_kind == "staff", AuditRow.action == OPENED)
        .order_by(AuditRow.number.desc())
        .limit(most * 20)
    )
    seen = {Opening(_role(row.role), local_day(row.at)): None for row in db.execute(query)}
    return list(seen)[:most]


def _role(roles: str) -> str:
    held = set(roles.replace("advocate_lead", "advocate").split())
    return next((role.value for role in ROLES if role.value in held), "other")
