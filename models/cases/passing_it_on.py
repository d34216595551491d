"""A person's own yes or no to our passing on what they told us, on the letter that asks (experience 3, "Pass it on").

Nothing is sent on before a yes, and silence is none. The letter says to whom, so the question stands under it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.other_routes import steps_now
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, State
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.words import Letter

ASKS = "permission"  # the kind of letter that asks


def asked_of(db: Session, letter: Letter) -> Case | None:
    """The case that waits for an answer to this letter: a part that goes another way, or the whole. None: nothing."""
    case = db.get_one(Case, letter.case_id) if letter.kind == ASKS else None
    if case is None or case.state is not State.ASIDE_OPEN:
        return None
    return case if Event.PERMISSION_GIVEN in {step.event for step in steps_now(db, case)} else None


def answer(db: Session, letter: Letter, yes: bool, *, actor: Actor, now: datetime) -> None:
    """What they said, from which the team goes on. Raises `NotAllowed` where it was answered, or nothing is asked."""
    case = asked_of(db, letter)
    if case is None:
        raise NotAllowed("You have told us already.")
    case.waiting_on = "us"
    record(db, case, Event.PERMISSION_GIVEN if yes else Event.PERMISSION_REFUSED, actor=actor, now=now)


def said(db: Session, letter: Letter) -> str:
    """What they answered: yes, no, or nothing yet."""
    known = {Event.PERMISSION_GIVEN: "yes", Event.PERMISSION_REFUSED: "no"}
    query = select(CaseEvent.event).where(CaseEvent.case_id == letter.case_id, CaseEvent.event.in_(known))
    found = db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()
    return known.get(found, "") if found else ""
