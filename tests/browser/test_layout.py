"""Six main pages with text twice as large, with the spacing of WCAG 1.4.12, and in forced colours (T09, T10)."""

import pytest
from playwright.sync_api import Page

from models.procedure.terms import Role
from tests.browser.walking import come_back
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

PUBLIC = ("/", "/your-voice/2", "/your-voice/3", "/your-page")
DESK = ("/queue", f"/cases/{REFERENCE}/triage")
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }"""
LARGE = "html { font-size: 200% !important; } body { font-size: 2rem !important; }"
CUT = """() => [...document.querySelectorAll('h1, h2, p, a, button, label, legend, dt, dd, li')].filter((one) => {
    const style = getComputedStyle(one);
    if (!one.checkVisibility() || one.clientWidth <= 1 || style.display === 'inline') return false;
    const cut = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
    return style.overflow !== 'visible' && cut;
}).map((one) => one.outerHTML.slice(0, 100))"""
# In forced colours every control must have an edge of the system's own, or be a link that is underlined.
EDGED = "button, input, select, textarea, .heard-tile__label, .heard-leave__link"
EDGELESS = """(which) => [...document.querySelectorAll(which)].filter((one) => {
    if (!one.checkVisibility() || one.type === 'hidden' || one.type === 'submit' && one.tabIndex < 0) return false;
    const edged = (style) => ['Top', 'Bottom'].some(
        (side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none');
    const style = getComputedStyle(one), mark = one.labels?.[0] && getComputedStyle(one.labels[0], '::before');
    const plain = !edged(style) && !(mark && edged(mark));
    return plain && style.textDecorationLine !== 'underline' && style.appearance === 'none';
}).map((one) => one.outerHTML.slice(0, 100))"""


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    """How a page is drawn does not depend on scripts."""
    return True


def test_main_pages_large_spaced_and_in_forced_colours(page: Page, sites, db, keys, person, at_the_desk):
    case_with_words(db, keys)
    come_back(page, sites.portal, REFERENCE, WORDS)
    page.locator("#where").wait_for()
    desk = at_the_desk(person(Role.OFFICER, name="Priya Shah"))
    for shown, address in [
        *((page, sites.portal + path) for path in PUBLIC),
        *((desk, sites.admin + path) for path in DESK),
    ]:
        for style in (LARGE, SPACED):
            shown.set_viewport_size({"width": 1280, "height": 900})
            shown.goto(address)
            cdp = shown.context.new_cdp_session(shown)
            cdp.send("Page.setBypassCSP", {"enabled": True})
            shown.reload()
            shown.add_style_tag(content=style)
            wide = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{address} is {wide} px too wide with {style[:30]}"
            assert shown.evaluate(CUT) == [], f"{address} with {style[:30]}"
        shown.emulate_media(forced_colors="active")
        shown.goto(address)
        assert shown.evaluate(EDGELESS, EDGED) == [], f"{address} in forced colours"
        shown.emulate_media(forced_colors="none")
