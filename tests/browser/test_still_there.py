"""Somebody walks away from their page: it asks once, and then shows nothing to whoever comes by (experience 5.1)."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_following import come_back
from tests.conftest import MONDAY
from tests.portal.coming_back import case_with_words
from tests.portal.test_tracking import answering

TYPED = "They still have my bike"


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


class Idle:
    """The page's own clock shows what a test says, however long a busy machine takes in between. Its timers run."""

    def __init__(self, page: Page) -> None:
        self.page, self.now = page, MONDAY
        page.clock.install(time=MONDAY)
        page.clock.set_fixed_time(MONDAY)

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)
        self.page.clock.set_fixed_time(self.now)
        self.page.clock.fast_forward(2000)  # the page looks at its clock once a second


def test_the_page_asks_whether_they_are_there_and_then_covers_itself(page: Page, sites, look, db, keys, clock):
    answering(db, case_with_words(db, keys))
    idle = Idle(page)
    come_back(page, sites.portal)
    ask = page.get_by_role("dialog", name="Are you still there?")
    expect(page.locator("#where")).to_be_visible()
    page.wait_for_load_state()
    idle.forward(minutes=12, seconds=30)
    expect(ask).to_be_hidden()
    idle.forward(seconds=31)
    expect(ask).to_be_visible()
    expect(page.locator("#still-here")).to_be_focused()
    look(page, "still-there")
    clock.forward(minutes=13)
    with page.expect_response("**/your-page/still") as told:
        page.locator("#still-here").click()
    assert told.value.status == 204
    expect(ask).to_be_hidden()
    clock.forward(minutes=10)
    page.reload()
    expect(page.locator("#where")).to_be_visible()  # twenty-three minutes after they came
    idle.forward(minutes=13, seconds=1)
    expect(ask).to_be_visible()
    page.keyboard.press("Escape")
    expect(ask).to_be_hidden()
    idle.forward(minutes=13, seconds=1)
    expect(ask).to_be_visible()


def test_the_cover_keeps_what_was_typed_and_back_shows_nothing_of_the_page_t32_ses_08(
    page: Page, sites, look, db, keys, clock
):
    """Within the minute in which the server's own time has not run out yet."""
    answering(db, case_with_words(db, keys))
    idle = Idle(page)
    come_back(page, sites.portal)
    expect(page.locator("#where")).to_be_visible()
    page.goto(f"{sites.portal}/your-page/messages")
    with page.expect_response("**/your-page/unsent") as kept:
        page.get_by_label("Write to us").fill(TYPED)
        idle.forward(seconds=3)
    assert kept.value.status == 204
    clock.forward(minutes=13)
    idle.forward(minutes=13, seconds=1)
    expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    clock.forward(minutes=1)
    idle.forward(minutes=1, seconds=1)
    expect(page.locator("#status")).to_contain_text("You were away")
    look(page, "covered")
    for _ in range(3):
        page.go_back()
        expect(page.locator("#where, #message-form")).to_have_count(0)
        assert TYPED not in page.content()
    come_back(page, sites.portal)
    expect(page.locator("#unsent")).to_contain_text("You have not sent this yet")
    look(page, "unsent")
    page.locator("#unsent-1").click()
    expect(page.get_by_label("Write to us")).to_have_value(TYPED)
    look(page, "unsent-message")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".heard-thread")).to_contain_text(TYPED)
    expect(page.get_by_label("Write to us")).to_have_value("")
    page.goto(f"{sites.portal}/your-page")
    expect(page.locator("#where")).to_be_visible()
    expect(page.locator("#unsent")).to_have_count(0)
