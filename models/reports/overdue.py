"""Complaints over their time, for managers: late as everywhere else, by the clock of the answer that runs (D-03, Q-07).

Two kinds of case have another way to their day: one that came in open with a register and that nobody has looked at has
no clock, so its first limit is counted from the days in the register.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import visible
from models.cases.lateness import overdue
from models.cases.policies import holidays
from models.cases.waits import counted_from
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import furthest
from models.procedure.lateness import STAGES, is_late
from models.procedure.terms import Procedure
from models.procedure.working_days import Holidays, add_working_days, working_days_between
from models.reports.dimensions import START_1
from models.reports.populations import IS_COMPLAINT, S2, S3
from models.reports.scope import Scope
from models.tables.case import TO_LOOK, Case
from models.tables.history import RunningClock
from models.tables.register import RegisterLine as Line
from models.tables.staff import Staff

FIRST = {  # of what nobody has looked at: the first limit of each stage, and the longest
    Procedure.STATUTORY: {1: (10, 20), 2: (25, 65), 3: (50, 50)},  # K-10, K-15, K-32, K-58
    Procedure.CORPORATE: {1: (10, 20), 2: (20, 40), 3: (50, 50)},  # K-81, K-82
}


@dataclass(frozen=True, slots=True)
class Late:
    case_id: uuid.UUID
    reference: str
    service: str
    stage: int
    procedure: str
    what: str  # what is late, as the clock is called
    since: date
    due_on: date  # as moved by the rules
    days: int  # working days so far
    over: int  # working days past the day it was due
    beyond: bool  # past the longest that the procedure allows
    who: str
    unseen: bool  # brought in, and nobody has looked at it


def over_timescale(db: Session, actor: Actor, scope: Scope, *, today: date) -> list[Late]:
    """Open complaints whose answer is late, the latest first."""
    free = holidays(db)
    found = [*_running(db, actor, scope, today, free), *_unseen(db, actor, scope, today, free)]
    return sorted(found, key=lambda late: (-late.over, late.reference))


def _running(db: Session, actor: Actor, scope: Scope, today: date, free: Holidays) -> Iterable[Late]:
    """One line a case: of two clocks of one stage, the one that was due first."""
    clock = RunningClock
    query = (
        _lines(actor, scope, clock)
        .join(clock, clock.case_id == Case.id)
        .where(Case.waiting_on != TO_LOOK, overdue(STAGES, today))
        .order_by(clock.due_on)
    )
    seen: set[uuid.UUID] = set()
    for line, who, running in db.execute(query):
        if line.case_id in seen:
            continue
        seen.add(line.case_id)
        name, since = running.clock, running.started_on
        last = furthest(name, counted_from(running, free), free)
        beyond = last is None or is_late(last, today)
        yield _late(line, who, STAGES[name], LIMITS[name].label, since, running.due_on, beyond, today, free)


def _unseen(db: Session, actor: Actor, scope: Scope, today: date, free: Holidays) -> Iterable[Late]:
    begun = {1: START_1, 2: S2, 3: S3}
    answered = {1: Line.stage1_responded_on, 2: Line.stage2_responded_on, 3: Line.stage3_responded_on}
    waiting = [and_(begun[stage].is_not(None), answered[stage].is_(None)) for stage in begun]
    query = _lines(actor, scope, *begun.values(), *answered.values()).where(
        Line.to_check, Line.withdrawn_on.is_(None), IS_COMPLAINT, Line.procedure.is_not(None), or_(*waiting)
    )
    for line, who, *days in db.execute(query):
        starts, answers = days[:3], days[3:]
        stage = max(number for number in begun if starts[number - 1] is not None)
        since = starts[stage - 1]
        if answers[stage - 1] is not None:
            continue
        first, longest = FIRST[Procedure(line.procedure)][stage]
        extended = line.stage1_extended_to if stage == 1 else None
        due = extended or add_working_days(since, first, free)
        if is_late(due, today):
            beyond = working_days_between(since, today, free) > longest
            yield _late(line, who, stage, f"Answer at stage {stage}", since, due, beyond, today, free, unseen=True)


def _lines(actor: Actor, scope: Scope, *columns: Any) -> Any:
    return (
        select(Line, Staff.name, *columns)
        .join(Case, Case.id == Line.case_id)
        .outerjoin(Staff, Staff.id == Case.officer_id)
        .where(visible(actor), Case.closed_on.is_(None), *scope.conditions())
    )


def _late(
    line: Line,
    who: str | None,
    stage: int,
    what: str,
    since: date,
    due: date,
    beyond: bool,
    today: date,
    free: Holidays,
    *,
    unseen: bool = False,
) -> Late:
    days, over = working_days_between(since, today, free), max(working_days_between(due, today, free), 1)
    return Late(
        line.case_id, line.reference, line.service or "", stage, line.procedure or "", what, since, due, days, over,
        beyond, who or "Nobody yet", unseen,
    )  # fmt: skip
