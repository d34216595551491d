"""Saving, coming back, leaving: how long answers that were not sent are kept, and when they are gone (2.8, T44)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.jobs import lapsing
from models.tables import Draft, Holder
from tests.conftest import MONDAY
from tests.portal.test_check import CHECK, LATER, SENT, cases, number, shown_words


def test_saved_answers_have_words_live_four_weeks_and_are_sent_under_them(drafted, db, clock):
    answer = drafted.post(LATER)
    assert answer.location == LATER
    drafted.get(LATER)
    reference = db.scalars(select(Holder)).one().reference
    assert reference in drafted.page.text
    assert "Monday 21 December" in drafted.page.text
    words = shown_words(drafted)

    drafted.post(LATER)
    drafted.get(LATER)
    assert shown_words(drafted) == words

    drafted.post(CHECK)
    drafted.get(SENT)
    assert cases(db)[0].reference == reference
    assert "secret-words" not in drafted.page.html


@pytest.mark.parametrize(("saved", "days"), [(True, 28), (False, 1)])
def test_answers_that_were_not_sent_are_deleted_t44(drafted, db, clock, saved, days):
    if saved:
        drafted.post(LATER)
    lapsing.forget_expired(db, now=MONDAY + timedelta(days=days, minutes=-1))
    assert len(db.scalars(select(Draft)).all()) == 1
    lapsing.forget_expired(db, now=MONDAY + timedelta(days=days, minutes=1))
    lapsing.forget_expired(db, now=MONDAY + timedelta(days=days, minutes=2))
    assert [db.scalars(select(table)).all() for table in (Draft, Holder)] == [[], []]


def test_the_cookie_of_a_visit_ends_with_the_browser_t44(portal):
    """Closing it forgets everything: no cookie says how long it lives, so none outlives the window."""
    answer = portal.post(number("about"), data={"topics": ["school"]})
    set_now = [text for name, text in answer.headers if name == "Set-Cookie"]
    assert set_now
    assert not [text for text in set_now if "expires" in text.lower() or "max-age" in text.lower()]


def test_saving_nothing_leads_to_the_start(portal):
    assert portal.get(LATER).location == "/"
    assert portal.post(LATER).status_code == 303


def test_leaving_ends_the_draft_and_keeps_nothing_of_it_prv_08(drafted, db):
    assert db.scalars(select(Draft)).one()
    drafted.get("/leave")
    db.expire_all()
    assert not db.scalars(select(Draft)).all()
    assert not db.scalars(select(Holder)).all()
    drafted.get(number("about"))
    assert "checked" not in drafted.page.html


def come_back(portal, db, words):
    """Leave, and open what was saved with the number and the words."""
    reference = db.scalars(select(Holder)).one().reference
    portal.get("/leave")
    return portal.post("/come-back", data={"reference": reference, "secret_words": " ".join(words)})


def saved(portal, at=LATER):
    portal.post(at)
    portal.get(LATER)
    return shown_words(portal)


def test_who_comes_back_goes_on_at_the_question_they_stopped_at_2_8(drafted, db):
    assert drafted.post(number("soon"), data={"soon": "no", "go": "later"}).location == LATER
    words = saved(drafted)
    assert number("soon") in {link["href"] for link in drafted.page.all("a")}
    assert come_back(drafted, db, words).location == number("soon")
    drafted.get(number("soon"))
    assert 'value="no" checked' in drafted.page.html


def test_what_was_never_asked_is_not_answered_yet_and_what_was_passed_is_skipped_y13(drafted, db):
    drafted.post(number("feelings"), data={"feelings": ["sad"], "go": "later"})
    come_back(drafted, db, saved(drafted))
    drafted.get(CHECK)
    said = re.findall(r"You skipped this|Not answered yet|Sad", drafted.page.text)
    assert said[: said.index("Sad")] == ["You skipped this"] * 2  # safe, and what happened
    assert set(said[said.index("Sad") + 1 :]) == {"Not answered yet"}


def test_what_was_passed_by_skip_after_coming_back_was_skipped_and_not_never_asked_y13(drafted, db):
    drafted.post(number("feelings"), data={"feelings": ["sad"], "go": "later"})
    come_back(drafted, db, saved(drafted))
    drafted.get(number("wants"))
    assert drafted.post(number("wants"), data={"wants": ["listen"], "go": "skip"}).location == number("soon")
    drafted.get(CHECK)
    said = re.findall(r"You skipped this|Not answered yet|I want someone to listen|Sad", drafted.page.text)
    assert said[said.index("Sad") + 1 :][:2] == ["You skipped this", "Not answered yet"]


def test_a_story_that_was_written_before_skip_was_pressed_is_not_lost(drafted):
    assert drafted.post(number("tell"), data={"story": "He shouts.", "go": "skip"}).location == number("feelings")
    drafted.get(CHECK)
    assert "He shouts." in drafted.page.text


def test_who_sends_now_has_left_the_rest_out_and_reads_so_2_1(drafted, db):
    drafted.post(number("feelings"), data={"feelings": ["sad"], "go": "later"})
    come_back(drafted, db, saved(drafted))
    drafted.post(number("wants"), data={"wants": ["listen"], "go": "check"})
    drafted.get(CHECK)
    assert "Not answered yet" not in drafted.page.text
    assert "You skipped this" in drafted.page.text


def test_the_first_question_can_be_saved_before_anything_is_answered_2_1(portal, db):
    portal.get(number("safe"))
    assert "Save and come back" in portal.page.text
    assert portal.post(number("safe"), data={"go": "later"}).location == LATER
    assert come_back(portal, db, saved(portal)).location == number("safe")


@pytest.mark.parametrize(("question", "typed"), [("tell", {"story": ""}), ("contact_details", {"text_number": ""})])
def test_what_is_half_done_can_be_saved_too_2_8(portal, question, typed):
    portal.post(number("contact"), data={"ways": ["text"]})
    assert portal.post(number(question), data=typed).status_code == 422
    assert portal.post(number(question), data={**typed, "go": "later"}).location == LATER


def test_going_on_from_the_story_says_that_it_can_be_saved_until_it_is_2_8(drafted):
    offer = "You can save this, so you can come back."
    drafted.get(drafted.post(number("tell"), data={"story": "He shouts."}).location)
    assert offer in drafted.page.text
    saved(drafted)
    drafted.get(drafted.post(number("tell"), data={"story": "He shouts at me."}).location)
    assert offer not in drafted.page.text


def test_saved_from_the_check_they_come_back_to_the_check(drafted, db):
    words = saved(drafted, f"{LATER}?c=1")
    assert come_back(drafted, db, words).location == CHECK


def test_who_began_in_pictures_comes_back_to_pictures_2_9(portal, db):
    portal.post(number("about", "pictures"), data={"topics": ["school"]})
    portal.post(number("feelings", "pictures"), data={"feelings": ["sad"]})
    portal.get("/pictures/check")
    words = saved(portal, "/pictures/later?c=1")
    assert come_back(portal, db, words).location == "/pictures/check"
    portal.get("/pictures/check")
    assert "heard--pictures" in portal.page.html


@pytest.mark.parametrize(("door", "leads"), [("your-voice", "/come-back"), ("pictures", "/come-back"), ("thanks", "/")])
def test_the_last_page_kept_as_a_bookmark_leads_to_the_way_back_in_2_10(portal, door, leads):
    assert portal.get(f"/{door}/sent").location == leads
