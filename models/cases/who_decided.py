"""Who answered at stage 1: they do not decide again at stage 2 (K-82, rules 3.1)."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.finding import events_of
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.terms import Event, State
from models.tables.case import Case
from models.tables.words import Answer

ASKED = (Event.S2_REQUESTED, Event.C2_REQUESTED)


def decided_first(db: Session, case: Case) -> frozenset[uuid.UUID]:
    """Who was given stage 1 to answer, or wrote its answer: they do not decide again (K-82, rules 3.1)."""
    wrote = db.scalars(select(Answer.written_by).where(Answer.case_id == case.id, Answer.stage.in_(("s1", "c1"))))
    found = {staff_id for staff_id in wrote if staff_id is not None}
    for event in events_of(db, case):
        if event.event in ASKED:
            break
        if event.event is Event.RESPONDER_ASSIGNED and event.reason:
            found.add(uuid.UUID(event.reason))
    return frozenset(found)


def at_second_stage(db: Session, case: Case) -> frozenset[uuid.UUID]:
    """The same where stage 2 is to be answered; nobody before."""
    return decided_first(db, case) if case.state in {*STAGE_TWO, State.C2_REQUESTED} else frozenset()
