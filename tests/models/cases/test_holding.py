"""A letter can be called back before it leaves, and its clock stops only when it went (decisions 7, K-18, PRV-11)."""

import uuid
from datetime import timedelta

import pytest

from models.audit import SYSTEM
from models.cases import allocating, answer_release, answering, closing, holding, posting, thread
from models.cases.recording import record, running_clocks
from models.cases.releasing import letters_of, release
from models.jobs.schedule import JOBS
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Procedure, Role, State, Way
from models.tables import Action, Case, CaseEvent, Holder, Letter, Message, Point, SafeWay
from models.tables.words import BACK, CHECK, GONE, HELD, REPLACED
from tests.models.cases.answered import MONDAY, full, routed, who

CONTENT = {
    "subject": "Hello",
    "blocks": [{"id": "a", "heading": "", "paragraphs": ["A."], "list": [], "locked": False}],
}
ONLY_POST = {Way.POST: True, Way.EMAIL: False, Way.HERE: False}
LATER = MONDAY + timedelta(minutes=5)


@pytest.fixture
def priya(person):
    return who(person(Role.OFFICER, name="Priya Shah"))


@pytest.fixture
def held(db, keys, priya):
    """An acknowledgement that can be called back for five minutes."""
    holding.hold_for(db, 5, by=priya, now=MONDAY)
    case, ring = routed(db, keys.staff.ring, priya)
    letter = release(
        db, case, "acknowledgement_statutory", CONTENT, event=Event.ACKNOWLEDGED, actor=priya, now=MONDAY, keys=ring
    )
    db.commit()
    return case, letter, ring


def clock(db, case: Case):
    return next((one for one in running_clocks(db, case) if one.clock is Clock.ACKNOWLEDGE), None)


def test_nobody_outside_sees_it_and_no_clock_stops_before_it_left_k_18(db, held) -> None:
    case, letter, _ = held
    assert letter.state == HELD
    assert thread.letters_of(db, case) == []
    assert db.query(Message).filter_by(letter_id=letter.id).count() == 0
    assert clock(db, case) is not None
    assert holding.leave_due(db, now=LATER - timedelta(seconds=1)) == 0
    assert holding.leave_due(db, now=LATER) == 1
    assert thread.letters_of(db, case) == [letter]
    assert (letter.state, letter.leaves_at) == (GONE, LATER)


def test_a_letter_held_over_midnight_counts_on_the_day_it_left_k_18(db, keys, priya) -> None:
    holding.hold_for(db, 30, by=priya, now=MONDAY)
    late = MONDAY.replace(hour=23, minute=50)
    case, ring = routed(db, keys.staff.ring, priya, ways={way: way is Way.HERE for way in Way})
    letter = release(db, case, "thanks", CONTENT, event=None, actor=priya, now=late, keys=ring)
    holding.leave_due(db, now=late + timedelta(minutes=30))
    assert letter.counted_on == MONDAY.date() + timedelta(days=1)


