"""Every control of the public pages, as a hand, an eye and a screen reader meet it (T01, T04 to T08, T10, T12)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.judging import AXE, TAGS
from tests.browser.keys import STOP
from tests.browser.test_following import come_back
from tests.portal.coming_back import case_with_words

SEEN = ("/", "/your-voice/1", "/your-voice/3", "/your-voice/5", "/your-voice/9", "/pictures/1", "/your-say/6", "/help")
ROUND = ("/", "/your-voice/3", "/your-voice/5", "/your-say/6", "/your-page")
OWN = ("/your-page", "/your-page/messages", "/your-page/reach")
WIDTHS = (320, 768, 1280)
# What axe cannot decide by itself, looked at by a person: why it is right as it is.
REVIEWED = {
    "color-contrast": "a background that axe cannot work out; every text is measured in test_every_page.py (T07)",
}
UNSURE = """async (tags) => (await axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['incomplete']}))
    .incomplete.map(({id, nodes}) => [id, nodes.map((node) => node.html.slice(0, 120))])"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLOURS = """
    const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const behind = (one) => {
        for (let at = one; at; at = at.parentElement) {
            const found = numbers(getComputedStyle(at).backgroundColor);
            if ((found[3] ?? 1) === 1) return found;
        }
        return [255, 255, 255];
    };"""
# The ring of what has the focus, against what lies outside and inside it. A ring of two colours needs one of them
# to stand out from each side, and the two from each other (technique C40).
RING = f"""() => {{ {COLOURS}
    const one = document.activeElement;
    const mark = one.matches('.heard-tile__input') ? one.nextElementSibling : one;
    const pseudo = one.matches('.govuk-radios__input, .govuk-checkboxes__input') ? '::before' : null;
    const style = getComputedStyle(pseudo ? one.nextElementSibling : mark, pseudo);
    const both = [style, getComputedStyle(mark)];
    const shadows = (s) => s.boxShadow.match(/rgba?\\([^)]*\\)/g) ?? [];
    const ring = both.flatMap((s) => [s.outlineStyle === 'none' ? '' : s.outlineColor, ...shadows(s)])
        .filter(Boolean).map(numbers);
    const sides = [behind(mark.parentElement), behind(mark)];
    return sides.map((side) => Math.max(...ring.map((colour) => ratio(colour, side))));
}}"""
# The edge of each box, tile and button against what it stands on.
EDGES = f"""() => {{ {COLOURS}
    const faint = [];
    const which = 'main :is(input, textarea, select, .heard-tile__label, .govuk-button)';
    for (const one of document.querySelectorAll(which)) {{
        const shown = one.checkVisibility({{visibilityProperty: true}}) && one.type !== 'hidden';
        if (!shown || one.clientWidth <= 1) continue;
        const drawn = one.matches('.govuk-radios__input, .govuk-checkboxes__input, .heard-tile__input');
        if (drawn && one.matches('.heard-tile__input')) continue;  // the tile's own edge says where it is
        const style = drawn ? getComputedStyle(one.nextElementSibling, '::before') : getComputedStyle(one);
        const out = behind(one.parentElement);
        const edge = parseFloat(style.borderTopWidth) > 0 ? ratio(numbers(style.borderTopColor), out) : 0;
        const face = ratio(behind(one), out);
        if (Math.max(edge, face) < 3) faint.push([edge.toFixed(1), face.toFixed(1), one.outerHTML.slice(0, 100)]);
    }}
    return faint;
}}"""
PLACE = """() => {
    const one = document.activeElement, part = one.closest('header, main, footer')?.tagName ?? '';
    const small = one.matches('[type=radio], [type=checkbox]');
    const box = (small ? one.labels[0] : one).getBoundingClientRect();
    const style = getComputedStyle(one.closest('.heard-leave, .heard-listen') ?? one).position;
    return [part, box.top + scrollY, box.left, style];
}"""
NAMES = """() => [...document.querySelectorAll('main :is(input, textarea, select, button)')].filter((one) => {
    if (!one.checkVisibility({visibilityProperty: true}) || one.type === 'hidden' || one.tabIndex < 0) return false;
    const shown = (one.labels?.[0] ?? one).innerText.trim().split('\\n')[0];
    const labelled = (one.getAttribute('aria-labelledby') ?? '').split(' ')
        .map((id) => document.getElementById(id)?.innerText ?? '');
    const said = one.getAttribute('aria-label') ?? (labelled.join(' ').trim() || (one.labels?.[0] ?? one).innerText);
    return !said.trim() || !said.includes(shown);
}).map((one) => one.outerHTML.slice(0, 120))"""
CHOSEN = """() => {
    const edge = (one) => { const s = getComputedStyle(one); return `${s.borderTopWidth} ${s.borderTopStyle}`; };
    const tiles = [...document.querySelectorAll('.heard-tile__input')].slice(0, 2);
    tiles[0].checked = true;
    return [...tiles.map((one) => edge(one.nextElementSibling)), getComputedStyle(tiles[0]).appearance];
}"""


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    """How a control is drawn does not depend on scripts."""
    return True


@pytest.fixture
def shown(page: Page, sites, db, keys) -> Iterator[list[str]]:
    case_with_words(db, keys)
    come_back(page, sites.portal)
    page.locator("#where").wait_for()
    return [sites.portal + path for path in SEEN + OWN]


def stops(page: Page, most: int = 60) -> Iterator[tuple[dict[str, object], list[float], list[object]]]:
    """Tab through the page, once: each stop, its ring against both sides, and its place."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        found, ring, place = page.evaluate(f"[({STOP})(), ({RING})(), ({PLACE})()]")
        yield found, ring, place


