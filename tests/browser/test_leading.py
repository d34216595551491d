"""What the auditor and the director see: the record of who did what, and the figures (AUD-08, T01, T08)."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from models.audit import Actor, note
from models.procedure.terms import Advocate, Journey, Role
from tests.browser.desk import by_menu
from tests.browser.walking import press
from tests.conftest import MONDAY
from tests.making import make_case

DAY = ("1", "11", "2026")


def test_the_auditor_reads_and_narrows_the_audit(page: Page, sites, look, db, keys, person, at_the_desk):
    priya = person(Role.OFFICER, name="Priya Shah")
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference="HV-AAAA-AAAA-AA1")
    for number in range(70):
        who = Actor(kind="staff", id=priya.staff_id, roles=frozenset({Role.OFFICER}))
        db.info["request_id"] = "0123456789abcdef0123456789abcdef"
        at = MONDAY - timedelta(minutes=number)
        note(db, who, "view", now=at, object_kind="case", object_id=opened.case.id, reason="case.show")
    desk = at_the_desk(person(Role.AUDITOR, name="Ines Hall"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("Audit")
    look(desk, "audit")
    desk.get_by_role("link", name="Next page").click()
    expect(desk.get_by_text("“Previous” goes back to the newest")).to_be_visible()
    desk.goto(f"{sites.admin}/audit")
    desk.get_by_text("Show only a part").click()
    desk.get_by_label("What was done").select_option(label="Opened")
    desk.get_by_label("Who", exact=True).select_option(label="Priya Shah")
    for part, typed in zip(("Day", "Month", "Year"), DAY, strict=True):
        desk.get_by_role("group", name="From").get_by_label(part).fill(typed)
    press(desk, "Show these")
    rows = desk.locator("#audit tbody tr")
    expect(rows).to_have_count(50)
    expect(rows.first).to_contain_text("HV-AAAA-AAAA-AA1")
    look(desk, "audit-narrowed")
    desk.get_by_label("Case reference").fill("nothing")
    press(desk, "Show these")
    expect(desk.get_by_role("alert")).to_contain_text("No case has this reference")
    look(desk, "audit-refused")


def test_the_director_reads_figures_and_the_manager_goes_on(page: Page, look, db, keys, person, at_the_desk):
    for number in range(7):
        journey = Journey.PARENT if number % 3 else Journey.YOUNG_PERSON
        advocate = Advocate.HAVE_ONE if journey is Journey.YOUNG_PERSON else None
        make_case(db, keys.staff.ring, now=MONDAY, journey=journey, advocate=advocate, next_due_on=MONDAY.date())
    desk = at_the_desk(person(Role.DIRECTOR, name="Dana Poole"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("Figures")
    expect(desk.get_by_role("main").get_by_role("link")).to_have_text(
        ["As it stands", "The quarter, on two sides", "Bring up to date"]
    )
    look(desk, "figures-director")
    desk.get_by_role("link", name="The quarter, on two sides").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("The quarter in figures")
    look(desk, "quarter-director")
    second = at_the_desk(person(Role.MANAGER, name="Ann Cole"))
    by_menu(second, "Figures")
    look(second, "figures-manager")
    second.locator("#stage-1").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Cases behind a figure")
    second.set_viewport_size({"width": 1440, "height": 900})
    second.get_by_role("link", name="Today").click()
    expect(second.locator("#young")).to_be_visible()
    second.wait_for_load_state()  # with its styles
    assert second.evaluate("document.documentElement.scrollHeight") <= 900  # the whole of it, without scrolling (6.5)
    look(second, "today")
    by_menu(second, "Figures")
    second.locator("#stage-1").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Cases behind a figure")
