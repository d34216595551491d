"""A step of stage 2 keeps its own days, but never ends after the sixty-five that the law gives the whole (K-40)."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from models.cases.clock_working import shown_clocks
from models.cases.moving import recompute
from models.cases.policies import add_holiday
from models.cases.recording import record
from models.procedure.terms import Clock, Event, State
from models.tables import RunningClock
from tests.databases import MONDAY
from tests.models.cases.answered import routed

LAST = date(2027, 2, 25)  # sixty-five working days from Monday 23 November 2026 (rules 1.1)


def reported(db, keys, officer, on):
    """Asked for on 23 November, both final reports here on that day."""
    case, _ = routed(db, keys.staff.ring, officer)
    record(db, case, Event.S1_ANSWERED, actor=officer, now=MONDAY)
    record(db, case, Event.S2_REQUESTED, actor=officer, now=MONDAY)
    case.state = State.S2_FACT_CHECK
    record(db, case, Event.S2_REPORTED, actor=officer, now=datetime(on.year, on.month, on.day, 10, tzinfo=UTC))
    return case


def clock(db, which):
    query = select(RunningClock).where(RunningClock.clock == which, RunningClock.stopped_on.is_(None))
    return db.scalars(query.execution_options(populate_existing=True)).one()


def test_the_answer_to_the_reports_is_due_in_five_days_and_inside_sixty_five_k_40(db, keys, officer):
    case = reported(db, keys, officer, date(2027, 2, 23))
    assert clock(db, Clock.S2_ADJUDICATE).due_on == LAST, "five days would end on 2 March"
    (lines,) = [one.lines for one in shown_clocks(db, case, today=LAST) if one.name.startswith("Adjudicate")]
    assert "Not later than the last day allowed for “Answer at stage 2” (K-40)" in lines


def test_with_time_left_the_five_days_are_its_own_k_40(db, keys, officer):
    reported(db, keys, officer, date(2027, 2, 1))
    assert clock(db, Clock.S2_ADJUDICATE).due_on == date(2027, 2, 8)


def test_reports_that_come_after_the_last_day_are_answered_in_five_and_the_whole_is_late_k_41(db, keys, officer):
    reported(db, keys, officer, date(2027, 3, 1))
    assert clock(db, Clock.S2_ADJUDICATE).due_on == date(2027, 3, 8)
    assert clock(db, Clock.S2_RESPONSE).due_on < date(2027, 3, 1)


def test_a_bank_holiday_announced_later_moves_the_last_day_and_the_step_with_it_s_40(db, keys, officer):
    reported(db, keys, officer, date(2027, 2, 23))
    add_holiday(db, date(2027, 2, 24), "A day for everybody", now=MONDAY)
    assert recompute(db, datetime(2027, 2, 23, 12, tzinfo=UTC)) == 1
    assert clock(db, Clock.S2_ADJUDICATE).due_on == date(2027, 2, 26)
