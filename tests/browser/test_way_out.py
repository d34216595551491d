"""The way out: always in sight, blank at once, and not in the way where a screen is very low (T05, T31)."""

import pytest
from playwright.sync_api import Page, expect

from portal.views.leave import ELSEWHERE

PLACE, TRIES = "/your-voice/3", 3  # one of three: the machine may stop for a moment in any of them
BAR = """() => {
    const bar = document.querySelector('.heard-leave'), style = getComputedStyle(document.documentElement);
    return [getComputedStyle(bar).position, Math.round(bar.getBoundingClientRect().top), style.scrollPaddingTop];
}"""
# Looked at in the very step of the script that pressed it: before the browser could paint anything else.
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
    page.goto(sites.portal + PLACE)
    page.mouse.wheel(0, 900)
    expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()
    position, top, padding = page.evaluate(BAR)
    assert (position, top) == ("sticky", 0)
    assert padding == "80px", "what has the focus is never under the bar"
    page.set_viewport_size({"width": 320, "height": 250})
    assert page.evaluate(BAR)[0] == "static", "under 256 px of height it would hide the page"
    page.route(f"{ELSEWHERE}**", lambda route: None)  # a slow weather page: until it comes, nothing is shown
    times = []
    for _ in range(TRIES):
        page.goto(sites.portal + PLACE)
        took, left, title = page.evaluate(LEAVE)
        assert (left, title) == (0, "")
        times.append(took)
    assert min(times) <= 100, times
    page.goto("about:blank")
