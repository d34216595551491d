"""The clocks of a case for a page: how each stands, and how its date was reached."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.finding import clocks_of
from models.cases.policies import holidays
from models.cases.queue_lines import LOOKS, left_words
from models.formats import short_date
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import Move, standing, words, working
from models.procedure.working_days import Holidays, local_day, working_days_between
from models.tables.case import Case
from models.tables.history import ClockMove, RunningClock

WHY = {
    "extension": "more time, announced or agreed",
    "holiday": "a bank holiday was announced",
    "proceedings": "other proceedings at the same time",
    "holiday_back": "a bank holiday was taken back",
    "advocate": "the start waited for an advocate",
    "interest": "the start waited for the decision about their interest",
    "reinstated": "taken up again after it was stopped",
}


@dataclass(frozen=True, slots=True)
class Shown:
    name: str
    due: date
    words: str
    look: str  # ok | soon | late | done
    lines: Sequence[str]


def shown_clocks(db: Session, case: Case, *, today: date) -> list[Shown]:
    """Those that run first, the nearest on top; then those that ended."""
    free = holidays(db)
    moves: dict[object, list[Move]] = defaultdict(list)
    for move in db.scalars(select(ClockMove).where(ClockMove.case_id == case.id).order_by(ClockMove.at)):
        moves[move.clock_id].append(Move(local_day(move.at), move.was, move.now, _why(move)))
    clocks = sorted(clocks_of(db, case), key=lambda clock: clock.stopped_on is not None)
    return [_shown(clock, moves[clock.id], free, today) for clock in clocks]


def _why(move: ClockMove) -> str:
    """A day that the person's own page named is said as such: they were told one day, and now read another."""
    told = f". They were told {words(move.was)} before, and now read {words(move.now)}" if move.notified else ""
    return WHY.get(move.why, move.why) + told


def _shown(clock: RunningClock, moves: list[Move], free: Holidays, today: date) -> Shown:
    lines = working(clock.clock, clock.started_on, clock.length, free, clock.due_on, moves).lines()
    said, look = _standing(clock, free, today)
    return Shown(LIMITS[clock.clock].label, clock.due_on, said, look, lines)


def _standing(clock: RunningClock, free: Holidays, today: date) -> tuple[str, str]:
    if clock.cancelled:
        return "not needed any more", "done"
    if clock.stopped_on is not None:
        late = clock.stopped_on > clock.due_on
        return f"{'done late' if late else 'done'} on {short_date(clock.stopped_on)}", "late" if late else "done"
    left = working_days_between(today, clock.due_on, free)
    return left_words(left, late=clock.due_on < today), LOOKS[standing(clock.due_on, today, free)]
