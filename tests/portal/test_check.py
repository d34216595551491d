"""Check, send, receipt: acknowledged only when it is kept, once, with words that this visit alone shows again."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from models.cases import visiting
from models.procedure.terms import Journey
from models.tables import Case, CaseEvent, Draft, Holder, RunningClock, SafeWay, TheirWords, Visit
from portal.journeys import PATHS

CHECK, SENT, LATER = "/your-voice/check", "/your-voice/sent", "/your-voice/later"


def number(question, door="your-voice"):
    return f"/{door}/{PATHS[door].number(question)}"


def cases(db):
    return db.scalars(select(Case)).all()


def shown_words(portal):
    return [word for word in portal.page.html.split('id="secret-words"')[1].split(">")[1].split("<")[0].split()]


def test_one_tile_can_be_sent_t49(drafted, db):
    drafted.get(CHECK)
    assert "You skipped this" in drafted.page.text
    answer = drafted.post(CHECK)
    assert (answer.status_code, answer.location) == (303, SENT)
    (case,) = cases(db)
    assert case.topics == "school"
    assert not case.anonymous  # who has words comes back, and is answered (K-94)
    drafted.get(SENT)
    assert case.reference in drafted.page.text
    assert len(shown_words(drafted)) == 5


def test_the_words_are_in_no_row_in_clear(drafted, db):
    drafted.post(CHECK)
    drafted.get(SENT)
    words = shown_words(drafted)
    for visit in db.scalars(select(Visit)):
        assert all(word.encode() not in bytes(visit.receipt or b"") for word in words)


def test_a_second_click_is_the_same_case_and_shows_the_same_words_r2(drafted, db):
    """The browser gives up on the first answer, so the second press still carries the old cookie."""
    drafted.get(CHECK)
    cookie = drafted.get_cookie("heard", domain=drafted.host).value
    token, instance = drafted.page.token(), _hidden(drafted.page, "instance")
    drafted.post(CHECK, data={"instance": instance, "csrf_token": token})
    drafted.get(SENT)
    words = shown_words(drafted)

    drafted.set_cookie("heard", cookie, domain=drafted.host)
    answer = drafted.post(CHECK, data={"instance": instance, "csrf_token": token})
    assert answer.location == SENT
    drafted.get(SENT)
    assert shown_words(drafted) == words
    assert len(cases(db)) == 1


def test_the_old_cookie_opens_its_receipt_for_minutes_only(drafted, db, clock):
    cookie = drafted.get_cookie("heard", domain=drafted.host).value
    drafted.post(CHECK)
    drafted.set_cookie("heard", cookie, domain=drafted.host)
    assert drafted.get(SENT).status_code == 200
    clock.forward(minutes=11)
    assert drafted.get(SENT).status_code == 303


def test_the_same_form_from_a_browser_without_a_visit_is_told_its_number_and_never_the_words(drafted, db):
    drafted.get(CHECK)
    instance = _hidden(drafted.page, "instance")
    drafted.post(CHECK)
    drafted.delete_cookie("heard", domain=drafted.host)
    drafted.csrf = None
    answer = drafted.post(CHECK, data={"instance": instance})
    assert answer.status_code == 200
    assert cases(db)[0].reference in drafted.page.text
    assert "secret-words" not in drafted.page.html
    assert len(cases(db)) == 1


def _hidden(page, name):
    return next(given["value"] for given in page.all("input") if given.get("name") == name)


@pytest.mark.parametrize("instance", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_form_that_nobody_sent_opens_nothing(portal, db, instance):
    answer = portal.post(CHECK, data={"instance": instance})
    assert (answer.status_code, answer.location) == (303, CHECK)
    assert cases(db) == []


def test_nothing_at_all_is_refused_kindly_and_leads_to_the_tiles(portal, db):
    portal.post(number("safe"), data={"safe": "yes"})
    answer = portal.post(CHECK)
    assert answer.status_code == 422
    assert "Pick what it is about, or write a few words" in portal.page.text
    assert "#change-3" in {a.get("href") for a in portal.page.all("a")}
    assert cases(db) == []


@pytest.mark.parametrize("topic", ["social_worker", "carers"])
def test_one_tap_about_a_worker_is_held_until_the_child_is_asked_and_says_so_2_4(portal, db, topic):
    """ "Send this now" straight after the tile: nothing was answered about talking to them, and that is not a yes."""
    assert portal.post(number("about"), data={"topics": [topic], "go": "check"}).location == CHECK
    portal.get(CHECK)
    assert "We will ask you before we talk to the person it is about." in portal.page.text
    portal.post(CHECK)
    assert cases(db)[0].ask_first


def test_sending_leaves_no_draft_and_starts_the_clocks(drafted, db):
    drafted.post(CHECK)
    assert db.scalar(select(func.count()).select_from(Draft)) == 0
    events = {event.event for event in db.scalars(select(CaseEvent))}
    assert "received" in events
    assert {clock.clock for clock in db.scalars(select(RunningClock))} >= {"acknowledge", "s1_response"}


def test_the_receipt_names_the_days_of_this_cases_own_clocks_t57(drafted, db):
    drafted.post(number("advocate"), data={"advocate": "not_now"})
    drafted.post(CHECK)
    drafted.get(SENT)
    for day in ("Wednesday 25 November", "Monday 7 December", "Monday 21 December"):
        assert day in drafted.page.text
    assert "You said not now to an advocate. You can ask for one any time." in drafted.page.text


def test_who_waits_for_an_advocate_is_given_no_date_that_would_move_k_11(drafted, db):
    drafted.post(number("advocate"), data={"advocate": "yes"})
    drafted.post(number("advocate_yes"), data={"shares": ["contact"], "start": "wait"})
    drafted.post(CHECK)
    drafted.get(SENT)
    assert "The time for the answer starts when you have your advocate." in drafted.page.text
    assert "Monday 7 December" not in drafted.page.text
    assert "We will ask for an advocate for you today." in drafted.page.text
    assert "They will get in touch by Wednesday 25 November." in drafted.page.text
    assert cases(db)[0].wait_for_advocate


def test_asking_for_something_to_wait_has_a_day_for_the_answer(drafted, db):
    drafted.post(number("soon"), data={"soon": "yes", "what": ["home"], "when": "now"})
    drafted.post(CHECK)
    drafted.get(SENT)
    assert "By Tuesday 24 November we tell you if the thing you do not want can wait." in drafted.page.text


def test_who_will_read_it_is_said_before_it_is_sent(portal):
    portal.post(number("about"), data={"topics": ["social_worker"]})
    portal.post(number("worker"), data={"worker": "Dana", "ask_first": "ask"})
    portal.get(CHECK)
    assert "We will ask you before we talk to the person it is about." in portal.page.text
    assert "Our safety team" not in portal.page.text.split("Who will read it")[1].split("Send")[0]


def test_the_words_as_written_reach_staff_and_the_address_is_apart(drafted, db, keys):
    drafted.post(number("tell"), data={"story": "They lost my coat."})
    drafted.post(number("contact"), data={"ways": ["email"]})
    drafted.post(number("contact_details"), data={"email": "kit@example.com", "email_seen": "yes"})
    drafted.post(CHECK)
    (case,) = cases(db)
    ring = keys.staff.ring.with_case(case)
    answers = ring.open_json(TheirWords.answers, db.scalars(select(TheirWords)).one())
    assert answers["tell"]["story"] == "They lost my coat."
    assert "kit@example.com" not in str(answers)
    ways = {way.way: (way.allowed, way.shared) for way in db.scalars(select(SafeWay))}
    assert ways["email"] == (True, True)
    assert ways["text"] == (False, False)


def test_a_parent_is_given_seven_words_without_pictures(portal, db):
    portal.post(number("standing", "your-say"), data={"standing": "relative"})
    portal.post(number("points", "your-say"), data={"account": "Nobody rang.", "rows-0-what": ""})
    portal.post(number("when", "your-say"), data={"last": "longer", "words": ""})
    portal.get("/your-say/check")
    assert "A grandparent or other relative" in portal.page.text
    portal.post("/your-say/check")
    portal.get("/your-say/sent")
    assert len(shown_words(portal)) == 7
    assert 'href="tel:03000610614"' in portal.page.html, "the Ombudsman's"
    assert re.search(r"By \w+ \d+ \w+ a person checks that, and tells you why", portal.page.text)  # P18
    (case,) = cases(db)
    assert (case.standing, case.late_flag, case.young_person) == ("relative", True, False)


def test_an_advocate_sends_the_childs_words_apart_from_notes(portal, db):
    portal.post(number("you", "for-someone"), data={"name": "Ola Adeyemi", "email": "ola@example.org"})
    portal.post(number("words", "for-someone"), data={"child_words": "I want to stay.", "notes": "Met Monday."})
    portal.post("/for-someone/check")
    portal.get("/for-someone/sent")
    (case,) = cases(db)
    assert (case.standing, case.young_person) == ("advocate", True)
    assert db.scalars(select(Holder)).one().part == "advocate"


def test_thanks_need_three_questions_and_start_no_answer_clock(portal, db):
    portal.post("/thanks/1", data={"kind": "good", "story": "Sam is kind."})
    portal.post("/thanks/2", data={"about_whom": "Sam", "tell_them": "yes", "name": "Kit"})
    assert portal.post("/thanks/3", data={"use_words": "yes", "email": ""}).location == "/thanks/check"
    portal.post("/thanks/check")
    portal.get("/thanks/sent")
    assert "We read it and pass it on to the right people." in portal.page.text
    assert "s1_response" not in {clock.clock for clock in db.scalars(select(RunningClock))}


def test_a_database_that_fails_promises_nothing_and_keeps_the_draft_r1(drafted, db, monkeypatch):
    def fail(*args, **kwargs):
        from sqlalchemy.exc import OperationalError

        raise OperationalError("commit", {}, Exception())

    monkeypatch.setattr(visiting, "keep_receipt", fail)
    assert drafted.post(CHECK).status_code == 503
    monkeypatch.undo()
    assert cases(db) == []
    assert drafted.post(CHECK).location == SENT
    assert len(cases(db)) == 1


def test_a_yes_to_an_advocate_who_may_not_find_them_promises_none_and_is_asked_again(drafted, db):
    drafted.post(number("advocate"), data={"advocate": "yes"})
    drafted.post(CHECK)
    drafted.get(SENT)
    assert "We will ask for an advocate for you" not in drafted.page.text
    assert "You can ask for an advocate any time." in drafted.page.text
    drafted.get("/your-page")
    assert {a.get("id") for a in drafted.page.all("a")} >= {"can-advocate"}
    assert "Not heard?" not in drafted.page.text


def test_going_back_after_sending_says_it_is_sent_and_leads_on(drafted, db):
    drafted.post(CHECK)
    for address in (CHECK, number("tell"), number("safe")):
        answer = drafted.get(address, follow_redirects=True)
        assert answer.status_code == 200
        assert "You have sent this" in drafted.page.text
        assert "You skipped this" not in drafted.page.text
        assert SENT in {a.get("href") for a in drafted.page.all("a")}
        assert "/your-page" in {form.get("action") for form in drafted.page.all("form")}
    new = next(a["href"] for a in drafted.page.all("a") if a.get("id") == "new")
    drafted.get(new)
    assert "Are you safe right now?" in drafted.page.text


def test_what_was_sent_is_read_back_without_the_gap_of_a_day_long_past(keys, db):
    from models.sealing import Keyring, Lock
    from models.tables import TheirWords
    from portal.reading_back import read_back_sent

    ring, row = Keyring({"thread": Lock.new("thread")}), TheirWords(id=uuid4(), case_id=uuid4())
    answers = {"advocate": {"advocate": "yes"}, "advocate_yes": {"start": "wait"}, "tell": {"story": "Well… yes."}}
    ring.seal_json(TheirWords.answers, row, answers)
    lines = read_back_sent(ring, row, Journey.YOUNG_PERSON)
    said = "\n".join(part.said for line in lines for part in line.parts)
    assert "Wait for my advocate." in said
    assert "you get an answer by" not in said
    assert "Well… yes." in said


@pytest.mark.parametrize("door", ["your-voice", "your-say", "for-someone"])
def test_a_way_that_was_ticked_and_cannot_be_used_is_said_before_it_is_sent_2_7(portal, door):
    path = PATHS[door]
    ways, details = path.number("contact"), path.number("contact_details")
    portal.post(f"/{door}/{ways}", data={"ways": ["text", "post"]})
    assert portal.post(f"/{door}/{details}", data={"text_number": "", "address": "1 High Street"}).status_code == 422
    html = portal.get(f"/{door}/check").get_data(as_text=True)
    assert "You ticked text, but gave no number. So we can not text." in html
    assert "You ticked letter, but gave no address. So we can not write." in html
    assert f'href="/{door}/{details}?c=1"' in html
    portal.post(f"/{door}/{details}", data={"text_number": "07700 900123", "address": "1 High Street"})
    assert "You ticked" not in portal.get(f"/{door}/check").get_data(as_text=True)