def test_called_back_it_does_not_leave_and_is_changed_as_a_new_version_aud_09(db, held, priya) -> None:
    case, letter, ring = held
    assert holding.call_back(db, case, letter, actor=priya, now=LATER - timedelta(minutes=1), keys=ring) is False
    assert holding.leave_due(db, now=LATER + timedelta(hours=1)) == 0
    assert letter.state == BACK
    assert any(one.reason == "letter_called_back" for one in db.query(CaseEvent).filter_by(case_id=case.id))
    new = holding.send_changed(
        db, case, letter, {**CONTENT, "subject": "Better"}, "", actor=priya, now=LATER, keys=ring
    )
    assert (letter.state, new.state, new.replaces_id) == (REPLACED, HELD, letter.id)
    assert ring.open_json(Letter.body, letter)["subject"] == "Hello"
    assert letters_of(db, case) == [new]
    assert new.event is Event.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("procedure", "state", "answered"),
    [
        (Procedure.STATUTORY, State.S1_OPEN, (Event.S1_ANSWERED,)),
        (Procedure.STATUTORY, State.S1_OPEN, (Event.S1_ANSWERED, Event.S2_REQUESTED)),
        (Procedure.CORPORATE, State.C1_OPEN, (Event.C1_ANSWERED,)),
        (Procedure.CONCERN, State.CONCERN_OPEN, (Event.CONCERN_ANSWERED,)),
    ],
)
def test_an_acknowledgement_that_goes_after_the_answer_counts_and_starts_nothing_k_03_k_18(
    db, held, procedure, state, answered
) -> None:
    case, letter, _ = held
    case.procedure, case.state = procedure, state
    for event in answered:
        record(db, case, event, actor=SYSTEM, now=LATER)
    stands, ran = case.state, {one.clock for one in running_clocks(db, case)}
    assert Clock.ACKNOWLEDGE in ran
    holding.leave_due(db, now=LATER)
    assert letter.counted_on
    assert case.state is stands
    assert {one.clock for one in running_clocks(db, case)} == ran - {Clock.ACKNOWLEDGE, Clock.C1_ACKNOWLEDGE}


@pytest.mark.parametrize(
    ("procedure", "state", "asked", "answered", "late", "clock"),
    [
        (Procedure.STATUTORY, State.S1_RESPONDED, Event.S2_REQUESTED, Event.S2_ANSWERED, Event.S2_ACKNOWLEDGED,
         Clock.S2_ACKNOWLEDGE),
        (Procedure.CORPORATE, State.C1_RESPONDED, Event.C2_REQUESTED, Event.C2_ANSWERED, Event.C2_ACKNOWLEDGED,
         Clock.C2_ACKNOWLEDGE),
    ],
)  # fmt: skip
def test_so_does_that_of_stage_2_k_27_k_80(db, held, procedure, state, asked, answered, late, clock) -> None:
    case, _, _ = held
    case.procedure, case.state = procedure, state
    for event in (asked, answered):
        record(db, case, event, actor=SYSTEM, now=LATER)
    ran = {one.clock for one in running_clocks(db, case)}
    assert clock in ran
    record(db, case, late, actor=SYSTEM, now=LATER)
    assert {one.clock for one in running_clocks(db, case)} == ran - {clock}


def test_two_at_once_the_one_who_is_late_reads_that_it_left(db, held, priya) -> None:
    case, letter, ring = held
    holding.leave_due(db, now=LATER)
    with pytest.raises(NotAllowed, match="left already"):
        holding.call_back(db, case, letter, actor=priya, now=LATER, keys=ring)


def test_the_way_it_goes_is_the_way_that_is_safe_when_it_leaves_prv_10(db, held) -> None:
    case, letter, _ = held
    assert letter.way is Way.HERE
    db.query(SafeWay).filter_by(case_id=case.id, way=Way.EMAIL).update({"allowed": True})
    holding.leave_due(db, now=LATER)
    assert letter.way is Way.EMAIL
    assert db.query(Message).filter_by(letter_id=letter.id).count() == 1


def test_the_worker_lets_letters_go_before_it_sends(db, held) -> None:
    names = [job.name for job in JOBS]
    assert names.index("letters") < names.index("outbox")


