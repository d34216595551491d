"""Text twice as large on the smallest phone: a person's own page, and three siblings sent in a row (T08, T09, A8)."""

import pytest
from playwright.sync_api import Page

from portal.journeys import PATHS
from tests.browser.test_layout import CUT, LARGE
from tests.browser.walking import come_back, press
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

DOOR = PATHS["for-someone"]
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


def large(page: Page) -> None:
    """As somebody who cannot read small letters has it: nothing is cut and nothing beside the window."""
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.reload()
    page.add_style_tag(content=LARGE)
    assert page.evaluate(WIDE) <= 0, page.url
    assert page.evaluate(CUT) == [], page.url


def test_a_persons_page_on_a_small_phone_with_large_letters_t08_t09(page: Page, sites, db, keys):
    case_with_words(db, keys)
    page.set_viewport_size({"width": 320, "height": 640})
    come_back(page, sites.portal, REFERENCE, WORDS)
    page.locator("#where").wait_for()
    large(page)


def test_an_advocate_sends_for_three_siblings_on_a_small_phone_a8(page: Page, sites):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{sites.portal}/for-someone/{DOOR.number('you')}")
    page.get_by_label("Your name").fill("Ola Adeyemi")
    press(page, "Continue")
    seen = set()
    for words in ("Kit wants to stay.", "Ada wants her room back.", "Bo wants to go home."):
        page.goto(f"{sites.portal}/for-someone/{DOOR.number('words')}")
        assert page.get_by_label("The child's own words").input_value() == "", "each child's words are asked anew"
        page.get_by_label("The child's own words").fill(words)
        press(page, "Continue")
        page.wait_for_url(lambda url: not url.endswith(f"/{DOOR.number('words')}"))
        page.goto(f"{sites.portal}/for-someone/check")
        assert "Ola Adeyemi" in page.locator("main").inner_text()
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator("#reference").wait_for()
        seen.add(page.locator("#reference").inner_text())
        large(page)
        page.get_by_role("button", name="Send another for a brother or sister").click()
        page.wait_for_url(f"**/for-someone/{DOOR.number('instructed')}")
    assert len(seen) == 3
