"""Who answers falls ill on day 9: a deputy takes it up, no day moves, and the person may wait or go on (S-35, K-12)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import allocating, answering, walling
from models.cases.recording import record
from models.jobs.digest import send_digests
from models.procedure.terms import Clock, Event, Role, State
from models.tables import CaseEvent, Extension, Message, RunningClock, Staff
from tests.models.cases.answered import DUE, MONDAY, at, routed, who
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_statement import come_back
from tests.portal.test_tracking import add_points, page
from tests.portal.test_tracking import answering as acknowledged

AWAY = {"away-until-day": "18", "away-until-month": "12", "away-until-year": "2026"}


@pytest.fixture
def nadia(person):
    return person(Role.RESPONDER, name="Nadia Rahim")


@pytest.fixture
def priya(person):
    return person(Role.OFFICER, name="Priya Shah")


@pytest.fixture
def mo(person):
    return person(Role.RESPONDER, name="Mo Reed")


@pytest.fixture
def case(db, keys, priya, mo):
    """Given to Mo, with one of its two points by name."""
    case, _ = routed(db, keys.staff.ring, who(priya), points=("Nobody rings me back.", "My room is cold."))
    case.officer_id = priya.staff_id
    points = [answering.points_of(db, case)[1].id]
    allocating.give(db, case, mo.staff_id, actor=who(priya), now=MONDAY)
    allocating.give(db, case, mo.staff_id, actor=who(priya), now=MONDAY, point_ids=points)
    db.commit()
    return case


def due(db, clock=Clock.S1_RESPONSE):
    query = select(RunningClock).where(RunningClock.clock == clock).execution_options(populate_existing=True)
    return db.scalars(query).one().due_on


def test_a_deputy_answers_what_a_manager_who_fell_ill_on_day_9_owes_and_no_day_moves_s_35(
    admin, db, keys, case, mo, nadia, sign_in, clock
):
    clock.now = at(4)  # day 9 of 10
    sign_in(account=nadia)
    assert case.reference not in admin.get("/my-cases").text
    assert admin.get(f"/cases/{case.reference}/answer").status_code == 404
    sign_in(Role.MANAGER, name="Hannah Teller")
    here = f"/hand-over/{mo.staff_id}"
    admin.get(here)
    assert (
        admin.post(f"{here}/away", data=AWAY | {"away-until-day": "3", "away-deputy": str(nadia.staff_id)}).status_code
        == 422
    )
    assert "Choose today or a later day." in admin.page.text
    assert admin.post(f"{here}/away", data=AWAY | {"away-deputy": ""}).status_code == 422
    assert admin.post(f"{here}/away", data=AWAY | {"away-deputy": str(nadia.staff_id)}).status_code == 303
    assert due(db) == DUE
    sign_in(account=nadia)
    assert case.reference in admin.get("/my-cases").text
    assert "My room is cold." in admin.get(f"/cases/{case.reference}/answer").text
    send_digests(db, keys.staff.ring, now=datetime(2026, 12, 7, 8, tzinfo=UTC))
    mail = db.scalars(select(Message).where(Message.cause.startswith(f"digest:{nadia.id}"))).one()
    assert case.reference in keys.worker.open_json(Message.work, mail)["body"]
    sign_in(account=mo)
    assert case.reference not in admin.get("/my-cases").text
    sign_in(Role.MANAGER)
    admin.get("/hand-over")
    assert "Mo Reed : 0 open cases, somebody stands in" in admin.page.text
    assert "(away until 18 December 2026)" in admin.get(f"/cases/{case.reference}/who-answers").text


def test_who_is_back_is_back_and_nobody_stands_in_any_more_s_35(admin, db, case, priya, person, sign_in, clock):
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    sign_in(Role.MANAGER)
    here = f"/hand-over/{priya.staff_id}"
    assert admin.post(f"{here}/away", data=AWAY | {"away-deputy": str(zoe.staff_id)}).status_code == 303
    admin.get(here)
    assert "Away up to and including Friday 18 December 2026" in admin.page.text
    clock.now = at(19)
    sign_in(Role.MANAGER)
    assert "somebody stands in" not in admin.get("/hand-over").text, "the last day is over by itself"
    db.expire_all()
    assert case.officer_id == priya.staff_id, "an officer stays officer of record"
    assert db.get_one(Staff, priya.staff_id).deputy_id == zoe.staff_id
    assert admin.post(f"{here}/back").status_code == 303
    db.expire_all()
    assert db.get_one(Staff, priya.staff_id).deputy_id is None


def test_who_is_back_has_again_what_the_deputy_answered_for_them_and_what_was_not_theirs_stays_s_35(
    admin, db, keys, case, mo, nadia, sign_in, clock, person
):
    officer = who(person(Role.OFFICER))
    other, _ = routed(db, keys.staff.ring, officer, reference="HV-OTHER-22", points=("The bus was late.",))
    for one in (mo, nadia):  # handed over for good, before anybody was away
        allocating.give(db, other, one.staff_id, actor=officer, now=MONDAY)
    db.commit()
    clock.now = at(1)
    sign_in(Role.MANAGER)
    here = f"/hand-over/{mo.staff_id}"
    assert admin.post(f"{here}/away", data=AWAY | {"away-deputy": str(nadia.staff_id)}).status_code == 303
    clock.now = at(26)
    sign_in(Role.MANAGER)
    admin.get("/hand-over")
    assert "Mo Reed : 0 open cases, time away is over" in admin.page.text
    admin.get(here)
    assert "Their time away is over. Nadia Rahim stood in." in admin.page.text
    assert [box.get("value") for box in admin.page.all("input") if box.get("name") == "back-cases"] == [case.reference]
    assert admin.post(f"{here}/back", data={"back-cases": [other.reference]}).status_code == 422
    assert admin.post(f"{here}/back", data={"back-cases": [case.reference]}).status_code == 303
    assert "1 case was given back to them to answer." in admin.get("/hand-over").text
    db.expire_all()
    assert {case.responder_id, answering.points_of(db, case)[1].responder_id} == {mo.staff_id}
    assert other.responder_id == nadia.staff_id


def test_what_somebody_has_answered_stays_theirs_and_is_handed_to_nobody_s_35_k_82(
    admin, db, case, mo, nadia, sign_in, clock
):
    record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=at(2))
    record(db, case, Event.S2_REQUESTED, actor=SYSTEM, now=at(3))
    db.commit()
    clock.now = at(4)
    sign_in(Role.MANAGER)
    assert "Mo Reed" not in admin.get("/hand-over").text, "nothing of theirs is owed"
    given = {"to": str(nadia.staff_id), "cases": [case.reference]}
    assert admin.post(f"/hand-over/{mo.staff_id}", data=given).status_code in (404, 422)
    db.expire_all()
    assert case.responder_id == mo.staff_id


def test_a_wall_keeps_a_deputy_out_and_it_is_said_s_35_az_04(admin, db, case, mo, nadia, person, sign_in):
    walling.put_behind(db, case, nadia.staff_id, actor=who(person(Role.MANAGER)), now=MONDAY)
    db.commit()
    sign_in(Role.MANAGER)
    given = AWAY | {"away-deputy": str(nadia.staff_id)}
    assert admin.post(f"/hand-over/{mo.staff_id}/away", data=given).status_code == 422
    db.expire_all()
    assert case.responder_id == mo.staff_id


def test_illness_gives_no_more_time_unless_they_agree_and_after_the_last_day_they_choose_s_35_k_12_k_15(
    admin, portal, db, keys, sign_in, clock
):
    opened = case_with_words(db, keys)
    acknowledged(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    db.commit()
    clock.now = at(4)
    sign_in(Role.OFFICER)
    asks = {"ask-new_due-day": "14", "ask-new_due-month": "12", "ask-new_due-year": "2026", "ask-reason": "Mo is ill."}
    assert admin.post(f"/cases/{REFERENCE}/more-time/ask", data=asks).status_code == 303
    assert due(db) == DUE, "asking moves nothing"
    come_back(portal)
    assert "Mo is ill." in portal.get("/your-page/more-time").get_data(as_text=True)
    portal.post("/your-page/more-time", data={"answer": "no"})
    assert (due(db), db.scalars(select(Extension.answer)).one()) == (DUE, "no")
    clock.now = at(22)
    come_back(portal)
    assert "You can wait if you want." in page(portal)
    assert any(link.get("href") == "/your-page/next" for link in portal.page.all("a"))
    portal.post("/your-page/next", data={"text": ""})
    db.expire_all()
    assert opened.case.state is State.S2_REQUESTED
    assert Event.S2_REQUESTED in set(db.scalars(select(CaseEvent.event)))
