"""Telling colleagues by mail that something waits, never across the wall (AZ-04). The mail says nothing of a person."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.post.outbox import queue_staff
from models.procedure.terms import Role
from models.sealing import Keyring
from models.tables.account import Account, AccountRole, AccountState
from models.tables.case import Case
from models.tables.message import Message
from models.tables.safety import SafetyAlert, WallEntry


class Told(NamedTuple):
    account_id: uuid.UUID
    staff_id: uuid.UUID
    email: str


def tell(
    db: Session,
    keys: Keyring,
    role: Role,
    *,
    subject: str,
    body: str,
    cause: str,
    now: datetime,
    case_id: uuid.UUID | None = None,
    alert_id: uuid.UUID | None = None,
    kind: str = "staff",
    but: Collection[uuid.UUID] = (),
) -> int:
    """A mail to everyone of `role` who stands on this side of the wall, `but` for these of the staff; returns how many.
    `cause` makes it go once."""
    kept_out = {*walled_off(db, case_id, alert_id), *but}
    people = [person for person in people_of(db, role) if person.staff_id not in kept_out]
    for person in people:
        once = f"{cause}:{person.account_id}"
        about = {"case": case_id, "alert": alert_id, "role": role.value}
        queue_staff(db, keys, to=person.email, subject=subject, body=body, cause=once, now=now, kind=kind, about=about)
    return len(people)


def people_of(db: Session, role: Role) -> Sequence[Told]:
    """Only these columns: the public process may read no more of an account (models/migrations/roles.py)."""
    query = select(Account.id, Account.staff_id, Account.email)
    query = query.join(AccountRole, AccountRole.account_id == Account.id)
    query = query.where(AccountRole.role == role, Account.state == AccountState.ACTIVE)
    return [Told(*row) for row in db.execute(query)]


def walled_off(db: Session, case_id: uuid.UUID | None, alert_id: uuid.UUID | None = None) -> set[uuid.UUID]:
    """The staff who may not hear of this case or this alert."""
    first = select(Case.origin_id).where(Case.id == case_id)  # whose wall is a part's too
    same: list[ColumnElement[bool]] = [WallEntry.case_id.in_(first)] if case_id else []
    same += [WallEntry.alert_id == alert_id] if alert_id else []
    if not same:
        return set()
    return set(db.scalars(select(WallEntry.staff_id).where(or_(*same), WallEntry.lifted_at.is_(None))))


def behind_wall(
    staff_id: uuid.UUID | InstrumentedAttribute[uuid.UUID] | InstrumentedAttribute[uuid.UUID | None] | None,
) -> ColumnElement[bool]:
    """Whether the wall stands between this member of staff and an alert: the alert's own, or that of its case."""
    first = select(Case.origin_id).where(Case.id == SafetyAlert.case_id)
    case = WallEntry.case_id == first.correlate(SafetyAlert).scalar_subquery()
    same = or_(WallEntry.alert_id == SafetyAlert.id, case)
    return select(WallEntry.id).where(WallEntry.staff_id == staff_id, WallEntry.lifted_at.is_(None), same).exists()


def tell_managers(
    db: Session,
    keys: Keyring,
    *,
    subject: str,
    body: str,
    cause: str,
    now: datetime,
    case_id: uuid.UUID | None = None,
) -> int:
    """The complaints managers; the alternate where every one of them is walled off."""
    for role in (Role.MANAGER, Role.ALTERNATE):
        told = tell(db, keys, role, subject=subject, body=body, cause=cause, now=now, case_id=case_id)
        if told:
            return told
    return 0


def tell_officer(db: Session, keys: Keyring, case: Case, *, subject: str, body: str, cause: str, now: datetime) -> None:
    """The officer of record, once for each cause; the managers where nobody has the case, or a wall keeps them out."""
    if db.scalars(select(Message.id).where(Message.cause.startswith(cause)).limit(1)).first():
        return
    theirs = (Account.staff_id == case.officer_id, Account.state == AccountState.ACTIVE)
    query = select(Account.id, Account.staff_id, Account.email).where(*theirs)  # what the public process may read
    account = db.execute(query).first() if case.officer_id else None
    if account is not None and account.staff_id not in walled_off(db, case.id):
        once, about = f"{cause}:{account.id}", {"case": case.id}
        queue_staff(db, keys, to=account.email, subject=subject, body=body, cause=once, now=now, about=about)
    else:
        tell_managers(db, keys, subject=subject, body=body, cause=cause, now=now, case_id=case.id)
