"""Waiting at the person's own wish: their choice, its dates, and what it never does (S-05, S-06, K-42)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.audit import SYSTEM, Actor
from models.cases import choosing, pausing
from models.cases.closing import what_is_owed
from models.cases.recording import record
from models.jobs.late import ask_again
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, State, Way
from models.tables import ClockMove, Message, RunningClock, SafeWay
from tests.models.cases.answered import MONDAY, at, routed

PERSON = Actor(kind="person", name="young person")


def clock(db, case, kind=Clock.S1_RESPONSE):
    return db.scalars(select(RunningClock).where(RunningClock.case_id == case.id, RunningClock.clock == kind)).one()


def wait(db, case, keys, why="records", now=MONDAY):
    return pausing.begin(db, case, why, "SAR 12", keys=keys, actor=PERSON, now=now)


def test_our_day_waits_with_them_and_what_it_was_stays_visible_k_42(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    offered = {one.why: one for one in pausing.choices(db, case, now=MONDAY)}
    records = offered["records"]
    assert (records.was, records.until, records.then) == (date(2026, 12, 7), date(2026, 12, 21), date(2027, 1, 7))
    wait(db, case, ring)
    assert clock(db, case).due_on == records.then
    assert case.waiting_on == "person"
    moved = db.scalars(select(ClockMove)).one()
    assert (moved.was, moved.now, moved.why) == (records.was, records.then, "pause")


def test_going_on_early_gives_back_the_days_that_were_not_used(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    wait(db, case, ring)
    pausing.end(db, case, actor=PERSON, now=at(30, month=11))  # after five working days
    assert clock(db, case).due_on == date(2026, 12, 14)
    assert pausing.running(db, case) is None
    assert case.waiting_on == "us"


def test_a_day_that_passed_runs_on_by_itself_and_they_are_asked_once_s_06(db, keys, officer):
    case, ring = routed(
        db,
        keys.staff.ring,
        officer,
        answers={"contact": {"ways": ["email"]}, "contact_details": {"email": "a@example.com"}},
    )
    wait(db, case, ring, "advocate")  # until 30 November
    assert pausing.in_words("advocate", date(2026, 11, 30), date(2026, 11, 24)).startswith("Waiting at their wish")
    assert "ask them what they want" in pausing.in_words("advocate", date(2026, 11, 30), date(2026, 12, 1))
    assert db.scalars(select(SafeWay).where(SafeWay.way == Way.EMAIL, SafeWay.allowed)).first()
    assert ask_again(db, now=at(30, month=11)) == 0
    assert [ask_again(db, now=at(1)), ask_again(db, now=at(2))] == [1, 0]
    assert len(db.scalars(select(Message).where(Message.cause.startswith("pause:"))).all()) == 1
    assert clock(db, case).due_on == date(2026, 12, 14)


def test_nobody_here_may_decide_that_it_waits(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    with pytest.raises(NotAllowed, match="Only the person"):
        pausing.begin(db, case, "other", "", keys=ring, actor=officer, now=MONDAY)
    pausing.begin(db, case, "other", "", keys=ring, actor=officer, now=MONDAY, how="phone")
    with pytest.raises(NotAllowed, match="waiting already"):
        wait(db, case, ring)


def test_still_thinking_comes_with_an_answer_and_nothing_closes_by_silence_s_06(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    with pytest.raises(NotAllowed, match="nothing to wait with"):
        wait(db, case, ring, "thinking")
    record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    pause = wait(db, case, ring, "thinking", now=at(7))
    assert (pause.until_on, pause.moved) == (date(2026, 12, 14), False)
    assert any("Nothing ends by silence" in owed for owed in what_is_owed(db, case))


def test_the_day_of_a_stage_2_answer_never_waits_and_asking_for_it_ends_the_wait_k_42(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    wait(db, case, ring, "thinking", now=at(7))
    choosing.ask_next_stage(db, case, points=(), why="", keys=ring, actor=PERSON, now=at(8))
    assert pausing.running(db, case) is None
    assert case.state is State.S2_REQUESTED
    due = clock(db, case, Clock.S2_RESPONSE).due_on
    assert {one.then for one in pausing.choices(db, case, now=at(9))} == {None}
    wait(db, case, ring, now=at(9))
    assert clock(db, case, Clock.S2_RESPONSE).due_on == due
