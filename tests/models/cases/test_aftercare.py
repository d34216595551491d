"""Fear is met with controls: asked first, kept from whom they named, and asked whether anything got worse (2.4)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.audit import SYSTEM, Actor
from models.cases import aftercare, allocating, asking_first, choosing, contributing, keeping_from
from models.cases.caring_details import details_of
from models.cases.must_not_miss import minded
from models.cases.policies import holidays
from models.procedure.aftercare import open_question
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Procedure, Role, State
from models.tables import CaseEvent, Message, Point, RunningClock, ThreadMessage, WallEntry
from models.words import deck
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import who

ASK = {"worker": {"worker": "", "ask_first": "ask"}}
EMAIL = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@home.example"}}


def open_case(db, keys, **answers):
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers=answers)
    opened.case.state, opened.case.procedure = State.S1_OPEN, Procedure.STATUTORY
    return opened


def reasons(db, case, event):
    query = select(CaseEvent.reason).where(CaseEvent.case_id == case.id, CaseEvent.event == event)
    return list(db.scalars(query.order_by(CaseEvent.number)))


@pytest.mark.parametrize(
    ("today", "answered", "asked"),
    [
        (date(2026, 11, 27), [], ""),
        (date(2026, 11, 30), [], "day_5"),
        (date(2026, 12, 18), [date(2026, 12, 1)], ""),
        (date(2026, 12, 21), [date(2026, 12, 1)], "day_20"),
        (date(2027, 2, 1), [], "day_20"),
    ],
)
def test_it_is_asked_on_working_days_5_and_20_until_somebody_answers(db, today, answered, asked):
    assert open_question(date(2026, 11, 23), None, answered, today, holidays(db)) == asked


def test_it_is_asked_at_the_end_too(db):
    closed = date(2026, 12, 9)
    assert open_question(date(2026, 11, 23), closed, [date(2026, 12, 1)], closed, holidays(db)) == "end"


def test_the_worker_writes_down_each_time_once_and_tells_who_gets_mail(db, keys):
    case = open_case(db, keys, **EMAIL).case
    for days in (6, 7, 8, 28, 29):
        aftercare.ask_those_due(db, now=MONDAY + timedelta(days=days))
    assert reasons(db, case, Event.WORSE_ASKED) == ["day_5", "day_20"]
    assert len(db.scalars(select(Message).where(Message.cause.like("worse-asked:%"))).all()) == 2


def test_a_yes_is_on_a_managers_list_until_somebody_writes_what_was_done(db, keys, person):
    manager = who(person(Role.MANAGER, name="Hannah Teller"))
    opened = open_case(db, keys)
    choosing.got_worse(db, opened.case, "She is cross.", keys=opened.keys, actor=SYSTEM, now=MONDAY)
    assert [row.case.id for row in aftercare.waiting(db, manager)] == [opened.case.id]
    assert minded(db, opened.case, {}, MONDAY.date()).worse
    aftercare.deal_with(db, opened.case, "I rang her.", actor=manager, keys=opened.keys, now=MONDAY)
    assert not aftercare.waiting(db, manager)
    with pytest.raises(NotAllowed):
        aftercare.deal_with(db, opened.case, "Again.", actor=manager, keys=opened.keys, now=MONDAY)


def test_nobody_in_the_service_hears_of_it_until_they_answer(db, keys, person):
    mo, priya = person(Role.RESPONDER, name="Mo Reed"), who(person(Role.OFFICER))
    opened = open_case(db, keys, **ASK)
    clock = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.ASK_FIRST)).one()
    assert clock.due_on == date(2026, 11, 25)  # two working days
    with pytest.raises(NotAllowed):
        allocating.give(db, opened.case, mo.staff_id, actor=priya, now=MONDAY)
    with pytest.raises(NotAllowed):
        contributing.ask(db, opened.case, mo.staff_id, point_ids=[], question="?", due_on=MONDAY.date(),
                         actor=priya, now=MONDAY, keys=opened.keys)  # fmt: skip
    asking_first.answer(db, opened.case, True, actor=SYSTEM, keys=opened.keys, now=MONDAY)
    allocating.give(db, opened.case, mo.staff_id, actor=priya, now=MONDAY)
    assert clock.stopped_on == MONDAY.date()


def test_a_never_holds_until_they_are_told_what_is_left_and_stays_above_the_case(db, keys, person):
    mo, priya = person(Role.RESPONDER, name="Mo Reed"), who(person(Role.OFFICER))
    opened = open_case(db, keys, **ASK)
    asking_first.answer(db, opened.case, False, actor=SYSTEM, keys=opened.keys, now=MONDAY)
    with pytest.raises(NotAllowed):
        allocating.give(db, opened.case, mo.staff_id, actor=priya, now=MONDAY)
    told = {"actor": priya, "keys": opened.keys, "now": MONDAY}
    asking_first.tell_what_is_left(db, opened.case, "We can change your worker. We can not find out why.", **told)
    message = db.scalars(select(ThreadMessage)).one()
    assert opened.keys.open(ThreadMessage.body, message).startswith("We can change your worker.")
    allocating.give(db, opened.case, mo.staff_id, actor=priya, now=MONDAY)
    assert "They do not want the worker to be asked" in minded(db, opened.case, {}, MONDAY.date()).said


def test_only_a_manager_with_a_reason_goes_past_the_hold(db, keys, person):
    opened = open_case(db, keys, **ASK)
    for actor, why in ((who(person(Role.OFFICER)), "Risk"), (who(person(Role.MANAGER)), " ")):
        with pytest.raises(NotAllowed):
            asking_first.settle(db, opened.case, asking_first.OVERRULED, why, actor=actor, keys=opened.keys, now=MONDAY)
    assert opened.case.ask_first


def test_whom_they_named_stands_behind_the_wall_and_the_officer_must_decide(db, keys, person):
    stott = person(Role.RESPONDER, name="Megan Stott")
    answers = {"worker": {"worker": "", "ask_first": "ok", "must_not_know": ["someone_else"],
                          "must_not_know_words": "Megan at the centre"}}  # fmt: skip
    opened = open_case(db, keys, **answers)
    assert db.scalars(select(WallEntry.staff_id)).all() == [stott.staff_id]
    details = details_of(db, opened.case, opened.keys)
    said = minded(db, opened.case, details, MONDAY.date()).said
    assert any("must not know" in line for line in said)
    actor = Actor(kind="staff", id=stott.staff_id, name="Priya Shah")
    keeping_from.say_we_cannot(db, opened.case, "We must tell your school.", actor=actor, keys=opened.keys, now=MONDAY)
    assert minded(db, opened.case, details, MONDAY.date()).kept_from == keeping_from.TOLD
    assert db.scalars(select(ThreadMessage)).one().from_staff_id == stott.staff_id


def test_a_child_under_ten_is_decided_about_by_people_never_by_the_form(db, keys):
    opened = open_case(db, keys, who={"age": "under_10", "call_me": "Hope"})
    assert any("Under 10" in line for line in minded(db, opened.case, {}, MONDAY.date()).said)
    assert not db.scalars(select(Point)).all()


CONTROLS = {  # what the words promise about safety from us, and the code that keeps it: it must be there (T30)
    "We will ask you first.": (allocating, "give"),
    "If we can not do it, we will tell you why first.": (keeping_from, "say_we_cannot"),
    "You said no. We will not talk to them. We will write to you and say what we can do without that.": (
        asking_first, "tell_what_is_left"),
    "We tell a manager today.": (aftercare, "waiting"),
    "We ask you first. No one they work with will hear of it until you tell us. You can say no.": (
        contributing, "ask"),
}  # fmt: skip


@pytest.mark.parametrize("promise", CONTROLS)
def test_each_promise_stands_in_the_words_and_has_its_control_t30(promise):
    said = "\n".join(
        text
        for name in ("young_person", "tracking")
        for entry in deck(name, "en").values()
        for text in entry.everything()
    )
    assert promise in said
    module, verb = CONTROLS[promise]
    assert callable(getattr(module, verb))
