"""Showing how every date on a case came about, for its page and for `heard deadlines explain`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.finding import clocks_of
from models.cases.policies import holidays
from models.cases.waits import waits_of
from models.procedure.deadlines import Move, Working, words, working
from models.procedure.gross import gross
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.history import ClockMove, RunningClock

WHY = {
    "extension": "more time, announced or agreed",
    "holiday": "a bank holiday was announced",
    "proceedings": "other proceedings at the same time",
    "holiday_back": "a bank holiday was taken back",
    "advocate": "the start waited for an advocate",
    "interest": "the start waited for the decision about their interest",
    "standing": "they have standing of their own, so it waited for no decision about their interest",
    "reinstated": "taken up again after it was stopped",
    "pause": "it waits with the person, or goes on with them",
    "corrected": "a date was put right",
}


class NoSuchCase(LookupError):
    """No case has this reference."""


def explain(db: Session, reference: str, *, today: date) -> list[Working]:
    """The working of every clock of the case. Raises NoSuchCase. For the command line, where nobody is signed in."""
    case = db.scalars(select(Case).where(Case.reference == reference.strip().upper())).one_or_none()
    if case is None:
        raise NoSuchCase(f"No case has the reference {reference}.")
    return list(workings(db, case, clocks_of(db, case), today=today))


def workings(db: Session, case: Case, clocks: Iterable[RunningClock], *, today: date) -> Iterable[Working]:
    """How each clock came to fall due, with every time that it moved (S-40) and every day that waited (K-42)."""
    moves: dict[object, list[Move]] = defaultdict(list)
    for move in db.scalars(select(ClockMove).where(ClockMove.case_id == case.id).order_by(ClockMove.at)):
        moves[move.clock_id].append(Move(local_day(move.at), move.was, move.now, _why(move)))
    free, waits = holidays(db), waits_of(db, case)
    for clock in clocks:
        waited = gross(clock.clock, clock.started_on, clock.stopped_on or today, clock.waited, waits, free)
        yield working(clock.clock, clock.started_on, clock.length, free, clock.due_on, moves[clock.id], waited)


def _why(move: ClockMove) -> str:
    """A day that the person's own page named is said as such: they were told one day, and now read another."""
    told = f". They were told {words(move.was)} before, and now read {words(move.now)}" if move.notified else ""
    return WHY.get(move.why, move.why) + told
