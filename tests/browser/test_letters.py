"""A letter called back and changed, a measure on contact, and what is learned, in a real browser, scripts or not."""

import re

from playwright.sync_api import Page, expect

from models.cases import holding, learning, promises
from models.cases.recording import record
from models.cases.releasing import release
from models.procedure.terms import Event, Finding, Role, Way
from models.tables import Point
from tests.browser.desk import open_case
from tests.browser.walking import press
from tests.models.cases.answered import MONDAY, routed, who

ONLY_POST = {way: way is Way.POST for way in Way}


def test_a_letter_is_called_back_changed_and_sent_again(sites, look, db, keys, person, at_the_desk) -> None:
    priya = person(Role.OFFICER, name="Priya Shah")
    actor = who(priya)
    case, _ = routed(db, keys.staff.ring, actor)
    for event in (Event.ACKNOWLEDGED, Event.S1_ANSWERED):
        record(db, case, event, actor=actor, now=MONDAY)
    db.query(Point).filter_by(case_id=case.id).update({"finding": Finding.NOT_UPHELD, "remedy": "explanation"})
    case.officer_id = actor.id
    holding.hold_for(db, 30, by=actor, now=MONDAY)
    db.commit()
    desk = at_the_desk(priya)
    open_case(desk, sites.admin, case.reference, "/close")
    desk.get_by_role("radio", name=re.compile("has not asked for more")).check()
    desk.get_by_label(re.compile("What goes on|still", re.IGNORECASE)).last.fill("We will mend the **heating**.")
    press(desk, "Close the case")
    expect(desk.get_by_text("A letter leaves at").first).to_be_visible()
    open_case(desk, sites.admin, case.reference, "/letters")
    look(desk, "case-letters")
    desk.get_by_role("link", name="Closing letter").click()
    look(desk, "letter-held")
    press(desk, "Call it back")
    look(desk, "letter-change")
    desk.get_by_label("What goes on").first.fill("We will:\n- mend the heating\n- ring you")
    press(desk, "See it as they will")
    expect(desk.locator("#letter li").first).to_have_text("mend the heating")
    press(desk, "Send")
    expect(desk.get_by_text("it can still be called back").first).to_be_visible()
    open_case(desk, sites.admin, case.reference, "/letters/new")
    desk.get_by_label("The letter").fill("We moved the meeting.")
    press(desk, "See it as they will")
    look(desk, "letter-new")


def test_paper_measures_and_learning_at_every_width(page: Page, sites, look, db, keys, person, at_the_desk) -> None:
    priya, hannah = person(Role.OFFICER, name="Priya Shah"), person(Role.MANAGER, name="Hannah Cole")
    actor = who(priya)
    answers = {"contact": {"ways": ["post"]}, "contact_details": {"address": "1 Elm Row, Ashbourne"}}
    case, ring = routed(db, keys.staff.ring, actor, ways=ONLY_POST, answers=answers)
    case.officer_id = actor.id
    block = {"id": "words", "heading": "", "paragraphs": ["We mended it."], "list": [], "locked": False}
    content = {"subject": "Thank you", "blocks": [block]}
    waiting = release(db, case, "thanks", content, event=None, actor=actor, now=MONDAY, keys=ring)
    by = {"actor": actor, "now": MONDAY, "keys": ring}
    row = learning.add_action(db, case, text="Ring.", owner=actor.id, due=MONDAY.date(), stage=1, **by)
    promises.mark_done(db, case, row.id, on=MONDAY.date(), note="Seen.", **by)
    db.commit()
    desk = at_the_desk(hannah)
    open_case(desk, sites.admin, case.reference, f"/letters/{waiting.id}/check")
    look(desk, "letter-check")
    press(desk, "It may go to this address")
    look(desk, "letters-to-post")
    open_case(desk, sites.admin, case.reference, "/behaviour")
    look(desk, "behaviour-warn")
    desk.get_by_label("Covert recording").check()
    desk.get_by_label("Why it is not acceptable").fill("You recorded a worker.")
    desk.get_by_label("What we ask them to change").fill("Please ask first.")
    press(desk, "Send the warning")
    look(desk, "behaviour-meet")
    desk.goto(f"{sites.admin}/behaviour")
    look(desk, "behaviour-everyone")
    open_case(desk, sites.admin, case.reference, "/learning")
    look(desk, "learning-case")
    desk.goto(f"{sites.admin}/learning")
    look(desk, "learning-all")
    page.goto(f"{sites.portal}/what-changed")
    look(page, "what-changed")
