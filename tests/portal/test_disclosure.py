"""Somebody tells of harm inside a complaint, at any hour: an alert and numbers at once, and the rest goes on (S-15)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.cases import alerting, climbing
from models.procedure.terms import Event, Role, State
from models.tables import Case, CaseEvent, JobRun, Message, SafetyAlert
from tests.admin.test_triage import given
from tests.conftest import MONDAY
from tests.portal.test_said_not_safe import at

NIGHT = MONDAY.replace(hour=22)


@pytest.fixture
def on_duty(db, person):
    person(Role.DUTY, name="Ola Reed")
    person(Role.MANAGER, name="Hannah Cole")
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.commit()


@pytest.fixture
def disclosed(portal, db, clock, on_duty):
    """At ten at night, in the form: not safe, and what happens."""
    clock.now = NIGHT
    portal.post(at("safe"), data={"safe": "no"})
    portal.post(at("tell"), data={"story": "He hits me at night. And nobody rings me back."})
    portal.post("/your-voice/check")
    return db.scalars(select(Case)).one()


def test_out_of_hours_the_form_shows_who_to_ring_now_and_the_alert_is_there_before_the_morning_s_15(
    portal, db, keys, disclosed
):
    portal.get("/your-voice/sent")
    for number in ("01632 960199", "0800 1111", "999"):
        assert number in portal.page.text, "whoever answers at this hour"
    alert = db.scalars(select(SafetyAlert)).one()
    assert (alert.case_id, alert.created_at) == (disclosed.id, NIGHT)
    assert alerting.words_of(keys.staff.ring, alert).said.startswith("He hits me")
    assert db.scalars(select(Message.kind).where(Message.kind == "alert")).all(), "duty is told at once"
    assert climbing.escalate_due(db, keys.worker, now=NIGHT + timedelta(hours=13)) == 1, "nobody took it: it goes up"


def test_the_complaint_goes_on_beside_the_alert_with_its_own_days_s_15_e_41(admin, db, disclosed, sign_in, person):
    sign_in(Role.OFFICER)
    responder = person(Role.RESPONDER, name="Dana Reed")
    here = f"/cases/{disclosed.reference}/triage"
    admin.get(here)
    assert "Nobody has accepted the alert" in admin.page.text
    assert admin.post(here, data=given(disclosed, responder)).status_code == 303
    db.expire_all()
    assert (disclosed.state, disclosed.next_due_on) == (State.S1_OPEN, date(2026, 12, 7))
    assert Event.ACKNOWLEDGED in set(db.scalars(select(CaseEvent.event)))
    assert db.scalars(select(SafetyAlert)).one().accepted_at is None, "and the alert still waits for duty"


def test_an_officer_who_reads_of_harm_raises_it_at_triage_and_the_rest_is_answered_s_15_e_41(
    admin, portal, db, keys, on_duty, sign_in, person, clock
):
    portal.post(at("safe"), data={"safe": "yes"})
    portal.post(at("tell"), data={"story": "He hits me at night. And nobody rings me back."})
    portal.post("/your-voice/check")
    case = db.scalars(select(Case)).one()
    assert db.scalars(select(SafetyAlert)).all() == []
    sign_in(Role.OFFICER)
    responder = person(Role.RESPONDER, name="Dana Reed")
    here = f"/cases/{case.reference}/triage"
    assert admin.post(here, data=given(case, responder, safe="referred", safe_note="")).status_code == 422
    assert "Say what the duty team needs to know" in admin.page.text
    assert admin.post(here, data=given(case, responder, safe="referred", safe_note="He hits her.")).status_code == 303
    alert = db.scalars(select(SafetyAlert)).one()
    assert alerting.words_of(keys.staff.ring, alert).said == "He hits her."
    db.expire_all()
    assert (case.state, case.safety_waiting) == (State.S1_OPEN, True)
    sign_in(Role.DUTY)
    assert admin.get(f"/cases/{case.reference}").status_code in (303, 403, 404), "duty reads the alert and no more"
