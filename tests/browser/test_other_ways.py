"""What must wait, another way, and a way beside the stages, as an officer sees them at both widths."""

from playwright.sync_api import Page

from models.audit import SYSTEM
from models.cases import freezing
from models.cases.recording import record
from models.procedure.terms import Event, Procedure, Role
from tests.browser.desk import open_case, said
from tests.browser.walking import press
from tests.conftest import MONDAY
from tests.making import make_case
from tests.portal.coming_back import REFERENCE


def test_what_must_wait_and_a_way_beside_the_stages_can_be_read_and_done(
    page: Page, sites, look, db, keys, person, at_the_desk
):
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE)
    case = opened.case
    case.procedure, case.route_reason = Procedure.PROVIDER, "home"
    record(db, case, Event.ROUTED_ASIDE, actor=SYSTEM, now=MONDAY, reason="home")
    freezing.ask(
        db, case, what="The move on Thursday", effect_on=None, asked_by="person", asked_on=MONDAY.date(), actor=SYSTEM,
        now=MONDAY, keys=opened.keys,
    )  # fmt: skip
    db.commit()
    desk = at_the_desk(person(Role.OFFICER, name="Priya Shah"))
    open_case(desk, sites.admin, REFERENCE, "/freeze")
    look(desk, "freeze")
    open_case(desk, sites.admin, REFERENCE, "/change")
    look(desk, "another-way")
    open_case(desk, sites.admin, REFERENCE, "/way")
    look(desk, "way")
    desk.get_by_text("They agree that we send it").first.click()
    desk.get_by_label("How they told us").first.fill("By phone: yes")
    press(desk, "They agree that we send it")
    said(desk, "Written down.")
    open_case(desk, sites.admin, REFERENCE, "/checks")
    look(desk, "checks")
