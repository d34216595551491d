"""What others answer, or have answered: a team, a provider, a home, another council, and an MP who asks.

S-13, S-26, S-28, S-29, S-30.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.cases import holding
from models.procedure.terms import Clock, Event, Journey, Procedure, Role, State
from models.register.upkeep import bring_up_to_date
from models.tables import AuditRow, Case, CaseEvent, Letter, RegisterLine, RunningClock
from tests.admin.test_other_routes import day
from tests.admin.test_register import FORM
from tests.conftest import MONDAY
from tests.making import make_case

OPEN = "CV-AAAA-A1"
LATE = datetime(2026, 11, 30, 10, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def decided(admin, db, sign_in, clock):
    """Registered a week after it came, by e-mail, and decided: `decided("area:local", "Team 4")` gives the case."""

    def decide(route: str, where: str) -> Case:
        clock.now = LATE
        sign_in(Role.OFFICER, name="Priya Shah")
        told = {"channel": "email", "on-day": "23", "journey": "parent", "standing": "parent", "at": ""}
        told |= {"ways": "email", "email": "office@example.org"}
        assert admin.post("/register", data=FORM | told).status_code == 303
        case = db.scalars(select(Case).where(Case.reference != OPEN)).one()
        chosen = {"version": str(case.version), "safe": "safe", "route": route, "standing": "parent", "do": "send",
                  "point": ["She was not rung."], "home": [""], "left_out": [""], "passed_to": where}  # fmt: skip
        assert admin.post(f"/cases/{case.reference}/triage", data=chosen).status_code == 303
        db.expire_all()
        return case

    return decide


def letters_read(db, keys, case):
    ring = keys.staff.ring.with_case(case)
    return [
        str(ring.open_json(Letter.body, one)) for one in db.scalars(select(Letter).where(Letter.case_id == case.id))
    ]


def step(admin, case, event, note, more=None, **on):
    given = {f"{event}-note": note, **day(f"{event}-on", **on), **(more or {})}
    return admin.post(f"/cases/{case.reference}/way/{event}", data=given).status_code


def line(db):
    bring_up_to_date(db)
    return db.scalars(select(RegisterLine)).one()


def running(db, case):
    query = select(RunningClock.clock).where(RunningClock.case_id == case.id, RunningClock.stopped_on.is_(None))
    return set(db.scalars(query))


def test_answered_locally_without_the_team_is_registered_late_with_its_true_days_and_who_wrote_them_s_13(
    admin, db, decided
):
    case = decided("area:local", "Team 4")
    assert (case.received_on, case.state) == (MONDAY.date(), State.ASIDE_OPEN)
    assert step(admin, case, "local_answered", "Team 4 rang her.", number=22) == 422, "not before it came"
    assert step(admin, case, "local_answered", "Team 4 rang her.", number=24) == 303
    event = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.LOCAL_ANSWERED)).one()
    assert (event.on, event.at, event.actor_name) == (TUESDAY, LATE, "Priya Shah"), "both days are kept, and by whom"
    assert Event.LOCAL_ANSWERED.value in set(db.scalars(select(AuditRow.action)))
    assert Clock.ROUTE_ANSWER not in running(db, case)
    assert (line(db).kind, line(db).received_on, line(db).stage1_responded_on) == (
        "Area initiated complaint", MONDAY.date(), TUESDAY,
    )  # fmt: skip
    assert "Nothing is owed any more" in admin.get(f"/cases/{case.reference}/way").text


def test_a_provider_that_was_told_first_sends_us_its_answer_and_nobody_is_asked_for_leave_s_30(admin, db, decided):
    case = decided("area:provider_first", "Greenbank Care")
    letters = admin.get(f"/cases/{case.reference}/letters").text
    assert "May we send" not in letters
    assert Clock.ROUTE_ANSWER in running(db, case), "we make sure that they are answered"
    assert (
        step(admin, case, "local_answered", "Greenbank wrote on Tuesday: sorry, and a new key worker.", number=24)
        == 303
    )
    page = admin.get(f"/cases/{case.reference}/way").text
    assert "Greenbank wrote on Tuesday: sorry, and a new key worker." in page
    assert line(db).kind == "Provider Complaint"


def test_an_answer_of_a_provider_that_fails_opens_the_statutory_procedure_s_28_s_30(admin, db, decided):
    case = decided("area:provider_first", "Greenbank Care")
    step(admin, case, "local_answered", "They said no.", number=24)
    change = {"to": "statutory:own_right", "why": "Their answer did not put it right.", "do": "send"}
    assert admin.post(f"/cases/{case.reference}/change", data=change).status_code == 303
    db.expire_all()
    assert (case.procedure, case.state) == (Procedure.STATUTORY, State.S1_OPEN)
    assert Clock.S1_RESPONSE in running(db, case)


def test_a_child_placed_by_another_council_is_theirs_to_answer_and_nothing_goes_without_a_yes_s_28_e_11(
    admin, db, decided
):
    case = decided("authority:responsible", "Barton City Council")
    assert db.scalars(select(Letter.kind)).all() == ["permission"], "they are asked first"
    assert step(admin, case, "sent_on", "By secure mail", number=30) == 409
    assert step(admin, case, "permission_given", "By phone", number=30) == 303
    assert step(admin, case, "sent_on", "By secure mail", number=30) == 303
    assert Clock.S1_RESPONSE not in running(db, case), "the responsible authority decides"


def test_a_homes_own_procedure_comes_first_unless_the_manager_and_the_team_agree_otherwise_s_29(admin, db, decided):
    case = decided("provider:home", "Hill House")
    assert step(admin, case, "regulator_told", "Ofsted, by mail", number=30) == 409, "first it is sent"
    change = {"to": "statutory:own_right", "why": "The service manager and we agreed to look at it ourselves."}
    assert admin.post(f"/cases/{case.reference}/change", data=change | {"do": "send"}).status_code == 422
    assert "Write that down as a step of this way first" in admin.page.text
    assert step(admin, case, "route_ours", "Dana Reed, who manages it: its head is named.", number=30) == 303
    assert "Agreed with the manager of the service" in admin.get(f"/cases/{case.reference}/timeline").text
    assert admin.post(f"/cases/{case.reference}/change", data=change | {"do": "send"}).status_code == 303
    db.expire_all()
    assert case.state is State.S1_OPEN
    assert Clock.PERMISSION not in running(db, case)


def test_an_mp_about_an_open_complaint_is_linked_has_ten_days_of_its_own_and_asks_before_telling_s_26_k_85(
    admin, db, sessions, keys, decided
):
    theirs = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT, reference=OPEN).case
    db.commit()
    case = decided("mp:mp", "The head of service")
    assert admin.post(f"/cases/{case.reference}/link", data={"other": OPEN, "why": "same_matter"}).status_code == 303
    assert OPEN in admin.get(f"/cases/{case.reference}/people").text
    due = select(RunningClock.due_on).where(RunningClock.clock == Clock.MP_RESPONSE)
    assert db.scalars(due).one() == date(2026, 12, 7), "ten working days from the day it came"
    assert theirs.state is State.RECEIVED
    assert step(admin, case, "route_answered", "Her review was late.", number=30) == 409, "she is asked first"
    assert step(admin, case, "permission_refused", "She rang: tell him nothing of mine.", number=30) == 303
    assert step(admin, case, "permission_given", "x", number=30) == 409
    assert step(admin, case, "holding_sent", "We look for the notes.", number=30) == 422
    assert "Enter the day by which the answer comes" in admin.page.text
    assert "We look for the notes." in admin.page.text, "what was typed stays"
    day_of_it = {"holding_sent-by-day": "14", "holding_sent-by-month": "12", "holding_sent-by-year": "2026"}
    assert step(admin, case, "holding_sent", "We look for the notes.", number=30, more=day_of_it) == 303
    assert "the answer by Monday 14 December 2026" in "".join(letters_read(db, keys, case))
    assert "nothing of theirs may be in it" in admin.get(f"/cases/{case.reference}/way").text
    assert step(admin, case, "route_answered", "We cannot tell you about her case.", number=30) == 303
    holding.leave_due(db, now=LATE + timedelta(minutes=30))
    db.commit()
    assert Clock.MP_RESPONSE in running(db, case)
    given = {"call-on-day": "30", "call-on-month": "11", "call-on-year": "2026", "call-said": "Read to the office."}
    for letter in db.scalars(select(Letter.id).where(Letter.counted_at.is_(None))).all():
        assert admin.post(f"/letters/{letter}/call", data=given).status_code == 303
    db.expire_all()
    assert Clock.MP_RESPONSE not in running(db, case), "it counts on the day the office was told (K-18)"
