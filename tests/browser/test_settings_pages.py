"""What an administrator sets, in a browser: a word of the council's own, and its words in a letter (rules 4)."""

from playwright.sync_api import expect

from models.procedure.terms import Role
from models.tables import CouncilChoice
from tests.browser.walking import press


def test_a_council_keeps_its_lists_and_words_its_letters(at_the_desk, sites, db, person, look) -> None:
    page = at_the_desk(person(Role.ADMINISTRATOR, name="Amir Jalali"))
    page.goto(f"{sites.admin}/settings")
    look(page, "settings")
    page.get_by_role("link", name="Lists").click()
    look(page, "lists")
    page.get_by_role("link", name="What a complaint is about").click()
    look(page, "list")
    press(page, "Add an entry")
    look(page, "list-entry")
    press(page, "See what changes")
    look(page, "list-entry-refused")
    page.get_by_label("What it is called").fill("Lost paperwork")
    page.get_by_label("What does it count as").select_option("Quality of Service")
    press(page, "See what changes")
    expect(page.locator("#as-offered")).to_contain_text("Lost paperwork")
    look(page, "list-preview")
    press(page, "Keep it")
    expect(page.locator("#history")).to_contain_text("in force")
    look(page, "list-kept")
    press(page, "Put back what was before")
    expect(page.locator("#changes")).to_contain_text("as it was shipped")
    look(page, "list-put-back")
    press(page, "Put it back")
    expect(page.get_by_role("status")).to_contain_text("Put back.")
    page.goto(f"{sites.admin}/settings/letters/words")
    look(page, "wordings")
    page.locator("#child-1").click()
    page.get_by_label("Our own paragraphs").fill("We have a new home. It is in the town.")
    press(page, "See it as they will")
    expect(page.locator("#letter")).to_contain_text("We have a new home.")
    look(page, "wording")
    press(page, "Keep it")
    expect(page.locator("#history")).to_contain_text("We have a new home.")
    look(page, "wording-kept")
    page.goto(f"{sites.admin}/settings/teams")
    look(page, "teams")
    page.goto(f"{sites.admin}/settings/contacts")
    look(page, "contacts")
    db.commit()
    assert db.query(CouncilChoice).count() == 3
