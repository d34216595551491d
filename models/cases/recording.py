"""The only code that writes what happened to a case. State, clocks, history and audit move together or not at all."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor, note
from models.cases.owed_outside import owed_by
from models.cases.policies import holidays, policy_of
from models.cases.undone import UNDONE, withdraw
from models.cases.waits import counted_from, waits_of
from models.procedure.advocacy import MILESTONES, OPEN_TO_AN_OFFER
from models.procedure.clocks import (
    FOR_THE_PERSON,
    LIMITS,
    NOT_ASKED,
    ORDERED,
    Basis,
    cancelled_by,
    started_by,
    stopped_by,
)
from models.procedure.deadlines import due_on, furthest, no_later
from models.procedure.gross import as_of, days_after
from models.procedure.lifecycle import NOTHING_MORE_TO_ANSWER, next_state
from models.procedure.pausing import SUSPENDED
from models.procedure.terms import Clock, Event, State
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring
from models.tables.case import NEVER, Case
from models.tables.history import CaseEvent, RunningClock

FROM_RECEIPT = (Basis.RECEIVED, Basis.S1_START)  # counted from receipt, whenever they are begun


def record(
    db: Session,
    case: Case,
    event: Event,
    *,
    actor: Actor,
    now: datetime,
    on: date | None = None,
    reason: str | None = None,
    details: str | None = None,
    keys: Keyring | None = None,
    corrects: uuid.UUID | None = None,
    starts_on: date | None = None,
    made: uuid.UUID | None = None,
) -> CaseEvent:
    """Let `event` happen to `case`, or raise `NotAllowed` and change nothing. The caller commits.

    `on` is the day it happened, in England; today unless said. `details` is text for the file and needs `keys`
    with the case's file lock, or its public half. Clocks that the event starts, stops or makes pointless move too;
    `starts_on` is the day those that it starts count from, where that is another one (papers before a panel, K-55).
    `made` is its number, where the page that it comes from has one (T22).
    """
    if actor.kind == "person" and case.held_at is not None:  # whoever comes back is no machine (INP-16)
        case.held_at = case.machine_at = None
    running = running_clocks(db, case)
    days = {"on": on, "starts_on": starts_on}
    happened = apply(db, case, event, running, actor=actor, now=now, reason=reason, corrects=corrects, **days)
    happened.id = made or happened.id
    if details is not None and keys is not None:
        keys.seal(CaseEvent.details, happened, details)
    db.add(happened)
    if event in MILESTONES and case.young_person and case.advocate in OPEN_TO_AN_OFFER:  # offered again (T60)
        again = apply(db, case, Event.ADVOCATE_OFFERED, running, actor=SYSTEM, now=now, on=on, reason=MILESTONES[event])
        db.add(again)
    if withdraw(db, case, event, reason, actor=actor, now=now):
        db.add(apply(db, case, Event.NOTED, running, actor=actor, now=now, reason=UNDONE))
    db.add_all(running)
    keep_next_due(db, case, running)
    return happened


def apply(
    db: Session,
    case: Case,
    event: Event,
    clocks: list[RunningClock],
    *,
    actor: Actor,
    now: datetime,
    on: date | None = None,
    reason: str | None = None,
    corrects: uuid.UUID | None = None,
    starts_on: date | None = None,
) -> CaseEvent:
    """The same without adding rows: `clocks` is brought up to date in place and the event is returned."""
    day = on or local_day(now)
    before = case.state
    case.state = next_state(case.state, event, case.state_before)
    if case.state is State.WITHDRAWN and before is not State.WITHDRAWN:
        case.state_before = before
    case.sensitive = bool(case.sensitive) and case.state is State.CLOSED  # whoever takes it up again sees it (S-07)
    case.closed_on = (case.closed_on or day) if case.state is State.CLOSED else None
    case.event_count = (case.event_count or 0) + 1
    case.last_event_at = now
    _stop(case, event, clocks, day)
    _start(db, case, event, clocks, starts_on or day, local_day(now), ordered=reason == ORDERED)
    set_next_due(case, clocks)
    note(db, actor, event.value, now=now, object_kind="case", object_id=case.id, reason=reason or "")
    return CaseEvent(
        id=uuid.uuid4(),
        case_id=case.id,
        number=case.event_count,
        event=event,
        at=now,
        on=day,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        reason=reason,
        corrects_id=corrects,
    )


def running_clocks(db: Session, case: Case) -> list[RunningClock]:
    """Every clock that still runs on `case`."""
    query = select(RunningClock).where(RunningClock.case_id == case.id, RunningClock.stopped_on.is_(None))
    return list(db.scalars(query))


def keep_next_due(db: Session, case: Case, clocks: Iterable[RunningClock] | None = None) -> None:
    """The same with what the Ombudsman waits for, which no clock of ours counts (S-19)."""
    db.flush()
    set_next_due(case, running_clocks(db, case) if clocks is None else clocks)
    outside = owed_by(db, case.id)
    if outside is not None and outside < case.next_due_on:
        case.next_due_on, case.next_clock = outside, None
    db.flush()


def set_next_due(case: Case, clocks: Iterable[RunningClock]) -> None:
    """Keep on the case the earliest day by which something is owed: the queue is ordered by it.

    Of what is owed on the same day, talking to who is not sure that they are safe comes first (experience
    2.5). Nobody is told to give it to a manager while the person has first to be asked (experience 2.4).
    """
    runs = [clock for clock in clocks if clock.stopped_on is None]
    if any(clock.clock is Clock.ASK_FIRST for clock in runs):
        runs = [clock for clock in runs if clock.clock is not Clock.PASS_TO_MANAGER]
    nearest = min(runs, key=lambda c: (c.due_on, c.clock is not Clock.SAFETY_TALK), default=None)
    case.next_due_on = nearest.due_on if nearest else NEVER
    case.next_clock = nearest.clock if nearest else None


def _start(
    db: Session, case: Case, event: Event, clocks: list[RunningClock], day: date, today: date, *, ordered: bool
) -> None:
    begun = started_by(event, case.procedure, case.young_person)
    if case.state in NOTHING_MORE_TO_ANSWER.get(event, ()):
        return
    if ordered:
        begun = [clock for clock in begun if clock not in NOT_ASKED]
    if case.anonymous:
        begun = [clock for clock in begun if clock not in FOR_THE_PERSON]
    already = {clock.clock for clock in clocks if clock.stopped_on is None}
    again = event is Event.RESUBMITTED
    from_receipt = {clock for clock in begun if not again and LIMITS[clock].basis in FROM_RECEIPT}
    received = _received(db, case) if from_receipt - already else day
    for clock in begun:
        if clock not in already:
            anew = clock not in from_receipt
            begins = day if anew else received
            made = _running(db, case, clock, begins, last_of_whole(db, case, clock, clocks))
            if anew and clock in SUSPENDED and not again:
                _wait_too(db, case, made, today)
            clocks.append(made)


def _wait_too(db: Session, case: Case, clock: RunningClock, today: date) -> None:
    """What begins while other proceedings suspend the case waits with it from its first day (K-42 a)."""
    if clock.due_on > clock.started_on:
        free = holidays(db)
        clock.waited = days_after(as_of(waits_of(db, case), today), clock.clock, clock.started_on, free)
        clock.due_on = add_working_days(clock.due_on, clock.waited, free)


def _received(db: Session, case: Case) -> date:
    """The day it came, or was taken up again: what is decided anew counts from there (3.8)."""
    if case.event_count == 1:
        return case.received_on
    again = select(func.max(CaseEvent.on)).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.RESUBMITTED)
    return db.scalar(again) or case.received_on


def last_of_whole(db: Session, case: Case, clock: Clock, clocks: Iterable[RunningClock]) -> date | None:
    """The furthest day of what this clock is only a step of, or None where it stands alone (K-40)."""
    whole = next((one for one in clocks if one.clock is LIMITS[clock].inside and one.stopped_on is None), None)
    if whole is None:
        return None
    free = holidays(db)
    return furthest(whole.clock, counted_from(whole, free), free, policy_of(db, case).ceilings.get(whole.clock))


def _running(db: Session, case: Case, clock: Clock, day: date, last: date | None) -> RunningClock:
    length = policy_of(db, case).lengths[clock]
    unit = LIMITS[clock].unit
    due = no_later(due_on(unit, length, day, holidays(db)), last, day)
    return RunningClock(
        id=uuid.uuid4(),
        case_id=case.id,
        clock=clock,
        unit=unit,
        length=length,
        started_on=day,
        due_on=due,
        waited=0,
        stopped_on=None,
        cancelled=False,
    )


def _stop(case: Case, event: Event, clocks: list[RunningClock], day: date) -> None:
    stops, cancels = set(stopped_by(event)), set(cancelled_by(event, case.procedure))
    for clock in clocks:
        if clock.stopped_on is not None:
            continue
        if clock.clock in stops:
            clock.stopped_on = day
        elif clock.clock in cancels or case.state is State.CLOSED:
            clock.stopped_on, clock.cancelled = day, True
