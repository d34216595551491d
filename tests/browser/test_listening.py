"""Listen: with a voice of the device and no other, a sentence at a time, never a word of the person's own (T28)."""

import pytest
from playwright.sync_api import Page, expect

from portal.journeys import PATHS
from tests.browser.test_following import come_back
from tests.browser.walking import press
from tests.portal.coming_back import case_with_words
from tests.portal.test_tracking import add_points, answering

TELL = f"/your-voice/{PATHS['your-voice'].number('tell')}"
# A device's speech, as the page sees it: it notes what it is given, and is done at once.
DEVICE = """(voices) => {
    const said = [];
    window.saidAloud = said;
    const speech = new EventTarget();
    Object.assign(speech, {
        getVoices: () => voices, cancel: () => {},
        speak: (one) => { said.push([one.voice.name, one.text]); setTimeout(() => one.onend?.(), 5); },
    });
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
HERE = {"name": "here", "lang": "en-GB", "localService": True}
AWAY = {"name": "away", "lang": "en-GB", "localService": False}


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


def speaking(page: Page, *voices: dict[str, object]) -> None:
    page.add_init_script(f"({DEVICE})({list(voices)!r})".replace("True", "true").replace("False", "false"))


def test_the_page_is_read_by_the_devices_own_voice_and_not_what_was_typed_t28(page: Page, sites):
    speaking(page, AWAY, HERE)
    page.goto(sites.portal + TELL)
    page.get_by_label("Tell us what happened").fill("My secret. It is mine.")
    assert page.evaluate("saidAloud") == []
    page.locator("#listen").click()
    expect(page.locator("#listen")).to_have_attribute("aria-pressed", "false")
    said = page.evaluate("saidAloud")
    assert {voice for voice, _ in said} == {"here"}
    texts = [text for _, text in said]
    assert texts[0] == "Tell us what happened"
    assert "Spelling does not matter." in texts
    assert not [text for text in texts if "secret" in text or len(text.split()) > 20]


def test_there_is_no_button_where_only_a_server_could_speak(page: Page, sites):
    speaking(page, AWAY)
    page.goto(sites.portal)
    expect(page.locator("#listen")).to_be_hidden()


def test_stop_stops(page: Page, sites):
    speaking(page, HERE)
    page.goto(sites.portal)
    page.evaluate("speechSynthesis.speak = (one) => saidAloud.push(one.text); null")
    page.locator("#listen").click()
    page.locator("#listen").click()
    expect(page.locator("#listen")).to_have_text("Listen")
    assert len(page.evaluate("saidAloud")) == 1


def test_what_we_wrote_is_read_and_what_they_wrote_is_not_5_2(page: Page, sites, db, keys):
    opened = case_with_words(db, keys)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    db.commit()
    speaking(page, HERE)
    come_back(page, sites.portal)
    page.goto(f"{sites.portal}/your-page/points")
    page.locator("#change-1").click()
    page.locator("#text").fill("My secret.")
    press(page, "Send")
    expect(page.get_by_text("My secret.")).to_be_visible()
    page.locator("#listen").click()
    expect(page.locator("#listen")).to_have_attribute("aria-pressed", "false")
    said = [text for _, text in page.evaluate("saidAloud")]
    assert "Nobody rings me back." in said
    assert "My secret." not in said


def test_each_part_of_a_page_is_read_by_itself_2_9(page: Page, sites, db, keys):
    answering(db, case_with_words(db, keys))
    speaking(page, HERE)
    come_back(page, sites.portal)
    heads = page.locator("#main h2")
    assert heads.count() > 1
    first = page.get_by_role("button", name=f"Listen {heads.nth(0).inner_text().strip()}")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "false")
    said = [text for _, text in page.evaluate("saidAloud")]
    assert said[0] == heads.nth(0).inner_text().strip()
    assert heads.nth(1).inner_text().strip() not in said


def aloud(page: Page) -> list[str]:
    page.evaluate("saidAloud.length = 0")
    page.locator("#listen").click()
    expect(page.locator("#listen")).to_have_attribute("aria-pressed", "false")
    return [text for _, text in page.evaluate("saidAloud")]


def test_what_can_be_pressed_is_heard_as_well_as_the_question_t28(page: Page, sites, db, keys):
    opened = case_with_words(db, keys)
    answering(db, opened)
    opened.case.ask_first = True
    db.commit()
    speaking(page, HERE)
    come_back(page, sites.portal)
    pressed = page.locator("#main :is(.govuk-button, .heard-link):visible").all_inner_texts()
    assert len(pressed) > 5
    said = aloud(page)
    missing = [words for words in pressed if words.strip() not in said]
    assert missing == [], "on their own page"
    page.goto(f"{sites.portal}/your-page/14")
    pressed = [words.strip() for words in page.locator("#main .govuk-button:visible").all_inner_texts()]
    said = aloud(page)
    assert len(pressed) == 3
    assert set(pressed) <= set(said), "yes, no, and talk to me first"


def test_the_check_reads_what_was_chosen_and_nothing_that_was_typed_t28(page: Page, sites):
    about = PATHS["your-voice"].number("about")
    speaking(page, HERE)
    page.goto(f"{sites.portal}/your-voice/{about}")
    chosen = page.locator("#main label").first.inner_text().strip()
    page.locator("#main label").first.click()
    press(page, "Continue")
    page.goto(sites.portal + TELL)
    page.get_by_label("Tell us what happened").fill("My secret. It is mine.")
    press(page, "Continue")
    page.goto(f"{sites.portal}/your-voice/check")
    said = aloud(page)
    assert chosen in said
    assert "Send it now" in " ".join(said) or page.locator("#send").inner_text().strip() in said
    assert not [text for text in said if "secret" in text]
