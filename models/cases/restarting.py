"""The facts that move the start of stage 1: an advocate found, or interest in the child decided (K-07, K-11)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.deciding import standing_of
from models.cases.moving import start_on
from models.cases.policies import holidays
from models.cases.recording import keep_next_due, record, running_clocks
from models.cases.waits import waits_of
from models.procedure.deadlines import due_on
from models.procedure.gross import as_of, days_after
from models.procedure.lifecycle import NotAllowed
from models.procedure.standing import Standing
from models.procedure.starts import s1_starts
from models.procedure.terms import Advocate, Clock, Event
from models.procedure.working_days import add_working_days, local_day
from models.tables.advocacy import Referral
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock

ENOUGH = "enough"


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


def decide_interest(db: Session, case: Case, *, enough: bool, actor: Actor, now: datetime) -> None:
    """Whether their interest in the child is enough was judged. Where that was in question, and it was, stage 1 starts
    today (K-11c, E-18)."""
    record(db, case, Event.INTEREST_DECIDED, actor=actor, now=now, reason=ENOUGH if enough else "not_enough")
    _move_start(db, case, now=now)


def routed(db: Session, case: Case, *, now: datetime) -> None:
    """Who turned out to have standing of their own waited for no decision: stage 1 counts from receipt (E-10)."""
    if _enough(db, case):
        _move_start(db, case, now=now)


def due_when_routed(db: Session, case: Case, clock: RunningClock, reason: str, *, now: datetime) -> date:
    """The day on which `clock` will be due once the case is routed for this reason."""
    in_question = reason == Standing.INTEREST
    start = _start(db, case, in_question=in_question) if _may_move(clock) and _enough(db, case) else clock.started_on
    if start == clock.started_on:
        return clock.due_on
    begun = add_working_days(start, _waited_since(db, case, clock, start, now), holidays(db))
    return due_on(clock.unit, clock.length, begun, holidays(db))


def _may_move(clock: RunningClock) -> bool:
    return clock.clock is Clock.S1_RESPONSE and clock.extended_to is None


def _move_start(db: Session, case: Case, *, now: datetime) -> None:
    clock = next((clock for clock in running_clocks(db, case) if _may_move(clock)), None)
    if clock is None:
        return
    in_question = case.route_reason == Standing.INTEREST if case.procedure else standing_of(case) is Standing.INTEREST
    start, free = _start(db, case, in_question=in_question), holidays(db)
    if start != clock.started_on:
        clock.waited = _waited_since(db, case, clock, start, now)
        start_on(db, clock, start, free, why=_why(db, case, start), now=now)
        db.flush()
        keep_next_due(db, case)


def _start(db: Session, case: Case, *, in_question: bool) -> date:
    """The day stage 1 starts: the decision about their interest counts only where it had to be made (K-11)."""
    advocate = _day_of(db, case, Event.ADVOCATE_APPOINTED) if case.wait_for_advocate else None
    received = _day_of(db, case, Event.RESUBMITTED) or case.received_on
    return s1_starts(received, advocate, _enough(db, case) if in_question else None)


def _why(db: Session, case: Case, start: date) -> str:
    if start == _enough(db, case):
        return "interest"
    return "advocate" if start == _day_of(db, case, Event.ADVOCATE_APPOINTED) else "standing"


def _waited_since(db: Session, case: Case, clock: RunningClock, start: date, now: datetime) -> int:
    """What waited before it began is no part of it."""
    free = holidays(db)
    return min(clock.waited, days_after(as_of(waits_of(db, case), local_day(now)), clock.clock, start, free))


def _enough(db: Session, case: Case) -> date | None:
    """The first day on which their interest was found to be enough: judged again, it starts nothing anew."""
    query = select(CaseEvent.on).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.INTEREST_DECIDED)
    return db.scalars(query.where(CaseEvent.reason == ENOUGH).order_by(CaseEvent.number).limit(1)).first()


def _day_of(db: Session, case: Case, event: Event) -> date | None:
    query = select(CaseEvent.on).where(CaseEvent.case_id == case.id, CaseEvent.event == event)
    return db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()


def _check_day(case: Case, on: date, now: datetime) -> None:
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose a date from the day it was received until today.")
