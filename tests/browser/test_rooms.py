"""The room of an investigating officer and what the team does beside it, in a real browser, scripts or not (6.3)."""

from playwright.sync_api import expect

from models.cases import interviewing, reporting
from models.procedure.independence import Part
from models.procedure.terms import Role
from tests.browser.desk import open_case
from tests.browser.walking import press
from tests.models.cases.answered import at, who
from tests.models.cases.investigated import begun, let_in, part_of, whole
from tests.portal.test_statement import asked  # noqa: F401


def test_an_investigating_officer_speaks_with_somebody_and_hands_in_a_draft_k_36_k_37(
    sites, look, db, keys, person, at_the_desk, asked, clock  # noqa: F811
) -> None:  # fmt: skip
    priya = person(Role.OFFICER, name="Priya Shah")
    actor = who(priya)
    case, ring = begun(db, keys, asked, actor)
    ines = let_in(db, keys, case, Part.INVESTIGATOR, actor)
    clock.now = at(9)
    desk = at_the_desk(ines)
    desk.goto(f"{sites.admin}/room")
    look(desk, "rooms")
    desk.get_by_role("link", name=case.reference).click()
    look(desk, "room")
    desk.get_by_role("button", name="Add an interview").or_(desk.get_by_role("link", name="Add an interview")).click()
    look(desk, "room-interview")
    desk.get_by_label("Who did you speak with?").fill("Mo Reed")
    desk.get_by_label("Somebody who works for us").check()
    for part, typed in (("Day", "9"), ("Month", "12"), ("Year", "2026")):
        desk.get_by_label(part).fill(typed)
    press(desk, "Keep")
    expect(desk.get_by_text("Mo Reed").first).to_be_visible()
    press(desk, "Hand in as a draft")
    expect(desk.get_by_text("Point 1: add the evidence.").first).to_be_visible()
    look(desk, "room-report-gaps")
    db.rollback()  # what the page has saved is read anew
    io = part_of(db, case, Part.INVESTIGATOR)
    row, _ = reporting.working(db, case, Part.INVESTIGATOR, ring)
    told = {"keys": ring, "actor": actor, "now": at(9)}
    reporting.save(db, case, io, whole(), version=row.version, **told)
    reporting.hand_in(db, case, io, reporting.DRAFT, **told)
    assert interviewing.still_open(db, case, today=at(9).date())
    db.commit()
    desk = at_the_desk(priya)
    open_case(desk, sites.admin, case.reference, "/investigation")
    look(desk, "investigation")
    open_case(desk, sites.admin, case.reference, "/stage-2")
    look(desk, "stage-2-investigated")
    open_case(desk, sites.admin, case.reference, "/more-time")
    look(desk, "more-time-stage-2")
