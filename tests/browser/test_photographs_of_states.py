"""A person's own page in the states of the design's part 5, photographed for eyes to judge (`bench/sheets.py`).

Only asked for by name, like `test_photographs.py`.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import advocates, afterwards, choosing, extending, meeting, stating
from models.cases.recording import record
from models.procedure.terms import Event, Role
from models.tables import Letter, MeetingDate
from tests.admin.panelling import ASKED, at_stage_2
from tests.browser.conftest import PICTURES
from tests.browser.test_following import come_back
from tests.browser.test_photographs_of_questions import shoot
from tests.browser.walking import press
from tests.conftest import MONDAY
from tests.models.cases.answered import LAST, at, who
from tests.portal.coming_back import case_with_words
from tests.portal.test_easy_letters import released
from tests.portal.test_tracking import add_points, answering

pytestmark = pytest.mark.skipif(not PICTURES, reason="pictures are made when a folder is named for them")


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


def test_who_reads_a_letter_more_time_dates_and_waiting(page: Page, sites, db, keys, clock, person):
    opened = case_with_words(db, keys, answers={"worker": {"must_not_know": ["parents"]}})
    answering(db, opened)
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
    shoot(page, "state-asked")
    for place, name in (("more-time", "more-time"), ("13", "dates"), ("reach", "reach"), ("11", "helper")):
        page.goto(f"{sites.portal}/your-page/{place}")
        shoot(page, f"state-{name}")
    page.goto(f"{sites.portal}/your-page/letters/{db.scalars(select(Letter.id).order_by(Letter.kind)).first()}")
    shoot(page, "state-letter")
    page.goto(f"{sites.portal}/your-page/7")
    press(page, "Wait for me")
    page.locator(".govuk-error-summary").wait_for()
    shoot(page, "state-pause-error")
    page.get_by_label("I have exams or I am ill").check()
    press(page, "Wait for me")
    page.locator("#waiting").wait_for()
    shoot(page, "state-paused")
    page.goto(f"{sites.portal}/your-page/6")
    press(page, "Stop this")
    page.locator("#start-again").wait_for()
    shoot(page, "state-stopped")


def test_the_statement_and_what_came_of_it(page: Page, sites, db, keys, clock, person):
    opened = case_with_words(db, keys, answers={"wants": {"wants": ["sorry"], "words": "My bike back."}})
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.", "My room is cold.")
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    told = {"keys": opened.keys, "actor": who(person(Role.OFFICER, name="Priya Shah"))}
    afterwards.tell_back(db, opened.case, "Every call is now answered the same day.", action_id=None, now=at(5), **told)
    choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=at(7))
    stating.offer(db, opened.case, stating.begin(db, opened.case, now=at(8), **told), now=at(8), **told)
    db.commit()
    clock.now = at(8)
    come_back(page, sites.portal)
    page.locator("#sign").wait_for()
    page.goto(f"{sites.portal}/your-page/10")
    shoot(page, "state-statement")
    press(page, "It is all right")
    page.locator("#sign").wait_for()
    page.locator("#sign").click()
    page.locator(".govuk-error-summary").wait_for()
    shoot(page, "state-statement-error")
    page.get_by_label("This is what I want looked at").check()
    page.get_by_label("These are the things I want to happen").check()
    page.get_by_label("Your name").fill("Sam")
    page.locator("#sign").click()
    page.locator("#signed").wait_for()
    shoot(page, "state-statement-signed")
    page.goto(f"{sites.portal}/your-page/9")
    shoot(page, "state-because")


def test_some_weeks_after_the_answer(page: Page, sites, db, keys, clock, person):
    person(Role.OFFICER)
    opened = case_with_words(db, keys, answers={"wants": {"wants": ["sorry"], "words": "My bike back."}})
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = at(22, month=1).replace(year=2027)
    come_back(page, sites.portal)
    page.locator("#ask-after").wait_for()
    shoot(page, "state-after-page")
    page.goto(f"{sites.portal}/your-page/8")
    shoot(page, "state-after")


def test_coming_back_by_picture_and_with_the_wrong_words(page: Page, sites, db, keys):
    case_with_words(db, keys)
    page.goto(f"{sites.portal}/come-back")
    page.locator("#send").click()
    page.locator(".govuk-error-summary").wait_for()
    shoot(page, "state-sign-in-error")
    page.locator("#find").click()
    page.locator("#by-picture").wait_for()
    shoot(page, "state-picture-groups")
    page.locator("button[value=sea]").click()
    page.locator("button[value=otter], button[value=fish]").first.wait_for()
    shoot(page, "state-picture-words")


def test_a_panel_from_the_asking_to_what_it_says(page: Page, sites, db, keys, clock, person):
    opened = at_stage_2(db, keys, clock)
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=officer, now=ASKED)
    days = [ASKED + timedelta(days=22), ASKED + timedelta(days=23, hours=3)]
    meeting.offer(db, opened.case, "panel", "in_person", days, actor=officer, now=ASKED)
    db.commit()
    come_back(page, sites.portal)
    page.locator("#panel-day").wait_for()
    shoot(page, "state-panel-asked")
    page.goto(f"{sites.portal}/your-page/13")
    shoot(page, "state-panel-dates")
    page.goto(f"{sites.portal}/your-page/16")
    shoot(page, "state-panel-choose")
    for box, value in (("come", "no"), ("how", "room"), ("speaks", "me")):
        page.locator(f"[name={box}][value={value}]").check(force=True)
    press(page, "Save")
    page.locator(".govuk-error-summary").wait_for()
    shoot(page, "state-panel-error")
    row = db.scalars(select(MeetingDate).order_by(MeetingDate.starts_at)).first()
    page.goto(f"{sites.portal}/your-page/13")
    page.locator(f"[value='{row.id}']").check(force=True)
    press(page, "Send")
    page.locator("#where").wait_for()
    db.rollback()  # see what was just said
    meeting.fix(db, opened.case, row.id, actor=officer, now=ASKED)
    db.commit()
    page.goto(f"{sites.portal}/your-page")
    shoot(page, "state-panel-fixed")
    page.goto(f"{sites.portal}/your-page/13")
    shoot(page, "state-panel-day")
    for event, name in ((Event.S3_HELD, "met"), (Event.S3_REPORTED, "reported")):
        record(db, opened.case, event, actor=officer, now=ASKED)
        db.commit()
        page.goto(f"{sites.portal}/your-page")
        shoot(page, f"state-panel-{name}")
