"""The letter beside triage is in reach: after Preview it is in view and holds the focus, on a phone too (6.4)."""

import pytest
from playwright.sync_api import Page, expect

from models.procedure.terms import Role
from tests.conftest import MONDAY
from tests.making import make_case


@pytest.mark.parametrize("width", [320, 1280])
def test_after_preview_the_letter_is_in_view_and_has_the_focus_6_4(sites, db, keys, person, at_the_desk, width):
    person(Role.RESPONDER, name="Mo Reed")
    answers = {"safe": {"safe": "yes"}}
    case = make_case(db, keys.staff.ring, now=MONDAY, reference="HV-AAAA-AAAA-AA1", answers=answers).case
    db.commit()
    desk: Page = at_the_desk(person(Role.OFFICER, name="Priya Shah"))
    desk.set_viewport_size({"width": width, "height": 700})
    for button in ("Preview", "See the letter first"):
        desk.goto(f"{sites.admin}/cases/{case.reference}/triage")
        desk.get_by_role("button", name=button, exact=True).last.click()
        letter = desk.locator("#part-preview")
        expect(letter).to_be_focused()
        expect(letter.get_by_role("heading").first).to_be_in_viewport()
        letter.get_by_role("link", name="Back to sending").click()
        expect(desk.locator("#send")).to_be_in_viewport()
    desk.goto(f"{sites.admin}/cases/{case.reference}/triage")
    desk.get_by_role("link", name="Skip to the letter").focus()
    desk.keyboard.press("Enter")
    expect(letter).to_be_focused()
