"""A staff page left alone is covered, and paper says who printed it and when (PRV-16)."""

import io

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from models.procedure.terms import Role
from tests.conftest import MONDAY


@pytest.fixture
def queue(at_the_desk, sites, person, scripted: bool) -> Page:
    page = at_the_desk(person(Role.OFFICER, name="Priya Nair"))
    if scripted:
        page.clock.install(time=MONDAY)
    page.goto(f"{sites.admin}/queue")
    return page


def test_a_page_is_covered_after_two_minutes_and_the_press_that_wakes_it_does_nothing_else_prv_16(
    queue, sites, scripted
) -> None:
    if not scripted:
        pytest.skip("covering needs a script")
    whole = queue.locator("html")
    queue.clock.run_for(115_000)
    expect(whole).not_to_have_class("heard-away", timeout=500)
    queue.clock.run_for(10_000)
    expect(whole).to_contain_class("heard-away")
    queue.locator(".heard-nav a").nth(1).dispatch_event("pointerdown")
    expect(whole).not_to_contain_class("heard-away")
    queue.locator(".heard-nav a").nth(1).dispatch_event("click")
    assert queue.url == f"{sites.admin}/queue"
    queue.locator(".heard-nav a").nth(1).click()
    expect(queue).not_to_have_url(f"{sites.admin}/queue")


def test_paper_says_who_printed_it_and_when_prv_16(queue) -> None:
    printed = pypdfium2.PdfDocument(io.BytesIO(queue.pdf()))
    words = "".join(page.get_textpage().get_text_range() for page in printed)
    assert "Priya Nair" in words
    assert "23 November 2026" in words
