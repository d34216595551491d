"""Closing, stopping, starting again, putting right, and days that move."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.cases import allocating, closing, contributing, correcting, moving, policies, withdrawing
from models.cases.closing import CannotClose
from models.cases.correcting import Fact
from models.cases.finding import find
from models.cases.recording import record, running_clocks
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Finding, Procedure, Role, State
from models.tables import CaseEvent, ClockMove, Contribution, Letter, Point, PointChange, RunningClock, WallEntry
from tests.models.cases.answered import DUE, MONDAY, OFFICER, RESPONDER, at, routed, who


@pytest.fixture
def officer_of(person):
    return who(person(OFFICER))


@pytest.fixture
def answered(db: Session, keys, officer_of):
    case, ring = routed(db, keys.staff.ring, officer_of)
    record(db, case, Event.S1_ANSWERED, actor=officer_of, now=at(1))
    return case, ring


def judge(db, case, finding=Finding.NOT_UPHELD, remedy="explanation"):
    for point in db.query(Point).filter_by(case_id=case.id):
        point.finding, point.remedy = finding, remedy
    db.flush()


def close(db, case, ring, actor, **change):
    facts = {"reason": "no_more", "still": "Nothing more is planned.", **change}
    closing.close(db, case, actor=actor, now=at(20), keys=ring, **facts)


def test_a_case_closes_with_a_letter_that_takes_no_right_away_k_25(db: Session, answered, officer_of) -> None:
    case, ring = answered
    judge(db, case)
    close(db, case, ring, officer_of)
    assert (case.state, case.closed_on) == (State.CLOSED, date(2026, 12, 20))
    letter = db.query(Letter).filter_by(case_id=case.id, kind="closure").one()
    assert "next step" in str(ring.open_json(Letter.body, letter))


def test_no_case_closes_with_a_point_without_a_finding_g_06(db: Session, answered, officer_of) -> None:
    case, ring = answered
    with pytest.raises(CannotClose) as caught:
        close(db, case, ring, officer_of)
    assert caught.value.owed == ["Point 1: choose a finding."]


def test_no_case_closes_with_something_upheld_and_nothing_done_g_06(db: Session, answered, officer_of) -> None:
    case, ring = answered
    judge(db, case, Finding.UPHELD, None)
    with pytest.raises(CannotClose):
        close(db, case, ring, officer_of)


def test_no_case_closes_while_their_correction_is_unsettled(db: Session, answered, officer_of) -> None:
    case, ring = answered
    judge(db, case)
    change = PointChange(id=uuid.uuid4(), case_id=case.id, at=at(2))
    ring.seal(PointChange.text, change, "You missed one.")
    db.add(change)
    db.flush()
    with pytest.raises(CannotClose):
        close(db, case, ring, officer_of)


def test_no_case_closes_before_it_is_answered(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    judge(db, case)
    with pytest.raises(CannotClose):
        close(db, case, ring, officer_of)
    assert case.state is State.S1_OPEN


def test_a_withdrawal_is_confirmed_in_writing_e_32(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    withdrawing.withdraw(db, case, how="phone", said="I want to stop.", actor=officer_of, now=at(1), keys=ring)
    assert case.state is State.WITHDRAWN
    assert not running_clocks(db, case)
    letter = db.query(Letter).filter_by(case_id=case.id, kind="withdrawal").one()
    assert letter.counted_on == date(2026, 12, 1)


def test_starting_again_counts_no_day_in_between(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    withdrawing.withdraw(db, case, how="phone", actor=officer_of, now=at(1), keys=ring)
    withdrawing.reinstate(db, case, actor=officer_of, now=at(3), keys=ring)
    clock = next(c for c in running_clocks(db, case) if c.clock is Clock.S1_RESPONSE)
    assert (case.state, clock.due_on) == (State.S1_OPEN, date(2026, 12, 9))


def test_a_withdrawal_is_never_dated_tomorrow(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    with pytest.raises(NotAllowed):
        withdrawing.withdraw(db, case, how="phone", on=date(2026, 12, 2), actor=officer_of, now=at(1), keys=ring)


def test_a_closed_case_is_put_right_in_place_g_07(db: Session, answered, officer_of) -> None:
    case, ring = answered
    judge(db, case)
    close(db, case, ring, officer_of)
    first = db.query(CaseEvent).filter_by(case_id=case.id, event=Event.RECEIVED).one()
    correcting.correct(
        db, case, Fact.RECEIVED_ON, date(2026, 11, 20), why="The letter lay in another office.", actor=officer_of,
        now=at(21), keys=ring,
    )  # fmt: skip
    put_right = db.query(CaseEvent).filter_by(case_id=case.id, event=Event.CORRECTED).one()
    assert put_right.corrects_id == first.id
    assert "was 23 November 2026, now 20 November 2026" in ring.open(CaseEvent.details, put_right)
    assert (case.state, case.received_on, case.closed_on) == (State.CLOSED, date(2026, 11, 20), date(2026, 12, 20))
    assert first.on == date(2026, 11, 23)
    clock = db.query(RunningClock).filter_by(case_id=case.id, clock=Clock.S1_RESPONSE).one()
    assert (clock.started_on, clock.due_on) == (date(2026, 11, 20), date(2026, 12, 4))


def test_a_finding_put_right_names_the_answer_it_corrects(db: Session, answered, officer_of) -> None:
    case, ring = answered
    judge(db, case)
    point = db.query(Point).filter_by(case_id=case.id).one()
    how = {"about": point.id, "why": "Typed wrongly.", "actor": officer_of, "now": at(2), "keys": ring}
    if correcting.must_tell(db, case, Fact.FINDING):
        with pytest.raises(NotAllowed, match="Write what they are told"):
            correcting.correct(db, case, Fact.FINDING, "upheld", **how)
    event = correcting.correct(db, case, Fact.FINDING, "upheld", **how, tell="The rest stays.")
    assert "now Upheld" in ring.open(CaseEvent.details, event)
    assert point.finding is Finding.UPHELD
    assert event.corrects_id == db.query(CaseEvent).filter_by(case_id=case.id, event=Event.S1_ANSWERED).one().id


def test_nothing_is_put_right_without_a_reason(db: Session, answered, officer_of) -> None:
    case, ring = answered
    with pytest.raises(NotAllowed):
        correcting.correct(
            db, case, Fact.RECEIVED_ON, date(2026, 11, 20), why=" ", actor=officer_of, now=at(2), keys=ring
        )


def test_a_bank_holiday_added_later_moves_open_deadlines_s_40(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    policies.add_holiday(db, date(2026, 12, 2), "A day of mourning", now=at(1))
    assert moving.recompute(db, at(1)) == 1
    clock = next(c for c in running_clocks(db, case) if c.clock is Clock.S1_RESPONSE)
    assert clock.due_on == date(2026, 12, 8)
    move = db.query(ClockMove).filter_by(clock_id=clock.id).one()
    assert (move.was, move.why, move.notified) == (DUE, "holiday", True)
    assert db.query(CaseEvent).filter_by(case_id=case.id, event=Event.HOLIDAY_MOVED_DATES).count() == 1
    assert moving.recompute(db, at(1)) == 0


@pytest.fixture
def asked(db: Session, keys, officer_of, person):
    case, ring = routed(db, keys.staff.ring, officer_of, points=("One.", "Two."))
    helper = who(person(RESPONDER))
    second = db.query(Point).filter_by(case_id=case.id, number=2).one()
    row = contributing.ask(
        db, case, helper.id, point_ids=[second.id], question="What do the notes say?", due_on=date(2026, 11, 27),
        actor=officer_of, now=MONDAY, keys=ring,
    )  # fmt: skip
    return case, ring, row, helper


def test_whoever_is_asked_sees_that_question_and_those_points(db: Session, asked, person) -> None:
    case, ring, row, helper = asked
    found, mine = contributing.asked_of(db, helper, row.id)
    shown = contributing.opened(db, found, mine, ring)
    assert (shown.question, shown.points) == ("What do the notes say?", ((2, "Two."),))
    with pytest.raises(Exception, match="No row"):
        contributing.asked_of(db, who(person(RESPONDER)), row.id)


def test_an_answer_typed_on_an_old_page_is_not_obeyed_r4(db: Session, asked) -> None:
    case, ring, row, helper = asked
    old = row.version
    contributing.give(db, case, row, "They rang.", version=old, actor=helper, now=at(1), keys=ring)
    with pytest.raises(StaleDataError):
        contributing.give(db, case, row, "They did not.", version=old, actor=helper, now=at(1), keys=ring)
    assert ring.open_json(Contribution.body, row)["answer"] == "They rang."


def test_nobody_behind_the_wall_is_given_or_asked_anything_az_04(db: Session, keys, officer_of, person) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    named = who(person(RESPONDER))
    db.add(WallEntry(id=uuid.uuid4(), case_id=case.id, staff_id=named.id, because="named", raised_at=MONDAY))
    db.flush()
    assert named.id not in {staff.id for staff in allocating.candidates(db, case)}
    with pytest.raises(NotAllowed):
        allocating.give(db, case, named.id, actor=officer_of, now=MONDAY)
    with pytest.raises(NotAllowed):
        contributing.ask(
            db, case, named.id, point_ids=[], question="x", due_on=date(2026, 12, 1), actor=officer_of, now=MONDAY,
            keys=ring,
        )  # fmt: skip


def test_giving_a_case_stops_the_day_for_passing_it_on_k_04(db: Session, keys, officer_of, person) -> None:
    case, _ = routed(db, keys.staff.ring, officer_of)
    assert Clock.PASS_TO_MANAGER in {clock.clock for clock in running_clocks(db, case)}
    allocating.give(db, case, person(RESPONDER).staff_id, actor=officer_of, now=MONDAY + timedelta(hours=1))
    assert Clock.PASS_TO_MANAGER not in {clock.clock for clock in running_clocks(db, case)}


def test_a_compliment_closes_without_another_letter(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of, procedure=Procedure.CONCERN)
    record(db, case, Event.CONCERN_ANSWERED, actor=officer_of, now=at(1))
    case.procedure = Procedure.COMPLIMENT
    close(db, case, ring, officer_of, reason="passed_on")
    assert db.query(Letter).filter_by(case_id=case.id).count() == 0


def test_a_sensitive_matter_is_closed_by_a_manager_and_few_see_it_from_then_on_s_07(db, keys, answered, person) -> None:
    case, ring = answered
    judge(db, case)
    officer, other = who(person(OFFICER)), who(person(OFFICER, name="Owen Hill"))
    manager, responder = who(person(Role.MANAGER)), who(person(RESPONDER))
    case.officer_id, case.responder_id = officer.id, responder.id
    with pytest.raises(NotAllowed, match="Only a complaints manager"):
        close(db, case, ring, officer, reason="sensitive")
    assert all(find(db, one, case.reference) for one in (officer, other, manager, responder))
    close(db, case, ring, manager, reason="sensitive")
    db.flush()
    seen = [find(db, one, case.reference) is not None for one in (officer, other, manager, responder)]
    assert seen == [True, False, True, False]
    letter = db.query(Letter).filter_by(case_id=case.id, kind="closure").one()
    assert "We keep it private" in str(ring.open_json(Letter.body, letter))
    record(db, case, Event.S2_REQUESTED, actor=manager, now=at(21))  # their right to go on is untouched
    assert not case.sensitive
    assert find(db, other, case.reference) is not None
