"""A corporate case of somebody whom the law gives the children's procedure: seen again by a second person (X-01).

Either they agree that the corporate procedure is right, for reasons that are kept, or it is dealt with in the right way
from now on (reclassifying). Until one of both, the radar lists it.
"""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import events_of
from models.cases.lateness import HERE
from models.cases.proposing import may_agree
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.standing import FROM_FORM, NOT_STATUTORY, Standing
from models.procedure.terms import Event, Procedure, State
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent

STATUTORY = [one.value for one in Standing if one not in NOT_STATUTORY]
STATUTORY += [code for code, one in FROM_FORM.items() if one and one not in NOT_STATUTORY]
LOOKED = "second_person"
NOBODY = uuid.UUID(int=0)


def one_alone() -> ColumnElement[bool]:
    """For a query over cases: corporate by one person's choice. What the person stopped is walked no further."""
    corporate = and_(Case.procedure == Procedure.CORPORATE, Case.standing.in_(STATUTORY))
    return and_(HERE, corporate, Case.state != State.WITHDRAWN, ~_checked_by_another())


def owed(db: Session, case: Case) -> bool:
    """Whether a second person still has to look at this case."""
    return db.scalars(select(Case.id).where(Case.id == case.id, one_alone())).first() is not None


def may_look(db: Session, case: Case, actor: Actor) -> bool:
    """A complaints manager, or an alternate, who did not decide it."""
    return may_agree(actor, _decided_by(db, case))


def agree(db: Session, case: Case, why: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """It is right as it is: a second person says so, and why."""
    if not owed(db, case):
        raise NotAllowed("A second person has looked at it already, or it is not dealt with as corporate any more.")
    if not may_look(db, case, actor):
        raise NotAllowed("A complaints manager who did not decide this has to agree to it.")
    if not why.strip():
        raise NotAllowed("Write why the corporate procedure is the right one for them.")
    record(db, case, Event.CHECKED, actor=actor, now=now, reason=LOOKED, details=why, keys=keys)


def _decided_by(db: Session, case: Case) -> uuid.UUID:
    """Who chose the corporate procedure the last time; nobody of ours where it came from an earlier register."""
    chosen = [one.actor_id for one in events_of(db, case) if one.event is Event.ROUTED_CORPORATE]
    return (chosen[-1] if chosen else None) or NOBODY


def _checked_by_another() -> ColumnElement[bool]:
    """A second person agreed to where it goes; one who checked an answer agreed to no such thing (E-08)."""
    agreed = CaseEvent.reason.in_((LOOKED, "reclassify"))
    return exists().where(CaseEvent.case_id == Case.id, CaseEvent.event == Event.CHECKED, agreed)
