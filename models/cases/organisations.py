"""The organisations outside the council that are asked for advocates (E-25), kept by the administrator."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.office import AlreadyThere
from models.procedure.terms import Role
from models.tables.account import Account, AccountRole, AccountState
from models.tables.staff import Organisation, Staff


class Listed(NamedTuple):
    organisation: Organisation
    people: int  # who can sign in and take a referral


def everybody(db: Session) -> Sequence[Listed]:
    """By name. One without people is asked for nobody: a referral would reach no one."""
    able = (
        select(func.count(Staff.id))
        .join(Account, Account.staff_id == Staff.id)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(Staff.organisation_id == Organisation.id, Staff.active.is_(True))
        .where(Account.state == AccountState.ACTIVE, AccountRole.role == Role.PROVIDER)
        .correlate(Organisation)
        .scalar_subquery()
    )
    query = select(Organisation, able).where(Organisation.kind == "advocacy")
    return [Listed(one, number) for one, number in db.execute(query.order_by(Organisation.name))]


def one(db: Session, organisation_id: uuid.UUID) -> Organisation:
    return db.get_one(Organisation, organisation_id)


def add(db: Session, name: str, phone: str, *, by: Actor, now: datetime) -> Organisation:
    if any(listed.organisation.name.casefold() == name.casefold() for listed in everybody(db)):
        raise AlreadyThere("There is an organisation of that name already")
    made = Organisation(id=uuid.uuid4(), name=name, phone=phone, active=True)
    db.add(made)
    note(db, by, "organisation_added", now=now, object_kind="organisation", object_id=made.id, reason=name)
    db.flush()
    return made


def set_active(db: Session, organisation: Organisation, *, active: bool, by: Actor, now: datetime) -> None:
    """Closed, it gets no new referral; what it has, it keeps until somebody gives it to another."""
    organisation.active = active
    action = "organisation_opened" if active else "organisation_closed"
    name = organisation.name
    note(db, by, action, now=now, object_kind="organisation", object_id=organisation.id, reason=name)
    db.flush()
