"""Somebody else deals with it: the letter names them, or we owe it that they hear (E-38, E-54)."""

import pytest
from sqlalchemy import select

from models.procedure.terms import Event, Journey, Role, State
from models.tables import CaseEvent, Letter
from tests.admin.test_triage import AT, REFERENCE, given
from tests.conftest import MONDAY
from tests.making import make_case

HERE = f"/cases/{REFERENCE}"
WRITTEN = {"reasons": "The hospital keeps its notes.", "evidence": "Your letter.", "carried_on": "Visits go on."}
DUTY = {"route": "duty:casework", "advocate": "", "responder": "", "passed_to": "The team for children in care",
        "duty_reasons": "Her worker decides it each week.", "duty_evidence": "The file."}  # fmt: skip


@pytest.fixture
def case(db, keys):
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PARENT)
    db.commit()
    opened.case.ring = opened.keys
    return opened.case


@pytest.fixture
def responder(person):
    return person(Role.RESPONDER, name="Dana Reed")


def letters(db, case):
    db.expire_all()
    return str([case.ring.open_json(Letter.body, row) for row in db.scalars(select(Letter))])


def test_a_refusal_outside_our_remit_names_who_deals_with_it_e_38(admin, db, case, responder, sign_in):
    sign_in(Role.MANAGER)
    refusal = given(case, responder, route="refused:outside_remit", advocate="", responder="", **WRITTEN)
    assert admin.post(AT, data=refusal).status_code == 422
    assert "Say who deals with it, and how to reach them" in admin.page.text
    theirs = "The hospital's complaints team, on 01632 960199"
    assert admin.post(AT, data=refusal | {"passed_to": theirs}).status_code == 303
    sent = letters(db, case)
    assert "This letter says who deals with it." in sent
    assert "01632 960199" in sent


def test_no_other_refusal_asks_for_it(admin, db, case, responder, sign_in):
    sign_in(Role.MANAGER)
    refusal = given(case, responder, route="refused:best_interest", advocate="", responder="", **WRITTEN)
    assert admin.post(AT, data=refusal | {"passed_to": "Nobody of the kind"}).status_code == 303
    assert "Nobody of the kind" not in letters(db, case)


def test_what_is_for_the_everyday_work_of_the_team_is_passed_on_before_it_closes_e_54(
    admin, db, case, responder, sign_in
):
    sign_in(Role.OFFICER)
    assert admin.post(AT, data=given(case, responder, **DUTY)).status_code == 303
    sign_in(Role.MANAGER)
    admin.get(AT)
    assert admin.post(f"{AT}/agree").status_code == 303
    assert "we will pass it to them" in letters(db, case)
    assert case.state is State.ASIDE_OPEN
    assert "Not done yet: “Passed on”." in admin.get(f"{HERE}/close").get_data(as_text=True)
    assert "Passed on" in admin.get(f"{HERE}/way").get_data(as_text=True)
    step = {"sent_on-note": "To the team manager", "sent_on-on-day": "23", "sent_on-on-month": "11"}
    assert admin.post(f"{HERE}/way/sent_on", data=step | {"sent_on-on-year": "2026"}).status_code == 303
    db.expire_all()
    assert Event.SENT_ON in db.scalars(select(CaseEvent.event)).all()
    assert "Not done yet" not in admin.get(f"{HERE}/close").get_data(as_text=True)


def test_what_is_for_another_service_of_the_council_is_passed_to_it_and_closed_e_38(
    admin, db, case, responder, sign_in
):
    """A bin that was missed: no manager of children's services can answer it."""
    sign_in(Role.OFFICER)
    bins = "The bins team, on 01632 960170"
    stuck = given(case, responder, route="corporate:not_function", advocate="", responder="", passed_to=bins)
    assert admin.post(AT, data=stuck).status_code == 422
    assert "Another service of the council deals with it" in admin.page.text
    assert "there it is passed to whoever you name (E-38)" in admin.page.text
    passed = given(case, responder, **DUTY | {"route": "duty:other_service", "passed_to": ""})
    assert admin.post(AT, data=passed).status_code == 422
    assert "Say who can help them, and how to reach them" in admin.page.text
    assert admin.post(AT, data=passed | {"passed_to": bins}).status_code == 303
    sign_in(Role.MANAGER)
    admin.get(AT)
    assert admin.post(f"{AT}/agree").status_code == 303
    sent = letters(db, case)
    assert "Another service of the council deals with it, and we will pass it to them." in sent
    assert "The bins team, on 01632 960170 can help you with this." in sent
    assert "Ombudsman" in sent
    assert "Not done yet: “Passed on”." in admin.get(f"{HERE}/close").get_data(as_text=True)
    step = {"sent_on-note": "To the bins team, by e-mail", "sent_on-on-day": "23", "sent_on-on-month": "11"}
    assert admin.post(f"{HERE}/way/sent_on", data=step | {"sent_on-on-year": "2026"}).status_code == 303
    assert "Not done yet" not in admin.get(f"{HERE}/close").get_data(as_text=True)


def test_who_is_sent_to_somebody_else_owes_nothing_e_54(admin, db, case, responder, sign_in):
    sign_in(Role.OFFICER)
    assert admin.post(AT, data=given(case, responder, **DUTY | {"route": "duty:signpost"})).status_code == 303
    sign_in(Role.MANAGER)
    admin.get(AT)
    assert admin.post(f"{AT}/agree").status_code == 303
    db.expire_all()
    assert "Passed on" not in admin.get(f"{HERE}/way").get_data(as_text=True)
    assert "Not done yet" not in admin.get(f"{HERE}/close").get_data(as_text=True)
