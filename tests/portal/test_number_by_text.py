"""Their number by text: asked for by the person, past the gate, by hand, and never the words (2.8, PRV-10, TRK-05)."""

import pytest
from sqlalchemy import select, update

from models.tables import CaseEvent, Message, SafeWay
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_check import number, shown_words

ASKED = "/your-page/number"
SAFE = {"ways": ["text"]}, {"text_number": "07700 900123", "text_seen": "no"}


def asked(db):
    return db.scalars(select(CaseEvent).where(CaseEvent.reason == "number_asked")).all()


def send(portal, contact, details):
    portal.post(number("contact"), data=contact)
    portal.post(number("contact_details"), data=details)
    portal.post("/your-voice/check")
    portal.get("/your-voice/sent")


def test_where_a_text_is_safe_the_receipt_offers_the_number_and_keeps_the_words_in_sight_2_8(drafted, db):
    send(drafted, *SAFE)
    words = shown_words(drafted)
    assert "Text me my number" in drafted.page.text
    assert drafted.post(ASKED).location == "/your-voice/sent#number-asked"
    drafted.get("/your-voice/sent")
    assert shown_words(drafted) == words
    assert "Our team knows that you want the number by text." in drafted.page.text
    assert "Text me my number" not in drafted.page.text
    assert len(asked(db)) == 1


def test_who_goes_on_in_pictures_is_offered_it_too_and_keeps_the_words_in_sight_2_8(drafted):
    send(drafted, *SAFE)
    assert drafted.get("/your-voice/sent?mode=pictures").location == "/pictures/sent"
    assert drafted.get("/pictures/sent").status_code == 200
    assert "Text me my number" in drafted.page.text
    drafted.post(ASKED)
    drafted.get("/pictures/sent")
    assert "OK. Our team texts you the number." in drafted.page.text


def test_the_text_is_written_by_a_person_and_no_machine_sends_words_or_number_prv_10(drafted, db):
    send(drafted, *SAFE)
    before = db.scalars(select(Message.id)).all()
    drafted.post(ASKED)
    drafted.post(ASKED)  # a second press asks nothing again
    assert len(asked(db)) == 1
    assert [
        kind for kind in db.scalars(select(Message.kind).where(Message.id.not_in(before))) if kind == "notice"
    ] == []


@pytest.mark.parametrize("seen", ["yes", "not_sure", ""])
def test_who_shares_their_texts_is_not_offered_it_and_asking_does_nothing_prv_10(drafted, db, seen):
    send(drafted, SAFE[0], {"text_number": "07700 900123", "text_seen": seen})
    assert "Text me my number" not in drafted.page.text
    drafted.post(ASKED)
    assert not asked(db)


def test_a_way_that_stopped_being_safe_since_is_not_used_prv_10(drafted, db):
    send(drafted, *SAFE)
    db.execute(update(SafeWay).values(allowed=False))
    db.commit()
    drafted.post(ASKED)
    assert not asked(db)


def test_the_page_that_says_how_we_reach_them_offers_it_too_and_staff_read_the_request(portal, db, keys):
    opened = case_with_words(db, keys, answers={"contact": {"ways": ["text"]}, "contact_details": SAFE[1]})
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page/reach")
    assert "We never text your words." in portal.page.text
    answer = portal.post(ASKED, follow_redirects=True).get_data(as_text=True)
    assert "Our team knows that you want your number by text." in answer
    db.refresh(opened.case)
    assert opened.case.waiting_on == "us"
    assert len(asked(db)) == 1
