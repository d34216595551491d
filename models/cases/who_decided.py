"""Who answered at stage 1, and their service: they do not decide again at stage 2 (K-82, rules 3.1)."""

import uuid
from collections.abc import Mapping

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
SECOND = frozenset({*STAGE_TWO, State.C2_REQUESTED})  # somebody else decides, and one person on all of it


def decided_first(db: Session, case: Case) -> frozenset[uuid.UUID]:
    """Who was given stage 1 to answer, or wrote its answer or one of a round before: they do not decide again (K-82,
    rules 3.1)."""
    rows = db.execute(select(Answer.written_by, Answer.stage).where(Answer.case_id == case.id))
    found = {staff_id for staff_id, stage in rows if staff_id is not None and _before(stage)}
    at_first = True
    for event in events_of(db, case):
        if event.event in (*ASKED, Event.RESUBMITTED):  # each round has its own stage 1
            at_first = event.event is Event.RESUBMITTED
        if at_first and event.event is Event.RESPONDER_ASSIGNED and event.reason:
            found.add(uuid.UUID(event.reason))
    return frozenset(found)


def _before(stage: str) -> bool:
    """Of stage 1, or of any stage in a round that the Ombudsman had done over: nobody judges their own answer."""
    return stage in FIRST or MARK in stage


def at_second_stage(db: Session, case: Case) -> frozenset[uuid.UUID]:
    """The same where stage 2 is to be answered, with whom they lead and their team: no service looks at itself again
    (K-40, K-82). Not who stands above them, nor a senior manager, who leads people of other teams. Nobody before."""
    if case.state not in SECOND:
        return frozenset()
    first, everyone = decided_first(db, case), {one.id: one for one in db.scalars(select(Staff))}
    teams = {everyone[one].team_id for one in first if one in everyone} - {None}
    above = {senior.id for one in first if one in everyone for senior in line_above(everyone[one], everyone)}
    below = {one.id for one in everyone.values() if first & {senior.id for senior in line_above(one, everyone)}}
    senior = {one.manager_id for one in everyone.values() if one.manager_id and _elsewhere(one, everyone)}
    beside = {one.id for one in everyone.values() if one.team_id in teams} - senior
    return first | ((below | beside) - above)


def _elsewhere(one: Staff, everyone: Mapping[uuid.UUID, Staff]) -> bool:
    """Whether they work in another team than who leads them."""
    leads = everyone.get(one.manager_id) if one.manager_id else None
    return leads is not None and leads.team_id != one.team_id
