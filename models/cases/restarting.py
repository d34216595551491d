"""The facts that move the start of stage 1: an advocate found, or interest in the child decided (K-07, K-11)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.moving import start_on
from models.cases.policies import holidays
from models.cases.recording import keep_next_due, record, running_clocks
from models.cases.waits import waits_of
from models.procedure.gross import as_of, days_after
from models.procedure.lifecycle import NotAllowed
from models.procedure.starts import s1_starts
from models.procedure.terms import Advocate, Clock, Event
from models.procedure.working_days import local_day
from models.tables.advocacy import Referral
from models.tables.case import Case
from models.tables.history import CaseEvent


def appoint_advocate(db: Session, case: Case, *, on: date, actor: Actor, now: datetime, in_touch: bool = True) -> None:
    """An advocate was found. Stage 1 starts then, where the person asked to wait for one (K-11b).

    Whom an officer writes down is in touch already; whom a provider names has yet to be.
    """
    _check_day(case, on, now)
    record(db, case, Event.ADVOCATE_APPOINTED, actor=actor, now=now, on=on)
    if in_touch:
        record(db, case, Event.ADVOCATE_CONTACTED, actor=actor, now=now, on=on)
        theirs = select(Referral).where(Referral.case_id == case.id, Referral.contacted_on.is_(None))
        for referral in db.scalars(theirs.where(Referral.ended_at.is_(None))):
            referral.contacted_on = on  # nobody has to be asked for any more
    case.advocate = Advocate.HAVE_ONE
    _move_start(db, case, now=now)


def question_interest(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """Whether they have enough interest in the child has to be decided first (E-14, K-07)."""
    record(db, case, Event.INTEREST_QUESTIONED, actor=actor, now=now)


def decide_interest(db: Session, case: Case, *, enough: bool, on: date, actor: Actor, now: datetime) -> None:
    """It is decided. Where it was enough, stage 1 starts that day (K-11c, E-18)."""
    _check_day(case, on, now)
    record(db, case, Event.INTEREST_DECIDED, actor=actor, now=now, on=on, reason="enough" if enough else "not_enough")
    if enough:
        _move_start(db, case, now=now)


def _move_start(db: Session, case: Case, *, now: datetime) -> None:
    clock = next((clock for clock in running_clocks(db, case) if clock.clock is Clock.S1_RESPONSE), None)
    if clock is None or clock.extended_to is not None:
        return
    advocate = _day_of(db, case, Event.ADVOCATE_APPOINTED) if case.wait_for_advocate else None
    interest = _day_of(db, case, Event.INTEREST_DECIDED)
    start, free = s1_starts(case.received_on, advocate, interest), holidays(db)
    if start != clock.started_on:
        why = "interest" if start == interest else "advocate"
        waited = days_after(as_of(waits_of(db, case), local_day(now)), clock.clock, start, free)
        clock.waited = min(clock.waited, waited)  # what waited before it began is no part of it
        start_on(db, clock, start, free, why=why, now=now)
        db.flush()
        keep_next_due(db, case)


def _day_of(db: Session, case: Case, event: Event) -> date | None:
    query = select(CaseEvent.on).where(CaseEvent.case_id == case.id, CaseEvent.event == event)
    return db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()


def _check_day(case: Case, on: date, now: datetime) -> None:
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose a date from the day it was received until today.")
