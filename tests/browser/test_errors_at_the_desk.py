"""On staff pages an error takes the focus and leads to its box; no swap leaves the keyboard on nothing (T14, T20)."""

import pytest
from playwright.sync_api import expect

from models.cases import allocating
from models.procedure.terms import Role
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who

HERE = "document.activeElement === document.body ? '' : document.activeElement.id"


@pytest.fixture
def going(db, keys, person):
    """A case with its officer, and the manager who answers it."""
    officer, responder = person(Role.OFFICER, name="Priya Shah"), person(Role.RESPONDER, name="Mo Reed")
    case, _ = routed(db, keys.staff.ring, who(officer))
    case.officer_id = officer.staff_id
    allocating.give(db, case, responder.staff_id, actor=who(officer), now=MONDAY)
    db.commit()
    return case, officer, responder


def test_an_error_takes_the_focus_and_its_link_leads_to_the_box_with_what_was_typed_t14(
    at_the_desk, sites, going, scripted
) -> None:
    case, officer, _ = going
    page = at_the_desk(officer)
    page.goto(f"{sites.admin}/cases/{case.reference}/tasks")
    page.get_by_label("What is to be done").fill("Ring the school.")
    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Month", exact=True).fill("2")
    page.get_by_label("Year", exact=True).fill("2027")
    page.get_by_role("button", name="Keep the task").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert page.title().startswith("Error: ")
    summary = page.locator(".govuk-error-summary")
    if scripted:  # without scripts it is the first thing on the page
        expect(summary).to_be_focused()
    link = summary.get_by_role("link").first
    words = link.inner_text()
    expect(page.get_by_text(words)).to_have_count(2)
    link.click()
    expect(page.locator(":focus")).to_have_attribute("id", "due-day")
    expect(page.get_by_label("What is to be done")).to_have_value("Ring the school.")


@pytest.mark.parametrize("scripted", [True], ids=["js"])
def test_after_every_swap_of_a_staff_page_the_keyboard_stands_on_what_it_pressed_t20(
    at_the_desk, sites, going, person, scripted, db
) -> None:
    case, officer, responder = going
    page = at_the_desk(person(Role.MANAGER, name="Ama Boateng"))
    for address in ("/today", "/figures"):
        page.goto(f"{sites.admin}{address}")
        page.evaluate("document.querySelector('main').dataset.before = 'yes'")
        page.locator("#fresh").focus()
        with page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
            page.keyboard.press("Enter")
        page.wait_for_function("!document.querySelector('.htmx-request')")
        assert page.evaluate("document.querySelector('main').dataset.before") == "yes", "it was swapped in place"
        expect(page.locator("#fresh")).to_be_focused()
    for account, button in ((responder, "#save-1"), (officer, "#save")):
        page.close()  # what it still keeps by itself is in
        db.rollback()
        page = at_the_desk(account)
        page.goto(f"{sites.admin}/cases/{case.reference}/answer")
        page.get_by_label("What we found").first.fill(f"Nobody rang, as {button} says.")
        page.locator(button).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Saved.")
        assert page.evaluate(HERE) == button.removeprefix("#")
