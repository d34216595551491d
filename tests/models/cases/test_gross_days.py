"""A clock that waited keeps the day it began: pages say both counts, figures count the gross days (K-20, K-42)."""

from datetime import date

from sqlalchemy import select

from models.audit import SYSTEM, Actor
from models.cases import choosing, moving, pausing, policies, restarting, withdrawing
from models.cases.clock_working import shown_clocks
from models.cases.figures import figures
from models.cases.recording import record
from models.procedure.terms import Clock, Event
from models.procedure.working_days import working_days_between
from models.register.upkeep import bring_up_to_date
from models.reports.timing import dimension
from models.tables import RegisterLine, RunningClock
from tests.models.cases.answered import MONDAY, at, routed

PERSON = Actor(kind="person", name="young person")
BEGAN, DUE = MONDAY.date(), date(2026, 12, 7)


def clock(db, case, kind=Clock.S1_RESPONSE):
    return db.scalars(select(RunningClock).where(RunningClock.case_id == case.id, RunningClock.clock == kind)).one()


def lines(db, case, day, name="Answer at stage 1"):
    return next(one.lines for one in shown_clocks(db, case, today=day) if one.name == name)


def test_an_answer_after_a_wait_counts_its_gross_days_in_every_figure_and_is_not_late_k_20(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    pausing.begin(db, case, "records", "", keys=ring, actor=PERSON, now=at(25, month=11))  # twenty working days
    answered = date(2027, 1, 7)
    record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=at(7, month=1).replace(year=2027))
    here = clock(db, case)
    assert (here.started_on, here.waited, here.due_on) == (BEGAN, 20, answered)
    bring_up_to_date(db)
    line = db.scalars(select(RegisterLine)).one()
    assert (line.stage1_started_on, line.stage1_responded_on) == (BEGAN, answered)
    banded = dimension("s1_days:10,20", lambda a, b: working_days_between(a, b, policies.holidays(db)))
    assert banded.label(line.stage1_started_on, answered) == "over 20 working days"
    counted = figures(db, officer, now=at(8, month=1).replace(year=2027)).answered[Clock.S1_RESPONSE]
    assert [share.count for share in counted] == [0, 0, 1]
    said = lines(db, case, answered)
    assert said[1].startswith("Day 0: Monday 23 November 2026, the day it reached us")
    assert "Day 30 gross on Thursday 7 January 2027, of which 20 waited. Figures count the gross days (K-20)" in said
    assert "Waited from Wednesday 25 November 2026 to Wednesday 23 December 2026: waiting for their records" in said


def test_a_wait_that_goes_on_has_waited_no_more_than_to_today_k_42(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    pausing.begin(db, case, "records", "", keys=ring, actor=PERSON, now=at(25, month=11))
    assert any(line.startswith("Day 5 gross on Monday 30 November 2026, of which 3 waited")
               for line in lines(db, case, date(2026, 11, 30)))  # fmt: skip
    pausing.end(db, case, actor=PERSON, now=at(30, month=11))
    assert any("Day 6 gross" in line and "of which 3 waited" in line for line in lines(db, case, date(2026, 12, 1)))
    assert clock(db, case).due_on == date(2026, 12, 10)


def test_a_case_taken_up_again_keep_the_start_too_k_42(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    withdrawing.withdraw(db, case, how="phone", actor=officer, now=at(24, month=11), keys=ring)
    withdrawing.reinstate(db, case, actor=officer, now=at(26, month=11), keys=ring)
    here = clock(db, case)
    assert (here.started_on, here.waited, here.due_on) == (BEGAN, 2, date(2026, 12, 9))
    assert any("it was stopped, and taken up again" in line for line in lines(db, case, date(2026, 11, 27)))


def test_a_later_bank_holiday_and_a_corrected_day_keep_what_waited_s_40(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    pausing.begin(db, case, "other", "", keys=ring, actor=PERSON, now=MONDAY)  # ten working days: 21 December
    policies.add_holiday(db, date(2026, 12, 16), "A day of mourning", now=at(1))
    moving.recompute(db, at(1))
    here = clock(db, case)
    assert (here.started_on, here.waited, here.due_on) == (BEGAN, 10, date(2026, 12, 22))


def test_what_waited_before_stage_1_could_start_is_no_part_of_it_k_11b(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer, wait_for_advocate=True)
    pausing.begin(db, case, "advocate", "", keys=ring, actor=PERSON, now=MONDAY)  # five working days
    found = at(25, month=11)
    restarting.appoint_advocate(db, case, on=found.date(), actor=officer, now=found)
    assert (clock(db, case).waited, clock(db, case).due_on) == (3, date(2026, 12, 14))
    pausing.end(db, case, actor=PERSON, now=found)
    assert (clock(db, case).waited, clock(db, case).due_on) == (0, date(2026, 12, 9))  # ten working days from then


def test_a_wait_at_stage_2_stops_no_day_of_the_law_and_says_so_k_42(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    choosing.ask_next_stage(db, case, points=(), why="", keys=ring, actor=PERSON, now=at(8))
    pausing.begin(db, case, "exams", "", keys=ring, actor=PERSON, now=at(9))
    said = lines(db, case, date(2026, 12, 14), "Answer at stage 2")
    assert "Day 4 gross on Monday 14 December 2026, of which none waited. Figures count the gross days (K-20)" in said
    waits = "Not stopped from Wednesday 9 December 2026 to Wednesday 23 December 2026: exams or ill. "
    assert any(line.startswith(f"{waits}The Regulations have no general stop") for line in said)
