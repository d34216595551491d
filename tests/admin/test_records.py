"""The records officer's month: periods, what comes up, holds, requests, and the certificate (RET-01 to RET-07)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.files.store import Store
from models.formats import short_date
from models.jobs.erasing import erase_agreed
from models.procedure.terms import Procedure, Role, State
from models.tables import Case, LegalHold, Note, RetentionDecision, RetentionPeriod, TheirWords
from tests.admin.test_behaviour import day
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who

YEARS_ON = MONDAY + timedelta(days=366 * 7)
PERIOD = {
    "kind": "statutory", "years": "6", "trigger": "closed", "action": "erase", "authority": "Schedule 4 of 2025",
}  # fmt: skip


@pytest.fixture
def case(db, keys, person):
    """A statutory complaint that was closed seven years ago."""
    made, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER, name="Priya Shah")), points=("Nobody rings.",))
    made.state, made.procedure, made.closed_on = State.CLOSED, Procedure.STATUTORY, MONDAY.date()
    db.commit()
    return made


def agree_to_the_period(admin, db):
    row = db.scalars(select(RetentionPeriod)).one()
    return admin.post(f"/records/periods/{row.id}", data={"do": "agree"})


@pytest.fixture
def seven_years(clock, admin, db, sign_in, mabel, hannah, case):
    sign_in(account=mabel)
    assert admin.post("/records/periods", data=PERIOD).status_code == 303
    sign_in(account=hannah)
    assert agree_to_the_period(admin, db).status_code == 303
    clock.now = YEARS_ON
    sign_in(account=mabel)
    return f"/records/case/{case.reference}"


def erase_now(db, sessions, keys, settings):
    db.rollback()
    sessions.configure(info={"chain": keys.chain("worker")})
    done = erase_agreed(sessions, keys.worker, Store(settings.files), now=YEARS_ON)
    db.rollback()
    db.expire_all()
    return done


def test_without_a_schedule_nothing_ever_comes_up_and_the_page_says_so(admin, sign_in, clock, case, mabel):
    clock.now = YEARS_ON
    sign_in(account=mabel)
    admin.get("/records")
    assert "No period is decided yet, so no case ever comes up." in admin.page.text
    admin.get(f"/records/case/{case.reference}")
    assert "Nothing is decided for its kind: kept for ever" in admin.page.text


def test_a_period_counts_when_a_second_person_agreed_ret_01_az_10(admin, db, sign_in, mabel, hannah):
    sign_in(account=mabel)
    wrong = admin.post("/records/periods", data={**PERIOD, "years": "0"})
    assert wrong.status_code == 422
    assert "Choose between 1 and 100 years" in admin.page.text
    assert "Schedule 4 of 2025" in admin.page.html, "nothing typed is lost"
    assert admin.post("/records/periods", data={**PERIOD, "years": "3"}).status_code == 303
    agree_to_the_period(admin, db)
    admin.get("/records/periods")
    assert "You asked for this yourself." in admin.page.text
    assert "Nothing is decided: kept for ever" in admin.page.text
    sign_in(account=hannah)
    admin.get("/records/periods")
    assert "Shorter than 6 years" in admin.page.text
    agree_to_the_period(admin, db)
    admin.get("/records/periods")
    assert "3 years from the day it was closed; then it is erased, unless somebody says why not" in admin.page.text
    assert "Mabel Stone and Hannah Cole" in admin.page.text


def test_decided_by_one_agreed_by_another_erased_by_the_worker_and_certified_ret_03_ret_04(
    admin, db, sessions, keys, settings, sign_in, seven_years, case, mabel, hannah
):
    admin.get("/records")
    assert case.reference in admin.page.text
    assert "Erase it, unless you say why not" in admin.page.text
    assert admin.post(f"{seven_years}/decide", data={"decide-why": "Nobody needs it."}).status_code == 422
    assert "Choose what becomes of it" in admin.page.text
    assert "Nobody needs it." in admin.page.html
    done = {"decide-decision": "erase", "decide-why": "Its time is over."}
    assert admin.post(f"{seven_years}/decide", data=done).status_code == 303
    admin.post(f"{seven_years}/settle", data={"do": "agree"})
    admin.get(seven_years)
    assert "You asked for this yourself. Somebody else has to agree." in admin.page.text
    assert erase_now(db, sessions, keys, settings) == 0, "one person erases nothing"
    sign_in(account=hannah)
    admin.get(seven_years)
    assert "Its time is over." in admin.page.text
    admin.post(f"{seven_years}/settle", data={"do": "agree"})
    admin.get(seven_years)
    assert f"Mabel Stone decided and Hannah Cole agreed on {short_date(YEARS_ON.date())}" in admin.page.text
    assert 'id="decide"' not in admin.page.html, "nothing is left to decide, and a hold can still stop it"
    assert db.scalars(select(TheirWords)).all(), "it is the worker who erases"
    assert erase_now(db, sessions, keys, settings) == 1
    admin.get("/records/erased")
    row = db.scalars(select(RetentionDecision)).one()
    admin.get(f"/records/erased/{row.id}")
    for words in (
        "Certificate of erasure",
        case.reference,
        "Mabel Stone",
        "Hannah Cole",
        "Its time was over on",
        "Those made before it are deleted by",
    ):
        assert words in admin.page.text, words
    assert "Sam" not in admin.page.text
    admin.get("/records")
    assert "No case has come to the end of its time." in admin.page.text


def test_who_worked_with_it_reads_that_it_was_erased_and_nothing_else(
    admin, db, sessions, keys, settings, sign_in, seven_years, case, hannah
):
    admin.post(f"{seven_years}/decide", data={"decide-decision": "erase", "decide-why": "Over."})
    sign_in(account=hannah)
    admin.post(f"{seven_years}/settle", data={"do": "agree"})
    erase_now(db, sessions, keys, settings)
    for page in ("", "/timeline", "/people", "/letters", "/notes"):
        answer = admin.get(f"/cases/{case.reference}{page}")
        assert answer.status_code in (303, 404), page
    admin.get(f"/cases/{case.reference}/erased")
    assert f"{case.reference} was erased" in admin.page.text
    assert admin.post(f"/cases/{case.reference}/notes", data={"body": "Late."}).status_code == 404
    assert not db.scalars(select(Note)).all()
    hold = {"hold-why": "court", "hold-words": "A claim.", **day("hold-review", YEARS_ON + timedelta(days=30))}
    assert admin.post(f"{seven_years}/hold", data=hold).status_code == 303
    admin.get(seven_years)
    assert "It is erased already" in admin.page.text
    assert not db.scalars(select(LegalHold)).all()


def test_a_list_behind_a_figure_still_holds_it(admin, db, sessions, keys, settings, sign_in, seven_years, case, hannah):
    admin.post(f"{seven_years}/decide", data={"decide-decision": "erase", "decide-why": "Over."})
    sign_in(account=hannah)
    admin.post(f"{seven_years}/settle", data={"do": "agree"})
    erase_now(db, sessions, keys, settings)
    db.get_one(Case, case.id).closed_on = YEARS_ON.date()  # a figure of this month, as when it was erased early
    db.commit()
    admin.get("/today/cases/figures_closed_0")
    assert case.reference in admin.page.text
    assert "Nobody rings" not in admin.page.text


def test_a_hold_stops_it_and_two_people_end_the_hold_ret_02(admin, db, sign_in, seven_years, case, hannah, mabel):
    review = day("hold-review", YEARS_ON + timedelta(days=30))
    assert admin.post(f"{seven_years}/hold", data={"hold-why": "court", "hold-words": "A claim."}).status_code == 422
    assert "A claim." in admin.page.html
    assert (
        admin.post(f"{seven_years}/hold", data={"hold-why": "court", "hold-words": "A claim.", **review}).status_code
        == 303
    )
    admin.get("/records")
    assert "Legal hold" in admin.page.text
    erase = {"decide-decision": "erase", "decide-why": "Over."}
    assert admin.post(f"{seven_years}/decide", data=erase).status_code == 422
    assert "A legal hold stands over it." in admin.page.text
    hold = db.scalars(select(LegalHold)).one()
    assert admin.post(f"/records/holds/{hold.id}/ask", data={}).status_code == 422
    admin.post(f"/records/holds/{hold.id}/ask", data={f"lift-{hold.id}-words": "The claim was settled."})
    admin.post(f"/records/holds/{hold.id}/lift")
    admin.get("/records/holds")
    assert "Somebody else has to agree" in admin.page.text
    assert "to end" not in admin.get("/records").text, "who asked is not the second person"
    sign_in(account=hannah)
    admin.get("/records")
    assert "1 legal hold to end waits for a second person" in admin.page.text
    assert "Nothing waits" not in admin.page.text
    admin.get("/records/holds")
    assert "The claim was settled." in admin.page.text
    admin.post(f"/records/holds/{hold.id}/lift")
    admin.get("/records/holds")
    assert "No hold stands." in admin.page.text
    assert admin.post(f"{seven_years}/decide", data=erase).status_code == 303


def test_a_hold_that_nobody_looked_at_again_is_said(admin, db, sign_in, clock, seven_years, case, mabel):
    review = day("hold-review", YEARS_ON + timedelta(days=30))
    admin.post(f"{seven_years}/hold", data={"hold-why": "police", "hold-words": "An investigation.", **review})
    clock.now = YEARS_ON + timedelta(days=31)
    sign_in(account=mabel)
    admin.get("/records/holds")
    assert "Look at it again" in admin.page.text
    hold = db.scalars(select(LegalHold)).one()
    far = day(f"again-{hold.id}-review", clock.now + timedelta(days=400))
    assert admin.post(f"/records/holds/{hold.id}/again", data=far).status_code == 422
    assert "within a year" in admin.page.text
    near = day(f"again-{hold.id}-review", clock.now + timedelta(days=90))
    assert admin.post(f"/records/holds/{hold.id}/again", data=near).status_code == 303


def test_erasure_that_was_asked_for_is_written_down_decided_and_refused_with_a_reason_ret_07(
    admin, db, sign_in, case, mabel, hannah
):
    page = f"/records/case/{case.reference}"
    sign_in(account=mabel)
    early = {"decide-decision": "erase", "decide-why": "Over."}
    assert admin.post(f"{page}/decide", data=early).status_code == 422
    assert "Only what the person asked for is erased before it." in admin.page.text
    asked = {
        "asked-cause": "erase", "asked-who": "The mother, for herself", "asked-checked": "Her passport",
        "asked-said": "Please delete it all.", **day("asked-on", MONDAY),
    }  # fmt: skip
    assert admin.post(f"{page}/asked", data={**asked, "asked-checked": ""}).status_code == 422
    assert "Please delete it all." in admin.page.html
    assert admin.post(f"{page}/asked", data=asked).status_code == 303
    admin.get(page)
    assert "Answer by Wednesday 23 December" in admin.page.text
    assert "Her passport" in admin.page.text
    assert admin.post(f"{page}/decide", data={"decide-decision": "keep", "decide-why": "Law."}).status_code == 422
    assert "Choose why it is kept." in admin.page.text
    refused = {"decide-decision": "keep", "decide-why": "The Regulations need it.", "decide-reason": "law"}
    assert admin.post(f"{page}/decide", data=refused).status_code == 303
    sign_in(account=hannah)
    admin.post(f"{page}/settle", data={"do": "agree"})
    admin.get(page)
    assert "Keep it (A law or guidance needs the record): Mabel Stone" in admin.page.text
    assert "Agreed by Hannah Cole" in admin.page.text
    assert "it stays, and their request is refused" in admin.page.text
    assert "tell who asked" in admin.get("/records").text, "until they know it waits for somebody"
    told = {"tell-how": "I rang her.", **day("tell-on", MONDAY)}
    assert admin.post(f"{page}/tell", data={**told, "tell-how": ""}).status_code == 422
    assert admin.post(f"{page}/tell", data=told).status_code == 303
    assert "tell who asked" not in admin.get("/records").text
    admin.post(f"{page}/tell", data=told, follow_redirects=True)
    assert "Nobody has to be told of anything here now." in admin.page.text, "once"


def test_kept_for_longer_it_comes_up_again_on_that_day(admin, sign_in, clock, seven_years, case, mabel, hannah):
    until = YEARS_ON + timedelta(days=400)
    keep = {"decide-decision": "keep", "decide-why": "A sister’s case.", "decide-reason": "again"}
    assert admin.post(f"{seven_years}/decide", data=keep).status_code == 422
    assert admin.post(f"{seven_years}/decide", data={**keep, **day("decide-until", until)}).status_code == 303
    sign_in(account=hannah)
    admin.post(f"{seven_years}/settle", data={"do": "agree"})
    assert case.reference not in admin.get("/records").text
    clock.now = until
    sign_in(account=mabel)
    admin.get("/records")
    assert case.reference in admin.page.text


def test_who_keeps_records_reads_no_word_of_a_case(admin, db, sign_in, case, mabel):
    sign_in(account=mabel)
    for page in ("", "/timeline", "/people", "/notes", "/messages"):
        assert admin.get(f"/cases/{case.reference}{page}").status_code == 404
    admin.get(f"/records/case/{case.reference}")
    assert "Nobody rings" not in admin.page.text
    assert admin.get("/records/find?reference=" + case.reference.lower()).status_code == 303
    case.sensitive = True
    db.commit()
    assert admin.get(f"/records/case/{case.reference}").status_code == 404, "a sensitive matter is for managers (S-07)"


def test_an_open_case_can_be_held_and_not_erased(admin, db, keys, person, sign_in, mabel):
    made, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    db.commit()
    sign_in(account=mabel)
    page = f"/records/case/{made.reference}"
    admin.get(page)
    assert "It is open, so no time runs" in admin.page.text
    assert admin.post(f"{page}/decide", data={"decide-decision": "erase", "decide-why": "x"}).status_code == 303
    assert "It is open, so nothing is decided" in admin.get(page).text
    assert not db.scalars(select(RetentionDecision)).all()
    hold = {"hold-why": "police", "hold-words": "An inquiry.", **day("hold-review", MONDAY + timedelta(days=30))}
    assert admin.post(f"{page}/hold", data=hold).status_code == 303
