"""The stage 2 statement, drafted by staff, put right line by line and signed by the person (K-31, rules 1.5.1)."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import choosing, stating
from models.cases.recording import record
from models.formats import near_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Role
from models.tables import ComplaintStatement, RunningClock
from tests.models.cases.answered import at
from tests.portal.coming_back import REFERENCE, WORDS, another_holder, case_with_words
from tests.portal.test_tracking import add_points, answering, page

HERE = f"/cases/{REFERENCE}/statement"
OTHER = "HV-7K3M-9QX2-5TJ"


@pytest.fixture
def asked(db, keys, clock):
    """Stage 2 was asked for on 7 December."""
    opened = case_with_words(db, keys, answers={"wants": {"wants": ["sorry"]}})
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.", "My room is cold.")
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    why = "You did not say why."
    choosing.ask_next_stage(db, opened.case, points=(), why=why, keys=opened.keys, actor=SYSTEM, now=at(7))
    db.commit()
    clock.now = at(8)
    return opened


def running(db, opened):
    query = select(RunningClock).where(RunningClock.case_id == opened.case.id, RunningClock.stopped_on.is_(None))
    return {clock.clock: clock for clock in db.scalars(query.execution_options(populate_existing=True))}


def come_back(portal, reference=REFERENCE):
    portal.post("/come-back", data={"reference": reference, "secret_words": WORDS})


def offered(admin, points="Nobody rings me back.\n\nMy room is cold."):
    admin.post(HERE)
    return admin.post(f"{HERE}/draft", data={"points": points, "wishes": "Say sorry.", "do": "offer"})


def test_a_draft_is_ours_until_it_is_offered(admin, portal, db, keys, sign_in, asked):
    sign_in(Role.OFFICER)
    assert "Begin from the points we have" in admin.get(HERE).get_data(as_text=True)
    admin.post(HERE)
    html = admin.get(HERE).get_data(as_text=True)
    assert "Nobody rings me back.\n\nMy room is cold." in html
    assert "You did not say why." in html, "what they said when they asked stands above the draft (X-08)"
    assert admin.post(f"{HERE}/draft", data={"points": ""}).status_code == 422
    come_back(portal)
    assert "The list to sign" not in page(portal)
    assert portal.get("/your-page/10").status_code == 303


def test_they_put_each_line_right_and_sign_it_k_31(admin, portal, db, keys, sign_in, asked):
    sign_in(Role.OFFICER)
    offered(admin)
    come_back(portal)
    assert "Read it and say if it is right." in page(portal)
    assert "My room is cold." in portal.get("/your-page/10").get_data(as_text=True)
    assert portal.post("/your-page/10/right", data={"line": "point-9"}).status_code == 400
    portal.post("/your-page/10/right", data={"line": "point-1"})
    assert portal.post("/your-page/10/point/2", data={"text": "My room is cold."}).status_code == 422
    assert portal.post("/your-page/10/point/2", data={"text": "My room is cold and wet."}).status_code == 303
    signing = {"agree": ["look", "happen"], "name": "Sam"}
    assert portal.post("/your-page/10/sign", data=signing).status_code == 409, "a line is still wrong"
    assert "We will write a new list" in portal.get("/your-page/10").get_data(as_text=True)
    assert "My room is cold and wet." in admin.get(HERE).get_data(as_text=True)

    offered(admin, "Nobody rings me back.\n\nMy room is cold and wet.")
    portal.post("/your-page/10/right")
    empty = portal.post("/your-page/10/sign", data={"agree": ["look"], "name": ""})
    assert empty.status_code == 422
    assert Clock.S2_STATEMENT in running(db, asked)
    assert portal.post("/your-page/10/sign", data=signing).status_code == 303
    assert "You signed this on Tuesday 8 December." in portal.get("/your-page/10").get_data(as_text=True)
    versions = stating.versions(db, asked.case)
    assert [(row.number, row.state) for row in versions] == [(2, "signed"), (1, "replaced")]
    assert len(versions[0].body_hash) == 64
    assert stating.signature_of(versions[0], asked.keys) == "Sam"


def test_two_clocks_run_on_two_bases_and_an_amendment_restarts_only_the_procedures_1_5_1(
    admin, portal, db, keys, sign_in, asked, clock
):
    sign_in(Role.OFFICER)
    offered(admin)
    clock.now = at(9)
    come_back(portal)
    portal.post("/your-page/10/right")
    portal.post("/your-page/10/sign", data={"agree": ["look", "happen"], "name": "Sam"})
    first = running(db, asked)
    ombudsman = first[Clock.S2_RESPONSE].due_on
    assert (first[Clock.S2_RESPONSE].started_on, first[Clock.S2_PROCEDURE].started_on) == (
        date(2026, 12, 7),
        date(2026, 12, 9),
    )
    assert Clock.S2_STATEMENT not in first
    clock.now = at(14)
    sign_in(Role.OFFICER)
    offered(admin, "Only this.")
    again = running(db, asked)
    assert Clock.S2_PROCEDURE not in again
    assert again[Clock.S2_STATEMENT].started_on == date(2026, 12, 14)
    assert again[Clock.S2_RESPONSE].due_on == ombudsman
    done = {
        "signed-how": "paper",
        "signed-name": "Sam",
        "signed-on-day": "15",
        "signed-on-month": "12",
        "signed-on-year": "2026",
    }
    clock.now = at(16)
    sign_in(Role.OFFICER)
    assert admin.post(f"{HERE}/signed", data={**done, "signed-on-day": "20"}).status_code == 422
    assert admin.post(f"{HERE}/signed", data=done).status_code == 303
    assert running(db, asked)[Clock.S2_PROCEDURE].started_on == date(2026, 12, 15)


def test_an_advocate_may_remark_but_only_the_person_says_right_and_signs(admin, portal, db, keys, sign_in, asked):
    another_holder(db, keys, asked, WORDS, OTHER)
    sign_in(Role.OFFICER)
    offered(admin)
    come_back(portal, OTHER)
    assert "Say what you think" in portal.get("/your-page/10").get_data(as_text=True)
    portal.post("/your-page/10/point/1", data={"text": "It was three times."})
    portal.post("/your-page/10/right")
    portal.post("/your-page/10/sign", data={"agree": ["look", "happen"], "name": "Ade"})
    row = db.scalars(select(ComplaintStatement)).one()
    assert row.state == "offered"
    assert set(stating.settled(stating.words_of(row, asked.keys), stating.replies(db, row, asked.keys)).values()) == {
        None
    }
    assert "Their advocate" in admin.get(HERE).get_data(as_text=True)


def test_what_was_told_by_phone_counts_as_theirs_and_staff_never_sign_for_them(
    admin, db, keys, sign_in, asked, officer
):
    sign_in(Role.OFFICER)
    offered(admin)
    assert admin.post(f"{HERE}/told", data={"line": "point-1"}).status_code == 422
    assert admin.post(f"{HERE}/told", data={"line": "point-1", "right": "no", "text": "Twice."}).status_code == 303
    row = db.scalars(select(ComplaintStatement)).one()
    with pytest.raises(NotAllowed, match="Only the person signs"):
        stating.sign(db, asked.case, row, "Sam", keys=asked.keys, actor=officer, now=at(8))


def test_an_advocate_who_was_there_says_so_beside_the_signature_5_3(portal, admin, sign_in, db, keys, asked):
    another_holder(db, keys, asked, WORDS, OTHER)
    sign_in(Role.OFFICER)
    offered(admin)
    come_back(portal, OTHER)
    assert "I was with them when they signed this" not in portal.get("/your-page/10").get_data(as_text=True)
    come_back(portal)
    portal.post("/your-page/10/right")
    portal.post("/your-page/10/sign", data={"agree": ["look", "happen"], "name": "Sam"})
    assert portal.post("/your-page/10/there", data={"there": ["there"], "witness": "Sam"}).status_code == 303
    assert "was there when this was signed" not in portal.get("/your-page/10").get_data(as_text=True)
    come_back(portal, OTHER)
    portal.get("/your-page/10")
    wrong = portal.post("/your-page/10/there", data={"there": [], "witness": "Ama Boateng"})
    assert (wrong.status_code, "Pick it if it is true" in wrong.get_data(as_text=True)) == (422, True)
    assert "Ama Boateng" in wrong.get_data(as_text=True)
    assert portal.post("/your-page/10/there", data={"there": ["there"], "witness": "Ama Boateng"}).status_code == 303
    come_back(portal)
    portal.get("/your-page/10")
    assert "Ama Boateng was there when this was signed, on Tuesday 8 December." in plain(portal.page.text)
    assert "Ama Boateng says that they were there" in plain(admin.get(HERE).get_data(as_text=True))


def plain(text):
    """Without the marks that keep a name apart."""
    return re.sub(r"<[^>]*>|[\u2068\u2069]", "", text)


def test_the_page_and_the_letter_say_from_which_day_it_counts_and_both_days_once_signed_5_3_k_32(
    admin, portal, db, keys, sign_in, asked
):
    sign_in(Role.OFFICER)
    offered(admin)
    come_back(portal)
    portal.get("/your-page/10")
    due = near(running(db, asked)[Clock.S2_RESPONSE].due_on)
    counts = f"We count from the day you asked, Monday 7 December. You should have the answer by {due}."
    assert counts in portal.page.text
    assert "When you sign does not make that day later." in portal.page.text
    portal.post("/your-page/10/right")
    portal.post("/your-page/10/sign", data={"agree": ["look", "happen"], "name": "Sam"})
    portal.get("/your-page/10")
    procedure = running(db, asked)[Clock.S2_PROCEDURE]
    assert counts in portal.page.text
    assert f"from Tuesday 8 December. By them it is {near(procedure.due_on)}." in portal.page.text


def near(day):
    return near_date(day, at(8).date())
