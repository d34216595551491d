"""Every question, notice and page of the public site, photographed for eyes to judge (`bench/sheets.py` lays them out).

Only asked for by name, like `test_photographs.py`, which does the person's own page.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from models.cases import languages_here
from models.procedure.terms import Role
from models.tables import JobRun, Setting
from portal.journeys import PATHS
from tests.browser.conftest import PICTURES, WIDTHS
from tests.browser.lights import LANGUAGES, PHONE, in_each_light, in_language
from tests.browser.test_photographs import WIDE, photograph
from tests.browser.walking import press
from tests.conftest import MONDAY

pytestmark = pytest.mark.skipif(not PICTURES, reason="pictures are made when a folder is named for them")
ALONE = ("", "how-it-works", "help", "privacy", "accessibility", "paper", "come-back", "on-your-side/1")
ALONE += (
    "on-your-side/2",
    "on-your-side/3",
    "helping/1",
    "helping/2",
    "now/1",
    "now/2",
    "thanks/1",
    "nowhere",
    "reports",
)
SAMPLE = ("", "your-voice/3", "your-voice/5", "pictures/1", "now/1", "your-say/8")
BEHIND = {  # a question that only an answer leads to: the question, its box and the value to tick
    "worker": ("about", "topics", "social_worker"),
    "advocate_yes": ("advocate", "advocate", "yes"),
    "advocate_mine": ("advocate", "advocate", "have_one"),
    "advocate_chat": ("advocate", "advocate", "not_sure"),
    "advocate_known": ("advocate", "advocate", "known_person"),
    "sooner": ("when", "last", "longer"),
    "courts_parts": ("courts", "courts", "family"),
    "evidence": ("wants", "add", "yes"),
    "contact_details": ("contact", "ways", "email"),
}
TOLD = {"about": {"topics": ["social_worker"]}}  # as `lead_to` has answered by then
WORDS = "words"  # the question without which an advocate has nothing to send
STORY = "They said I could see my sister. Then they said no. No one told me why. I asked three times."


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


def shoot(page: Page, name: str) -> None:
    """By day at every width; on a phone by night, and in the other languages where it can be opened again. Nothing is
    wider than its window."""
    folder = Path(str(PICTURES))
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        assert page.evaluate(WIDE) <= 0, (name, width)
    page.set_viewport_size({"width": PHONE, "height": 900})
    for light in in_each_light(page, ("dark",)):
        page.screenshot(path=folder / f"{name}-{light}-{PHONE}.png", full_page=True)
    for code in LANGUAGES:
        with in_language(page, code) as beside:
            if beside is not None:
                beside.screenshot(path=folder / f"{name}-{code}-{PHONE}.png", full_page=True)
                assert beside.evaluate(WIDE) <= 0, (name, code)


def lead_to(page: Page, address: str, door: str, question: str) -> None:
    """Give the answer that this question waits for."""
    if question not in BEHIND:
        return
    asked, box, value = BEHIND[question]
    if asked in {step.id for step in PATHS[door].steps}:
        page.goto(f"{address}/{door}/{PATHS[door].number(asked)}")
        if (tick := page.locator(f"[name={box}][value={value}]")).count():
            tick.check(force=True)
            press(page, "Continue")


@pytest.mark.parametrize("door", ["your-voice", "pictures", "your-say", "for-someone", "thanks"])
def test_every_question_with_its_errors_the_check_and_the_receipt(page: Page, sites, door):
    for number, step in enumerate(PATHS[door].steps, 1):
        lead_to(page, sites.portal, door, step.id)
        page.goto(f"{sites.portal}/{door}/{number}")
        shoot(page, f"{door}-{number:02}-{step.id}")
        if step.needed(TOLD):
            page.get_by_role("button", name="Continue").first.click()
            page.locator(".govuk-error-summary").wait_for()
            shoot(page, f"{door}-{number:02}-{step.id}-error")
            page.locator("main textarea").first.fill(STORY)
            page.get_by_role("button", name="Continue").first.click()
            page.locator(".govuk-error-summary").wait_for(state="detached")
        elif step.id == WORDS:
            page.locator("main textarea").first.fill(STORY)
            press(page, "Continue")
    page.goto(f"{sites.portal}/{door}/check")
    shoot(page, f"{door}-check")
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    shoot(page, f"{door}-sent")
    if (skip := page.get_by_role("button", name="Skip this")).count():  # who we hear from is asked before the number
        skip.click()
        page.locator("#reference").wait_for()
        shoot(page, f"{door}-number")


def test_pages_that_stand_alone_and_the_safety_pages(page: Page, sites, db, person):
    person(Role.DUTY, name="Ola Reed")
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.commit()
    for path in ALONE:
        page.goto(f"{sites.portal}/{path}")
        shoot(page, f"alone-{path.replace('/', '-') or 'start'}")


def test_a_sample_by_night_in_forced_colours_and_large(page: Page, sites):
    for path in SAMPLE:
        page.goto(f"{sites.portal}/{path}")
        photograph(page, f"look-{path.replace('/', '-') or 'start'}")


def test_a_sample_from_the_right(page: Page, sites, db):
    db.merge(Setting(name=languages_here.NAME, value={"on": ["ar"]}, changed_at=MONDAY))
    db.commit()
    page.goto(f"{sites.portal}/language?to=/")
    page.locator("#language-ar").click()
    page.locator("html[dir=rtl]").wait_for()
    for path in SAMPLE:
        page.goto(f"{sites.portal}/{path}")
        shoot(page, f"arabic-{path.replace('/', '-') or 'start'}")
