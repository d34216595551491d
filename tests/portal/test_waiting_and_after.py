"""Asking us to wait, and what is asked and told some weeks after the answer, on the person's own page."""

from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import afterwards
from models.cases.recording import record
from models.procedure.terms import Event, Role, State
from models.tables import Afterwards, Letter, Message, Pause
from tests.models.cases.answered import at
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_statement import come_back
from tests.portal.test_tracking import answering, page, sign_in


def read(site, page):
    site.get(page)
    return site.page.text


def test_they_can_ask_us_to_wait_with_the_dates_in_view_and_go_on_with_one_tap_s_05(portal, db, keys):
    answering(db, case_with_words(db, keys))
    sign_in(portal)
    assert "Ask us to wait" in page(portal)
    asked = portal.get("/your-page/7").get_data(as_text=True)
    assert "We will ask you again on Monday 21 December. Then you should hear by Thursday 7 January 2027." in asked
    assert portal.post("/your-page/7", data={"text": "SAR 12"}).status_code == 422
    assert portal.post("/your-page/7", data={"why": "records", "text": "SAR 12"}).status_code == 303
    text = page(portal)
    assert "You asked us to wait. We will ask you again on Monday 21 December." in text
    assert "SAR 12" not in text
    assert "Ask us to wait" not in text
    assert "You should hear by Thursday 7 January 2027." in text
    portal.post("/your-page/7/end", data={"then": "go"})
    assert "You asked us to wait" not in page(portal)
    assert db.scalars(select(Pause)).one().ended_on


def test_after_an_answer_the_next_stage_waits_for_their_records_and_goes_on_whenever_they_like_s_05(
    admin, portal, db, keys, sign_in, clock
):
    opened = case_with_words(db, keys)
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = at(7)
    come_back(portal)
    asked = portal.get("/your-page/7").get_data(as_text=True)
    assert "I asked for my records and want to read them first" in asked
    assert portal.post("/your-page/7", data={"why": "records", "text": "SAR 26-0412"}).status_code == 303
    assert "We will ask you again on Thursday 7 January 2027." in page(portal)
    sign_in(Role.OFFICER)
    bar = "Waiting at their wish until 7 January 2027: waiting for their records. Do not chase them"
    where = f"/cases/{REFERENCE}/waiting"
    assert bar in read(admin, f"/cases/{REFERENCE}")
    assert "7 December 2026 to Thursday 7 January 2027, waiting for their records: SAR 26-0412" in read(admin, where)
    letter = db.scalars(select(Letter).where(Letter.kind == "waiting")).one()
    said = portal.get(f"/your-page/letters/{letter.id}").get_data(as_text=True)
    for words in ("You wait for the records you asked for.", "7 January 2027"):
        assert words in said
    clock.now = at(8, month=1).replace(year=2027)
    come_back(portal)
    assert "That was until Thursday 7 January. What do you want now?" in page(portal)
    portal.post("/your-page/7/end", data={"then": "longer"})
    sign_in(Role.OFFICER)
    assert read(admin, where).count("SAR 26-0412") == 2, "the request it waits for stays with it"
    assert portal.post("/your-page/next", data={"text": ""}).status_code == 303, "at any time, also before the day"
    db.expire_all()
    assert opened.case.state is State.S2_REQUESTED
    assert all(one.ended_on for one in db.scalars(select(Pause)))
    assert "Do not chase them" not in read(admin, f"/cases/{REFERENCE}")


def test_when_the_day_comes_they_are_asked_and_may_wait_more(portal, db, keys, clock):
    answering(db, case_with_words(db, keys))
    sign_in(portal)
    portal.post("/your-page/7", data={"why": "advocate"})
    clock.now = at(1)
    sign_in(portal)
    assert "That was until Monday 30 November. What do you want now?" in page(portal)
    portal.post("/your-page/7/end", data={"then": "longer"})
    assert "We will ask you again on Tuesday 8 December." in page(portal)


def test_thirty_working_days_after_the_answer_they_are_asked_what_changed(portal, db, keys, clock, person):
    person(Role.OFFICER)
    opened = case_with_words(db, keys, answers={"wants": {"wants": ["sorry"], "words": "My bike back."}})
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = at(18, month=1).replace(year=2027)
    sign_in(portal)
    assert "Tell us how it is now" not in page(portal)
    clock.forward(days=4)
    sign_in(portal)
    assert "Tell us how it is now" in page(portal)
    asked = portal.get("/your-page/8").get_data(as_text=True)
    assert "My bike back." in asked
    assert portal.post("/your-page/8", data={"text": "No bike."}).status_code == 422
    answer = {"changed": "no", "got_0": "yes", "got_1": "no", "text": "No bike."}
    assert portal.post("/your-page/8", data=answer).status_code == 303
    row = db.scalars(select(Afterwards)).one()
    assert row.changed == "no"
    said = afterwards.said(db, opened.case, opened.keys)[0][1]
    assert said["wishes"]["My bike back."] == "no"
    assert said["text"] == "No bike."
    assert db.scalars(select(Message).where(Message.cause.like("nothing-changed:%"))).one()


def test_because_of_you_is_told_back_in_our_words_to_them(portal, admin, db, keys, sign_in, clock):
    opened = case_with_words(db, keys)
    answering(db, opened)
    sign_in(Role.OFFICER)
    where = f"/cases/{REFERENCE}/promises"
    assert admin.post(where, data={"tell-text": ""}).status_code == 422
    assert admin.post(where, data={"tell-text": "Every call is now answered the same day."}).status_code == 303
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    assert "What changed because of you" in page(portal)
    assert "Every call is now answered the same day." in portal.get("/your-page/9").get_data(as_text=True)


def test_an_officer_writes_down_that_they_asked_us_to_wait(admin, portal, db, keys, sign_in):
    opened = case_with_words(db, keys)
    answering(db, opened)
    sign_in(Role.OFFICER)
    where = f"/cases/{REFERENCE}/waiting"
    assert "Nobody here decides" in admin.get(where).get_data(as_text=True)
    assert admin.post(where, data={"why": "exams"}).status_code == 422
    assert admin.post(where, data={"why": "exams", "how": "phone"}).status_code == 303
    assert "Do not chase them" in admin.get(f"/cases/{REFERENCE}").get_data(as_text=True)
    assert admin.post(f"{where}/end").status_code == 303
    assert db.scalars(select(Pause)).one().ended_on
