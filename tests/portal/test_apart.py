"""After sending: three faces and three questions, counted and kept apart from what was sent (experience Y14, Y15)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.procedure.terms import Role
from models.reading import measure
from models.tables import SiteRemark, Tally
from models.words import deck
from portal.journeys import PATHS

ABOUT = PATHS["your-voice"].number("about")


@pytest.fixture
def sent(portal):
    portal.post(f"/your-voice/{ABOUT}", data={"topics": ["school"]})
    portal.post("/your-voice/check")
    portal.get("/your-voice/sent")
    return portal


def numbers(db):
    return {(row.question, row.answer): row.number for row in db.scalars(select(Tally))}


def test_one_press_on_a_face_is_counted_once_and_thanked(sent, db):
    assert sent.page.html.count('name="face"') == 3
    assert "checked" not in sent.page.html.split('id="face"')[1].split("</form>")[0]
    for _ in range(2):
        sent.post("/your-voice/face", data={"face": "good", "words": "The pictures were nice."})
    assert numbers(db) == {("face", "good"): 1}
    remark = db.scalars(select(SiteRemark)).one()
    assert remark.month == date(2026, 11, 1)
    assert b"pictures" not in bytes(remark.text)
    sent.get("/your-voice/sent")
    assert "Thank you. That helps us." in sent.page.text


def test_who_we_hear_from_is_asked_after_sending_never_before_and_kept_as_numbers_only(sent, db):
    columns = {column.name for column in Tally.__table__.columns}
    assert columns == {"id", "council", "month", "journey", "question", "answer", "number"}
    sent.get("/your-voice/about-you")
    assert "checked" not in sent.page.html
    given = {"ethnic": "mixed", "disability": "not_said", "gender": ""}
    for _ in range(2):
        sent.post("/your-voice/about-you", data=given)
    assert numbers(db) == {("ethnic", "mixed"): 1, ("disability", "not_said"): 1}
    assert sent.get("/your-voice/about-you").status_code == 303


def test_nobody_is_asked_who_has_not_just_sent_something(portal, db):
    assert portal.get("/your-voice/about-you").status_code == 303
    portal.post("/your-voice/about-you", data={"ethnic": "white"})
    portal.post("/your-voice/face", data={"face": "bad"})
    assert numbers(db) == {}


def test_a_manager_reads_the_remarks_and_no_small_number(sent, admin, db, sign_in):
    sent.post("/your-voice/face", data={"face": "so_so", "words": "Too long."})
    sign_in(Role.MANAGER)
    admin.get("/remarks")
    assert "Too long." in admin.page.text
    assert "Fewer than 5" in admin.page.text


@pytest.mark.parametrize("page", ["face", "about_you"])
def test_what_is_asked_after_sending_is_as_easy_to_read_t25(page):
    found = measure(deck("common")[page].read_first)
    assert found.grade <= 3.0
    assert found.ease >= 90
    assert found.max_sentence <= 16
    assert (found.jargon, found.hard) == ((), ())
