"""What a person can do with their own case, each by a page that asks once (experience 5.3)."""

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.recording import record
from models.cases.restarting import appoint_advocate
from models.procedure.terms import Event, Ground, Role, State, Way
from models.tables import CaseEvent, Extension, Holder, Letter, Message, NoticeTo, Referral, RunningClock, SafeWay
from tests.conftest import MONDAY
from tests.portal.coming_back import another_holder, case_with_words
from tests.portal.test_tracking import answering, named, page, sign_in


def test_stopping_asks_gently_confirms_in_writing_and_can_be_undone(
    portal: Any, db: Any, keys: Any, clock: Any, person: Any
) -> None:
    person(Role.MANAGER, name="Rosa Hart")
    opened = case_with_words(db, keys)
    answering(db, opened)
    due = db.scalars(select(RunningClock.due_on).where(RunningClock.clock == "s1_response")).one()
    sign_in(portal)
    portal.get("/your-page/6")
    assert "Is someone making you stop?" in portal.page.text
    assert "Monday 7 December" in portal.page.text
    portal.post("/your-page/6", data={"pressed": "yes"})
    db.refresh(opened.case)
    assert opened.case.state is State.WITHDRAWN
    assert db.scalars(select(Letter).where(Letter.kind == "withdrawal")).one().counted_on == MONDAY.date()
    assert db.scalars(select(Message).where(Message.cause.like("worse:%"))).one()
    assert "Start again" in page(portal)
    assert "Stop this" not in portal.page.text
    clock.forward(days=2)
    sign_in(portal)
    portal.get("/your-page")
    portal.post("/your-page/start-again")
    db.refresh(opened.case)
    assert opened.case.state is State.S1_OPEN
    running = db.scalars(select(RunningClock).where(RunningClock.clock == "s1_response")).one()
    assert running.stopped_on is None
    assert running.due_on > due


def test_after_ten_working_days_starting_again_is_not_one_tap(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    opened = case_with_words(db, keys)
    sign_in(portal)
    portal.post("/your-page/6")
    clock.now = MONDAY.replace(month=12, day=8)
    sign_in(portal)
    assert "Start again" not in page(portal)
    assert portal.post("/your-page/start-again").status_code == 409
    db.refresh(opened.case)
    assert opened.case.state is State.WITHDRAWN


def test_an_advocate_needs_a_tick_and_then_is_asked_for(portal: Any, db: Any, keys: Any, person: Any) -> None:
    person(Role.OFFICER, name="Priya Shah")
    opened = case_with_words(db, keys)
    sign_in(portal)
    portal.get("/your-page/4")
    assert portal.post("/your-page/4", data={"shares": ["topics"]}).status_code == 422
    portal.post("/your-page/4", data={"shares": ["contact"], "wishes": "A woman"})
    assert db.scalars(select(CaseEvent).where(CaseEvent.event == Event.ADVOCATE_WANTED)).one()
    asked = db.scalars(select(Referral)).one()
    assert asked.shares == "contact"
    assert keys.staff.ring.with_case(opened.case).open(Referral.wishes, asked) == "A woman"
    assert 'id="can-advocate"' in portal.get("/your-page").get_data(as_text=True)  # always (2.4b)


def test_the_next_stage_opens_when_late_and_is_never_refused(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    sign_in(portal)
    assert 'id="can-next"' not in portal.get("/your-page").get_data(as_text=True)
    assert "Monday 7 December" in portal.get("/your-page/next").get_data(as_text=True)
    assert portal.post("/your-page/next", data={"text": "now"}).status_code == 409
    clock.now = MONDAY.replace(month=12, day=8)
    sign_in(portal)
    assert 'id="can-next"' in portal.get("/your-page").get_data(as_text=True)
    portal.get("/your-page/next")
    assert portal.post("/your-page/next", data={"text": "You are late."}).status_code == 303
    db.refresh(opened.case)
    assert opened.case.state is State.S2_REQUESTED
    clocks = {clock.clock: clock for clock in db.scalars(select(RunningClock).where(RunningClock.stopped_on.is_(None)))}
    assert clocks["s2_acknowledge"].started_on == date(2026, 12, 8)
    assert clocks["s2_response"].due_on == date(2027, 1, 15)
    html = page(portal)
    assert "You asked for the next step. Someone on our team will write to you here by Thursday 10 December." in html
    assert "Two people from outside look at it." in html
    assert "You should have the answer by Friday 15 January 2027." in html


def test_a_request_long_after_the_answer_is_taken_and_marked(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    record(db, opened.case, Event.CLOSED, actor=SYSTEM, now=MONDAY)
    db.commit()
    clock.forward(days=200)
    sign_in(portal)
    portal.get("/your-page/next")
    assert portal.post("/your-page/next", data={"text": ""}).status_code == 303
    asked = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.S2_REQUESTED)).one()
    assert asked.reason == "written_late"


def more_time(db: Any, opened: Any, by: date) -> Extension:
    clock = db.scalars(select(RunningClock).where(RunningClock.clock == "s1_response")).one()
    asked = Extension(
        id=uuid.uuid4(),
        case_id=opened.case.id,
        clock_id=clock.id,
        ground=Ground.AGREED,
        new_due_on=by,
        asked_at=MONDAY,
        asked_by=named(db, "Mo Adams").id,
    )
    opened.keys.seal(Extension.reason, asked, "Two people are away.")
    db.add(asked)
    db.commit()
    return asked


@pytest.mark.parametrize(
    ("answer", "state"), [("yes", State.S1_EXTENDED), ("no", State.S1_OPEN), ("talk", State.S1_OPEN)]
)
def test_more_time_is_answered_by_the_person(portal: Any, db: Any, keys: Any, answer: str, state: State) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    asked = more_time(db, opened, date(2026, 12, 14))
    sign_in(portal)
    assert "Two people are away." not in page(portal)
    assert "Two people are away." in portal.get("/your-page/more-time").get_data(as_text=True)
    assert "checked" not in portal.get("/your-page/more-time").get_data(as_text=True)
    portal.post("/your-page/more-time", data={"answer": ""})
    db.expire_all()
    assert db.get(Extension, asked.id).answer is None  # silence is not yes (T59)
    portal.post("/your-page/more-time", data={"answer": answer})
    db.expire_all()
    assert db.get(Extension, asked.id).answer == answer
    assert opened.case.state is state


def test_got_worse_reaches_a_manager_the_same_day(portal: Any, db: Any, keys: Any, person: Any) -> None:
    person(Role.MANAGER, name="Rosa Hart")
    opened = case_with_words(db, keys)
    sign_in(portal)
    portal.get("/your-page/5")
    portal.post("/your-page/5", data={"text": "They took my phone."})
    happened = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.GOT_WORSE)).one()
    assert keys.staff.ring.with_case(opened.case).open(CaseEvent.details, happened) == "They took my phone."
    assert db.scalars(select(Message).where(Message.cause.like("worse:%"))).one().due_at == MONDAY


