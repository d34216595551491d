"""A young person says what is wrong: the short way, the long way, and with the keyboard alone."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.procedure.terms import Safe
from models.tables import Case
from tests.browser.walking import words_shown


def press(page: Page, name: str) -> None:
    """A button, or a link that looks like one."""
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).first.click()


def going_on(page: Page) -> None:
    press(page, "Continue")


def begin(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Something is wrong")
    press(page, "I understand")


def safe(page: Page, answer: str = "Yes, I am safe") -> None:
    page.get_by_label(answer).check()
    going_on(page)


def test_one_tapped_tile_is_enough_t49(page: Page, sites, look, db):
    begin(page, sites.portal)
    look(page, "yp-safe")
    safe(page)
    look(page, "yp-about")
    page.get_by_label("School").check()
    press(page, "Send this now")
    look(page, "yp-check")
    press(page, "Send")
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have got it")
    look(page, "yp-sent")
    words = words_shown(page)
    assert len(words) == 5
    case = db.scalars(select(Case)).one()
    assert case.reference in page.content()
    assert (case.topics, case.safe, case.young_person) == ("school", Safe.YES, True)
    page.reload()
    assert words_shown(page) == words


def test_nothing_in_a_title_or_address_gives_it_away_t35(page: Page, sites):
    page.goto(sites.portal)
    begin(page, sites.portal)
    for _ in range(3):
        shown = page.url.removeprefix(sites.portal) + page.title()
        assert not re.search("complain|abuse|social", shown, re.IGNORECASE), shown
        page.get_by_role("button", name=re.compile("Skip|Continue")).first.click()
