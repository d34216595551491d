"""The provider's own small area, and what the office sees of it: what was ticked, and nothing else (E-25)."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import choosing, following, referring
from models.procedure.terms import Role
from models.tables import Case, Organisation, Referral
from tests.conftest import MONDAY
from tests.making import make_case

ANSWERS = {
    "advocate": {"advocate": "yes"},
    "advocate_yes": {"shares": ["contact"], "start": "now"},
    "who": {"call_me": "Sam", "full_name": "Sam Reed", "age": "13_15"},
    "contact": {"ways": ["text"]},
    "contact_details": {"text_number": "07700 900123"},
}


@pytest.fixture
def referral(db, keys, person):
    made = Organisation(id=uuid.uuid4(), name="Alongside Advocacy", phone="", active=True)
    db.add(made)
    db.flush()
    account = person(Role.PROVIDER, name="Ama Boateng")
    account.staff.organisation_id = made.id
    case = make_case(db, keys.public.ring, now=MONDAY, answers=ANSWERS, reference="CV-AAAA-A1").case
    referring.send_waiting(db, keys.worker, now=MONDAY)
    db.commit()
    found = db.scalars(select(Referral)).one()
    return account, case.id, found.id


def text(answer):
    return answer.get_data(as_text=True)


def test_a_provider_takes_a_referral_and_the_child_reads_the_name(admin, db, keys, sign_in, referral):
    account, case_id, referral_id = referral
    sign_in(account=account)
    at = f"/referrals/{referral_id}"
    assert "CV-AAAA-A1" in text(admin.get("/referrals"))
    page = text(admin.get(at))
    assert "Sam" in page
    assert "07700 900123" in page
    for secret in ("Nobody rings me back", "Sam Reed", "13"):
        assert secret not in admin.page.text.split("hear by")[1]
    assert admin.post(f"{at}/accept", data={"name": ""}).status_code == 422
    assert admin.post(f"{at}/accept", data={"name": "Ama", "line": "Call me free."}).status_code == 303
    assert admin.post(f"{at}/contact", data={"on-day": "30", "on-month": "2", "on-year": "2026"}).status_code == 422
    assert admin.post(f"{at}/contact", data={"on-day": "23", "on-month": "11", "on-year": "2026"}).status_code == 303
    assert "First in touch on" in text(admin.get(at))
    assert {one.role for one in following.openings(db, db.get(Case, case_id))} == {"provider"}
    for path in ("/queue", "/cases/CV-AAAA-A1", "/advocates", "/people", "/figures", "/alerts", "/register"):
        assert admin.get(path).status_code == 404, path


def test_a_provider_that_cannot_sees_no_more_and_the_office_finds_another(admin, db, sign_in, referral):
    account, _, referral_id = referral
    sign_in(account=account)
    at = f"/referrals/{referral_id}"
    assert admin.post(f"{at}/cannot", data={}).status_code == 422
    assert admin.post(f"{at}/cannot", data={"why": "nobody_free"}).status_code == 303
    assert "07700" not in text(admin.get(at))
    sign_in(Role.OFFICER)
    assert "Find one" in text(admin.get("/advocates"))
    page = text(admin.get("/cases/CV-AAAA-A1/advocate"))
    assert "No advocate could be given. Find one today" in page
    row = db.get_one(Referral, referral_id)
    again = admin.post(f"/cases/CV-AAAA-A1/advocate/{referral_id}", data={"provider": str(row.provider_id)})
    assert again.status_code == 303
    db.refresh(row)
    assert row.cannot is None


def test_an_officer_asks_for_somebody_by_phone_and_decides_about_a_small_child(admin, sign_in, referral):
    sign_in(Role.OFFICER)
    at = "/cases/CV-AAAA-A1/advocate"
    assert admin.post(at, data={"shares": ["topics"]}).status_code == 422
    assert admin.post(at, data={"shares": ["contact", "topics"]}).status_code == 303
    assert admin.post(f"{at}/considered", data={"decision": "can_say"}).status_code == 422
    assert admin.post(f"{at}/considered", data={"decision": "can_say", "why": "With pictures."}).status_code == 303


def test_what_got_worse_is_a_managers_list(admin, db, keys, sign_in, clock, referral):
    _, case_id, _ = referral
    manager = sign_in(Role.MANAGER)
    case = db.get_one(Case, case_id)
    ring = keys.staff.ring.with_case(case)
    choosing.got_worse(db, case, "She is cross.", keys=ring, actor=manager, now=MONDAY)
    db.commit()
    clock.now = MONDAY + timedelta(minutes=5)
    assert "CV-AAAA-A1" in text(admin.get("/got-worse"))
    admin.get("/cases/CV-AAAA-A1/got-worse")
    assert admin.post("/cases/CV-AAAA-A1/got-worse", data={"did": ""}).status_code == 422
    assert admin.post("/cases/CV-AAAA-A1/got-worse", data={"did": "I rang her manager."}).status_code == 303
    assert "Nobody is waiting" in text(admin.get("/got-worse"))


def test_a_red_way_is_shown_once_and_only_with_a_reason(admin, sign_in, referral):
    sign_in(Role.OFFICER)
    at = "/cases/CV-AAAA-A1/unsafe-way"
    assert admin.post(at, data={"unsafe-way": "call"}).status_code == 422
    shown = admin.post(at, data={"unsafe-way": "text", "unsafe-why": "She may be hurt tonight"})
    assert "07700 900123" in text(shown)
    assert "07700 900123" not in text(admin.get("/cases/CV-AAAA-A1/people"))
    assert "She may be hurt tonight" in text(admin.get("/cases/CV-AAAA-A1/timeline"))


def test_the_office_reads_for_each_provider_what_it_took_and_did_in_time_2_4b(admin, sign_in, referral):
    account, _, referral_id = referral
    sign_in(account=account)
    admin.post(f"/referrals/{referral_id}/accept", data={"name": "Ama", "line": "Call me free."})
    sign_in(Role.OFFICER)
    row = text(admin.get("/advocates")).split('id="providers"')[1].split("</table>")[0]
    assert "Alongside Advocacy" in row
    assert [row.split(f'data-label="{label}">')[1][0] for label in ("Asked", "Accepted", "In touch")] == ["1", "1", "0"]
