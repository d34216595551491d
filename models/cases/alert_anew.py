"""An accepted alert whose holder can open it no more waits anew, as if it had just come (AZ-04, X-16, experience 2.5).

The wall may rise after somebody has accepted: a name is typed later, the directory changes, somebody steps aside. Or
they leave, their account is closed, or they are of duty no more. Nobody else would look at what somebody has. Each
minute the worker asks.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.cases.alert_mail import tell_duty
from models.cases.alerting import settle_case, tell_case, waiting_for
from models.cases.climbing import ABOVE, escalate
from models.cases.telling import behind_wall
from models.procedure.terms import Role
from models.sealing import Keyring
from models.tables.account import Account, AccountRole, AccountState
from models.tables.safety import SafetyAlert

ANEW = "alert_anew"


def take_up_anew(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Returns how many. Duty hears at once, and the quarter of an hour begins; what had gone up goes up at once."""
    query = select(SafetyAlert).where(
        SafetyAlert.accepted_by.is_not(None),
        SafetyAlert.closed_at.is_(None),
        or_(behind_wall(SafetyAlert.accepted_by), ~_still_has_the_role()),
    )
    found = db.scalars(query).all()
    for alert in found:
        _anew(db, keys, alert, now=now)
    return len(found)


def _still_has_the_role() -> ColumnElement[bool]:
    """Whether who accepted it can sign in, and with a role that opens it (`alerting.may_see`)."""
    went_up = and_(AccountRole.role.in_(ABOVE), SafetyAlert.escalated_at.is_not(None))
    query = select(Account.id).join(AccountRole, AccountRole.account_id == Account.id)
    query = query.where(Account.staff_id == SafetyAlert.accepted_by, Account.state == AccountState.ACTIVE)
    return query.where(or_(AccountRole.role == Role.DUTY, went_up)).correlate(SafetyAlert).exists()


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
