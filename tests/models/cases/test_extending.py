"""More time: who agrees, how far, when it holds, and what silence means."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import agreeing, allocating, extending, releasing
from models.cases.moving import recompute
from models.cases.recording import running_clocks
from models.jobs.late import tell_people
from models.procedure.deadlines import ExtensionRefused
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Ground, Procedure, Role, State, Way
from models.tables import ClockMove, Letter
from tests.models.cases.answered import DUE, LAST, MANAGER, MONDAY, OFFICER, RESPONDER, at, routed, who

HERE = {Way.EMAIL: False, Way.HERE: True}


@pytest.fixture
def officer_of(person):
    return who(person(OFFICER))


def answer_clock(db, case):
    return next(clock for clock in running_clocks(db, case) if clock.clock in extending.ANSWERING)


def propose(db, case, ring, person, actor, *, to=LAST, now=MONDAY):
    return agreeing.propose(
        db, case, new_due=to, reason="We must read old notes.", service_manager=person(RESPONDER).staff_id,
        actor=actor, now=now, keys=ring,
    )  # fmt: skip


def announce(db, case, ring, person, actor, *, to=LAST, now=MONDAY):
    proposed = propose(db, case, ring, person, actor, to=to, now=now)
    return agreeing.agree(db, case, proposed, actor=who(person(MANAGER)), now=now, keys=ring)


def told(db, case):
    return db.query(Letter).filter_by(case_id=case.id, event=Event.EXTENDED).count()


def test_an_officer_alone_tells_nobody_and_moves_nothing_k_12_i(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    proposed = propose(db, case, ring, person, officer_of)
    assert (proposed.answer, told(db, case), answer_clock(db, case).due_on) == ("proposed", 0, DUE)
    assert agreeing.proposal(db, case) is proposed
    assert db.scalars(agreeing.waiting()).all() == [case.id]
    with pytest.raises(NotAllowed):
        agreeing.agree(db, case, proposed, actor=officer_of, now=MONDAY, keys=ring)
    with pytest.raises(NotAllowed):
        propose(db, case, ring, person, officer_of)
    with pytest.raises(NotAllowed):
        extending.ask(db, case, new_due=LAST, reason="x", actor=officer_of, now=MONDAY, keys=ring)


def test_the_letter_names_the_two_who_agreed_themselves_k_12_i(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of, young_person=False)
    proposed = propose(db, case, ring, person, officer_of)
    agreeing.agree(db, case, proposed, actor=who(person(MANAGER, name="Hana Voss")), now=at(1), keys=ring)
    letter = db.query(Letter).filter_by(case_id=case.id, event=Event.EXTENDED).one()
    said = str(ring.open_json(Letter.body, letter))
    assert "Hana Voss" in said
    assert (agreeing.proposal(db, case), answer_clock(db, case).due_on) == (None, LAST)
    with pytest.raises(NotAllowed):
        agreeing.agree(db, case, proposed, actor=who(person(MANAGER)), now=at(1), keys=ring)


def test_what_a_manager_announces_goes_at_once_k_12_i(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    assert propose(db, case, ring, person, who(person(MANAGER))).answer == "agreed"
    assert (told(db, case), answer_clock(db, case).due_on) == (1, LAST)


def test_a_manager_who_does_not_agree_says_why_and_nothing_goes_k_12_i(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    proposed = propose(db, case, ring, person, officer_of)
    agreeing.turn_down(db, case, proposed, "It is one call.", actor=who(person(MANAGER)), now=MONDAY, keys=ring)
    assert (agreeing.proposal(db, case), told(db, case), answer_clock(db, case).due_on) == (None, 0, DUE)
    assert propose(db, case, ring, person, officer_of).answer == "proposed"


def test_only_who_answers_for_the_service_agrees_for_it_k_12_i(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    head = person(Role.DIRECTOR, name="Ada Head")
    answers, plain = person(RESPONDER, manager=head.staff), person(OFFICER)
    assert head.staff_id not in {p.id for p in agreeing.service_managers(db, case)}
    allocating.give(db, case, answers.staff_id, actor=officer_of, now=MONDAY)
    found = {p.id for p in agreeing.service_managers(db, case)}
    assert {answers.staff_id, head.staff_id} <= found
    assert plain.staff_id not in found


@pytest.mark.parametrize("day", [12, 13])
def test_nobody_promises_an_answer_on_a_day_without_work_k_12(db: Session, keys, officer_of, day) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    with pytest.raises(ExtensionRefused, match="Choose Friday 11 December 2026 or Monday 14 December 2026"):
        extending.ask(db, case, new_due=date(2026, 12, day), reason="x", actor=officer_of, now=MONDAY, keys=ring)


def test_a_complex_case_gets_ten_more_days_when_two_managers_agree_k_12(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    extension = announce(db, case, ring, person, officer_of)
    clock = answer_clock(db, case)
    assert (clock.due_on, clock.extended_to, clock.ground) == (LAST, LAST, Ground.COMPLEX)
    assert extension.notice_in_time is True
    assert case.state is State.S1_EXTENDED
    assert case.next_due_on == min(c.due_on for c in running_clocks(db, case))
    move = db.query(ClockMove).filter_by(clock_id=clock.id).one()
    assert (move.was, move.now, move.why, move.notified) == (DUE, LAST, "extension", True)


def test_nobody_is_given_a_day_after_the_twentieth_k_12(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    with pytest.raises(ExtensionRefused):
        announce(db, case, ring, person, officer_of, to=date(2026, 12, 22))


def test_one_manager_alone_does_not_agree_with_themselves_k_12(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    one = person(RESPONDER)
    actor = Actor(kind="staff", id=one.staff_id, name="One", roles=frozenset({MANAGER}))
    with pytest.raises(NotAllowed):
        agreeing.propose(
            db, case, new_due=LAST, reason="x", service_manager=one.staff_id, actor=actor, now=MONDAY, keys=ring
        )


def test_the_deadline_moves_only_when_the_notice_has_gone_k_13(db: Session, keys, person, officer_of) -> None:
    answers = {"reach": {"ways": ["post"], "post": {"address": "1 Elm Row"}}}
    case, ring = routed(db, keys.staff.ring, officer_of, holder=False, answers=answers)
    db.query(releasing.SafeWay).filter_by(case_id=case.id, way=Way.POST).update({"allowed": True})
    announce(db, case, ring, person, officer_of)
    letter = db.query(Letter).filter_by(case_id=case.id, event=Event.EXTENDED).one()
    assert letter.way is Way.POST
    assert answer_clock(db, case).due_on == DUE
    releasing.count(db, case, letter, on=date(2026, 12, 4), now=at(4))
    assert answer_clock(db, case).due_on == LAST


def test_a_notice_after_the_deadline_leaves_the_case_late_g_03(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    extension = announce(db, case, ring, person, officer_of, now=at(8))
    clock = answer_clock(db, case)
    assert extension.notice_in_time is False
    assert (clock.due_on, clock.extended_to) == (DUE, LAST)


def test_a_corporate_notice_names_the_ombudsman_code_6_5(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of, procedure=Procedure.CORPORATE)
    announce(db, case, ring, person, officer_of)
    letter = db.query(Letter).filter_by(case_id=case.id, event=Event.EXTENDED).one()
    content = ring.open_json(Letter.body, letter)
    assert "ombudsman" in [block["id"] for block in content["blocks"]]
    assert case.state is State.C1_EXTENDED


def test_silence_is_never_yes_t59(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    extension = extending.ask(
        db, case, new_due=LAST, reason="A worker is away.", actor=officer_of, now=MONDAY, keys=ring
    )
    assert extension.answer is None
    assert answer_clock(db, case).due_on == DUE
    assert case.state is State.S1_OPEN
    assert extending.open_request(db, case) is extension
    recompute(db, at(9))
    tell_people(db, now=at(9))  # the day has passed, and still nobody said anything
    assert (extension.answer, answer_clock(db, case).due_on, case.state) == (None, DUE, State.S1_OPEN)


@pytest.mark.parametrize(("said", "due", "state"), [("yes", LAST, State.S1_EXTENDED), ("no", DUE, State.S1_OPEN)])
def test_the_person_decides_k_12(db: Session, keys, officer_of, said, due, state) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    asked = extending.ask(db, case, new_due=LAST, reason="A worker is away.", actor=officer_of, now=MONDAY, keys=ring)
    extending.answer_request(db, case, asked, said, actor=officer_of, now=at(1), keys=ring, note="By phone.")
    assert (answer_clock(db, case).due_on, case.state) == (due, state)
    assert extending.open_request(db, case) is None
    with pytest.raises(NotAllowed):
        extending.answer_request(db, case, asked, "yes", actor=officer_of, now=at(1), keys=ring)


def test_talk_with_me_first_leaves_the_question_open(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    asked = extending.ask(db, case, new_due=LAST, reason="A worker is away.", actor=officer_of, now=MONDAY, keys=ring)
    extending.answer_request(db, case, asked, "talk", actor=officer_of, now=at(1), keys=ring)
    assert answer_clock(db, case).due_on == DUE
    extending.answer_request(db, case, asked, "yes", actor=officer_of, now=at(2), keys=ring)
    assert answer_clock(db, case).due_on == LAST


def test_yes_after_the_deadline_is_kept_and_still_late_g_03(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    asked = extending.ask(db, case, new_due=LAST, reason="A worker is away.", actor=officer_of, now=MONDAY, keys=ring)
    extending.answer_request(db, case, asked, "yes", actor=officer_of, now=at(8), keys=ring)
    assert (asked.notice_in_time, answer_clock(db, case).due_on) == (False, DUE)


def test_a_concern_has_no_time_limit_to_extend(db: Session, keys, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of, procedure=Procedure.CONCERN)
    assert extending.room(db, case) is None


def test_room_is_counted_from_the_start_and_not_from_the_new_day_k_12(db: Session, keys, person, officer_of) -> None:
    case, ring = routed(db, keys.staff.ring, officer_of)
    announce(db, case, ring, person, officer_of, to=date(2026, 12, 14))
    found = extending.room(db, case)
    assert found is not None
    assert (found.clock.clock, found.last) == (Clock.S1_RESPONSE, LAST)
