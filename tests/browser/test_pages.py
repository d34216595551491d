"""The pages that no journey passes through, each looked at; and the fast way out from the keyboard (T31, T33)."""

import re

import pytest
from playwright.sync_api import Page, expect

from models.procedure.terms import Role
from portal.journeys import PATHS
from tests.browser.walking import begin, press
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, case_with_words

TRIES = 4
PUBLIC = (
    "how-it-works",
    "help",
    "privacy",
    "accessibility",
    "your-voice/1",
    "your-say/1",
    "for-someone/1",
    "paper",
    "helping/1",
    "helping/2",
    f"your-voice/{PATHS['your-voice'].number('visit')}",
    "pictures/1",
    "pictures/3",
    "pictures/4",
    "on-your-side/1",
    "on-your-side/2",
    "on-your-side/3",
    "thanks/1",
    "nowhere",
)
DESK = {
    Role.OFFICER: (
        "register",
        "letters",
        "account",
        "visits",
        f"cases/{REFERENCE}/withdraw",
        f"cases/{REFERENCE}/correct",
    ),
    Role.ADMINISTRATOR: (
        "people",
        "settings",
        "settings/policy",
        "settings/holidays",
        "settings/teams",
        "settings/duty",
    ),
    Role.DUTY: ("alerts",),
}


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


def test_pages_that_stand_alone(page: Page, sites, look):
    for path in PUBLIC:
        page.goto(f"{sites.portal}/{path}")
        look(page, f"page-{path.replace('/', '-')}")


@pytest.mark.parametrize("role", DESK)
def test_pages_of_the_desk(page: Page, sites, look, db, keys, person, at_the_desk, role):
    case_with_words(db, keys, now=MONDAY)
    desk = at_the_desk(person(role, name="Priya Shah"))
    for path in DESK[role]:
        answer = desk.goto(f"{sites.admin}/{path}")
        if answer is None or answer.status == 404:
            pytest.fail(f"{path} is not there for {role}")
        look(desk, f"desk-{path.replace('/', '-').replace(REFERENCE, 'case')}")


def test_shift_three_times_leaves_but_never_while_typing_t33(page: Page, sites):
    begin(page, sites.portal)
    press(page, "Continue")
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us what happened")
    page.wait_for_load_state()  # the script that listens has run: keys pressed before that are heard by nobody
    page.get_by_label("Tell us what happened").focus()
    for _ in range(4):
        page.keyboard.press("Shift")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us what happened")
    page.get_by_role("button", name="Continue").focus()
    for _ in range(3 * TRIES):  # three within two seconds; a machine with much else to do may need longer for three
        page.keyboard.press("Shift")
    expect(page).not_to_have_url(re.compile(re.escape(sites.portal)))  # gone, whether or not the weather answers
