"""Stage 3 and the Ombudsman in a real browser: what a child chooses, and what the desk sees (REG 19)."""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from models.cases import choosing
from models.procedure.terms import Role
from tests.admin.panelling import at_stage_2
from tests.browser.desk import open_case
from tests.browser.walking import come_back, press
from tests.models.cases.answered import who
from tests.portal.coming_back import REFERENCE, WORDS


def test_a_child_chooses_for_the_day_and_the_desk_reads_it(
    page: Page, sites, look, db, keys, clock, person, at_the_desk
):
    opened = at_stage_2(db, keys, clock)
    manager = person(Role.MANAGER, name="Hannah Teller")
    said = {
        "points": (),
        "why": "",
        "keys": opened.keys,
        "actor": who(manager),
        "now": datetime(2026, 11, 23, 10, tzinfo=UTC),
    }
    choosing.ask_next_stage(db, opened.case, **said)
    db.commit()
    come_back(page, sites.portal, REFERENCE, WORDS)
    page.get_by_role("link", name="Your panel: choose how it is for you").click()
    look(page, "panel-choose")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What do you want the panel to know?").fill("Ask my teacher.")
    press(page, "Save")
    look(page, "panel-own-page")
    desk = at_the_desk(manager)
    open_case(desk, sites.admin, REFERENCE, "/stage-3")
    expect(desk.locator("main")).to_contain_text("Ask my teacher.")
    look(desk, "panel-desk")
    for place in (f"/cases/{REFERENCE}/stage-3/instead", f"/cases/{REFERENCE}/file", "/ombudsman", "/ombudsman/new"):
        desk.goto(f"{sites.admin}{place}")
        look(desk, place.rpartition("/")[2])
