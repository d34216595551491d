"""The public pages that no journey looks at, each judged once; and none is left out (T01, T06, T12)."""

from datetime import timedelta

import pytest
from flask import abort
from flask_wtf.csrf import CSRFError
from playwright.sync_api import Page

from models.audit import SYSTEM
from models.cases import advocates, afterwards, choosing, extending, meeting, stating
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.reports import publishing
from portal.journeys import PATHS
from tests.browser.test_controls import NAMES
from tests.browser.test_following import come_back
from tests.browser.test_photographs_of_questions import BEHIND, lead_to
from tests.browser.walking import press, words_shown
from tests.conftest import MONDAY
from tests.models.cases.answered import LAST, at, who
from tests.models.reports.making import WAYS, report
from tests.portal.coming_back import WORDS, case_with_words
from tests.portal.test_easy_letters import released
from tests.portal.test_tracking import add_points, answering

QUESTIONS = {
    "your-voice": ("advocate_mine", "advocate_chat", "advocate_known", "needs", "helping", "contact_details"),
    "your-say": ("involved", "sooner", "courts_parts", "evidence", "contact_details"),
    "pictures": ("worker", "feelings", "tell", "safe", "advocate", "advocate_yes", "who"),
}
AS_IT_IS_LOOKED_INTO = ("7", "11", "12", "13", "14", "15", "more-time", "points/missed")
AS_THE_STATEMENT_IS_OPEN = ("9", "10", "10/point/1", "10/missed/0")
WEEKS_LATER = ("8",)
OPEN_TO_ALL = ("language?to=/", "reports", "what-changed", "now/3")
REFUSED = (400, 403, 413, 429, 500, 503, NotAllowed("It is closed."), CSRFError("The token is gone."))
NARROW = (320,)
NO_PAGE = {  # what is fetched, sent on, or goes elsewhere
    "static", "healthz", "look.sheet", "leave.leave", "start.begin", "on_your_side.show", "tracking.still",
    "kept.draft", "kept.sent", "published.file", "tracking.report", "tracking.paper", "tracking.voice", "messages.kept",
}  # fmt: skip
LOOKED_AT_IN = {  # the journey that looks at it
    "test_pages.py": "pages.how_it_works pages.staying_safe pages.accessibility pages.privacy paper.show helping.note "
    "helping.other_door on_your_side.who on_your_side.grown_ups on_your_side.for_a_child",
    "test_following.py": "sign_in.show tracking.show points.show points.change messages.show tracking.letters "
    "tracking.letter tracking.opened_by contact.show tracking.sent choices.advocate choices.next_stage choices.worse "
    "choices.stop words.change safety.no safety.not_sure safety.sent",
    "test_child_to_closed.py": "start.show question.show check.show receipt.show",
    "test_panel_pages.py": "panel.show",
    "test_parent_to_answer.py": "apart.about_you",
    "test_every_public_page.py": "published.report",
}


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    """How a page is drawn does not depend on scripts."""
    return True


@pytest.fixture
def judged(page: Page, sites, look):
    """This page as it is, or the one at an address, which is there and leads nowhere else."""

    def judge(name: str, path: str = "") -> None:
        if path:
            page.goto(f"{sites.portal}/{path}")
            assert page.url == f"{sites.portal}/{path}"
        look(page, name, NARROW)
        assert page.evaluate(NAMES) == [], name
        assert page.locator("h1").count() == 1, name

    return judge


@pytest.mark.parametrize("door", QUESTIONS)
def test_each_question_that_only_an_answer_leads_to_t01(page: Page, sites, judged, door) -> None:
    for question in QUESTIONS[door]:
        lead_to(page, sites.portal, door, question)
        if question == "contact_details":
            page.goto(f"{sites.portal}/{door}/{PATHS[door].number('contact')}")
            for way in ("text", "call", "post"):
                page.locator(f"[name=ways][value={way}]").check(force=True)
            press(page, "Continue")
            page.wait_for_url(f"**/{door}/{PATHS[door].number(question)}")
        judged(f"{door}-{question}", f"{door}/{PATHS[door].number(question)}")
    assert set(QUESTIONS[door]) & set(BEHIND) or door == "pictures"


def test_what_was_said_in_pictures_is_checked_and_sent_t01(page: Page, sites, judged) -> None:
    lead_to(page, sites.portal, "pictures", "worker")
    page.wait_for_url(f"**/pictures/{PATHS['pictures'].number('worker')}")
    judged("pictures-later", "pictures/later")
    judged("pictures-check", "pictures/check")
    page.locator("main form button").last.click()
    page.wait_for_url("**/pictures/sent")
    judged("pictures-sent")


