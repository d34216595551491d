"""A records officer's month, done by the keyboard's labels: what comes up, deciding, agreeing, the certificate."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.cases import retaining
from models.files.store import Store
from models.jobs.erasing import erase_agreed
from models.procedure.retention import Action, Kind, Period, Trigger
from models.procedure.terms import Procedure, Role, State
from models.tables import RetentionDecision
from tests.browser.walking import press
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who

LONG_AGO = date(2019, 3, 4)


@pytest.fixture
def one_is_due(db, keys, person):
    """Two keepers, a period, and a case of 2019."""
    mabel, hannah = person(Role.RECORDS, name="Mabel Stone"), person(Role.MANAGER, name="Hannah Cole")
    first, second = who(mabel), who(hannah)
    row = retaining.ask(
        db, Kind.STATUTORY, Period(Trigger.CLOSED, 6, Action.ERASE), "Schedule 4", actor=first, now=MONDAY
    )
    db.flush()
    retaining.settle(db, row.id, agree=True, actor=second, now=MONDAY)
    retaining.ask(db, Kind.PRAISE, Period(Trigger.CLOSED, 2, Action.ERASE), "Schedule 4", actor=first, now=MONDAY)
    case, _ = routed(db, keys.staff.ring, second)
    case.state, case.procedure, case.closed_on, case.received_on = State.CLOSED, Procedure.STATUTORY, LONG_AGO, LONG_AGO
    db.commit()
    return case, mabel, hannah


def test_a_case_is_decided_agreed_erased_and_certified_at_every_width(
    sites, look, db, keys, sessions, settings, at_the_desk, one_is_due
) -> None:
    case, mabel, hannah = one_is_due
    desk = at_the_desk(mabel)
    desk.goto(f"{sites.admin}/records")
    look(desk, "records-to-do")
    desk.goto(f"{sites.admin}/records/periods")
    look(desk, "records-periods")
    desk.goto(f"{sites.admin}/records/holds")
    look(desk, "records-holds-none")
    desk.goto(f"{sites.admin}/records")
    desk.get_by_role("link", name=case.reference).click()
    look(desk, "record-due")
    press(desk, "Ask a second person")
    expect(desk.get_by_text("Choose what becomes of it").first).to_be_visible()
    look(desk, "record-wrong")
    desk.get_by_label("It is erased").check()
    desk.get_by_label("Your reasons, for the second person").fill("Nobody needs it any more.")
    press(desk, "Ask a second person")
    expect(desk.get_by_text("so somebody else has to agree").first).to_be_visible()
    db.rollback()
    desk = at_the_desk(hannah)
    desk.goto(f"{sites.admin}/records/case/{case.reference}")
    look(desk, "record-to-agree")
    press(desk, "Agree, and erase it")
    expect(desk.get_by_text("Agreed. It is erased within the hour").first).to_be_visible()
    db.rollback()
    sessions.configure(info={"chain": keys.chain("worker")})
    assert erase_agreed(sessions, keys.worker, Store(settings.files), now=MONDAY) == 1
    desk.goto(f"{sites.admin}/records/erased")
    look(desk, "records-erased")
    row = db.scalars(select(RetentionDecision)).one()
    desk.goto(f"{sites.admin}/records/erased/{row.id}")
    look(desk, "records-certificate")
    desk.goto(f"{sites.admin}/cases/{case.reference}")
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"{case.reference} was erased")
    look(desk, "erased")


def test_a_hold_is_placed_and_seen(sites, look, at_the_desk, one_is_due) -> None:
    case, mabel, _ = one_is_due
    desk: Page = at_the_desk(mabel)
    desk.goto(f"{sites.admin}/records/case/{case.reference}")
    desk.get_by_text("Place a legal hold", exact=True).click()
    desk.get_by_label("Because of").select_option(label="A court case, or one that is expected")
    desk.get_by_label("What exactly").fill("A claim is being prepared.")
    hold = desk.locator("#place-hold")
    for part, typed in (("Day", "1"), ("Month", "3"), ("Year", "2027")):
        hold.get_by_label(part).fill(typed)
    press(desk, "Hold it")
    expect(desk.get_by_text("A legal hold stands over it.").first).to_be_visible()
    look(desk, "record-held")
    desk.goto(f"{sites.admin}/records/holds")
    desk.get_by_text("It may end", exact=True).click()
    look(desk, "records-holds")
