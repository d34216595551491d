"""The times that a case waited, and the day its own days are counted from: the true start stays (K-20, K-42)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.procedure.gross import Wait
from models.procedure.pausing import MOVES, SAID, SUSPENDED, Why
from models.procedure.terms import Clock, Event
from models.procedure.working_days import Holidays, add_working_days
from models.tables.case import Case
from models.tables.following import Pause
from models.tables.history import CaseEvent, RunningClock
from models.tables.screening import Judgement


def counted_from(clock: RunningClock, holidays: Holidays) -> date:
    """The day its length is counted from: its start, and as many working days later as it waited."""
    return add_working_days(clock.started_on, clock.waited, holidays)


def waits_of(db: Session, case: Case) -> list[Wait]:
    """Every time that the case waited, the first one first."""
    return sorted([*_pauses(db, case), *_proceedings(db, case), *_away(db, case)], key=lambda one: one.since)


def _pauses(db: Session, case: Case) -> Iterable[Wait]:
    for row in db.scalars(select(Pause).where(Pause.case_id == case.id)):
        ended = row.ended_on and min(row.ended_on, row.until_on)
        yield Wait(row.began_on, row.until_on, SAID[Why(row.why)], MOVES, ended)


def _proceedings(db: Session, case: Case) -> Iterable[Wait]:
    """Regulation 8 stops the law's own days too (K-42 a)."""
    days = (
        Judgement.began_on,
        Judgement.replaced_on,
        Judgement.review_on,
        Judgement.ended_on,
    )
    query = select(*days).where(Judgement.case_id == case.id, Judgement.began_on.is_not(None))
    for row in db.execute(query):
        if since := row.began_on:
            until = row.replaced_on or row.review_on or since
            ended = row.ended_on and max(row.ended_on, since)
            yield Wait(since, until, "other proceedings at the same time", SUSPENDED, ended)


def _away(db: Session, case: Case) -> Iterable[Wait]:
    """From the day that the person stopped it until it was taken up again."""
    turns = (Event.WITHDRAWN, Event.REINSTATED)
    query = select(CaseEvent.event, CaseEvent.on).where(CaseEvent.case_id == case.id, CaseEvent.event.in_(turns))
    stopped = None
    for event, on in db.execute(query.order_by(CaseEvent.number)):
        if event is Event.REINSTATED and stopped:
            yield Wait(stopped, on, "it was stopped, and taken up again", frozenset(Clock))
        stopped = on if event is Event.WITHDRAWN else None
