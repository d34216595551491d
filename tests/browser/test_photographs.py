"""A person's own page in many states and looks, for eyes to judge: `HEARD_TEST_SCREENSHOTS=folder` keeps the pictures.

Only asked for by name: what a machine can judge of these pages is judged in the journeys.
"""

import uuid
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import choosing, seeing
from models.cases.recording import record
from models.cases.told import VisitAsked
from models.procedure.terms import Event, Role
from models.tables import Holder, JobRun, Staff, ThreadMessage
from tests.browser.conftest import PICTURES, WIDTHS
from tests.browser.test_following import come_back
from tests.conftest import MONDAY
from tests.models.cases.answered import at
from tests.portal.coming_back import WORDS, case_with_words
from tests.portal.test_easy_letters import released
from tests.portal.test_tracking import add_points, answering

pytestmark = pytest.mark.skipif(not PICTURES, reason="pictures are made when a folder is named for them")
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
PLACES = ("", "/points", "/points/1", "/messages", "/letters", "/opened", "/reach", "/sent", "/4", "/5", "/6", "/7")
PLACES += ("/12", "/15", "/next", "/words", "/11", "/13")


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


def photograph(page: Page, name: str) -> None:
    """In every look at every width, and once with the text twice as large; nothing is wider than its window."""
    folder = Path(str(PICTURES))
    folder.mkdir(parents=True, exist_ok=True)
    for look, media in LOOKS.items():
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=folder / f"{name}-{look}-{width}.png", full_page=True)
            assert page.evaluate(WIDE) <= 0, (name, look, width)
    page.emulate_media(color_scheme="light", forced_colors="none")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.screenshot(path=folder / f"{name}-large-{width}.png", full_page=True)
        assert page.evaluate(WIDE) <= 0, (name, "200%", width)
        page.evaluate("document.documentElement.style.fontSize = ''")


def test_their_page_while_it_is_looked_into_and_when_it_is_late(page: Page, sites, db, keys, clock, person):
    answers = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@home.example"}}
    answers |= {"worker": {"worker": "", "ask_first": "ask"}}
    opened = case_with_words(db, keys, answers=answers)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.", "My plan was changed and no one asked me what I think.")
    released(db, opened, young_person=True)
    holder = db.scalars(select(Holder)).first()
    staff = db.scalars(select(Staff)).first()
    for text, by in (("How are you today?", staff), ("I am fine. When do I see Nan?", None)):
        message = ThreadMessage(id=uuid.uuid4(), case_id=opened.case.id, at=MONDAY)
        message.from_staff_id, message.holder_id = (by.id, None) if by else (None, holder.id)
        opened.keys.seal(ThreadMessage.body, message, text)
        db.add(message)
    person(Role.DUTY, name="Ola Reed")
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    asked = VisitAsked(name="Kit", where="School", when="after school", others="")
    seeing.ask(db, opened.case, asked, keys=opened.keys, actor=SYSTEM, now=MONDAY)
    db.commit()
    come_back(page, sites.portal)
    page.locator("#where").wait_for()
    page.goto(f"{sites.portal}/now/1")
    page.get_by_label("Tell us in a few words").fill("He hit me.")
    page.get_by_role("button", name="Send to the safety team now").click()
    page.get_by_role("heading", level=1, name="Our safety team has it").wait_for()
    for place in PLACES:
        page.goto(f"{sites.portal}/your-page{place}")
        photograph(page, f"page{place.replace('/', '-')}")
    page.goto(f"{sites.portal}/your-page/letters")
    page.locator("#letter-1").click()
    photograph(page, "letter")
    page.goto(f"{sites.portal}/your-page/sent")
    page.get_by_label("Your secret words").fill(WORDS)
    page.get_by_role("button", name="Show what I sent").click()
    photograph(page, "sent-shown")
    clock.forward(days=15)
    come_back(page, sites.portal)
    page.locator("#late").wait_for()
    photograph(page, "late")


def test_their_page_with_an_answer_and_after_the_next_stage_was_asked_for(page: Page, sites, db, keys, clock):
    opened = case_with_words(db, keys)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.", "My plan was changed.")
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = at(5)
    come_back(page, sites.portal)
    page.locator("#where").wait_for()
    photograph(page, "answered")
    page.goto(f"{sites.portal}/your-page/next")
    photograph(page, "next-open")
    choosing.ask_next_stage(db, opened.case, points=(1,), why="", keys=opened.keys, actor=SYSTEM, now=at(7))
    db.commit()
    page.goto(f"{sites.portal}/your-page")
    photograph(page, "beyond")
