"""Cases that nobody has yet, and who could have them: several in one go, each asked for by itself (AZ-04, K-04)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.allocating import OUR_TEAM, name_officer
from models.cases.finding import visible
from models.cases.naming_who_answers import give_and_tell
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Role, State
from models.sealing import Keyring
from models.tables.account import Account, AccountRole, AccountState
from models.tables.case import TO_LOOK, Case
from models.tables.history import RunningClock
from models.tables.staff import Staff

MOST = 100
OFFICER, ANSWERS = "officer", "answers"  # of record; or who answers it


def nobodys(db: Session, actor: Actor) -> Sequence[uuid.UUID]:
    """Open cases without an officer of record, or still to be given to a manager, the nearest day first. Not those of
    which nobody has decided yet how they are dealt with: their step is to decide. Nor is a manager given what the
    person wants to be asked about first."""
    passing = exists().where(
        RunningClock.case_id == Case.id, RunningClock.clock == Clock.PASS_TO_MANAGER, RunningClock.stopped_on.is_(None)
    )
    to_give = and_(passing, Case.responder_id.is_(None), Case.ask_first.is_(False))
    waiting = (Case.closed_on.is_(None), Case.waiting_on != TO_LOOK, Case.state != State.WITHDRAWN)
    decided = (visible(actor), *waiting, Case.procedure.is_not(None))
    query = select(Case.id).where(*decided, or_(Case.officer_id.is_(None), to_give))
    return db.scalars(query.order_by(Case.next_due_on, Case.id).limit(MOST)).all()


def takers(db: Session) -> list[tuple[str, str]]:
    """Everybody who could have a case: as what and who, as a value; and the name. Each case is asked for later."""
    query = select(Staff.id, Staff.name, AccountRole.role).join(Account, Account.staff_id == Staff.id)
    query = query.join(AccountRole, AccountRole.account_id == Account.id)
    query = query.where(Staff.active.is_(True), Account.state == AccountState.ACTIVE)
    found = db.execute(query.where(AccountRole.role.in_((*OUR_TEAM, Role.RESPONDER))).order_by(Staff.name)).all()
    ours = {(f"{OFFICER}:{one}", f"{name}, as officer") for one, name, role in found if role in OUR_TEAM}
    theirs = {(f"{ANSWERS}:{one}", f"{name}, to answer") for one, name, role in found if role is Role.RESPONDER}
    return [*sorted(ours, key=lambda one: one[1]), *sorted(theirs, key=lambda one: one[1])]


def give_one(db: Session, case: Case, to: str, *, actor: Actor, now: datetime, keys: Keyring) -> str:
    """One of several. NotAllowed says why not: a wall, somebody was quicker, or nobody has decided what it is."""
    what, _, staff_id = to.partition(":")
    if case.closed_on is not None:
        raise NotAllowed("It is closed.")
    if what == OFFICER:
        if case.officer_id is not None:
            raise NotAllowed("It has an officer by now.")
        name_officer(db, case, uuid.UUID(staff_id), actor=actor, now=now)
        return "Given. Their first name stands on the person\u2019s page."
    if case.procedure is None:
        raise NotAllowed("Nobody has decided yet how it is dealt with.")
    if case.responder_id is not None:
        raise NotAllowed("Somebody answers it by now.")
    told = give_and_tell(db, case, uuid.UUID(staff_id), actor=actor, now=now, keys=keys)
    return f"Given. It is on their list now.{' A letter tells the person who answers.' if told else ''}"
