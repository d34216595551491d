"""Talk, draw and send a photo beside writing: in the page with JavaScript, by choosing files without it (T19, T41)."""

import io
import re

from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.procedure.terms import Role
from models.tables import Upload
from portal.journeys import PATHS
from tests.browser.desk import open_case
from tests.browser.walking import headed, press, receipt
from tests.files import jpeg, wav

TELL = f"/your-voice/{PATHS['your-voice'].number('tell')}"


def test_a_child_talks_draws_and_sends_a_photo(page: Page, sites, look, db, scripted, person, at_the_desk):
    priya = person(Role.OFFICER, name="Priya Shah")
    db.commit()
    page.goto(sites.portal + TELL)
    look(page, "tell")
    page.get_by_role("textbox").fill("They lost my coat.")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": jpeg(gps=True)}
    page.get_by_role("link", name="Send a photo").click()
    open_all(page)
    page.get_by_label("Choose a photo", exact=True).set_input_files(photo)
    if scripted:
        expect(page.locator(".heard-file")).to_have_count(1)
        record(page)
        draw(page)
        look(page, "tell-added")
    else:
        page.get_by_label("Choose a voice recording").set_input_files(
            {"name": "me.wav", "mimeType": "audio/wav", "buffer": wav(1.2)}
        )
    page.get_by_role("button", name="Send this now").click()
    expect(page.get_by_role("heading", name="What you have added")).to_be_visible()
    look(page, "check-files")
    kept = db.scalars(select(Upload.sort)).all()
    db.commit()
    assert sorted(kept) == (["picture", "picture", "sound"] if scripted else ["picture", "sound"])
    address = page.locator(".heard-file img").first.get_attribute("src")
    copy = Image.open(io.BytesIO(page.request.get(sites.portal + str(address)).body()))
    assert not copy.getexif()
    expect(page.get_by_role("main")).to_contain_text("They lost my coat.")
    press(page, "Send")
    headed(page, "We have got it")
    reference, _ = receipt(page)
    desk = at_the_desk(priya)
    open_case(desk, sites.admin, reference, "/files")
    look(desk, "case-files")
    desk.get_by_role("link", name="Show this picture").first.click()
    expect(desk.get_by_role("img", name="The picture they sent")).to_be_visible()
    look(desk, "case-file")
    press(desk, "Lock it away and tell safeguarding")
    expect(desk.get_by_role("main")).to_contain_text("Locked away.")


def open_all(page: Page) -> None:
    """Each way opens what it leads to, with a script or without one."""
    for way in ("Talk", "Draw", "Send a photo"):
        page.get_by_role("link", name=way, exact=True).click()


def record(page: Page) -> None:
    """From the browser's own pretended microphone, which beeps once a second."""
    page.get_by_role("link", name="Talk").click()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("timer")).to_contain_text(re.compile(r"2:5[0-8]|2:[0-4]|[01]:"))  # a second is in it
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-heard] audio")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".heard-file audio")).to_have_count(1)


def draw(page: Page) -> None:
    """Two lines, one of them taken back. Each point is found anew: the page may still be moving to the sheet."""
    page.get_by_role("link", name="Draw").click()
    sheet = page.locator("canvas")
    page.get_by_role("button", name="Keep my drawing").click()
    expect(page.get_by_text("Nothing is drawn yet")).to_be_visible()
    for start in (20, 60):
        sheet.hover(position={"x": start, "y": start})
        page.mouse.down()
        sheet.hover(position={"x": start + 80, "y": start + 50})
        page.mouse.up()
    expect(page.get_by_text("Nothing is drawn yet")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Keep my drawing").click()
    expect(page.locator(".heard-file")).to_have_count(3)
