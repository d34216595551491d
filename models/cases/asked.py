"""The day the next stage was asked for, the first on which it may be, and putting it right (REG 19(4), K-25, G-07)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.cases import panel_rows
from models.cases.earlier_round import clocks_now
from models.cases.finding import clocks_of, events_of
from models.cases.moving import CORRECTED, begin_on
from models.cases.policies import holidays, policy_of
from models.cases.recording import keep_next_due
from models.cases.waits import counted_from
from models.formats import short_date
from models.procedure.clocks import LIMITS, ORDERED, cancelled_by
from models.procedure.deadlines import due_on
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Procedure, State
from models.procedure.working_days import ONE_DAY, add_working_days, local_day
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock

NEXT_STAGES = (Event.S2_REQUESTED, Event.C2_REQUESTED, Event.S3_REQUESTED)
ANSWERS = {Procedure.CORPORATE: Clock.C1_RESPONSE}  # every other route is answered under S1_RESPONSE
STAGE_1 = (Clock.S1_RESPONSE, Clock.C1_RESPONSE)
LEFT_OUT = "stage_1_left_out"  # the reason of the request
PUT_RIGHT = "asked_on"  # the reason of the entry that gives a request another day; its own day is the right one


def answered_on(clocks: Iterable[RunningClock], which: Clock) -> date | None:
    """The day that clock was answered; None while it runs, or where it ended without an answer."""
    ran = [clock for clock in clocks_now(clocks) if clock.clock is which and not clock.cancelled]
    return max(ran, key=lambda clock: clock.started_on).stopped_on if ran else None  # of two rounds, the newest


def beyond(case: Case, clocks: Iterable[RunningClock]) -> Event:
    """What asking for the next stage is: the panel once stage 2 was answered."""
    if case.procedure is Procedure.CORPORATE:
        return Event.C2_REQUESTED
    return Event.S3_REQUESTED if answered_on(clocks, Clock.S2_RESPONSE) else Event.S2_REQUESTED


def answer_clock(case: Case, clocks: Iterable[RunningClock]) -> RunningClock | None:
    """The clock of the answer to this case, running or stopped. What stage 1 answered as corporate, before it was found
    to be statutory, is answered: a clock that was cancelled then was missed by nobody (X-01)."""
    wanted, now = ANSWERS.get(case.procedure or Procedure.STATUTORY, Clock.S1_RESPONSE), clocks_now(clocks)
    ours = [clock for clock in now if clock.clock is wanted]
    stands = [clock for clock in ours if not clock.cancelled]
    before = [clock for clock in now if clock.clock in STAGE_1 and clock.stopped_on and not clock.cancelled]
    return next(iter([*stands, *before, *ours]), None)


def furthest(db: Session, case: Case, clocks: Iterable[RunningClock]) -> date | None:
    """The day past which nobody has to wait for stage 1, whatever was agreed meanwhile (K-15)."""
    clock = answer_clock(case, clocks)
    return _last_of(db, case, clock) if clock is not None and clock.stopped_on is None else None


def ask_by(db: Session, case: Case, clocks: Sequence[RunningClock]) -> date | None:
    """The day by which the next stage is best asked for; None where there was no answer. Later is never refused."""
    policy, panel = policy_of(db, case), beyond(case, clocks) is Event.S3_REQUESTED
    window = policy.s3_window if panel else policy.s2_window
    clock = Clock.S2_RESPONSE if panel else ANSWERS.get(case.procedure or Procedure.STATUTORY, Clock.S1_RESPONSE)
    answered = answered_on(clocks, clock)
    return due_on(window.unit, window.length, answered, holidays(db)) if answered else None


def past_window(db: Session, case: Case, day: date) -> bool:
    """Later than the days we recommend: for an officer to know, never a reason to refuse."""
    last = ask_by(db, case, clocks_of(db, case))
    return last is not None and day > last


def first_day(db: Session, case: Case, *, leave_out: bool = False, of: CaseEvent | None = None) -> date:
    """The first day on which it could be asked for: that of our answer, or the day after one that we missed (K-15).
    Both sides may agree to leave stage 1 out from the first day on (K-19). `of`: the request that is there already."""
    clocks = clocks_of(db, case)
    asks = of.event if of else beyond(case, clocks)
    if asks is Event.S3_REQUESTED:
        return answered_on(clocks, Clock.S2_RESPONSE) or case.received_on
    clock = answer_clock(case, clocks)
    if clock is None or leave_out or (of and of.reason == LEFT_OUT):
        return case.received_on
    missed = min(day for day in (clock.due_on, _last_of(db, case, clock)) if day) + ONE_DAY
    return min(missed, clock.stopped_on) if clock.stopped_on and not clock.cancelled else missed


def check_day(db: Session, case: Case, day: date, today: date, *, leave_out: bool = False) -> None:
    """Refuse a day that lies ahead, or before the next stage could be asked for."""
    first = first_day(db, case, leave_out=leave_out)
    if day > today:
        raise NotAllowed("Choose today or an earlier day.")
    if day < first:
        raise NotAllowed(f"It could be asked for from {short_date(first)} on. Choose that day or a later one.")


def right_days(events: Iterable[CaseEvent]) -> list[tuple[CaseEvent, date]]:
    """Each thing that happened with its day; a request whose day was put right, with the right one (G-07)."""
    rows = list(events)
    right = {row.corrects_id: row.on for row in rows if row.event is Event.CORRECTED and row.reason == PUT_RIGHT}
    return [(row, right.get(row.id, row.on)) for row in rows]


def newest(db: Session, case: Case) -> tuple[CaseEvent, date] | None:
    """The last time that a next stage was asked for, and on which day."""
    return next((one for one in reversed(right_days(events_of(db, case))) if one[0].event in NEXT_STAGES), None)


def asked_on(db: Session, case: Case, event: Event) -> date | None:
    """The day that stage was asked for, the last time it was."""
    return next((day for row, day in reversed(right_days(events_of(db, case))) if row.event is event), None)


def put_right(db: Session, case: Case, day: date, now: datetime) -> tuple[CaseEvent, date]:
    """Give the last request the day on which it did reach the council. Every clock that it set going counts from there,
    and whether a panel was asked for late is judged for that day (K-50). Returns it with the day it had."""
    (asked, was), panel = _theirs(db, case), panel_rows.newest(db, case)
    if asked.event is Event.S3_REQUESTED and panel and panel.late_answer == "refused":
        raise NotAllowed("This request was refused. Record it once more, with the day on which it came.")
    first = first_day(db, case, of=asked)
    if not first <= day <= local_day(asked.at):
        last = short_date(local_day(asked.at))
        raise NotAllowed(f"Choose a day from {short_date(first)}, when it could first be asked for, until {last}.")
    overtaken = set(cancelled_by(asked.event, case.procedure))
    for clock in clocks_of(db, case):
        if asked.event in LIMITS[clock.clock].starts and clock.started_on == was:
            begin_on(db, case, clock, day, why=CORRECTED, now=now)
        elif clock.clock in overtaken and clock.cancelled and clock.stopped_on == was:
            clock.stopped_on = day
    if asked.event is Event.S3_REQUESTED and panel:
        late = past_window(db, case, day)
        panel.asked_on, panel.late = day, late if case.state is State.S3_REQUESTED else panel.late and late
    keep_next_due(db, case)
    return asked, was


def _theirs(db: Session, case: Case) -> tuple[CaseEvent, date]:
    found = newest(db, case)
    if found is None:
        raise NotAllowed("No next stage was asked for on this case.")
    if found[0].reason == ORDERED:
        raise NotAllowed("Nobody asked for this round: the Ombudsman wanted it, from the day that was written down.")
    return found


def _last_of(db: Session, case: Case, clock: RunningClock) -> date | None:
    most, free = policy_of(db, case).ceilings.get(clock.clock), holidays(db)
    return add_working_days(counted_from(clock, free), most, free) if most else None
