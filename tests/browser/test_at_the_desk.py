"""What happens at the desk: a refusal, two officers at once, a session that ran out, and the wall."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import accounts
from models.credentials import hash_password, totp_code
from models.procedure.terms import Journey, Role, State
from models.tables import Case
from tests.browser.desk import open_case, said, triage
from tests.browser.walking import come_back, press
from tests.conftest import MONDAY
from tests.making import make_case
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

PASSWORD = "violet ladder paper boat"


@pytest.fixture
def new_case(db, keys):
    return lambda reference, **more: make_case(
        db, keys.staff.ring, now=MONDAY, reference=reference, **{"answers": {"safe": {"safe": "yes"}}, **more}
    )


@pytest.fixture
def member(db, keys, person, clock):
    """Somebody who signs in with a password and a code."""
    account = person(Role.OFFICER, name="Priya Shah")
    account.password_hash = hash_password(PASSWORD, keys.staff.password_peppers)
    secret = accounts.offer_factor(db, account, keys.staff.ring)
    accounts.renew_codes(db, account.id, by=SYSTEM, now=clock.now)
    db.commit()
    return account.email, secret


def shown(page: Page) -> str:
    page.wait_for_load_state()
    return " ".join(page.locator("body").inner_text().split())


def sign_in(page: Page, member, clock) -> None:
    email, secret = member
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, re.compile("^(Sign in|Continue)$"))
    page.get_by_label("Code").fill(totp_code(secret, clock.now))
    page.get_by_role("main").get_by_role("button").first.click()


def test_a_refusal_has_its_reason_and_its_letter(page: Page, sites, look, db, keys, person, at_the_desk, post):
    priya = person(Role.OFFICER, name="Priya Shah")
    email = {"contact": {"ways": ["email"]}, "contact_details": {"email": "jo@home.example"}}
    case_with_words(db, keys, journey=Journey.PARENT, answers=email)
    desk = at_the_desk(priya)
    open_case(desk, sites.admin, REFERENCE, "/triage")
    desk.get_by_label("Safe, as far as we know").check()
    desk.get_by_text("Refused", exact=True).click()
    desk.get_by_label(re.compile("^Court Proceedings")).check()
    press(desk, "Acknowledge and send")
    expect(desk.get_by_role("alert")).to_be_visible()
    look(desk, "refusal-refused")
    press(desk, "Proceedings at the same time")  # a court is no reason by itself
    desk.get_by_label("Court", exact=True).check()
    desk.get_by_label("Which proceedings?").fill("Family Court, care proceedings")
    desk.get_by_role("group", name="Would looking into it prejudice them?").get_by_label("Yes").check()
    desk.get_by_label("What waits?").fill("All of it: the court decides the same question.")
    for part, typed in (("Day", "1"), ("Month", "3"), ("Year", "2027")):
        desk.get_by_label(part, exact=True).fill(typed)
    desk.get_by_label("Your reasons").fill("The court hears the same facts in March.")
    desk.get_by_label("All of it waits").check()
    look(desk, "judgement")
    press(desk, "Keep this judgement")
    expect(desk.get_by_label(re.compile("^Court Proceedings"))).to_be_checked()  # nothing chosen is lost
    expect(desk.get_by_label("Our reasons")).to_have_value("The court hears the same facts in March.")  # asked once
    desk.get_by_label("Our reasons").fill("The family court is looking at this until March.")
    desk.get_by_label("What we looked at before we decided").fill("The order of the court.")
    desk.get_by_label("What we still do").fill("We look into how you were told.")
    desk.get_by_label("When they can send it again").fill("When the court is done.")
    press(desk, "Acknowledge and send")
    said(desk, "Kept. A complaints manager has to agree before it is sent.")
    hannah = at_the_desk(person(Role.MANAGER, name="Hannah Cole"))
    open_case(hannah, sites.admin, REFERENCE, "/triage")
    expect(hannah.locator("main")).to_contain_text("The family court is looking at this until March.")
    look(hannah, "refusal-waiting")
    press(hannah, "Agree and send")
    said(hannah, "Agreed.")
    assert [mail.to for mail in post()] == ["jo@home.example"]
    come_back(page, sites.portal, REFERENCE, WORDS)
    look(page, "page-refused")
    press(page, "Letters")
    page.locator("#letter-1").click()
    expect(page.locator("main")).to_contain_text("The family court is looking at this until March.")
    expect(page.locator("main")).to_contain_text("Ombudsman")
    look(page, "refusal-letter")
    db.commit()
    assert db.scalars(select(Case)).one().state is State.CLOSED


def test_two_officers_at_once(
    page: Page, sites, look, db, new_case, person, at_the_desk, browser, browser_context_args
):
    mo = person(Role.RESPONDER, name="Mo Reed")
    new_case("HV-AAAA-AAAA-AA1")
    db.commit()
    elsewhere = browser.new_context(**browser_context_args)
    first, second = at_the_desk(person(Role.OFFICER)), at_the_desk(person(Role.OFFICER), where=elsewhere)
    for desk in (first, second):
        open_case(desk, sites.admin, "HV-AAAA-AAAA-AA1", "/triage")
    first.get_by_label("Point 1").fill("What the first one wrote")
    second.get_by_label("Point 1").fill("What the second one wrote")
    triage(first, re.compile("suggested"), who_answers="Mo Reed")
    said(first, "Decided.")
    triage(second, re.compile("suggested"), who_answers="Mo Reed")
    look(second, "triage-conflict")
    expect(second.locator("main")).to_contain_text("Somebody has decided this already.")
    expect(second.get_by_label("Your words").first).to_have_value("What the second one wrote")
    for desk in (first, second):
        open_case(desk, sites.admin, "HV-AAAA-AAAA-AA1", "/answer")
    for desk, words in ((first, "What the first one found"), (second, "What the second one found")):
        desk.get_by_role("region", name="Point 1").get_by_label("What we found").fill(words)
        press(desk, "Save")
        expect(desk.get_by_text(re.compile("Saved|Somebody else saved")).first).to_be_visible()
    look(second, "answer-conflict")
    expect(second.locator("main")).to_contain_text("What the first one found")
    expect(second.get_by_label("What we found").first).to_have_value("What the second one found")
    elsewhere.close()
    assert mo


def test_a_session_that_ran_out_keeps_the_text(page: Page, sites, look, db, new_case, member, clock):
    new_case("HV-AAAA-AAAA-AA2")
    db.commit()
    page.goto(f"{sites.admin}/cases/HV-AAAA-AAAA-AA2/triage")
    look(page, "sign-in")
    sign_in(page, member, clock)
    expect(page.get_by_label("Point 1")).to_be_visible()
    page.get_by_label("Point 1").fill("What I had just written")
    clock.forward(minutes=16)
    press(page, "Acknowledge and send")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    look(page, "sign-in-again")
    sign_in(page, member, clock)
    expect(page.locator("main")).to_contain_text("What I had just written")
    look(page, "what-you-wrote")
    db.commit()
    assert db.scalars(select(Case)).one().state is State.RECEIVED


def test_the_wall(page: Page, sites, look, db, new_case, person, at_the_desk):
    tom = person(Role.OFFICER, name="Tom Hale")
    ann = person(Role.OFFICER, name="Ann Cole")
    answers = {"about": {"topics": ["social_worker"]}, "worker": {"worker": "Tom Hale"}}
    new_case("HV-AAAA-AAAA-AA3", answers=answers)
    new_case("HV-AAAA-AAAA-AA4")
    db.commit()
    desk = at_the_desk(tom)
    desk.goto(f"{sites.admin}/queue")
    expect(desk.locator("main")).to_contain_text("HV-AAAA-AAAA-AA4")
    expect(desk.locator("body")).not_to_contain_text("HV-AAAA-AAAA-AA3")
    desk.get_by_role("searchbox").or_(desk.get_by_label(re.compile("earch|eference"))).first.fill("HV-AAAA-AAAA-AA3")
    press(desk, re.compile("^(Search|Find|Open)"))
    said(desk, "Nothing was found")
    look(desk, "search-nothing")
    nothing = shown(desk).replace("AA3", "AA9")
    desk.goto(f"{sites.admin}/queue")
    desk.get_by_role("searchbox").or_(desk.get_by_label(re.compile("earch|eference"))).first.fill("HV-AAAA-AAAA-AA9")
    press(desk, re.compile("^(Search|Find|Open)"))
    said(desk, "Nothing was found")
    assert shown(desk) == nothing, "search tells of a case behind the wall"
    for part in (
        "",
        "/triage",
        "/people",
        "/timeline",
        "/letters",
        "/points",
        "/clocks",
        "/notes",
        "/answer",
        "/close",
    ):
        open_case(desk, sites.admin, "HV-AAAA-AAAA-AA3", part)
        there = shown(desk)
        open_case(desk, sites.admin, "HV-AAAA-AAAA-AA9", part)
        assert shown(desk) == there, f"{part or '/'} tells of a case behind the wall"
    look(desk, "not-found")
    other = at_the_desk(ann)
    open_case(other, sites.admin, "HV-AAAA-AAAA-AA3")
    expect(other.locator("main")).to_contain_text("Their words")


def test_a_row_of_the_queue_is_no_screen_tall_on_a_phone_6_2(
    page: Page, sites, look, db, new_case, person, at_the_desk
):
    new_case(REFERENCE)
    db.commit()
    desk = at_the_desk(person(Role.OFFICER))
    look(desk, "queue")
    desk.set_viewport_size({"width": 320, "height": 640})
    row = desk.locator(".heard-row").first.bounding_box()
    assert row
    assert row["height"] < 320, "two rows stand on one screen"
