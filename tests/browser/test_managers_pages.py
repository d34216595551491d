"""The managers' pages: on one screen, on two sides of paper, and a menu that fits a phone (experience 6.5, 6.6)."""

import re
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from models.cases.allocating import name_officer
from models.procedure.terms import Advocate, Journey, Role
from models.register.upkeep import bring_up_to_date
from tests.browser.desk import by_menu
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import who

NUMBERS = """() => [...document.querySelectorAll('main :is(td, dd)')]
  .filter((one) => /\\d/.test(one.textContent) && one.textContent.trim() !== '0' && !one.querySelector('a'))
  .map((one) => one.textContent.trim())"""
TOO_WIDE = """() => [...document.querySelectorAll('main table')]
  .filter((one) => one.scrollWidth > one.parentElement.clientWidth + 1).length"""
SIDES = 2


@pytest.fixture
def busy(db, keys, person):
    """Forty cases of every day of the last weeks, some late, with three officers."""
    officers = [person(Role.OFFICER, name=name) for name in ("Priya Shah", "Owen Griffiths", "Grace Adeyemi")]
    for number in range(40):
        came = MONDAY - timedelta(days=number % 20)
        advocate = Advocate.HAVE_ONE if number % 3 == 0 else None
        journey = Journey.PARENT if number % 2 else Journey.YOUNG_PERSON
        case = make_case(db, keys.staff.ring, now=came, journey=journey, advocate=advocate).case
        name_officer(db, case, officers[number % 3].staff_id, actor=who(officers[0]), now=came)
    while bring_up_to_date(db):
        pass
    db.commit()


def sides(page: Page) -> list[str]:
    """The words of each side of paper."""
    paper = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4", print_background=True)))
    return [side.get_textpage().get_text_range() for side in paper]


def test_the_managers_page_stands_on_one_screen_and_every_number_leads_on(at_the_desk, busy, person) -> None:
    page = at_the_desk(person(Role.MANAGER, name="Ann Cole"))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="Today").click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollHeight") <= 900
    assert page.evaluate(NUMBERS) == []
    assert len(page.locator(".heard-board__late li a").all()) == 10
    paper = sides(page)
    assert len(paper) <= SIDES
    assert not [side for side in paper if "(/" in side]  # no addresses, which can name a case


def test_the_directors_quarter_is_two_sides_of_paper_with_no_cell_cut_off(at_the_desk, busy, person) -> None:
    for role in (Role.DIRECTOR, Role.MANAGER):
        page = at_the_desk(person(role, name=f"{role} Poole"))
        page.goto(re.sub(r"(//[^/]+).*", r"\1/figures/quarter", page.url))
        expect(page.get_by_role("heading", level=1)).to_have_text("The quarter in figures")
        paper = sides(page)
        assert len(paper) <= SIDES
        assert not [side for side in paper if "(/" in side]
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 700, "height": 1000})  # A4 without its margins
        wide = page.evaluate(TOO_WIDE)
        assert wide == 0


def test_the_menu_is_one_row_and_holds_everything_by_keyboard_too(at_the_desk, person, look) -> None:
    page = at_the_desk(person(Role.MANAGER, name="Ann Cole"))
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.reload()
        nav = page.get_by_role("navigation", name="Main")
        assert nav.bounding_box()["height"] <= 60
        expect(nav.locator("ul").first.get_by_role("link", name="Queue")).to_have_attribute("aria-current", "page")
        page.locator("#menu").focus()
        page.keyboard.press("Enter")
        expect(nav.get_by_role("link", name="Settings")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Tab")
        expect(nav.locator(".heard-nav__all a").first).to_be_focused()
    look(page, "menu-open")
    page.set_viewport_size({"width": 320, "height": 800})
    page.reload()
    by_menu(page, "Settings")
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")
    expect(page.get_by_role("navigation", name="Main").locator("ul").first).to_contain_text("Settings")


def test_the_day_on_a_phone_is_not_wider_than_the_phone(at_the_desk, busy, person, look) -> None:
    page = at_the_desk(person(Role.MANAGER, name="Ann Cole"))
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(re.sub(r"(//[^/]+).*", r"\1/today", page.url))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    caption = page.locator("#days caption").bounding_box()
    assert caption["width"] > 200
    look(page, "today-phone")


@pytest.mark.parametrize(
    ("path", "link"), [("/today", ".heard-board__late li:nth-child(3) a"), ("/figures", "#part-figures a[id^='/']")]
)
def test_a_page_that_keeps_itself_up_to_date_leaves_the_keyboard_where_it_is_t20(
    at_the_desk, busy, person, scripted, sites, path: str, link: str
) -> None:
    if not scripted:
        pytest.skip("nothing changes by itself")
    page = at_the_desk(person(Role.MANAGER, name="Ann Cole"))
    page.clock.install()
    page.goto(f"{sites.admin}{path}")
    there = page.locator(link).first
    there.focus()
    words = there.text_content()
    with page.expect_response(lambda answer: answer.request.headers.get("x-heard-background") == "1"):
        page.clock.run_for(61_000)
    expect(page.locator("main [aria-busy]")).to_have_count(0)
    expect(page.locator(link).first).to_be_focused()
    assert page.evaluate("document.activeElement.textContent") == words
