"""Deadlines that move: more time, a bank holiday announced later, a pause. Each move keeps what was said before."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases.policies import holidays, policy_of
from models.cases.recording import keep_next_due, record, running_clocks
from models.cases.waits import counted_from, waits_of
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import due_on, furthest, no_later
from models.procedure.gross import as_of, days_after
from models.procedure.terms import Clock, Event, Ground, Unit
from models.procedure.working_days import Holidays, add_working_days, local_day, working_days_between
from models.tables.case import Case
from models.tables.history import ClockMove, Extension, RunningClock
from models.tables.words import Letter

HOLIDAY, HOLIDAY_BACK = "holiday", "holiday_back"
NOTICES = frozenset({Event.EXTENDED, Event.S2_EXTENDED, Event.C2_EXTENDED, Event.HOLDING_SENT})
TOLD = frozenset({
    Clock.ACKNOWLEDGE, Clock.C1_ACKNOWLEDGE, Clock.S1_RESPONSE, Clock.C1_RESPONSE, Clock.S2_RESPONSE, Clock.S3_PANEL,
    Clock.S3_RESPONSE,
})  # fmt: skip
"""The clocks whose day the person's own page names, so that moving one is moving something they were told."""

CORRECTED = "corrected"  # a day put right by a new entry (G-07)


class Shift(NamedTuple):
    """One open deadline that another list of bank holidays moves."""

    clock: RunningClock
    to: date


def shifts(db: Session, free: Holidays) -> list[Shift]:
    """Every open deadline that stands elsewhere when `free` are the days that do not count (S-40).

    A day that was agreed with or announced to a person stays as it was given to them.
    """
    query = (
        select(RunningClock)
        .where(RunningClock.stopped_on.is_(None), RunningClock.extended_to.is_(None))
        .where(RunningClock.unit == Unit.WORKING_DAYS)
        .order_by(RunningClock.case_id)
    )
    counted = ((clock, _counted(db, clock, free)) for clock in db.scalars(query).all())
    return [Shift(clock, day) for clock, day in counted if day != clock.due_on]


def _counted(db: Session, clock: RunningClock, free: Holidays) -> date:
    """Its day by `free`; a step never ends after the whole that it is part of (K-40)."""
    begun, whole = counted_from(clock, free), LIMITS[clock.clock].inside
    due = due_on(clock.unit, clock.length, begun, free)
    if whole is None:
        return due
    case = db.get_one(Case, clock.case_id)
    running = next((one for one in running_clocks(db, case) if one.clock is whole), None)
    ceiling = policy_of(db, case).ceilings.get(whole)
    return no_later(due, furthest(whole, counted_from(running, free), free, ceiling) if running else None, begun)


def recompute(db: Session, now: datetime, *, actor: Actor = SYSTEM, why: str = HOLIDAY) -> int:
    """Count every open deadline again: a bank holiday was added or taken back. Returns how many cases it moved."""
    moved: dict[uuid.UUID, list[Shift]] = {}
    for shift in shifts(db, holidays(db)):
        moved.setdefault(shift.clock.case_id, []).append(shift)
    for case in db.scalars(select(Case).where(Case.id.in_(moved))).all():
        for shift in moved[case.id]:
            move(db, shift.clock, shift.to, why=why, now=now)
        keep_next_due(db, case)
        record(db, case, Event.HOLIDAY_MOVED_DATES, actor=actor, now=now)
    return len(moved)


def by_holiday(db: Session, case: Case, day: date) -> bool:
    """Whether a day that a person was promised is `day` because a bank holiday moved it there."""
    query = select(ClockMove.id).where(ClockMove.case_id == case.id, ClockMove.why == HOLIDAY, ClockMove.now == day)
    return db.scalars(query.limit(1)).first() is not None


def move(db: Session, clock: RunningClock, to: date, *, why: str, now: datetime) -> None:
    """Give `clock` another day, and keep the one it had."""
    if to == clock.due_on:
        return
    db.add(
        ClockMove(
            id=uuid.uuid4(),
            clock_id=clock.id,
            case_id=clock.case_id,
            at=now,
            was=clock.due_on,
            now=to,
            why=why,
            notified=clock.clock in TOLD,
        )
    )
    clock.due_on = to


def start_on(db: Session, clock: RunningClock, day: date, free: Holidays, *, why: str, now: datetime) -> None:
    """Count `clock` from another day: a later start (K-11), or a date put right. What it waited stays."""
    clock.started_on = day
    move(db, clock, due_on(clock.unit, clock.length, counted_from(clock, free), free), why=why, now=now)


