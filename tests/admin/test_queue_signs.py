"""What the queue must not hide: work that waits for a second person, alerts of no case, days that are past."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases import alerting, choosing, climbing
from models.procedure.terms import Journey, Procedure, Role, State, Way
from models.tables.account import Account
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.words import Answer, Letter, PointChange
from tests.admin.test_duty import alert
from tests.admin.test_triage import given
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.answered import routed
from tests.portal.coming_back import REFERENCE, case_with_words


@pytest.fixture
def add(db: Session, keys: Locks) -> Callable[..., Case]:
    def make(**change: Any) -> Case:
        return make_case(db, keys.staff.ring, now=MONDAY, **change).case

    return make


def text(admin: Browser) -> str:
    assert admin.page
    return admin.page.text


def test_what_waits_for_a_second_person_is_found_counted_and_said_x_01(
    admin: Browser, officer: Actor, add: Callable[..., Case], person: Callable[..., Account], db: Session, keys: Locks
) -> None:
    case = add(reference="CV-AAAA-A1", answers={"safe": {"safe": "yes"}})
    corporate = given(case, person(Role.RESPONDER), route="corporate:not_function")
    assert admin.post("/cases/CV-AAAA-A1/triage", data=corporate).status_code == 303
    answered = make_case(db, keys.staff.ring, now=MONDAY, reference="CV-BBBB-B1", journey=Journey.PARENT)
    row = Answer(id=uuid.uuid4(), case_id=answered.case.id, stage="s1", state="to_check", revision=1)
    answered.keys.seal_json(Answer.body, row, {})
    answered.case.procedure, answered.case.route_reason = Procedure.STATUTORY, "parent"
    answered.case.state = State.S1_OPEN
    db.add(row)
    add(reference="CV-CCCC-C1")
    db.commit()
    admin.get("/queue?show=check")
    page = text(admin)
    assert "Decided: a complaints manager has to agree" in page
    assert page.count("a complaints manager has to agree") == 1
    assert "An answer waits for a check" in page
    assert "CV-CCCC-C1" not in page
    assert "Waiting for a check 2" in page


def test_an_alert_of_no_case_is_said_above_the_queue_without_its_words_e_41(
    admin: Browser, officer: Actor, db: Session, keys: Locks, clock: Any
) -> None:
    alert(db, keys)
    for minutes in (11, 12):  # a session ends after a quarter of an hour
        clock.forward(minutes=minutes)
        admin.get("/queue")
    admin.get("/queue")
    page = text(admin)
    assert "has not been accepted (23 minutes). Ring duty:" in page
    assert "Safety 1" in page
    assert "hit" not in page
    assert "07700 900123" not in page


def test_an_alert_that_was_accepted_or_is_about_them_is_not_said_az_04(
    admin: Browser, officer: Actor, db: Session, keys: Locks, person: Callable[..., Account]
) -> None:
    alert(db, keys, about_worker=True, worker=officer.name)
    admin.get("/queue")
    assert "has not been accepted" not in text(admin)
    duty = person(Role.DUTY)
    taken = alert(db, keys)
    accepting = Actor(kind="staff", id=duty.staff_id, name="Ola", roles=frozenset({Role.DUTY}))
    alerting.accept(db, taken, actor=accepting, now=MONDAY)
    db.commit()
    admin.get("/queue")
    assert "has not been accepted" not in text(admin)


def test_the_managers_link_counts_the_alerts_that_went_up(
    admin: Browser, db: Session, keys: Locks, sign_in: Callable[..., Actor]
) -> None:
    sign_in(Role.MANAGER)
    alert(db, keys)
    climbing.escalate_due(db, keys.staff.ring, now=MONDAY + timedelta(minutes=16))
    db.commit()
    admin.get("/queue")
    assert "Alerts 1" in text(admin)


def test_my_cases_is_for_those_to_whom_something_was_given(
    admin: Browser, officer: Actor, add: Callable[..., Case], db: Session
) -> None:
    case = add(officer_id=officer.id)
    db.commit()
    admin.get("/queue")
    assert "My cases" not in text(admin)
    admin.get("/my-cases")
    assert "Nothing is given to you to answer" in text(admin)
    assert "queue, under Mine" in text(admin)
    case.responder_id = officer.id
    db.commit()
    admin.get("/queue")
    assert "My cases" in text(admin)


def test_a_change_whose_day_is_past_says_so_e_62(admin: Browser, officer: Actor, add: Callable[..., Case]) -> None:
    add(reference="CV-AAAA-A1", freeze_on=date(2026, 11, 21), freeze_said=True)
    admin.get("/queue")
    page = text(admin)
    assert "Was to change on Saturday 21 November: find out now" in page
    assert "within 5 working days." not in page
    admin.get("/cases/CV-AAAA-A1")
    assert "was due on 21 November 2026. Find out now" in text(admin)


def test_a_story_of_tiles_alone_shows_what_it_is_about(
    admin: Browser, officer: Actor, add: Callable[..., Case]
) -> None:
    add(answers={"safe": {"safe": "yes"}, "about": {"topics": ["treated", "home"]}, "tell": {"story": ""}})
    admin.get("/queue")
    page = text(admin)
    assert "How I am treated" in page
    assert "I am safe" not in page


def test_a_message_of_theirs_is_signed_found_and_counted_until_it_is_read_or_answered_6_2(
    admin: Browser, officer: Actor, db: Session, keys: Locks
) -> None:
    opened = case_with_words(db, keys)
    make_case(db, keys.staff.ring, now=MONDAY, reference="CV-CCCC-C1")
    holder, ring = db.scalars(select(Holder).where(Holder.case_id == opened.case.id)).one(), opened.keys
    for act in ({}, {"body": "We have read it.", "do": "send"}):
        choosing.say(db, opened.case, "She said it again.", holder=holder, keys=ring, actor=SYSTEM, now=MONDAY)
        db.commit()
        admin.get("/queue?show=wrote")
        assert "Wrote to us on 23 November 2026" in text(admin)
        assert "Wrote to us 1" in text(admin)
        assert "CV-CCCC-C1" not in text(admin)
        assert f'href="/cases/{REFERENCE}/messages"' in admin.page.html if admin.page else False
        answer = admin.post(f"/cases/{REFERENCE}/messages{'' if act else '/read'}", data=act)
        assert answer.status_code == 303
        admin.get("/queue?show=wrote")
        assert "There is nothing here." in text(admin)
        assert "Wrote to us 1" not in text(admin)


def test_a_message_on_a_closed_case_and_on_a_part_split_off_is_signed_e_56(
    admin: Browser, officer: Actor, db: Session, keys: Locks
) -> None:
    opened = case_with_words(db, keys)
    holder = db.scalars(select(Holder).where(Holder.case_id == opened.case.id)).one()
    choosing.say(db, opened.case, "It is not over.", holder=holder, keys=opened.keys, actor=SYSTEM, now=MONDAY)
    part = make_case(db, keys.staff.ring, now=MONDAY, reference="CV-PART-P1", holder=False).case
    part.part_of_id = opened.case.id
    opened.case.state, opened.case.closed_on = State.CLOSED, MONDAY.date()
    db.commit()
    admin.get("/queue?show=wrote")
    assert REFERENCE in text(admin)
    assert "CV-PART-P1" in text(admin)
    admin.get("/queue?show=closed")
    assert "Wrote to us on" in text(admin)


def test_what_waits_for_a_check_stands_under_what_waits_for_us_and_its_link_says_so_3_2(
    admin: Browser, db: Session, keys: Locks, sign_in: Callable[..., Actor]
) -> None:
    writer = sign_in(Role.OFFICER, name="Priya Shah")
    case, ring = routed(db, keys.staff.ring, writer)
    case.waiting_on = "person"
    row = Answer(id=uuid.uuid4(), case_id=case.id, stage="s1", state="to_check", written_by=writer.id, revision=1)
    ring.seal_json(Answer.body, row, {})
    db.add(row)
    db.commit()
    admin.get(f"/cases/{case.reference}")
    assert "The answer waits for a check" in text(admin)
    assert "Read the answer that waits for a check" in text(admin), "not theirs to check"
    sign_in(Role.OFFICER, name="Owen Hart")
    admin.get(f"/cases/{case.reference}")
    assert "Check the answer" in text(admin)
    admin.get("/queue?show=check")
    assert case.reference in text(admin)
    assert "Waiting for the person 0" in text(admin)
    assert case.reference not in admin.get("/queue?show=person").text
    for state, says in (("writing", "Write the answer"), ("returned", "Change the answer"), ("checked", "Release the")):
        row.state = state
        db.commit()
        admin.get(f"/cases/{case.reference}")
        assert says in text(admin)
    assert case.reference in admin.get("/queue?show=person").text


def test_the_link_to_a_decision_that_waits_says_whose_turn_it_is_x_01(
    admin: Browser, add: Callable[..., Case], db: Session, person: Callable[..., Account], sign_in: Callable[..., Actor]
) -> None:
    case = add(reference="CV-AAAA-A1", answers={"safe": {"safe": "yes"}})
    db.commit()
    sign_in(Role.OFFICER, name="Priya Shah")
    corporate = given(case, person(Role.RESPONDER), route="corporate:not_function")
    assert admin.post("/cases/CV-AAAA-A1/triage", data=corporate).status_code == 303
    admin.get("/cases/CV-AAAA-A1")
    assert "Read the decision that waits" in text(admin)
    admin.get("/queue?show=new")
    assert "CV-AAAA-A1" not in text(admin), "decided is not new"
    assert "Decide and acknowledge" not in text(admin)
    sign_in(Role.MANAGER, name="Hannah Cole")
    admin.get("/cases/CV-AAAA-A1")
    assert "Agree to the decision" in text(admin)


def test_a_row_says_once_how_late_it_is_6_2(admin: Browser, officer: Actor, add: Callable[..., Case]) -> None:
    add(reference="CV-AAAA-A1", next_due_on=date(2026, 11, 18))
    add(reference="CV-BBBB-B1", journey=Journey.PARENT, next_due_on=date(2026, 11, 18))
    admin.get("/queue")
    assert text(admin).count("late by 3 working days") == 2
    assert text(admin).count("Here, because young people come first.") == 1
    assert text(admin).count("In order of time left.") == 1


@pytest.mark.parametrize(("said", "marked"), [("not_said", True), ("", True), ("yes", False)])
def test_a_child_who_did_not_say_if_they_are_safe_is_marked_softly_until_somebody_looks_2_5(
    admin: Browser, officer: Actor, add: Callable[..., Case], db: Session, said: str, marked: bool
) -> None:
    case = add(reference="CV-AAAA-A1", answers={"safe": {"safe": said}})
    db.commit()
    admin.get("/queue")
    assert ("Did not say if safe" in text(admin)) is marked
    admin.get("/cases/CV-AAAA-A1/triage")
    assert ("Nobody was alarmed" in text(admin)) is marked
    case.procedure, case.route_reason, case.state = Procedure.STATUTORY, "child", State.S1_OPEN
    db.commit()
    admin.get("/queue")
    assert "Did not say if safe" not in text(admin)


def test_a_point_that_they_say_is_wrong_is_signed_until_somebody_settles_it_3_2(
    admin: Browser, officer: Actor, db: Session, keys: Locks
) -> None:
    opened = case_with_words(db, keys)
    make_case(db, keys.staff.ring, now=MONDAY, reference="CV-CCCC-C1")
    choosing.correct_point(db, opened.case, None, "Also my bike.", keys=opened.keys, actor=SYSTEM, now=MONDAY)
    db.commit()
    admin.get("/queue?show=wrote")
    assert "Says that we have a point wrong" in text(admin)
    assert "Wrote to us 1" in text(admin)
    assert "CV-CCCC-C1" not in text(admin)
    assert f'href="/cases/{REFERENCE}/points"' in admin.page.html if admin.page else False
    admin.get(f"/cases/{REFERENCE}/points")
    assert "They say that we have a point wrong, and nobody has settled it" in text(admin)
    change = db.scalars(select(PointChange)).one()
    assert admin.post(f"/cases/{REFERENCE}/points/changes/{change.id}").status_code == 303
    admin.get("/queue?show=wrote")
    assert "There is nothing here." in text(admin)
    admin.get(f"/cases/{REFERENCE}")
    assert "a point wrong" not in text(admin)


def test_a_letter_that_waits_for_our_hands_is_waited_for_with_us_and_counted_there_k_18(
    admin: Browser, officer: Actor, db: Session, keys: Locks
) -> None:
    made = make_case(db, keys.staff.ring, now=MONDAY, reference="CV-AAAA-A1", waiting_on="service")
    of, letter_id = made.case.id, uuid.uuid4()
    letter = Letter(id=letter_id, case_id=of, kind="acknowledgement_statutory", way=Way.TEXT, released_at=MONDAY)
    made.keys.seal_json(Letter.body, letter, {"subject": "We have it", "blocks": []})
    db.add(letter)
    db.commit()
    admin.get("/queue")
    assert "With us: something is still to go to them, under To post" in text(admin)
    assert "CV-AAAA-A1" not in admin.get("/queue?show=service").get_data(as_text=True)
    letter.counted_at = MONDAY
    db.commit()
    assert "CV-AAAA-A1" in admin.get("/queue?show=service").get_data(as_text=True)
    assert "With us" not in text(admin)
