"""Every journey with the keyboard alone: it can be done, each stop is seen, and the way out comes first (T02-T05)."""

import re

import pytest
from playwright.sync_api import Page, expect

from models.procedure.terms import Role
from tests.browser.keys import Keys
from tests.browser.walking import ADVOCATE, CHILD, PARENT, headed, heading, receipt
from tests.conftest import MONDAY
from tests.making import make_case
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

DOORS = {
    "child": ("Something is wrong", "I understand", CHILD, "Send"),
    "parent": ("I am a parent or carer", "Start", PARENT, "Send your complaint"),
    "advocate": ("I am an advocate", "Start", ADVOCATE, "Send"),
}


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted(request: pytest.FixtureRequest) -> bool:
    """The keyboard is the browser's own; where focus goes after a script is tested with scripts."""
    return True


@pytest.mark.parametrize("who", DOORS)
def test_sending_with_the_keyboard_alone_t02(page: Page, sites, who):
    door, go, answers, send = DOORS[who]
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(sites.portal)
    keys = Keys(page)
    keys.press(door)
    keys.press(go)
    while (title := heading(page)) != "Check what you want to send":
        first = [keys.stop()["name"], keys.stop()["name"]]
        assert first == ["Skip to main content", "Leave this site"], f"{title}: {first} (T04)"
        keys.stops = 2
        for label, what in answers[title].items():
            keys.tick(label) if what is True else keys.type(label, str(what))
            if who == "child" and label == next(iter(answers[title])):
                first_answer = page.evaluate(FIRST)
                most = 8 + page.locator("#pick-language").count()  # a council that has switched languages on adds one
                assert first_answer <= most, f"{title}: {first_answer - 1} stops before the first answer (T03)"
        keys.press("Continue")
    keys.press(send)
    headed(page, "We have got it")
    receipt(page)


FIRST = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
    .filter((one) => one.tabIndex >= 0 && one.checkVisibility())
    .findIndex((one) => one.closest('main') && one.matches('input, textarea, select, .heard-way')) + 1"""


def test_tracking_with_the_keyboard_alone_t02(page: Page, sites, db, keys):
    case_with_words(db, keys)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{sites.portal}/come-back")
    by = Keys(page)
    by.type("Your number", REFERENCE)
    by.type("Your secret words", WORDS)
    by.press("Open my page")
    expect(page.locator("#where")).to_be_visible()
    by.press("Send a message")
    by.type("Write to us", "Are you there?")
    by.to("Send")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Are you there?")).to_be_visible()
    page.goto(f"{sites.portal}/your-page/6")
    by.press("Stop this")
    expect(page.locator("#where")).to_contain_text("stopped")
    by.press("Start again")
    by.press("Leave this site")
    expect(page).not_to_have_url(re.compile(re.escape(sites.portal)))  # gone, whether or not the weather answers


def test_triage_with_the_keyboard_alone_t53(page: Page, sites, db, keys, person, at_the_desk):
    person(Role.RESPONDER, name="Mo Reed")
    answers = {"safe": {"safe": "yes"}}
    make_case(db, keys.staff.ring, now=MONDAY, reference="HV-AAAA-AAAA-AA1", answers=answers)
    db.commit()
    desk = at_the_desk(person(Role.OFFICER, name="Priya Shah"))
    by = Keys(desk, most=120)
    desk.goto(f"{sites.admin}/queue")
    by.press(re.compile("HV-AAAA-AAAA-AA1|Sam"))
    by.press("Decide and acknowledge")
    by.tick(re.compile("suggested"))
    by.choose("Who answers", "Mo")
    by.press("Acknowledge and send")
    assert by.acts <= 14
    expect(desk.get_by_text("Decided.").first).to_be_visible()


def test_a_simple_case_is_triaged_in_fourteen_keys_and_one_page_t53(page: Page, sites, db, keys, person, at_the_desk):
    """Counted from the triage page, where the last one sent led: every key that is pressed, Tab too."""
    person(Role.RESPONDER, name="Mo Reed")
    answers = {"safe": {"safe": "yes"}}
    case = make_case(db, keys.staff.ring, now=MONDAY, reference="HV-AAAA-AAAA-AA1", answers=answers).case
    db.commit()
    desk = at_the_desk(person(Role.OFFICER, name="Priya Shah"))
    desk.goto(f"{sites.admin}/cases/{case.reference}/triage")
    loads: list[str] = []
    desk.on("framenavigated", lambda frame: loads.append(frame.url))
    by = Keys(desk)
    by.to("Skip to the short way")
    desk.keyboard.press("Enter")
    by.choose("Given to", "M")
    by.to("Acknowledge as it stands")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Decided.").first).to_be_visible()
    pressed = by.stops + 3  # Enter, the letter, Enter
    assert pressed <= 14, pressed
    assert len([url for url in loads if "#" not in url]) == 1, loads