def begin_on(db: Session, case: Case, clock: RunningClock, day: date, *, why: str, now: datetime) -> None:
    """The same where its first day was recorded wrongly. A day that was announced stays, as far as the law lets it, and
    what is a step of it ends no later than it may (K-40)."""
    free, most = holidays(db), policy_of(db, case).ceilings.get(clock.clock)
    if clock.extended_to is None:
        start_on(db, clock, day, free, why=why, now=now)
    else:
        clock.started_on = day
        clock.extended_to = no_later(
            clock.extended_to, furthest(clock.clock, counted_from(clock, free), free, most), day
        )
        move(db, clock, clock.extended_to, why=why, now=now)
    db.flush()
    for step in running_clocks(db, case):
        if LIMITS[step.clock].inside is clock.clock and step.extended_to is None:
            move(db, step, _counted(db, step, free), why=why, now=now)


def wait(db: Session, clock: RunningClock, days: int, free: Holidays, *, why: str, now: datetime) -> None:
    """Let a clock wait some working days more, or give back as many, never more than it waited. Its start stays: every
    figure counts from there (K-20, K-42)."""
    days = max(days, -clock.waited)
    clock.waited += days
    if clock.extended_to:
        clock.extended_to = add_working_days(clock.extended_to, days, free)
    move(db, clock, add_working_days(clock.due_on, days, free), why=why, now=now)


def give_more_time(db: Session, case: Case, extension: Extension, *, on: date, now: datetime) -> None:
    """The longer time holds from `on`. Told or agreed after the old day had passed, it moves nothing: late stays
    late, in the queue, on the person's page and in the figures (G-03). The day they were given is kept all the same.
    """
    clock = db.get_one(RunningClock, extension.clock_id)
    extension.notice_in_time = on <= clock.due_on
    clock.extended_to, clock.ground = extension.new_due_on, extension.ground
    if extension.notice_in_time:
        later = working_days_between(clock.due_on, extension.new_due_on, holidays(db))
        move(db, clock, extension.new_due_on, why="extension", now=now)
        if clock.clock is Clock.S2_RESPONSE:
            _with_it(db, case, later, extension.new_due_on, now=now)
    db.flush()
    keep_next_due(db, case)


def _with_it(db: Session, case: Case, later: int, until: date, *, now: datetime) -> None:
    """The procedure’s own clock ends no sooner than the day that was announced; the draft has as much longer."""
    for other in running_clocks(db, case):
        if other.clock is Clock.S2_PROCEDURE:
            move(db, other, max(other.due_on, until), why="extension", now=now)
        elif other.clock is Clock.S2_DRAFT:
            move(db, other, add_working_days(other.due_on, later, holidays(db)), why="extension", now=now)


def notice_counted(db: Session, case: Case, letter: Letter, *, on: date, now: datetime) -> None:
    """The letter that announces more time has gone: only now does the deadline move (K-13)."""
    if letter.event not in NOTICES:
        return
    query = select(Extension).where(
        Extension.case_id == case.id, Extension.ground == Ground.COMPLEX, Extension.notice_in_time.is_(None),
        or_(Extension.answer.is_(None), Extension.answer == "agreed"),  # what is only proposed moves nothing (K-12)
    )  # fmt: skip
    for extension in db.scalars(query.order_by(Extension.asked_at)):
        give_more_time(db, case, extension, on=on, now=now)


def resume(db: Session, case: Case, stopped_on: date, *, now: datetime) -> list[RunningClock]:
    """Set going again the clocks that stopped with the case; the working days between are not counted, and not twice
    where something else waited over them."""
    query = select(RunningClock).where(
        RunningClock.case_id == case.id, RunningClock.stopped_on == stopped_on, RunningClock.cancelled.is_(True)
    )
    free = holidays(db)
    waits = as_of(waits_of(db, case), local_day(now))
    clocks = [clock for clock in db.scalars(query) if case.procedure in (None, *LIMITS[clock.clock].procedures)]
    for clock in clocks:
        clock.stopped_on, clock.cancelled = None, False
        days = days_after(waits, clock.clock, clock.started_on, free) - clock.waited
        wait(db, clock, days, free, why="reinstated", now=now)
    db.flush()
    keep_next_due(db, case)
    return clocks