def test_an_answer_that_is_called_back_is_open_again_with_nothing_found_or_promised(db, keys, person, officer) -> None:
    mo, priya = person(Role.RESPONDER, name="Mo Reed"), who(person(Role.OFFICER, name="Priya Shah"))
    case, ring = routed(db, keys.staff.ring, priya)
    allocating.give(db, case, mo.staff_id, actor=priya, now=MONDAY)
    holding.hold_for(db, 5, by=priya, now=MONDAY)
    shown = answering.desk(db, case, priya, ring, now=MONDAY)
    answering.save(db, case, full(shown, mo.staff_id), seen=shown.marks, actor=priya, now=MONDAY, keys=ring)
    for step, by in ((answering.ask_for_check, priya), (answering.agree, officer)):
        step(db, case, actor=by, now=MONDAY, keys=ring)
    letter = answer_release.let_go(db, case, actor=priya, now=MONDAY, keys=ring)
    assert db.query(Action).filter_by(case_id=case.id).count() == 1
    assert holding.call_back(db, case, letter, actor=priya, now=MONDAY, keys=ring) is True
    db.flush()
    assert db.query(Action).filter_by(case_id=case.id).count() == 0
    assert db.query(Point).filter_by(case_id=case.id).one().finding is None
    assert answering.desk(db, case, priya, ring, now=MONDAY).open
    assert case.state is State.S1_OPEN
    answering.ask_for_check(db, case, actor=priya, now=MONDAY, keys=ring)
    answering.agree(db, case, actor=officer, now=MONDAY, keys=ring)
    again = answer_release.let_go(db, case, actor=priya, now=MONDAY, keys=ring)
    holding.leave_due(db, now=LATER)
    assert (letter.state, again.state) == (REPLACED, GONE)


def test_paper_to_an_address_none_has_gone_to_waits_for_somebody_else_prv_11(db, keys, priya, person) -> None:
    case, ring = routed(db, keys.staff.ring, priya, ways=ONLY_POST)
    letter = release(db, case, "thanks", CONTENT, event=None, actor=priya, now=MONDAY, keys=ring)
    assert letter.state == CHECK
    assert posting.to_post(db, priya) == []
    assert "1 letter has not gone yet." in closing.what_is_owed(db, case)
    with pytest.raises(NotAllowed, match="second person"):
        posting.mark_as_posted(db, case, letter, on=MONDAY.date(), actor=priya, now=MONDAY)
    with pytest.raises(NotAllowed, match="you let it go"):
        holding.agree(db, case, letter, actor=priya, now=MONDAY)
    holding.agree(db, case, letter, actor=who(person(Role.MANAGER)), now=MONDAY)
    assert letter.state == GONE
    posting.mark_as_posted(db, case, letter, on=MONDAY.date(), actor=priya, now=MONDAY)
    second = release(db, case, "thanks", CONTENT, event=None, actor=priya, now=LATER, keys=ring)
    assert second.state == GONE


def test_paper_that_somebody_else_may_open_is_looked_at_each_time_prv_11(db, keys, priya, person) -> None:
    case, ring = routed(db, keys.staff.ring, priya, ways=ONLY_POST)
    db.query(SafeWay).filter_by(case_id=case.id, way=Way.POST).update({"shared": True})
    db.query(Holder).filter_by(case_id=case.id).update({"words_wrap": None})  # no page either: nothing else is left
    for _ in range(2):
        letter = release(db, case, "thanks", CONTENT, event=None, actor=priya, now=MONDAY, keys=ring)
        assert (letter.way, letter.state) == (Way.POST, CHECK)
        holding.agree(db, case, letter, actor=who(person(Role.MANAGER)), now=MONDAY)
        posting.mark_as_posted(db, case, letter, on=MONDAY.date(), actor=priya, now=MONDAY)


def test_who_looked_can_send_it_back_with_a_reason_prv_11(db, keys, priya, person) -> None:
    case, ring = routed(db, keys.staff.ring, priya, ways=ONLY_POST)
    letter = release(db, case, "thanks", CONTENT, event=None, actor=priya, now=MONDAY, keys=ring)
    other = who(person(Role.OFFICER))
    holding.give_back(db, case, letter, "The flat number is missing.", actor=other, now=MONDAY, keys=ring)
    assert letter.state == BACK
    holding.send_after_all(db, case, letter, actor=priya, now=LATER)
    assert letter.state == CHECK


def test_a_letter_of_another_case_is_not_there_az_02(db, held) -> None:
    case, _, _ = held
    with pytest.raises(Exception, match="No row"):
        holding.one_of(db, case, uuid.uuid4())
