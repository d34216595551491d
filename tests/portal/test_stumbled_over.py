"""What people who tried the site stumbled over, and what stands there now (experience 2.3, 2.4b, 5.2, 5.3)."""

from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from models.audit import SYSTEM
from models.cases.recording import record
from models.procedure.terms import Advocate, Event, Journey
from models.tables import Referral, ThreadMessage
from portal.forms.signing import PanelForm
from portal.journeys import PATHS
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_check import CHECK, SENT, number
from tests.portal.test_tracking import answering


def sign_in(portal: Any) -> None:
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})


def test_what_is_read_back_is_called_by_its_question_once_y13(portal: Any) -> None:
    portal.post(number("helping"), data={"name": "Mo", "relation": "friend", "about_them": "no", "talks": "yes"})
    portal.post(number("tell"), data={"story": "He cries each time.", "whose": "child"})
    portal.get(CHECK)
    assert portal.page.html.count("Tell us what happened") == 2  # its heading, and what "Change" reads out beside it


def test_who_has_an_advocate_or_waits_for_one_can_always_ask_2_4b(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    sign_in(portal)
    portal.post("/your-page/4", data={"shares": ["contact"], "start": "wait"})
    portal.get("/your-page/4")
    assert "You asked for one on Monday 23 November. You can ask again." in portal.page.text
    portal.post("/your-page/4", data={"shares": ["contact", "topics"]})  # and says nothing of waiting this time
    assert db.scalars(select(Referral)).one().shares == "contact topics"
    db.refresh(opened.case)
    assert opened.case.wait_for_advocate
    opened.case.advocate = Advocate.HAVE_ONE
    db.commit()
    portal.get("/your-page")
    assert "can-advocate" in {link.get("id") for link in portal.page.all("a")}
    portal.get("/your-page/4")
    assert "You have an advocate. You can ask for a new one." in portal.page.text


def test_with_our_answer_stands_the_day_to_ask_by_and_that_two_people_look_5_3(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.commit()
    sign_in(portal)
    portal.get("/your-page")
    assert "You can ask for the next step. Ask by Monday 21 December if you can." in portal.page.text
    portal.get("/your-page/next")
    assert "Two people from outside look at it. They talk to you." in portal.page.text
    assert "Ask by Monday 21 December if you can. You can still ask after that." in portal.page.text


def test_who_waits_although_we_are_late_is_told_until_when_5_3_t58(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    clock.now = MONDAY.replace(month=12, day=8)
    sign_in(portal)
    portal.get("/your-page")
    assert "You can wait if you want. You hear from us by Monday 14 December" in portal.page.text


def test_a_question_about_several_children_speaks_of_them_all_p4_p5(portal: Any) -> None:
    portal.post(number("standing", "your-say"), data={"standing": "parent"})
    rows = {"rows-0-name": "Ann", "rows-1-name": "Ben"}
    portal.post(number("children", "your-say"), data=rows)
    portal.get(number("child_view", "your-say"))
    assert "Do the children know about this?" in portal.page.text
    assert "Do they know about this? (Ann, Ben)" in portal.page.text
    assert "Does the child" not in portal.page.text
    portal.post(number("child_view", "your-say"), data={"knows": "agrees"})
    portal.get("/your-say/check")
    assert "Do the children know about this?" in portal.page.text


def test_asked_once_for_the_childs_own_words_the_page_says_so_and_when_az_14(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys, journey=Journey.ADVOCATE, part="helper")
    sign_in(portal)
    portal.get("/your-page")
    assert "child-words" in {button.get("id") for button in portal.page.all("button")}
    for _ in (1, 2):
        portal.post("/your-page/15")
    portal.get("/your-page")
    assert "You asked for this on Monday 23 November." in portal.page.text
    assert "child-words" not in {button.get("id") for button in portal.page.all("button")}
    assert db.query(ThreadMessage).filter_by(case_id=opened.case.id).count() == 1


def test_the_switch_takes_along_what_is_typed_as_on_every_question_2_9(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    sign_in(portal)
    portal.get("/your-page/messages")
    (switch,) = [button for button in portal.page.all("button") if button.get("id") == "switch"]
    answer = portal.post(switch["formaction"], data={"text": "I am not done", "go": "pictures"})
    assert answer.location == "/your-page/messages"
    portal.get("/your-page/messages")
    assert "I am not done" in portal.page.html
    assert "heard--pictures" in portal.page.html


def test_who_does_not_come_to_the_panel_meets_nobody_in_a_room(portal: Any) -> None:
    def form(**typed: Any) -> PanelForm:
        return PanelForm(MultiDict(typed))

    with portal.application.test_request_context("/"):
        assert not form(come="no", how="room").agreed()
        assert not form(come="write", speaks="me").agreed()
        assert form(come="no", how="none", speaks="read").agreed()
        assert form(come="yes", how="room", speaks="me").agreed()
        assert form(come="no").agreed()


def test_who_changes_an_answer_from_the_check_is_back_there_after_it_y13(portal):
    """Unless the new answer opens a question of its own: that comes first, and then the check."""
    portal.get("/your-voice/3")
    portal.post("/your-voice/3", data={"topics": ["school"], "go": "check"})
    portal.get("/your-voice/check")
    change = next(given["href"] for given in portal.page.all("a") if given.get("id") == "change-6")
    portal.get(change)
    action = next(given["action"] for given in portal.page.all("form") if given.get("id") == "question")
    assert "/your-voice/check" in {given["href"] for given in portal.page.all("a") if given.get("id") == "back"}
    assert portal.post(action, data={"feelings": ["sad"]}).location == "/your-voice/check"
    assert portal.post(action, data={"go": "skip"}).location == "/your-voice/check"
    worker = portal.post("/your-voice/3?c=1", data={"topics": ["school", "social_worker"]}).location
    assert worker == "/your-voice/4?c=1"
    assert portal.post(worker, data={"worker": "Kim"}).location == "/your-voice/check"
    assert (
        portal.post("/your-voice/3?c=1", data={"topics": ["school", "social_worker"]}).location == "/your-voice/check"
    )


def test_a_word_that_a_child_may_not_know_is_explained_where_it_first_stands_2_2(
    portal: Any, db: Any, keys: Any
) -> None:
    for door in ("your-voice", "pictures"):
        portal.get(f"/{door}/{PATHS[door].number('about')}")
        assert "A social worker Their job is to help you stay safe." in " ".join(portal.page.text.split())
    portal.post(number("about"), data={"topics": ["carers"]})
    portal.get(number("worker"))
    assert "A foster carer" in portal.page.text
    case_with_words(db, keys)
    sign_in(portal)
    portal.get("/your-page")
    assert "They check that a council is fair." in portal.page.text


def test_a_question_that_is_the_heading_is_not_asked_again_below_it(portal: Any) -> None:
    for question, words in (("soon", "Is something going to happen soon"), ("wants", "What do you want")):
        portal.get(number(question))
        assert portal.page.html.partition("<h1")[2].count(words) == 1


def test_what_happens_next_is_told_in_the_order_it_happens_2_10(portal: Any) -> None:
    portal.post(number("about"), data={"topics": ["moving"]})
    portal.post(number("soon"), data={"soon": "yes", "what": ["home"], "when": "now"})
    portal.post(CHECK)
    portal.get(SENT)
    said = portal.page.text
    assert said.index("if the thing you do not want can wait") < said.index("someone from our team writes to you here")
