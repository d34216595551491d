"""Coming back and following: every page looked at, with JavaScript and without (T01, T02, T08)."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.procedure.terms import Role, State
from models.tables import JobRun, SafetyAlert, Staff, ThreadMessage
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_tracking import add_points, answering


def come_back(page: Page, address: str, words: str = WORDS) -> None:
    page.goto(f"{address}/come-back")
    page.get_by_label("Your number").fill(REFERENCE)
    page.get_by_label("Your secret words").fill(words)
    page.get_by_role("button", name="Open my page").click()


def test_a_person_comes_back_reads_answers_and_stops(page: Page, sites, look, db, keys, clock, person):
    answers = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@home.example"}}
    opened = case_with_words(db, keys, answers=answers)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.", "My plan was changed.")
    staff = db.scalars(select(Staff)).first()
    message = ThreadMessage(case_id=opened.case.id, at=MONDAY, from_staff_id=staff.id)
    import uuid

    message.id = uuid.uuid4()
    opened.keys.seal(ThreadMessage.body, message, "How are you today?")
    db.add(message)
    db.commit()
    come_back(page, sites.portal, "wrong words")
    look(page, "sign-in-wrong")
    come_back(page, sites.portal)
    expect(page.locator("#where")).to_contain_text("Monday 7 December")
    look(page, "your-page")
    page.get_by_role("link", name="What we think you are saying").click()
    look(page, "points")
    page.locator("#agree-1").click()
    expect(page.get_by_text("You said this is right.")).to_be_visible()
    page.locator("#change-2").click()
    look(page, "point-change")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#text").fill("It was changed twice.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It was changed twice.")).to_be_visible()
    page.goto(f"{sites.portal}/your-page/messages")
    look(page, "messages")
    page.get_by_role("button", name="I have read these").click()
    expect(page.get_by_role("button", name="I have read these")).to_have_count(0)
    page.get_by_label("Write to us").fill("I am fine.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("I am fine.")).to_be_visible()
    for path in ("letters", "opened", "reach", "sent", "4", "next", "5", "6", "words"):
        page.goto(f"{sites.portal}/your-page/{path}")
        look(page, f"your-page-{path}")
    page.goto(f"{sites.portal}/your-page/6")
    page.get_by_role("button", name="Stop this").click()
    look(page, "your-page-stopped")
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_role("button", name="Start again")).to_have_count(0)
    db.expire_all()
    assert opened.case.state is State.S1_OPEN
    page.goto(f"{sites.portal}/your-page/letters")
    page.locator("#letter-1").click()
    look(page, "letter")


def test_late_stands_on_the_page_by_itself(page: Page, sites, look, db, keys, clock):
    answering(db, case_with_words(db, keys))
    clock.forward(days=15)
    come_back(page, sites.portal)
    expect(page.get_by_role("heading", name="We are late")).to_be_visible()
    look(page, "your-page-late")
    page.locator("#late-next").click()
    look(page, "next-open")
    page.get_by_role("button", name="Ask for the next step").click()
    expect(page.locator("#where")).to_contain_text("You asked for the next step")


def test_not_safe_reaches_duty_who_takes_it(page: Page, sites, look, db, keys, clock, person, at_the_desk):
    ola = person(Role.DUTY, name="Ola Reed")
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.commit()
    page.goto(f"{sites.portal}/now/2")
    look(page, "safe-not-sure")
    page.goto(f"{sites.portal}/now/1")
    look(page, "safe-no")
    page.get_by_label("Tell us in a few words").fill("He hit me.")
    page.get_by_role("button", name="Send to the safety team now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Our safety team has it")
    look(page, "safe-sent")
    desk = at_the_desk(ola)
    look(desk, "alerts")
    desk.locator("#alert-1").click()
    look(desk, "alert")
    desk.get_by_role("button", name="Accept").click()
    desk.get_by_label("What did you do?").fill("Rang. With Nan tonight.")
    desk.get_by_label("I told them what I did").check()
    look(desk, "alert-accepted")
    desk.get_by_role("button", name="Record and close").click()
    expect(desk.get_by_role("button", name="Record and close")).to_have_count(0)
    db.expire_all()
    assert db.scalars(select(SafetyAlert)).one().closed_at - MONDAY < timedelta(hours=1)


def test_new_words_by_two_people(page: Page, sites, look, db, keys, clock, person, at_the_desk):
    case_with_words(db, keys)
    desk = at_the_desk(person(Role.OFFICER, name="Priya Shah"))
    desk.goto(f"{sites.admin}/cases/{REFERENCE}/words")
    look(desk, "reissue")
    desk.locator("#ask-1-open").click()
    desk.get_by_label("In person").first.check()
    desk.locator("#ask-1").click()
    look(desk, "reissue-asked")