def test_how_to_reach_them_is_changed_and_never_shown(portal: Any, db: Any, keys: Any) -> None:
    answers = {"contact": {"ways": ["email"]}, "contact_details": {"email": "old@home.example"}}
    opened = case_with_words(db, keys, answers=answers)
    sign_in(portal)
    html = portal.get("/your-page/reach").get_data(as_text=True)
    assert "old@home.example" not in html
    assert portal.post("/your-page/reach", data={"ways": ["text"]}).status_code == 422
    assert "Tell us what number to text" in portal.page.text
    given = {"ways": ["text"], "text_number": "07700 900123", "text_seen": "yes"}
    assert portal.post("/your-page/reach", data=given).status_code == 200
    assert "Do you want us to stop this? Email" in portal.page.text
    assert portal.post("/your-page/reach", data={**given, "sure": "yes"}).status_code == 303
    ways = {row.way: row for row in db.scalars(select(SafeWay).where(SafeWay.case_id == opened.case.id))}
    assert not ways[Way.EMAIL].allowed
    assert ways[Way.TEXT].allowed
    assert ways[Way.TEXT].shared
    notice = db.scalars(select(NoticeTo)).one()
    assert keys.worker.open_json(NoticeTo.work, notice) == {"text": "07700 900123"}
    from models.cases.contacting import card_of

    card = card_of(db, keys.staff.ring.with_case(opened.case), opened.case)
    assert card is not None
    assert card["text_number"] == "07700 900123"
    assert "900123" not in portal.get("/your-page/reach").get_data(as_text=True)


