"""Pages that staff open now and then: forms held apart, recordings, a fresh code, what a case cost. Judged at every
width, and done with the keyboard alone at 320 px (T01, T02, T05, T08)."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from models.cases import allocating
from models.files.store import Store
from models.procedure.terms import Journey, Role
from models.tables import Case, Spend, StaffSession
from tests.browser.keys import Keys
from tests.conftest import MONDAY
from tests.files import wav, with_file
from tests.making import make_case
from tests.models.cases.answered import routed, who


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    """The keyboard is the browser's own; axe needs a script."""
    return True


@pytest.fixture
def narrow(at_the_desk, person):
    """`narrow(role)`: a page of theirs, as wide as the smallest phone."""

    def enter(*roles: Role, **named: str) -> Page:
        page = at_the_desk(person(*roles, **named))
        page.set_viewport_size({"width": 320, "height": 640})
        return page

    return enter


def small(page: Page) -> Keys:
    page.set_viewport_size({"width": 320, "height": 640})
    return Keys(page, most=90)


def test_a_form_that_was_held_apart_is_read_and_let_in_inp_16(sites, look, db, keys, narrow) -> None:
    answers = {"points": {"account": "Cheap pills http://a.example"}}
    case = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT, answers=answers).case
    case.held_at = MONDAY
    db.commit()
    page = narrow(Role.OFFICER, name="Priya Shah")
    page.goto(f"{sites.admin}/mail/machines")
    look(page, "machines")
    small(page).press(case.reference)
    look(page, "machine")
    small(page).press("Let it in")
    expect(page.get_by_text("Let in. Its days count from when it came.").first).to_be_visible()
    db.rollback()
    assert db.scalars(select(Case.held_at)).one() is None


def test_a_recording_is_reached_heard_and_typed_up(sites, look, db, keys, narrow, person, settings) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY)
    with_file(db, Store(settings.files), opened, wav(1.2), "a.wav")
    db.commit()
    page = narrow(Role.OFFICER, name="Priya Shah")
    page.goto(f"{sites.admin}/cases/{opened.case.reference}/files")
    look(page, "recordings")
    desk = small(page)
    desk.to("Recording 1")
    desk.press(re.compile(r"^Open\s+Recording 1"))
    look(page, "recording")
    desk = small(page)
    desk.type("What it says", "They lost my coat.")
    desk.press("Keep what it says")
    expect(page.get_by_text("They lost my coat.").first).to_be_visible()


def test_a_fresh_code_is_asked_for_and_a_wrong_one_said_beside_it_auth_13(sites, look, db, narrow, person) -> None:
    other = person(Role.OFFICER, name="Omar Hill")
    page = narrow(Role.ADMINISTRATOR, name="Amir Jalali")
    db.execute(update(StaffSession).values(factor_at=MONDAY - timedelta(hours=1)))
    db.commit()
    page.goto(f"{sites.admin}/people/{other.staff_id}/left")
    look(page, "left")
    page.goto(f"{sites.admin}/people/{other.staff_id}")
    look(page, "person")
    page.get_by_label("Duty: safety alerts").check()
    small(page).press("Ask for these roles")
    small(page).press("Ask for it")
    expect(page.get_by_role("heading", name="Enter a new code")).to_be_visible()
    look(page, "step-up")
    keys = small(page)
    keys.type("Code from your phone", "000000")
    keys.press("Go on")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "step-up-wrong")


def test_what_a_case_cost_is_kept_with_the_keyboard_s_20(sites, look, db, keys, narrow, person) -> None:
    case, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    db.commit()
    page = narrow(Role.OFFICER, name="Priya Shah")
    page.goto(f"{sites.admin}/cases/{case.reference}/costs")
    look(page, "costs")
    desk = small(page)
    desk.press("Keep")
    look(page, "costs-wrong")
    desk = small(page)
    desk.choose("What was it paid for?", "A")
    for part, typed in (("Day", "23"), ("Month", "11"), ("Year", "2026")):
        desk.type(part, typed)
    desk.type("Any other amount, in pounds", "45.50")
    desk.press("Keep")
    look(page, "costs-kept")
    db.rollback()
    assert db.scalars(select(Spend.pence)).all() == [4550]


def test_who_answers_asks_for_more_time_on_a_phone_k_12(sites, look, db, keys, narrow, person, at_the_desk) -> None:
    case, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    mo = person(Role.RESPONDER, name="Mo Reed")
    allocating.give(db, case, mo.staff_id, actor=who(person(Role.OFFICER)), now=MONDAY)
    db.commit()
    page = at_the_desk(mo)
    page.goto(f"{sites.admin}/cases/{case.reference}/answer")
    small(page).press("Ask for more time")
    look(page, "more-time-answerer")
    desk = small(page)
    for part, typed in (("Day", "21"), ("Month", "12"), ("Year", "2026")):
        desk.type(part, typed)
    desk.type("Why, as the person will read it", "We must read old notes.")
    desk.press("Ask a complaints manager to agree")
    expect(page.get_by_text("It waits for a complaints manager").first).to_be_visible()
    look(page, "more-time-waits")
