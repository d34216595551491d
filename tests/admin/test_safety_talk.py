"""Who is not sure that they are safe is called or written to the same working day, and it can be late (2.5)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.cases.corresponding import send_message
from models.cases.recording import record
from models.cases.safety_talk import owed_by
from models.procedure.terms import Clock, Event, Journey, Procedure, Role
from models.tables import CaseEvent, RunningClock, SafetyAlert
from tests.conftest import MONDAY
from tests.making import make_case

REFERENCE = "CV-AAAA-A1"
WHERE = f"/cases/{REFERENCE}/being-safe"
UNSURE = {"safe": {"safe": "not_sure"}}


def unsure(db, keys, *, now=MONDAY, answers=UNSURE, **more):
    opened = make_case(db, keys.staff.ring, now=now, reference=REFERENCE, answers=answers, **more)
    db.commit()
    return opened


def page(admin, where):
    return admin.get(where).get_data(as_text=True)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-11-23T09:00", "2026-11-23"),
        ("2026-11-23T16:59", "2026-11-23"),
        ("2026-11-23T17:00", "2026-11-24"),  # everybody has gone home
        ("2026-11-27T22:30", "2026-11-30"),  # Friday night
        ("2026-11-28T11:00", "2026-11-30"),  # Saturday
        ("2026-12-24T20:00", "2026-12-29"),  # Christmas Eve, before two holidays, and a weekend with its holiday
    ],
)
def test_it_is_owed_the_same_working_day(db, keys, sent, due):
    opened = unsure(db, keys, now=datetime.fromisoformat(sent).replace(tzinfo=UTC))
    assert owed_by(db, opened.case).isoformat() == due
    assert opened.case.next_clock is Clock.SAFETY_TALK
    assert opened.case.next_due_on.isoformat() == due


@pytest.mark.parametrize("said", ["yes", "no", "not_said", ""])
def test_no_other_answer_starts_it(db, keys, said):
    assert owed_by(db, unsure(db, keys, answers={"safe": {"safe": said}}).case) is None


def test_the_officer_sees_its_day_in_the_queue_and_it_becomes_late(admin, db, keys, sign_in, clock):
    unsure(db, keys)
    sign_in(Role.OFFICER)
    queue = page(admin, "/queue")
    assert "Not sure if safe" in queue
    assert "Talk to them about being safe 23 November 2026 due today" in " ".join(admin.page.text.split())
    assert "Here, because they are not sure about being safe and nobody has talked to them yet." in queue
    case = page(admin, f"/cases/{REFERENCE}")
    assert "They are not sure that they are safe. Talk to them today, by a way that is safe" in case
    assert f'href="{WHERE}"' in case
    assert "Length: the same working day" in page(admin, f"/cases/{REFERENCE}/clocks")
    clock.now = MONDAY + timedelta(days=1)
    sign_in(Role.OFFICER)
    admin.get("/queue?show=late")
    assert "Talk to them about being safe 23 November 2026 late by 1 working day" in " ".join(admin.page.text.split())
    assert "It was due by 23 November" in page(admin, f"/cases/{REFERENCE}")


def test_what_came_of_it_is_written_down_and_nobody_reached_is_still_owed(admin, db, keys, sign_in):
    opened = unsure(db, keys)
    sign_in(Role.OFFICER)
    assert admin.post(WHERE, data={}).status_code == 422
    admin.post(WHERE, data={"outcome": "no_answer"})
    assert owed_by(db, opened.case), "it is still owed"
    admin.post(WHERE, data={"outcome": "safe", "said": "Dev locks his door. His aunt is with him."})
    db.expire_all()
    assert owed_by(db, opened.case) is None
    assert "We talked to them about being safe: safe, as far as we know" in page(admin, f"/cases/{REFERENCE}/timeline")
    assert "not sure that they are safe" not in page(admin, f"/cases/{REFERENCE}")


def test_somebody_found_not_safe_goes_to_duty_at_once_with_words(admin, db, keys, sign_in):
    unsure(db, keys)
    sign_in(Role.OFFICER)
    assert admin.post(WHERE, data={"outcome": "not_safe"}).status_code == 422
    assert not db.scalars(select(SafetyAlert)).all()
    admin.post(WHERE, data={"outcome": "not_safe", "said": "He is outside her door."})
    db.expire_all()
    alert = db.scalars(select(SafetyAlert)).one()
    assert alert.accepted_at is None
    assert alert.case_id is not None


def test_a_message_to_them_does_it_and_deciding_how_to_deal_with_it_does_not(db, keys, person, officer):
    opened = unsure(db, keys)
    opened.case.procedure = Procedure.STATUTORY
    record(db, opened.case, Event.ROUTED_STATUTORY, actor=officer, now=MONDAY)
    assert owed_by(db, opened.case), "a decision is no call"
    send_message(db, opened.case, "Are you safe?", actor=officer, keys=opened.keys, now=MONDAY)
    assert owed_by(db, opened.case) is None


def test_who_stops_the_complaint_is_still_talked_to(db, keys, officer):
    opened = unsure(db, keys)
    record(db, opened.case, Event.WITHDRAWN, actor=officer, now=MONDAY)
    runs = db.scalars(select(RunningClock.clock).where(RunningClock.stopped_on.is_(None))).all()
    assert runs == [Clock.SAFETY_TALK]


def test_a_parent_who_is_not_sure_about_a_child_is_rung_too(admin, db, keys, sign_in):
    unsure(db, keys, journey=Journey.PARENT, answers={"urgent": {"danger": "not_sure"}})
    sign_in(Role.OFFICER)
    assert "They are not sure that the child is safe. Talk to them today" in page(admin, f"/cases/{REFERENCE}")
    assert db.scalars(select(CaseEvent).where(CaseEvent.event == Event.SAFETY_UNSURE)).one()


@pytest.mark.parametrize(("journey", "said"), [(Journey.YOUNG_PERSON, True), (Journey.PARENT, False)])
def test_nobody_asks_a_carer_for_a_number_to_reach_a_child_2_7(admin, db, keys, sign_in, journey, said):
    unsure(db, keys, journey=journey, answers={})
    sign_in(Role.OFFICER)
    people = page(admin, f"/cases/{REFERENCE}/people")
    assert ("Do not ask a carer, a worker or a school for a number" in people) is said