def goes_as_the_eye_goes(page: Page, name: str, most: int = 60, column: str = "0") -> None:
    """Down the page, column by column where `column`, asked in the page, tells them apart; each ring stands out from
    both of its sides."""
    last: tuple[object, ...] | None = None
    for found, ring, place in stops(page, most):
        where = f"{name}: {found}"
        assert found["ring"], where
        assert found["seen"], where
        assert min(ring) >= 3, where
        part, top, left, held = place
        if held in ("sticky", "fixed"):
            continue
        here = (part, page.evaluate(column))
        if last and last[0] == here:
            assert top > last[1] - 2 or left > last[2], f"{where} stands before the stop before it"
        last = (here, top, left)


def test_nothing_is_left_undecided_by_axe_but_what_was_reviewed_t01(page: Page, shown: list[str]) -> None:
    for address in shown:
        page.goto(address)
        page.evaluate(AXE)
        unsure = [found for found in page.evaluate(UNSURE, TAGS) if found[0] not in REVIEWED]
        assert unsure == [], address


@pytest.mark.usefixtures("shown")
def test_the_focus_goes_as_the_eye_goes_and_is_never_hidden_t04_t05(page: Page, sites) -> None:
    """Down the page, and along a row in the direction of reading; its ring stands out from both of its sides."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        for path in ROUND:
            address = sites.portal + path
            page.goto(address)
            goes_as_the_eye_goes(page, f"{address} at {width}")


def test_boxes_tiles_and_buttons_stand_out_by_day_and_by_night_t07(page: Page, shown: list[str]) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in shown:
            page.goto(address)
            assert page.evaluate(EDGES) == [], f"{address} by {scheme}"


def test_on_the_smallest_window_nothing_is_beside_the_page_t08(page: Page, shown: list[str]) -> None:
    """320 by 256 is what is left of a window of 1280 by 1024 at 400% (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 256})
    for address in shown:
        page.goto(address)
        assert page.evaluate(WIDE) <= 0, address


def test_a_chosen_tile_shows_without_any_colour_t10(page: Page, sites) -> None:
    page.emulate_media(forced_colors="active")
    for path in ("/your-voice/3", "/pictures/1"):
        page.goto(sites.portal + path)
        chosen, other, box = page.evaluate(CHOSEN)
        assert chosen != other, path
        assert box == "auto", "the box with its tick is the system's own"


def test_a_control_is_called_what_is_written_on_it_t12(page: Page, shown: list[str]) -> None:
    for address in shown:
        page.goto(address)
        assert page.evaluate(NAMES) == [], address
        assert page.locator("h1").count() == 1, address


def test_an_error_is_where_the_focus_goes_and_its_link_leads_to_the_box_t14(page: Page, sites) -> None:
    page.goto(f"{sites.portal}/your-voice/5")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Write a few words, or talk, draw or send a photo").click()
    expect(page.locator("#story")).to_be_focused()
