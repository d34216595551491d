"""What somebody reads or hears on a case at any stage goes to duty at once (E-41): from each page where it comes up."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from models.cases import alerting
from models.cases.recording import record
from models.procedure.independence import Part
from models.procedure.terms import Event, Procedure, Role, Safe, State
from models.tables import AuditRow, CaseEvent, SafetyAlert, WallEntry
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import at, who
from tests.models.cases.investigated import begun, let_in
from tests.portal.test_statement import asked  # noqa: F401

REFERENCE = "CV-AAAA-A1"
HERE = f"/cases/{REFERENCE}/not-safe"
SAID = "He wrote that his stepfather locks him in."


def alert_of(db):
    db.expire_all()
    return db.scalars(select(SafetyAlert)).one()


@pytest.mark.parametrize("state", [State.RECEIVED, State.S1_OPEN, State.S2_INVESTIGATING, State.S3_REQUESTED,
                                   State.C1_OPEN, State.CLOSED])  # fmt: skip
def test_an_officer_sends_what_a_message_says_to_duty_whatever_the_stage_e_41(admin, db, keys, sign_in, state):
    case = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE).case
    case.procedure = Procedure.CORPORATE if state is State.C1_OPEN else Procedure.STATUTORY
    case.state, case.closed_on = state, MONDAY.date() if state is State.CLOSED else None
    db.commit()
    sign_in(Role.OFFICER)
    assert f'href="{HERE}"' in admin.get(f"/cases/{REFERENCE}/messages").get_data(as_text=True)
    assert "In an emergency ring 999" in admin.get(HERE).get_data(as_text=True)
    answer = admin.post(HERE, data={"said": SAID})
    assert answer.status_code == 303
    alert = alert_of(db)
    assert (alert.kind, alert.case_id, alert.accepted_at) == (Safe.NO, case.id, None)
    assert alerting.words_of(keys.staff.ring, alert).said == SAID
    assert "Safety alert: sent to duty" in admin.get(f"/cases/{REFERENCE}/timeline").get_data(as_text=True)
    assert "Ring duty: " in admin.page.text
    assert SAID not in admin.page.text
    assert db.scalars(select(AuditRow).where(AuditRow.action == "alert_raised")).one().actor_id


def test_duty_reads_the_words_and_the_ways_that_are_safe_today_e_41(admin, db, keys, sign_in, person):
    reached = {"text_number": "07700 900111", "email": "sam@example.org"}
    answers = {"contact": {"ways": ["text", "email"]}, "contact_details": reached}
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=answers)
    record(db, opened.case, Event.CONTACT_CHANGED, actor=who(person(Role.OFFICER)), now=MONDAY,
           reason="not_safe_email")  # fmt: skip
    db.commit()
    sign_in(Role.OFFICER)
    admin.post(HERE, data={"said": SAID})
    sign_in(Role.DUTY)
    text = admin.get(f"/alerts/{alert_of(db).id}").get_data(as_text=True)
    assert SAID in text
    assert "07700 900111" in text
    assert "sam@example.org" not in text, "they said since that it is not safe"


def test_nothing_written_is_sent_to_nobody_and_a_name_typed_stays(admin, db, keys, sign_in):
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE)
    db.commit()
    sign_in(Role.OFFICER)
    again = admin.post(HERE, data={"said": " ", "worker": "Dan Cole"})
    assert again.status_code == 422
    assert "Write what the duty team needs to know" in again.text
    assert "Dan Cole" in again.text
    assert not db.scalars(select(SafetyAlert)).all()


def test_who_of_us_it_is_about_sees_neither_the_case_nor_the_alert_az_04(admin, db, keys, sign_in, person):
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE)
    accused = person(Role.DUTY, name="Dan Cole")
    db.commit()
    sign_in(Role.OFFICER)
    admin.post(HERE, data={"said": SAID, "worker": "Dan Cole"})
    alert = alert_of(db)
    assert accused.staff_id in db.scalars(select(WallEntry.staff_id).where(WallEntry.alert_id == alert.id)).all()
    sign_in(account=accused)
    assert admin.get(f"/alerts/{alert.id}").status_code == 404


def test_who_names_themselves_out_of_the_case_lands_on_a_page_of_theirs(admin, db, keys, sign_in, person):
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE)
    priya = person(Role.OFFICER, name="Priya Shah")
    db.commit()
    sign_in(account=priya)
    answer = admin.post(HERE, data={"said": SAID, "worker": "Priya"})
    assert answer.headers["Location"] == "/"
    assert alert_of(db)


def test_a_manager_who_answers_has_it_beside_the_answer_e_41(admin, db, given, sign_in, manager):
    case, _ = given
    sign_in(account=manager)
    where = f"/cases/{case.reference}/not-safe"
    assert where in admin.get(f"/cases/{case.reference}/answer").text
    assert admin.post(where, data={"said": SAID}).status_code == 303
    assert alert_of(db).case_id == case.id


def test_who_investigates_from_outside_has_it_in_the_room_and_at_an_interview_until_the_room_closes(
    admin, db, keys, asked, person, sign_in, clock  # noqa: F811
):  # fmt: skip
    clock.now = at(9)
    priya = SimpleNamespace(actor=who(person(Role.OFFICER, name="Priya Shah")))
    case, _ = begun(db, keys, asked, priya.actor)
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    sign_in(account=ines)
    where = f"/cases/{case.reference}/not-safe"
    assert where in admin.get(f"/room/{case.reference}").text
    assert where in admin.get(f"/room/{case.reference}/interviews/new").text
    assert admin.post(where, data={"said": SAID}).headers["Location"] == f"/room/{case.reference}"
    assert alert_of(db).case_id == case.id
    assert Event.SAFETY_LINKED in db.scalars(select(CaseEvent.event).where(CaseEvent.case_id == case.id)).all()
    clock.forward(days=200)
    sign_in(account=ines)
    assert admin.get(where).status_code == 404


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.OUTSIDER, Role.DIRECTOR])
def test_a_case_that_is_not_theirs_has_no_such_page_az_02(admin, db, keys, sign_in, role):
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE)
    db.commit()
    sign_in(role)
    assert admin.get(HERE).status_code == 404
    assert admin.post(HERE, data={"said": SAID}).status_code == 404
    assert not db.scalars(select(SafetyAlert)).all()
