"""Somebody walks away from their page: it asks once, and then shows nothing to whoever comes by (experience 5.1)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_following import come_back
from tests.portal.coming_back import case_with_words
from tests.portal.test_tracking import answering

TYPED = "They still have my bike"


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


def test_the_page_asks_whether_they_are_there_and_then_covers_itself(page: Page, sites, look, db, keys, clock):
    answering(db, case_with_words(db, keys))
    page.clock.install()
    come_back(page, sites.portal)
    ask = page.get_by_role("dialog", name="Are you still there?")
    expect(page.locator("#where")).to_be_visible()
    page.wait_for_load_state()
    page.clock.fast_forward("12:30")
    expect(ask).to_be_hidden()
    page.clock.fast_forward("00:31")
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
    page.clock.fast_forward("13:01")
    expect(ask).to_be_visible()
    page.keyboard.press("Escape")
    expect(ask).to_be_hidden()
    page.clock.fast_forward("13:01")
    expect(ask).to_be_visible()


def test_the_cover_keeps_what_was_typed_and_back_shows_nothing_of_the_page_t32_ses_08(
    page: Page, sites, look, db, keys, clock
):
    """Within the minute in which the server's own time has not run out yet."""
    answering(db, case_with_words(db, keys))
    page.clock.install()
    come_back(page, sites.portal)
    expect(page.locator("#where")).to_be_visible()
    page.goto(f"{sites.portal}/your-page/messages")
    page.get_by_label("Write to us").fill(TYPED)
    with page.expect_response("**/your-page/unsent") as kept:
        page.clock.fast_forward("00:03")
    assert kept.value.status == 204
    clock.forward(minutes=13)
    page.clock.fast_forward("13:01")
    expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    clock.forward(minutes=1)
    page.clock.fast_forward("01:01")
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
