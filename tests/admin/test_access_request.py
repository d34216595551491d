"""A request to see what is kept: its clock on the page, and finding its cases (SAR-01, RET-02)."""

import pytest
from sqlalchemy import select, update

from models.cases.indexing import add_tags
from models.procedure.terms import Role
from models.tables import AccessFile, AccessRequest, Case, LegalHold, RetentionPeriod
from tests.admin.test_access import a_case, added, identified, logged
from tests.admin.test_behaviour import day


@pytest.fixture
def case(db, keys, person):
    return a_case(db, keys, person, young_person=False)


def test_the_clock_stands_on_the_page_and_moves_with_proof_pause_and_two_months_more_sar_01(
    admin, db, clock, sign_in, mabel
):
    sign_in(account=mabel)
    wrong = admin.post("/records/requests/new", data={"said": "All of it.", "by": "parent"})
    assert wrong.status_code == 422
    assert "All of it." in admin.page.html
    assert "Enter the name of the person it is about" in admin.page.text
    _, to = logged(admin, db, proof="yes")
    admin.get(to)
    assert "Stands still" in admin.page.text
    clock.forward(days=1)
    sign_in(account=mabel)
    identified(admin, to, **day("identity-on", clock.now))
    admin.get(to)
    assert "Answer by Thursday 24 December 2026" in admin.page.text
    assert admin.post(f"{to}/pause", data=day("pause-on", clock.now)).status_code == 303
    admin.get("/records/requests")
    assert "Stands still" in admin.page.text
    clock.forward(days=6)
    sign_in(account=mabel)
    assert admin.post(f"{to}/pause", data=day("pause-on", clock.now)).status_code == 303
    more = {"more-why": "complex", "more-words": "Five cases.", **day("more-told", clock.now)}
    assert admin.post(f"{to}/more-time", data=more).status_code == 303
    admin.get(to)
    assert "Answer by Tuesday 2 March 2027" in admin.page.text
    assert "Five cases." in admin.page.text
    admin.post(f"{to}/more-time", data=more)
    admin.get(to)
    assert "This is done already" in admin.page.text


def test_their_cases_are_found_by_what_the_request_gives(admin, db, keys, sign_in, mabel, case):
    add_tags(db, keys.staff.index, case.id, {"email": ["sam@example.com"]})
    db.commit()
    sign_in(account=mabel)
    _, to = logged(admin, db, known_as="sam@example.com, 07700 900111")
    admin.get(to)
    assert "Found by their names, e-mails and numbers" in admin.page.text
    assert f"Add {case.reference}" in admin.page.text
    assert "Young person, received" in admin.page.text, "whose it is, without a word of it"
    (look,) = [link["href"] for link in admin.page.all("a") if link.get("id") == "look-1"]
    assert admin.get(look).status_code == 200, "its dates and codes are read before it is added"
    added(admin, db, to, case)
    assert db.get_one(Case, case.id).erased_on is None
    assert db.scalars(select(LegalHold.why)).all() == ["access"], "an open request is a legal hold (RET-02)"


def test_the_way_around_counts_the_requests_that_nobody_has_answered_sar_01(admin, db, sign_in, mabel):
    sign_in(account=mabel)
    admin.get("/records")
    assert "Records 1" not in admin.page.text
    logged(admin, db, proof="yes")
    admin.get("/records")
    assert "Records 1" in admin.page.text
    sign_in(Role.MANAGER)
    admin.get("/records")
    assert "Records 1" not in admin.page.text, "it is for who may answer it"


def test_a_request_past_its_month_stands_on_the_radar_and_among_the_tasks_of_who_may_answer_it_sar_01(
    admin, db, clock, sign_in, mabel
):
    sign_in(account=mabel)
    row, _ = logged(admin, db)
    answer = f"Request {row.number} had to be answered by 23 December 2026"
    clock.forward(days=30)
    sign_in(Role.MANAGER)
    for page in ("/radar", "/tasks"):
        admin.get(page)
        assert row.number not in admin.page.text, "on its last day nobody is late"
    clock.forward(days=1)
    sign_in(Role.MANAGER)
    for page in ("/radar", "/tasks", "/tasks?whose=team"):
        admin.get(page)
        assert answer in admin.page.text
    sign_in(Role.OFFICER)
    for page in ("/radar", "/tasks"):
        admin.get(page)
        assert row.number not in admin.page.text, "that somebody asked is for who may answer it"


def test_a_manager_reads_beside_records_how_many_requests_wait_for_a_second_person_sar_05(admin, db, sign_in, mabel):
    sign_in(account=mabel)
    row, to = logged(admin, db)
    identified(admin, to)
    assert admin.post(f"{to}/nothing", data={"do": "ask"}).status_code == 303
    sign_in(Role.MANAGER)
    admin.get("/records")
    assert "Records 1" in admin.page.text
    assert f"Request {row.number} to see records waits for a second person" in admin.page.text


def test_a_request_has_a_period_of_its_own_and_is_erased_by_two_people_when_it_is_over_ret_01_ret_03(
    admin, db, clock, sign_in, mabel, case, person
):
    hannah = person(Role.MANAGER, name="Hannah Cole")
    sign_in(account=mabel)
    row, to = logged(admin, db)
    identified(admin, to)
    added(admin, db, to, case)
    period = {"kind": "access", "years": "2", "trigger": "contact", "action": "erase", "authority": "Schedule 9"}
    assert admin.post("/records/periods", data=period).status_code == 422
    assert "A request is counted from the day it was answered" in admin.page.text
    assert admin.post("/records/periods", data={**period, "trigger": "closed"}).status_code == 303
    db.execute(update(RetentionPeriod).values(agreed_by=hannah.staff_id, agreed_at=clock.now))
    db.execute(update(AccessRequest).values(answered_on=clock.now.date()))
    db.commit()
    admin.get("/records/periods")
    assert "Requests to see records" in admin.page.text
    admin.get(to)
    assert "Until 23 November 2028" in admin.page.text
    admin.post(f"{to}/erase", data={"do": "ask"})
    admin.get(to)
    assert "Its day has not come" in admin.page.text
    clock.forward(days=732)
    sign_in(account=mabel)
    admin.get("/records")
    assert f"Request {row.number} to see records has come to the end of its time" in admin.page.text
    admin.post(f"{to}/erase", data={"do": "ask"})
    admin.get(to)
    assert "A legal hold stands over it, or over one of its cases" in admin.page.text
    db.execute(update(LegalHold).values(lifted_at=clock.now))
    db.commit()
    admin.post(f"{to}/erase", data={"do": "ask"})
    admin.post(f"{to}/erase", data={"do": "agree"})
    db.expire_all()
    assert db.scalars(select(AccessRequest)).one(), "one person erases nothing"
    sign_in(account=hannah)
    admin.get("/records")
    assert "Records 1" in admin.page.text
    assert admin.post(f"{to}/erase", data={"do": "agree"}).status_code == 303
    db.expire_all()
    assert not db.scalars(select(AccessRequest)).all()
    assert not db.scalars(select(AccessFile)).all()
    assert db.get_one(Case, case.id).erased_on is None, "its cases have periods of their own"