def test_their_page_as_it_is_looked_into_and_their_words_t01(page: Page, sites, judged, db, keys, person) -> None:
    answers = {"worker": {"must_not_know": ["parents"], "worker": "", "ask_first": "ask"}}
    opened = case_with_words(db, keys, answers=answers)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    officer, ade = who(person(Role.OFFICER, name="Priya Shah")), person(Role.ADVOCATE, name="Ade Bell")
    told = {"keys": opened.keys, "actor": officer, "now": MONDAY}
    advocates.give(db, opened.case, ade.staff_id, how="call", name="Sam Lee", copies=["letters"], **told)
    released(db, opened, young_person=True)
    extending.ask(db, opened.case, new_due=LAST, reason="A colleague is ill.", **told)
    days = [MONDAY + timedelta(days=8, hours=5), MONDAY + timedelta(days=9, hours=6)]
    meeting.offer(db, opened.case, "meeting", "in_person", days, actor=officer, now=MONDAY)
    db.commit()
    come_back(page, sites.portal)
    page.locator("#where").wait_for()
    judged("their-danger", "now/1")
    page.get_by_label("Tell us in a few words").fill("He hit me.")
    press(page, "Send to the safety team now")
    page.wait_for_url("**/now/3*")
    judged("danger-kept")
    for path in AS_IT_IS_LOOKED_INTO:
        judged(f"their-{path}", f"your-page/{path}")
    page.goto(f"{sites.portal}/your-page/sent")
    page.get_by_label("Your secret words").fill(WORDS)
    press(page, "Show what I sent")
    page.wait_for_load_state()
    judged("sent-shown")


def test_new_words_and_words_that_open_nothing_t01(page: Page, sites, judged, db, keys) -> None:
    case_with_words(db, keys)
    come_back(page, sites.portal)
    page.locator("#where").wait_for()
    page.goto(f"{sites.portal}/your-page/words")
    page.get_by_label("Your secret words").first.fill(WORDS)
    page.locator("#send").click()
    page.wait_for_url("**/words/new")
    judged("words-new")
    words = " ".join(words_shown(page))
    come_back(page, sites.portal, words)
    page.locator("#where").wait_for()
    page.goto(f"{sites.portal}/your-page/words")
    page.get_by_label("Your secret words").first.fill(words)
    page.locator("#stop").click()
    page.wait_for_url("**/words/stop")
    judged("words-stopped")


def test_their_page_as_the_statement_is_open_and_weeks_later_t01(page: Page, sites, judged, db, keys, clock, person):
    opened = case_with_words(db, keys, answers={"wants": {"wants": ["sorry"], "words": "My bike back."}})
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    told = {"keys": opened.keys, "actor": who(person(Role.OFFICER, name="Priya Shah"))}
    afterwards.tell_back(db, opened.case, "Every call is now answered the same day.", action_id=None, now=at(5), **told)
    db.commit()
    choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=at(7))
    stating.offer(db, opened.case, stating.begin(db, opened.case, now=at(8), **told), now=at(8), **told)
    db.commit()
    clock.now = at(8)
    come_back(page, sites.portal)
    page.locator("#sign").wait_for()
    for path in AS_THE_STATEMENT_IS_OPEN:
        judged(f"their-{path}", f"your-page/{path}")


def test_some_weeks_after_the_answer_t01(page: Page, sites, judged, db, keys, clock) -> None:
    opened = case_with_words(db, keys, answers={"wants": {"wants": ["sorry"], "words": "My bike back."}})
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = at(22, month=1).replace(year=2027)
    come_back(page, sites.portal)
    page.locator("#ask-after").wait_for()
    for path in WEEKS_LATER:
        judged(f"their-{path}", f"your-page/{path}")


def test_pages_open_to_all_and_what_is_refused_t01(
    page: Page, sites, judged, request, monkeypatch, db, keys, person
) -> None:
    by = who(person(Role.MANAGER, name="Ama Reyes"))
    row = publishing.publish(db, keys.staff.ring, report(WAYS), reason="", by=by, now=MONDAY)
    db.commit()
    for path in (*OPEN_TO_ALL, f"reports/{row.id}"):
        judged(f"open-{path.partition('?')[0]}", path)
    page.goto(f"{sites.portal}/come-back")
    page.locator("#find").click()
    page.locator("#by-picture").wait_for()
    judged("come-back-by-picture")
    page.locator("button[value=sea]").click()
    page.locator("button[value=otter], button[value=fish]").first.wait_for()
    judged("come-back-sea")
    pages = request.getfixturevalue("_app")("portal").view_functions
    for number, why in enumerate(REFUSED):

        def refuse(why=why):
            if isinstance(why, Exception):
                raise why
            abort(why)

        monkeypatch.setitem(pages, "pages.privacy", refuse)
        judged(f"refused-{number}", "privacy")


def test_no_page_of_the_public_site_is_left_out_t01(portal) -> None:
    """A new page is added to a journey that looks at it, or to the lists above."""
    site = portal.application.url_map
    own = AS_IT_IS_LOOKED_INTO + AS_THE_STATEMENT_IS_OPEN + WEEKS_LATER + ("words/new",)
    paths = [*OPEN_TO_ALL, "come-back/2", "pictures/later", *(f"your-page/{path}" for path in own)]
    here = {site.bind("localhost").match(f"/{path.partition('?')[0]}")[0] for path in paths}
    there = {endpoint for endpoints in LOOKED_AT_IN.values() for endpoint in endpoints.split()}
    assert {rule.endpoint for rule in site.iter_rules() if "GET" in rule.methods} - here - there == NO_PAGE
