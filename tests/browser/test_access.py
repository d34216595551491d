"""A request to see what is kept, from the letter on the desk to the papers in their hands, at every width."""

import pytest
from playwright.sync_api import Page, expect

from models.cases.corresponding import add_note
from models.procedure.terms import Role
from tests.browser.walking import press
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who


@pytest.fixture
def a_case(db, keys, person):
    mabel, hannah = person(Role.RECORDS, name="Mabel Stone"), person(Role.MANAGER, name="Hannah Cole")
    answers = {"who": {"full_name": "Sam Lee"}}
    case, ring = routed(db, keys.staff.ring, who(hannah), young_person=False, answers=answers)
    add_note(db, case, "Wayne Hutchings rang from 07700 900461.", actor=who(hannah), keys=ring, now=MONDAY)
    db.commit()
    return case, mabel, hannah


def fill_day(page: Page, within: str, *typed: str) -> None:
    for part, value in zip(("Day", "Month", "Year"), typed, strict=True):
        page.locator(within).get_by_label(part, exact=True).fill(value)


def agreed_and_given(desk: Page, look) -> None:
    """By the second person, who reads what was built first."""
    desk.get_by_role("button", name="Read it, then agree").click()
    expect(desk.get_by_role("img", name="Page 1")).to_be_visible()
    look(desk, "access-built")
    press(desk, "I have read it and know where it goes: agree")
    with desk.expect_download():
        press(desk, "Take the file, to print it")
    desk.get_by_label("I saw once more who they are").check()
    press(desk, "It is in their hands")


def test_a_request_is_written_down_gone_through_agreed_and_given_sar_01_to_sar_06(
    sites, look, db, at_the_desk, a_case
) -> None:
    case, mabel, hannah = a_case
    desk = at_the_desk(mabel)
    desk.goto(f"{sites.admin}/records/requests")
    look(desk, "access-none")
    desk.get_by_role("button", name="Write a request down").or_(
        desk.get_by_role("link", name="Write a request down")
    ).first.click()
    press(desk, "Keep it")
    expect(desk.get_by_text("Choose who asks").first).to_be_visible()
    look(desk, "access-new-wrong")
    desk.get_by_label("An adult, about themselves").check()
    desk.get_by_label("Their name").fill("Sam Lee")
    desk.get_by_label("How it came").select_option(label="A letter")
    fill_day(desk, "main", "23", "11", "2026")
    desk.get_by_label("What they ask for, in their words").fill("Everything you hold about me.")
    desk.get_by_label("No: what we need is here").check()
    press(desk, "Keep it")
    look(desk, "access-one")
    desk.locator("#check-identity").get_by_label("How").select_option(label="Saw a document with a photo")
    fill_day(desk, "#check-identity", "23", "11", "2026")
    desk.get_by_label("What you saw").fill("A passport")
    press(desk, "Keep who they are")
    desk.get_by_label("The case’s reference").fill(case.reference)
    press(desk, "Add this case")
    look(desk, "access-one-case")
    desk.get_by_role("link", name=case.reference).click()
    press(desk, "Gather the papers")
    look(desk, "access-papers")
    address = desk.url
    papers = desk.locator("#papers a").count()
    desk.locator("#papers a").first.click()
    for number in range(1, papers + 1):
        expect(desk.get_by_role("heading", level=1)).to_contain_text(f"Paper {number} of {papers}")
        if desk.get_by_role("checkbox", name="Wayne Hutchings").count():
            expect(desk.get_by_role("checkbox", name="Wayne Hutchings")).to_be_checked()
            look(desk, "access-paper")
        press(desk, "I have gone through it: next")
    desk.get_by_label("Into their own hands").check()
    look(desk, "access-leaving")
    press(desk, "Build it and ask a second person")
    expect(desk.get_by_text("Somebody who went through none of these papers")).to_be_visible()
    db.rollback()
    desk = at_the_desk(hannah)
    desk.goto(address)
    look(desk, "access-to-agree")
    agreed_and_given(desk, look)
    expect(desk.get_by_text("The sealed copy stays here").first).to_be_visible()
    desk.goto(f"{sites.admin}/records/requests")
    expect(desk.get_by_text("Answered").first).to_be_visible()
    look(desk, "access-answered")
