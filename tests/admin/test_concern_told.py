"""A concern that a manager settles by phone ends with what was said, on its day, and the letter that says it (E-51)."""

import pytest
from sqlalchemy import select

from models.cases import allocating
from models.procedure.terms import Clock, Event, Procedure, Role, State
from models.tables import Answer, CaseEvent, Letter, RunningClock
from tests.models.cases.answered import MONDAY, at, one, routed

TOLD = {"how": "phone", "on-day": "1", "on-month": "12", "on-year": "2026", "said": "The heating is mended today."}


@pytest.fixture
def mo(person):
    return one(person, Role.RESPONDER, "Mo Reed")


@pytest.fixture
def concern(db, keys, person, mo):
    officer = one(person, Role.OFFICER, "Olu Dean").actor
    case, ring = routed(db, keys.staff.ring, officer, procedure=Procedure.CONCERN)
    allocating.give(db, case, mo.id, actor=officer, now=MONDAY)
    db.commit()
    return case, ring


def test_a_concern_settled_by_phone_ends_with_the_letter_that_says_what_was_said_e_51(
    admin, db, concern, mo, sign_in, clock
):
    case, ring = concern
    here = f"/cases/{case.reference}/answer"
    clock.now = at(2)
    sign_in(account=mo.account)
    assert f'href="{here}/told"' in admin.get(here).get_data(as_text=True)
    assert "it goes to them in a letter at once" in admin.get(f"{here}/told").get_data(as_text=True)
    assert admin.post(f"{here}/told", data=TOLD).status_code == 303
    db.expire_all()
    assert case.state is State.CONCERN_ANSWERED
    letter = str(ring.open_json(Letter.body, db.scalars(select(Letter).where(Letter.kind == "answer_concern")).one()))
    for words in ("by phone on", "1 December 2026", "The heating is mended today.", "Not happy", "Mo Reed"):
        assert words in letter
    happened = db.scalars(select(CaseEvent).where(CaseEvent.reason == "concern_told_phone")).one()
    assert happened.on == at(1).date(), "its true day"
    running = select(RunningClock.clock).where(RunningClock.case_id == case.id, RunningClock.stopped_on.is_(None))
    assert not {Clock.CONCERN_ANSWER, Clock.S1_CONFIRM} & set(db.scalars(running))
    assert Event.CONCERN_ANSWERED in db.scalars(select(CaseEvent.event)).all()
    admin.get("/my-cases")
    assert case.reference not in admin.page.text, "nothing more is theirs to answer"
    assert db.scalars(select(Answer)).one().state == "released"


def test_a_day_that_cannot_be_keeps_what_was_typed_and_no_concern_ends_twice(admin, db, concern, mo, sign_in, clock):
    case, _ = concern
    here = f"/cases/{case.reference}/answer/told"
    clock.now = at(2)
    sign_in(account=mo.account)
    wrong = admin.post(here, data=TOLD | {"on-day": "9"})
    assert wrong.status_code == 422
    assert "The heating is mended today." in wrong.text
    assert admin.post(here, data=TOLD | {"said": ""}).status_code == 422
    assert not db.scalars(select(Letter)).all()
    assert admin.post(here, data=TOLD).status_code == 303
    again = admin.post(here, data=TOLD)
    assert again.status_code == 422
    assert "cannot happen to a case that is “Case concern answered”" in again.text
    assert len(db.scalars(select(Letter)).all()) == 1


def test_more_time_is_offered_where_it_can_be_given_and_elsewhere_the_reason_is_true_k_91(
    admin, db, keys, concern, mo, sign_in, person
):
    case, ring = concern
    here = f"/cases/{case.reference}"
    sign_in(account=mo.account)
    assert 'id="to-more-time"' not in admin.get(f"{here}/answer").get_data(as_text=True)
    assert "no time limit of the law" in admin.get(f"{here}/answer/more-time").get_data(as_text=True)
    sign_in(Role.OFFICER)
    assert "no time limit of the law" in admin.get(f"{here}/more-time").get_data(as_text=True)
    officer = one(person, Role.OFFICER, "Ola Frey").actor
    other, _ = routed(db, keys.staff.ring, officer)
    allocating.give(db, other, mo.id, actor=officer, now=MONDAY)
    db.commit()
    sign_in(account=mo.account)
    assert 'id="to-more-time"' in admin.get(f"/cases/{other.reference}/answer").get_data(as_text=True)
