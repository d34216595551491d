"""Every control of the main staff pages, as a hand, an eye and a screen reader meet it (T04 to T14, T22, T23).

What is asked of them is what test_controls.py asks of the public pages: each page is opened once.
"""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models.cases import allocating, answering
from models.cases.mail_taking import take
from models.procedure.terms import Role
from models.tables import Case, Letter
from tests.browser.test_controls import EDGES, NAMES, WIDE, goes_as_the_eye_goes
from tests.browser.test_every_page import FAINT, MOVING, network
from tests.conftest import MONDAY
from tests.mails import desk_of, mail
from tests.models.cases.answered import routed, who
from tests.portal.coming_back import REFERENCE, case_with_words

PAGES = {
    "queue": (Role.OFFICER, "/queue"),
    "case": (Role.OFFICER, f"/cases/{REFERENCE}"),
    "triage": (Role.OFFICER, f"/cases/{REFERENCE}/triage"),
    "mail": (Role.OFFICER, "/mail"),
    "answer": (Role.RESPONDER, "/answers/{answer}"),
    "today": (Role.MANAGER, "/today"),
    "figures": (Role.MANAGER, "/figures"),
    "records": (Role.RECORDS, "/records"),
}

# Two columns are gone through one after the other.
COLUMN = """() => [...document.querySelectorAll('.heard-two > *, .heard-board__two > *')]
    .findIndex((one) => one.contains(document.activeElement))"""


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    """How a control is drawn does not depend on scripts."""
    return True


@pytest.fixture
def answered(db, keys, person):
    """A responder whose answer waits to be written."""
    responder = person(Role.RESPONDER, name="Mo Reed")
    case, ring = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    actor = who(responder)
    allocating.give(db, case, responder.staff_id, actor=actor, now=MONDAY)
    db.commit()
    return responder, case, ring, actor


@pytest.fixture
def desk_with(at_the_desk, sites, db, keys, person, sessions, tmp_path, answered):
    """The staff page of that name, with something on it."""

    def enter(name: str):
        role, path = PAGES[name]
        officer = person(Role.OFFICER, name="Priya Shah")
        opened = case_with_words(db, keys)
        if name == "mail":
            take(desk_of(sessions, keys, tmp_path / "files"), mail("Nobody rings me back."), now=MONDAY)
            sessions.configure(info={})
        db.commit()
        account = answered[0] if role is Role.RESPONDER else officer if role is Role.OFFICER else person(role)
        page = at_the_desk(account)
        reply = page.get_by_role("link", name=answered[1].reference)
        if role is Role.RESPONDER:
            reply.click()
            page.get_by_label("Apology", exact=True).wait_for()
        else:
            page.goto(sites.admin + path)
        assert opened
        return page

    return enter


def problems_of(page, name: str) -> None:
    """By day and by night, in a small window, and still where stillness is asked for."""
    assert page.evaluate(NAMES) == [], name
    assert page.locator("h1").count() == 1, name
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate(EDGES) == [], f"{name} by {scheme}"
        assert page.evaluate(FAINT, 4.5) == [], f"{name} by {scheme}"
    assert page.evaluate(MOVING) == [], name
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate(WIDE) <= 0, name
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("name", PAGES)
def test_a_staff_page_is_seen_named_still_and_gone_through_in_order_t04_t12(desk_with, name) -> None:
    page = desk_with(name)
    page.wait_for_load_state()
    problems_of(page, name)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 700})
        page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
        goes_as_the_eye_goes(page, f"{name} at {width}", 45, COLUMN)


def test_a_double_click_on_acknowledge_and_send_is_one_letter_t22(desk_with, db) -> None:
    page = desk_with("triage")
    page.get_by_role("button", name="Acknowledge and send").wait_for()
    if (safe := page.get_by_label("Safe, as far as we know")).count():
        safe.check()
    page.get_by_role("radio", name=re.compile("suggested")).check()
    page.get_by_label("Who answers").select_option(label="Mo Reed")
    page.get_by_role("button", name="Acknowledge and send").dblclick()
    expect(page.get_by_role("button", name="Acknowledge and send")).to_have_count(0)
    case = db.scalars(select(Case).where(Case.reference == REFERENCE)).one()
    db.rollback()
    kinds = db.scalars(select(Letter.kind).where(Letter.case_id == case.id)).all()
    assert kinds.count("acknowledgement_statutory") == 1, kinds


def test_without_a_network_an_answer_stays_and_is_kept_when_it_is_back_t22_t23(desk_with, answered, db) -> None:
    page = desk_with("answer")
    box = page.get_by_label("Apology", exact=True)
    network(page, on=False)
    box.fill("We are sorry that nobody rang.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator("#status")).not_to_be_empty()
    expect(box).to_have_value("We are sorry that nobody rang.")
    network(page, on=True)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    _, case, ring, actor = answered
    db.rollback()
    desk = answering.desk(db, db.get_one(Case, case.id), actor, ring, now=MONDAY)
    assert desk.reply.apology == "We are sorry that nobody rang."
    page.goto("about:blank")
    page.go_back()
    expect(page.get_by_label("Apology", exact=True)).to_have_value("We are sorry that nobody rang.")
