"""A case that was taken up again begins anew: what was answered and done before is kept, and answers nothing of now.

K-73, rules 3.8. The letters, the clocks and what happened stay as they were; the answer as it was written is set aside.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.finding import events_of
from models.procedure.terms import Clock, Event
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.words import Answer

MARK = "#"  # in the stage of an answer of before, with a number after it
OF_NOW = Answer.stage.not_like(f"%{MARK}%")


def set_aside(db: Session, case: Case) -> None:
    """The answers that were given: the stage can be answered once more."""
    given = select(Answer).where(Answer.case_id == case.id, Answer.released_at.is_not(None), OF_NOW)
    for row in db.scalars(given):
        row.stage = f"{row.stage}{MARK}{case.event_count}"
    db.flush()


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
