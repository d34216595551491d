"""An advocate for a child, thanks, saving for later, and what goes wrong while sending."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from models.procedure.terms import Journey, Role
from models.tables import Case
from tests.browser.desk import open_case, said, triage
from tests.browser.walking import ADVOCATE, answer, begin, come_back, headed, press, receipt, walk


def cases(db) -> int:
    db.commit()
    return db.scalar(select(func.count()).select_from(Case)) or 0


def test_advocate_files_for_a_child(page: Page, sites, look, db, person, at_the_desk):
    person(Role.RESPONDER, name="Mo Reed")
    priya = person(Role.OFFICER, name="Priya Shah")
    db.commit()
    begin(page, sites.portal, "I am an advocate", "Start")
    seen = walk(page, ADVOCATE, look=look, name="advocate")
    assert list(ADVOCATE) == seen
    look(page, "advocate-check")
    press(page, "Send")
    headed(page, "We have got it")
    look(page, "advocate-sent")
    reference, words = receipt(page)
    desk = at_the_desk(priya)
    open_case(desk, sites.admin, reference, "/people")
    look(desk, "case-people-advocate")
    expect(desk.locator("main")).to_contain_text("Ade Bell")
    open_case(desk, sites.admin, reference, "/triage")
    triage(desk, re.compile("suggested"), who_answers="Mo Reed", **{"They have one": True})
    said(desk, "Decided.")
    come_back(page, sites.portal, reference, " ".join(words))
    look(page, "advocate-page")


def test_thanks(page: Page, sites, look, db):
    page.goto(sites.portal)
    look(page, "start")
    press(page, "Something is good")
    expect(page.get_by_role("link", name="Leave this site")).to_have_count(0)
    press(page, "Continue")
    look(page, "thanks-refused")
    expect(page.get_by_role("alert")).to_contain_text("Write a few words")
    page.get_by_label("Tell us").fill("Rosa was kind to me.")
    for place in ("who", "use", "check"):
        press(page, "Continue")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("What is good, or what is your idea?")
        look(page, f"thanks-{place}")
    press(page, "Send")
    headed(page, "Thank you")
    look(page, "thanks-sent")
    assert db.scalars(select(Case)).one().journey == Journey.PRAISE


def test_save_and_come_back(page: Page, sites, look, db):
    begin(page, sites.portal)
    answer(page, {"Yes, I am safe": True})
    press(page, "Continue")
    answer(page, {"School": True})
    press(page, "Save and come back")
    look(page, "later")
    press(page, "Save")
    look(page, "later-saved")
    reference, words = receipt(page)
    press(page, "Stop for now")
    come_back(page, sites.portal, reference, "not these words at all")
    wrong = page.get_by_role("alert").inner_text()
    look(page, "come-back-refused")
    assert page.get_by_label("Your secret words").input_value() == ""
    come_back(page, sites.portal, "HV-AAAA-AAAA-AAA", " ".join(words))
    assert page.get_by_role("alert").inner_text() == wrong, "who guesses learns whether it exists (T42)"
    come_back(page, sites.portal, f"  {reference.lower().replace('-', ' ')} ", "  ".join(words).title())
    headed(page, "What is it about?")
    expect(page.get_by_label("School", exact=True)).to_be_checked()
    press(page, "Send this now")
    headed(page, "Check what you want to send")
    expect(page.locator("main")).to_contain_text("School")
    assert cases(db) == 0
    press(page, "Send")
    headed(page, "We have got it")
    assert cases(db) == 1


def test_a_double_click_is_one_case_t22(page: Page, sites, db):
    begin(page, sites.portal)
    press(page, "Continue")
    answer(page, {"School": True})
    press(page, "Send this now")
    page.get_by_role("button", name="Send", exact=True).dblclick()
    headed(page, "We have got it")
    _, words = receipt(page)
    assert len(words) == 5
    assert cases(db) == 1
    page.go_back()
    if page.get_by_role("button", name="Send", exact=True).count():
        press(page, "Send")
        page.wait_for_load_state()
    assert cases(db) == 1


def test_a_lost_session_keeps_the_words(page: Page, sites, look, context):
    begin(page, sites.portal)
    answer(page, {"Yes, I am safe": True})
    press(page, "Continue")
    answer(page, {"School": True})
    press(page, "Continue")
    page.get_by_label("Tell us what happened").fill("They shout at me in class.")
    context.clear_cookies()
    press(page, "Continue")
    expect(page.locator("body")).to_contain_text("They shout at me in class.")
    look(page, "lost-session")
    press(page, "Send it again")
    headed(page, "How does it make you feel?")
    press(page, "Send this now")
    expect(page.locator("main")).to_contain_text("They shout at me in class.")
