"""Showing how every date on a case came about, for its page and for `heard deadlines explain`."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.finding import clocks_of
from models.cases.policies import holidays
from models.procedure.deadlines import Move, Working, working
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.history import ClockMove, RunningClock


class NoSuchCase(LookupError):
    """No case has this reference."""


def explain(db: Session, reference: str) -> list[Working]:
    """The working of every clock of the case. Raises NoSuchCase. For the command line, where nobody is signed in."""
    case = db.scalars(select(Case).where(Case.reference == reference.strip().upper())).one_or_none()
    if case is None:
        raise NoSuchCase(f"No case has the reference {reference}.")
    return list(workings(db, case, clocks_of(db, case)))


def workings(db: Session, case: Case, clocks: Iterable[RunningClock]) -> Iterable[Working]:
    """How each clock came to fall due, with every time that it moved (S-40)."""
    moves: dict[object, list[Move]] = {}
    for move in db.scalars(select(ClockMove).where(ClockMove.case_id == case.id).order_by(ClockMove.at)):
        moves.setdefault(move.clock_id, []).append(Move(local_day(move.at), move.was, move.now, move.why))
    days = holidays(db)
    for clock in clocks:
        yield working(clock.clock, clock.started_on, clock.length, days, clock.due_on, moves.get(clock.id, []))
