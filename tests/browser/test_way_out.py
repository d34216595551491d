"""The way out: always in sight, blank at once, and not in the way where a screen is very low (T05, T31)."""

import pytest
from playwright.sync_api import Page

from portal.views.leave import ELSEWHERE

BAR = """() => {
    const bar = document.querySelector('.heard-leave'), style = getComputedStyle(document.documentElement);
    return [getComputedStyle(bar).position, Math.round(bar.getBoundingClientRect().top), style.scrollPaddingTop];
}"""
LEAVE = """() => {
    const begun = performance.now();
    document.getElementById('leave').click();
    return [performance.now() - begun, document.body.childElementCount, document.title.trim()];
}"""


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    """That it works without a script is seen by every journey that leaves without one."""
    return True


def test_the_way_out_stays_in_sight_and_blanks_the_page_at_once_t31(page: Page, sites):
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{sites.portal}/your-voice/3")
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(100)
    position, top, padding = page.evaluate(BAR)
    assert (position, top) == ("sticky", 0)
    assert padding == "80px", "what has the focus is never under the bar"
    page.set_viewport_size({"width": 320, "height": 250})
    assert page.evaluate(BAR)[0] == "static", "under 256 px of height it would hide the page"
    page.route(f"{ELSEWHERE}**", lambda route: None)  # a slow weather page: until it comes, nothing is shown
    took, left, title = page.evaluate(LEAVE)
    assert took <= 100
    assert (left, title) == (0, "")
    page.goto("about:blank")
