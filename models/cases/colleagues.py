"""The people of one advocates' organisation, for who leads it: never those of another, and never ours (AZ-14)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor
from models.cases import accounts, advocates, directory, leavers
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.account import Account
from models.tables.staff import Staff


def of(db: Session, actor: Actor) -> Sequence[tuple[Staff, Account]]:
    """Everyone of the same organisation who has an account, by name."""
    query = select(Staff, Account).join(Account, Account.staff_id == Staff.id)
    query = query.where(Staff.organisation_id == _place(db, actor)).options(joinedload(Account.roles))
    return [(staff, account) for staff, account in db.execute(query.order_by(Staff.name, Staff.id)).unique()]


def add(db: Session, name: str, email: str, *, by: Actor, now: datetime) -> tuple[Account, str]:
    """Into the directory, with an account that opens nothing yet, and the token of its invitation."""
    place = _place(db, by)
    staff = directory.add(
        db, name=name, job="Advocate", team_id=None, manager_id=None, organisation_id=place, by=by, now=now
    )
    return accounts.invite(db, staff.id, email, [Role.ADVOCATE], by=by, now=now)


def remove(db: Session, staff_id: uuid.UUID, *, keys: Keyring, by: Actor, now: datetime) -> int:
    """Signed out everywhere, and beside no child any more, from the next request on. How many children it was."""
    if staff_id == by.id:
        raise NotAllowed("You cannot remove yourself. Ask the council.")
    query = select(Account).join(Staff, Staff.id == Account.staff_id)
    account = db.scalars(query.where(Staff.id == staff_id, Staff.organisation_id == _place(db, by))).one()
    return leavers.leave(db, db.get_one(Staff, account.staff_id), local_day(now), keys=keys, by=by, now=now)


def _place(db: Session, actor: Actor) -> uuid.UUID:
    place = advocates.organisation_of(db, actor)
    if place is None:
        raise NotAllowed("You belong to no organisation here. Ask the council to put you in one.")
    return place
