"""The first view on a small phone: where it is, who has it and when (T54); and nothing in it jumps (T46)."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_following import come_back
from tests.portal.coming_back import case_with_words
from tests.portal.test_tracking import answering

SMALL = {"width": 320, "height": 480}


def test_where_who_and_when_stand_in_the_first_view_t54(page: Page, sites, db, keys):
    answering(db, case_with_words(db, keys))
    page.set_viewport_size(SMALL)
    come_back(page, sites.portal)
    said = page.locator("#where")
    expect(said).to_have_text(
        "Mo is looking into it. You should hear by Monday 7 December. That is in 10 working days."
    )
    page.wait_for_load_state()
    box = said.bounding_box()
    assert page.evaluate("scrollY") == 0
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= SMALL["height"], box


SHIFTS = """() => { window.shifted = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.shifted += one.value;
}).observe({type: 'layout-shift', buffered: true}); }"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"
STILL = ("/", "/your-voice/1", "/your-voice/3", "/your-voice/5", "/pictures/1", "/paper", "/help", "/your-say/8")


def test_nothing_on_a_page_jumps_while_it_comes_t46(page: Page, sites, scripted):
    """The scripts are held back until there is something to see, as they come on a slow telephone."""
    if not scripted:
        pytest.skip("what jumps is measured by a script, and moved by one")
    held: list[Route] = []
    painted: list[str] = []
    page.set_viewport_size({"width": 360, "height": 640})
    page.add_init_script(f"({SHIFTS})()")
    page.route("**/*.js", lambda route: route.continue_() if painted else held.append(route))
    for path in STILL:
        painted.clear()
        page.goto(sites.portal + path, wait_until="commit")
        while not page.evaluate(PAINTED):
            page.wait_for_timeout(20)
        painted.append(path)
        while held:
            held.pop().continue_()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shifted") <= 0.02, path


def test_on_a_small_phone_too_it_is_said_that_childline_is_free_and_on_no_bill_2_5(page: Page, sites):
    """Who fears the phone bill rings nobody; and the question still stands in the first view."""
    page.set_viewport_size(SMALL)
    for path in ("/", "/your-voice/2", "/now/1"):
        page.goto(sites.portal + path)
        expect(page.locator(".heard-help")).to_contain_text("0800 1111 (free, not on the bill)")
        expect(page.locator(".heard-help small")).to_be_visible()
        box = page.locator("h1").bounding_box()
        assert box["y"] + box["height"] <= SMALL["height"], path
