"""What every page promises and only a real browser can show: contrast, stillness, focus, and text that stays."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from models.procedure.terms import Role
from models.tables import ThreadMessage
from portal.journeys import PATHS
from tests.browser.walking import begin, come_back, press
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

SEEN = ("/", "/your-voice/1", "/your-voice/3", "/your-voice/5", "/your-voice/9", "/help", "/come-back", "/your-page")
# Every piece of text with its colour and the first solid colour behind it, as a ratio (WCAG 1.4.6).
FAINT = """(least) => {
    const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const behind = (one) => {
        for (let at = one; at; at = at.parentElement) {
            const found = numbers(getComputedStyle(at).backgroundColor);
            if ((found[3] ?? 1) === 1) return found;
        }
        return [255, 255, 255];
    };
    const faint = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const one = walk.currentNode.parentElement;
        if (!walk.currentNode.textContent.trim() || !one.checkVisibility() || one.closest('script')) continue;
        const [a, b] = [light(numbers(getComputedStyle(one).color)), light(behind(one))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < least) faint.push([ratio.toFixed(1), one.outerHTML.slice(0, 100)]);
    }
    return faint;
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter((one) => {
    const style = getComputedStyle(one);
    return [style.transitionDuration, style.animationDuration].some((time) => parseFloat(time) > 0);
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def drawn(scripted: bool) -> None:
    if not scripted:
        pytest.skip("how a page is drawn does not depend on scripts")


@pytest.mark.usefixtures("drawn")
def test_text_is_strong_by_day_and_by_night_and_nothing_moves_t07_t11(page: Page, sites, db, keys):
    case_with_words(db, keys)
    come_back(page, sites.portal, REFERENCE, WORDS)
    page.locator("#where").wait_for()
    page.emulate_media(reduced_motion="reduce")
    for path in SEEN:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(sites.portal + path)
            assert page.evaluate(FAINT, 7) == [], f"{path} by {scheme}"
        assert page.evaluate(MOVING) == [], path


def test_back_and_forward_bring_the_page_with_what_was_said_t19_t23(page: Page, sites):
    begin(page, sites.portal)
    press(page, "Continue")
    page.get_by_label("Where I live").check()
    press(page, "Continue")
    page.get_by_label("Tell us what happened").fill("My room is cold.")
    press(page, "Continue")
    heading = page.get_by_role("heading", level=1)
    expect(heading).not_to_have_text("Tell us what happened")
    after, there, title = heading.inner_text(), page.url, page.title()
    page.go_back()
    expect(heading).to_have_text("Tell us what happened")
    assert page.url != there
    assert page.title() != title
    expect(page.get_by_label("Tell us what happened")).to_have_value("My room is cold.")
    page.go_forward()
    expect(heading).to_have_text(after)
    assert (page.url, page.title()) == (there, title)


SAYING = """() => {
    const status = document.querySelector('#status')
    window.said = []
    document.addEventListener('htmx:before:swap', () => { window.answered ??= performance.now() })
    new MutationObserver(() => { if (status.textContent.trim()) window.said.push(performance.now()) })
        .observe(status, {childList: true, characterData: true, subtree: true})
}"""


def network(page: Page, *, on: bool) -> None:
    """Switch it, and wait until the page has heard of it."""
    page.context.set_offline(not on)
    for _ in range(400):
        if page.evaluate("navigator.onLine") is on:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the page never heard of it")


@pytest.mark.usefixtures("drawn")
def test_without_a_network_the_words_stay_t22(page: Page, sites):
    """Without scripts the browser itself keeps what was sent, and sends it again."""
    begin(page, sites.portal)
    press(page, "Continue")
    press(page, "Continue")
    page.get_by_label("Tell us what happened").fill("My room is cold.")
    network(page, on=False)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#status")).to_contain_text("still here")
    expect(page.get_by_label("Tell us what happened")).to_have_value("My room is cold.")
    network(page, on=True)
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Tell us what happened")


@pytest.mark.usefixtures("drawn")
def test_after_a_swap_the_keyboard_is_where_the_change_is_and_it_is_said_t20_t21(page: Page, sites, db, keys, person):
    staff = person(Role.OFFICER).staff_id
    opened = case_with_words(db, keys)
    message = ThreadMessage(id=uuid.uuid4(), case_id=opened.case.id, at=MONDAY, from_staff_id=staff)
    opened.keys.seal(ThreadMessage.body, message, "How are you today?")
    db.add(message)
    db.commit()
    come_back(page, sites.portal, REFERENCE, WORDS)
    page.locator("#where").wait_for()
    page.goto(f"{sites.portal}/your-page/messages")
    status = page.locator("#status")
    expect(status).to_have_count(1)
    page.evaluate(SAYING)
    page.get_by_role("button", name="I have read these").click()
    expect(status).not_to_be_empty()
    expect(page.locator(":focus")).to_have_count(1)  # it is moved after the change was said
    answered, said = page.evaluate("[window.answered, window.said]")
    assert len(said) == 1, "one announcement for one press"
    assert said[0] - answered <= 500, "as soon as the answer is there"


@pytest.mark.usefixtures("drawn")
def test_rows_come_and_go_and_the_keyboard_stays_with_them_t20_t23(page: Page, sites):
    """A second child is added in place: the focus goes to it, and Back brings both with what was typed."""
    address = f"{sites.portal}/your-say/{PATHS['your-say'].number('children')}"
    page.goto(address)
    press(page, "Continue")
    page.goto(address)
    names = page.get_by_label("Child's name")
    names.first.fill("Robin Marsh")
    page.locator("#add").click()
    expect(names).to_have_count(2)
    expect(page.locator("#row-2 > legend")).to_be_focused()
    expect(page).to_have_url(address)
    names.nth(1).fill("Kit Marsh")
    press(page, "Continue")
    expect(page).not_to_have_url(address)
    page.go_back()
    expect(names).to_have_count(2)
    expect(names.first).to_have_value("Robin Marsh")
    expect(names.nth(1)).to_have_value("Kit Marsh")
    page.locator("#remove-1").click()
    expect(names).to_have_count(1)
    expect(names.first).to_have_value("Kit Marsh")
    expect(page.locator("body")).not_to_be_focused()


@pytest.mark.usefixtures("drawn")
def test_a_row_may_be_the_very_first_thing_that_is_added(page: Page, sites):
    """It begins a visit, and the forms of before are over: what is pressed next is heard all the same."""
    address = f"{sites.portal}/your-say/{PATHS['your-say'].number('children')}"
    page.goto(address)
    names = page.get_by_label("Child's name")
    names.first.fill("Robin Marsh")
    page.locator("#add").click()
    expect(names).to_have_count(2)
    press(page, "Continue")
    expect(page).not_to_have_url(address)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Send that again")
