"""The next stage asked for by phone is as good as in writing (K-16), and no calendar refuses it (K-25)."""

from typing import Any

from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.recording import record
from models.procedure.terms import Clock, Event, State
from models.tables import CaseEvent, RunningClock
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_tracking import answering

HERE = f"/cases/{REFERENCE}/next"
TODAY = {"on-day": "23", "on-month": "11", "on-year": "2026"}


def test_it_waits_for_the_answer_or_for_the_day(admin: Any, db: Any, keys: Any, officer: Any) -> None:
    answering(db, case_with_words(db, keys))
    page = admin.get(HERE).get_data(as_text=True)
    assert "Record it" not in page
    assert "What to do instead" in page
    assert "They ask for the next stage" not in admin.get(f"/cases/{REFERENCE}").get_data(as_text=True)
    assert "Straight to stage 2, if both agree" in admin.get(f"/cases/{REFERENCE}").get_data(as_text=True)


def test_both_sides_may_leave_stage_1_out_and_say_why_k_19(admin: Any, db: Any, keys: Any, officer: Any) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    admin.get(HERE)
    assert admin.post(HERE, data={"how": "phone"}).status_code == 422
    assert "Write down why both of you think so" in admin.page.text
    admin.post(HERE, data=TODAY | {"how": "phone", "why": "The manager is who it is about."})
    db.refresh(opened.case)
    assert opened.case.state is State.S2_REQUESTED
    query = select(RunningClock).where(RunningClock.clock == Clock.S1_RESPONSE)
    assert db.scalars(query).one().cancelled, "nobody is late with an answer that is not wanted any more"
    admin.get(f"/cases/{REFERENCE}/timeline")
    assert "both sides agreed to leave stage 1 out" in admin.page.text


def test_it_is_recorded_with_how_and_why(admin: Any, db: Any, keys: Any, officer: Any) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.commit()
    assert "They ask for the next stage" in admin.get(f"/cases/{REFERENCE}").get_data(as_text=True)
    admin.get(HERE)
    assert admin.post(HERE, data={"why": "Not fair."}).status_code == 422
    assert "Not fair." in admin.page.html
    admin.post(HERE, data=TODAY | {"how": "phone", "why": "Not fair."})
    db.refresh(opened.case)
    assert opened.case.state is State.S2_REQUESTED
    happened = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.S2_REQUESTED)).one()
    assert happened.reason == "spoken"
    assert "Not fair." in keys.staff.ring.with_case(opened.case).open(CaseEvent.details, happened)