def test_still_safe_is_asked_at_each_visit_and_a_no_holds(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    answers = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@home.example"}}
    opened = case_with_words(db, keys, answers=answers)
    sign_in(portal)
    assert "Is it still safe to email you?" in page(portal)
    portal.post("/your-page/reach/still", data={"way": "email", "answer": "yes"})
    assert "Is it still safe" not in page(portal)
    clock.forward(days=1)
    sign_in(portal)
    assert "Is it still safe to email you?" in page(portal)
    portal.post("/your-page/reach/still", data={"way": "email", "answer": "no"})
    way = db.scalars(select(SafeWay).where(SafeWay.case_id == opened.case.id, SafeWay.way == Way.EMAIL)).one()
    assert way.allowed is False
    assert (
        db.scalars(select(CaseEvent).where(CaseEvent.event == Event.CONTACT_CHANGED)).one().reason == "not_safe_email"
    )


def test_each_way_in_use_is_asked_about_one_after_another(portal: Any, db: Any, keys: Any) -> None:
    """Experience 2.7: a yes for texts says nothing about who reads the email."""
    details = {
        "email": "sam@home.example",
        "text_number": "07700 900123",
        "address": "1 Elm Street",
        "trusted_name": "Aunt",
    }
    answers = {"contact": {"ways": ["trusted", "email", "post", "text"]}, "contact_details": details}
    opened = case_with_words(db, keys, answers=answers)
    sign_in(portal)
    portal.get("/your-page")
    for way, said in {
        "text": "text you",
        "email": "email you",
        "post": "send you letters",
        "trusted": "talk to the person you trust",
    }.items():
        assert f"Is it still safe to {said}?" in portal.page.text
        answer = portal.post(
            "/your-page/reach/still", data={"way": way, "answer": "no" if way in ("email", "trusted") else "yes"}
        )
        portal.get(answer.location)
    assert "Is it still safe" not in portal.page.text
    assert "Is it still safe" not in page(portal)
    ways = db.scalars(select(SafeWay).where(SafeWay.case_id == opened.case.id, SafeWay.allowed)).all()
    assert {way.way for way in ways} - {Way.HERE} == {Way.TEXT, Way.POST}


def test_an_advocate_sees_the_same_page_less_and_can_be_ended(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    beside = another_holder(db, keys, opened, "seven words of a grown up", "HV-2222-2222-222").id
    sign_in(portal, "HV-2222-2222-222", "seven words of a grown up")
    html = portal.get("/your-page").get_data(as_text=True)
    assert 'id="reach"' not in html
    assert 'id="sent"' not in html
    assert 'id="can-stop"' not in html
    for path in ("reach", "sent", "6"):
        assert portal.get(f"/your-page/{path}").location == "/your-page"
    portal.get("/leave")
    sign_in(portal)
    portal.get("/your-page/reach")
    portal.post(f"/your-page/4/{beside}/end")
    assert db.scalars(select(Holder).where(Holder.id == beside)).one_or_none() is None
    portal.get("/leave")
    answer = portal.post(
        "/come-back", data={"reference": "HV-2222-2222-222", "secret_words": "seven words of a grown up"}
    )
    assert answer.status_code == 422


def test_every_page_is_behind_the_words(portal: Any) -> None:
    for path in ("", "/points", "/messages", "/letters", "/opened", "/reach", "/sent", "/6", "/next", "/words"):
        assert portal.get(f"/your-page{path}").location == "/come-back"


@pytest.mark.parametrize(("days", "asked"), [(1, False), (7, True), (16, True), (28, True), (60, True)])
def test_has_something_got_worse_is_asked_again(
    portal: Any, db: Any, keys: Any, clock: Any, days: int, asked: bool
) -> None:
    case_with_words(db, keys)
    clock.forward(days=days)
    sign_in(portal)
    assert ("Has something got worse since you told us?" in page(portal)) is asked
    portal.post("/your-page/5/no")
    assert "Has something got worse since you told us?" not in page(portal)
    clock.forward(days=30)
    sign_in(portal)
    assert ("Has something got worse since you told us?" in page(portal)) is (days < 28)


def test_who_asked_for_an_advocate_sees_since_when_and_can_say_that_nobody_came(
    portal: Any, db: Any, keys: Any, person: Any, clock: Any
) -> None:
    person(Role.OFFICER, name="Priya Shah")
    opened = case_with_words(db, keys)
    sign_in(portal)
    portal.post("/your-page/4", data={"shares": ["contact"]})
    shown = page(portal)
    assert "You asked for an advocate on Monday 23 November." in shown
    assert "You should hear from them by Wednesday 25 November." in shown
    answer = portal.post("/your-page/4/again", follow_redirects=True)
    assert "Our team knows now that no one has come." in answer.get_data(as_text=True)
    assert db.scalars(select(CaseEvent).where(CaseEvent.event == Event.MESSAGE_FROM_PERSON)).one()
    assert db.scalars(select(Message).where(Message.cause.like("not-heard:%"))).one()
    db.refresh(opened.case)
    assert opened.case.waiting_on == "us"
    appoint_advocate(db, opened.case, on=MONDAY.date(), actor=SYSTEM, now=MONDAY)
    db.commit()
    assert "They were in touch on Monday 23 November." in page(portal)
    assert "Not heard?" not in portal.page.text
