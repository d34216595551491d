"""Who answered at stage 1, and their service: they do not decide again at stage 2 (K-82, rules 3.1)."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.earlier_round import MARK
from models.cases.finding import events_of
from models.cases.walls import line_above
from models.procedure.lifecycle import STAGE_TWO
from models.procedure.terms import Event, State
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import Answer

FIRST = ("s1", "c1")
ASKED = (Event.S2_REQUESTED, Event.C2_REQUESTED)


def decided_first(db: Session, case: Case) -> frozenset[uuid.UUID]:
    """Who was given stage 1 to answer, or wrote its answer: they do not decide again (K-82, rules 3.1)."""
    rows = db.execute(select(Answer.written_by, Answer.stage).where(Answer.case_id == case.id))
    found = {staff_id for staff_id, stage in rows if staff_id is not None and stage.partition(MARK)[0] in FIRST}
    for event in events_of(db, case):
        if event.event in ASKED:
            break
        if event.event is Event.RESPONDER_ASSIGNED and event.reason:
            found.add(uuid.UUID(event.reason))
    return frozenset(found)


def at_second_stage(db: Session, case: Case) -> frozenset[uuid.UUID]:
    """The same where stage 2 is to be answered, with all of their service but who stands above them: a senior manager
    decides, and no service looks at itself again (K-40, K-82). Nobody before."""
    if case.state not in {*STAGE_TWO, State.C2_REQUESTED}:
        return frozenset()
    first, everyone = decided_first(db, case), {one.id: one for one in db.scalars(select(Staff))}
    theirs = [everyone[one] for one in first if one in everyone]
    teams = {one.team_id for one in theirs if one.team_id}
    above = {senior.id for one in theirs for senior in line_above(one, everyone)}
    return first | {one.id for one in everyone.values() if one.team_id in teams and one.id not in above}
