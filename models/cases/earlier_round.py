"""A case that was taken up again begins anew: what was answered and done before is kept, and answers nothing of now.

K-73, rules 3.8. The letters, the clocks and what happened stay as they were; the answer as it was written is set aside,
and so are the reports, the findings and the points of a round that the Ombudsman has done over.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.finding import events_of
from models.procedure.clocks import ORDERED
from models.procedure.terms import Clock, Event
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.investigation import InvestigationReport, StageTwoFinding
from models.tables.outsider import Appointment
from models.tables.stage_two import ComplaintStatement
from models.tables.words import Answer, Point

MARK = "#"  # in the stage of an answer of before, with a number after it
OF_NOW = Answer.stage.not_like(f"%{MARK}%")


NEW_PEOPLE = "They had a part when this was looked into before. What is done over takes new people."
ASIDE = 1_000_000  # times the count of events: a number that no point of now has
THIS_ROUND = StageTwoFinding.number < ASIDE
_STANDS = ("offered", "signed", "own_words")


def set_aside(db: Session, case: Case, stages: Collection[str] = ()) -> None:
    """The answers that were given, or those of these stages: the stage can be answered once more."""
    given = select(Answer).where(Answer.case_id == case.id, Answer.released_at.is_not(None), OF_NOW)
    for row in db.scalars(given.where(Answer.stage.in_(stages)) if stages else given):
        row.stage = f"{row.stage}{MARK}{case.event_count}"
    db.flush()


def set_points_aside(db: Session, case: Case) -> Sequence[Point]:
    """The points as they were answered are kept, out of the way of those that are decided now."""
    rows = db.scalars(select(Point).where(Point.case_id == case.id, Point.dropped.is_(False))).all()
    for point in rows:
        point.dropped, point.number = True, point.number + ASIDE * case.event_count
    db.flush()
    return rows


def set_stage_two_aside(db: Session, case: Case) -> None:
    """Reports, findings and the statement of the round that ended; no word of them is changed."""
    reports = select(InvestigationReport).where(InvestigationReport.case_id == case.id)
    for report in db.scalars(reports.where(InvestigationReport.kind.not_like(f"%{MARK}%"))):
        report.kind = f"{report.kind}{MARK}{case.event_count}"
    for found in db.scalars(select(StageTwoFinding).where(StageTwoFinding.case_id == case.id, THIS_ROUND)):
        found.number += ASIDE * case.event_count
    stood = select(ComplaintStatement).where(ComplaintStatement.case_id == case.id)
    for row in db.scalars(stood.where(ComplaintStatement.state.in_(_STANDS))):
        row.state = "replaced"
    db.flush()


def kind_of(row: InvestigationReport) -> str:
    """draft or final, of whichever round."""
    return row.kind.partition(MARK)[0]


def newest_findings(rows: Iterable[StageTwoFinding]) -> list[StageTwoFinding]:
    """What stage 2 decided last: of the round before while a new one is not answered yet."""
    rounds: dict[tuple[uuid.UUID, int], list[StageTwoFinding]] = {}
    for row in rows:
        rounds.setdefault((row.case_id, row.number // ASIDE), []).append(row)
    last = {case_id: max((n for one, n in rounds if one == case_id and n), default=0) for case_id, _ in rounds}
    return [
        row
        for (case_id, number), found in rounds.items()
        if number == (0 if (case_id, 0) in rounds else last[case_id])
        for row in found
    ]


def ordered(db: Session, case: Case, event: Event) -> CaseEvent | None:
    """The last time the Ombudsman had that stage done over; None where they never did."""
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.event == event)
    query = query.where(CaseEvent.reason == ORDERED).order_by(CaseEvent.number.desc())
    return db.scalars(query.limit(1)).first()


def took_part_before(rows: Iterable[Appointment], began: CaseEvent | None) -> set[uuid.UUID]:
    """Who of the pool was on the round that is done over: a new one takes new people."""
    if began is None:
        return set()
    return {row.outsider_id for row in rows if row.ended_on and max(row.ended_on, row.appointed_on) <= began.on}


def stage_two_now(db: Session, case: Case) -> list[CaseEvent]:
    """What happened since stage 2 was asked for the last time."""
    rows = events_of(db, case)
    begun = max((row.number for row in rows if row.event is Event.S2_REQUESTED), default=0)
    return [row for row in rows if row.number >= begun]


def events_now(db: Session, case: Case) -> Sequence[CaseEvent]:
    """What happened since it was last taken up, in its order."""
    rows = events_of(db, case)
    begun = max((row.number for row in rows if row.event is Event.RESUBMITTED), default=0)
    return [row for row in rows if row.number >= begun]


def clocks_now(clocks: Iterable[RunningClock]) -> list[RunningClock]:
    """The clocks since it was last taken up, which begins with the one of its acknowledgement."""
    rows = list(clocks)
    begun = max((row.started_on for row in rows if row.clock is Clock.ACKNOWLEDGE), default=None)
    return [row for row in rows if begun is None or row.started_on >= begun]
