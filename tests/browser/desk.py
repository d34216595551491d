"""What staff do to a case, by role and label."""

import re

from playwright.sync_api import Page, expect

from tests.browser.walking import answer, press


def open_case(page: Page, address: str, reference: str, part: str = "") -> None:
    page.goto(f"{address}/cases/{reference}{part}")


def by_menu(page: Page, name: str) -> None:
    """A page that stands in the menu and not beside it."""
    page.locator("#menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).last.click()


def triage(page: Page, route: str | re.Pattern[str], *, who_answers: str = "", **also: object) -> None:
    """Decide and send, from the case's triage page. `also`: more labels with what is answered."""
    expect(page.get_by_role("radio", name=route)).to_be_visible()
    if page.get_by_label("Safe, as far as we know").count():
        page.get_by_label("Safe, as far as we know").check()
    page.get_by_role("radio", name=route).check()
    if who_answers:
        page.get_by_label("Who answers").select_option(label=who_answers)
    answer(page, also)  # type: ignore[arg-type]
    press(page, "Acknowledge and send")


def write_answer(page: Page, *, points: int, wishes: int = 0, owner: str, day: tuple[str, str, str]) -> None:
    """Fill the reply builder in, point by point."""
    for number in range(1, points + 1):
        block = page.get_by_role("region", name=f"Point {number}")
        block.get_by_label("What we looked at").fill("The notes of the calls.")
        block.get_by_label("What we found").fill("No one told you why.")
        block.get_by_role("radio", name="Upheld", exact=True).check()
        block.get_by_label("Why", exact=True).fill("We said we would tell you. We did not.")
        if not page.locator(f"#do-{number}[open]").count():  # by script as it is upheld
            block.get_by_text("What we will do: for what is upheld").click()
        promise = block.get_by_role("group", name="What we will do, 1")
        promise.get_by_label("What will be done").fill("A manager will ring you.")
        for part, typed in zip(("Day", "Month", "Year"), day, strict=True):
            promise.get_by_label(part).fill(typed)
        promise.get_by_label("Who will do it").select_option(label=owner)
    for number in range(wishes):
        page.get_by_label("What we decided").nth(number).fill("Yes.")
        page.get_by_label("Why", exact=True).nth(points + number).fill("It is fair.")
    page.get_by_label("Apology").fill("We are sorry that we did not tell you why.")
    page.get_by_label("Nobody else").check()
    press(page, "Save")
    expect(page.get_by_role("status")).to_contain_text("Saved.")  # it is in the background where there are scripts


def said(page: Page, words: str) -> None:
    """The line that says what was done, wherever the page puts it."""
    expect(page.get_by_text(words).first).to_be_visible()
