"""On a phone the first case of the queue is on the first screen, and the filters fold to one line (6.2, T08)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from models.procedure.terms import Role
from tests.conftest import MONDAY
from tests.making import make_case

PHONE = {"width": 320, "height": 568}
BOTTOM = "document.querySelector('#rows .heard-row__title a').getBoundingClientRect().bottom"


@pytest.fixture
def cases(db, keys):
    for number in range(4):
        make_case(db, keys.staff.ring, now=MONDAY - timedelta(days=number))
    db.commit()


def test_the_first_case_is_on_the_first_screen_of_a_phone_and_filters_unfold_by_keyboard(
    at_the_desk, cases, person, look, sites
) -> None:
    page = at_the_desk(person(Role.OFFICER, name="Priya Shah"))
    page.set_viewport_size(PHONE)
    page.goto(f"{sites.admin}/queue")
    assert page.evaluate(BOTTOM) <= PHONE["height"]
    filters = page.get_by_role("navigation", name="Filters")
    expect(filters.get_by_role("link", name="New")).to_be_hidden()
    page.locator("#fold-open").focus()
    page.keyboard.press("Enter")
    new = filters.get_by_role("link", name="New")
    expect(new).to_be_visible()
    look(page, "queue-folded-out")
    page.set_viewport_size(PHONE)
    new.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fold-open")).to_contain_text("Filters: New")
    assert page.evaluate(BOTTOM) <= PHONE["height"]
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#fold-open")).to_be_hidden()
    expect(filters.get_by_role("link", name="Late")).to_be_visible()
