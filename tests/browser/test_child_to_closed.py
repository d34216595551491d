"""A child's whole way: sent, acknowledged, corrected, answered by a manager, checked by another, read, closed."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.procedure.terms import Journey, Role, State
from models.tables import Case
from tests.browser.desk import open_case, said, triage, write_answer
from tests.browser.walking import CHILD, begin, come_back, headed, press, receipt, walk
from tests.making import make_case


def test_child_to_closed(page: Page, sites, look, db, keys, clock, person, at_the_desk, post):  # noqa: PLR0915 - one journey
    person(Role.RESPONDER, name="Tom Hale")  # whom the child names
    mo = person(Role.RESPONDER, name="Mo Reed")
    priya, ann = person(Role.OFFICER, name="Priya Shah"), person(Role.MANAGER, name="Ann Cole")
    make_case(db, keys.staff.ring, now=clock.now, journey=Journey.PARENT)  # an older case, which waits its turn
    db.commit()

    begin(page, sites.portal)
    seen = walk(page, CHILD, look=look, name="child")
    assert list(CHILD) == seen, "a question was not asked"
    assert len(seen) <= 14  # with the start, before, check and sent: 17 pages at most (T50)
    look(page, "child-check")
    press(page, "Send")
    headed(page, "We have got it")
    look(page, "child-sent")
    reference, words = receipt(page)

    desk = at_the_desk(priya)
    desk.goto(f"{sites.admin}/queue")
    look(desk, "queue")
    first = desk.locator(".heard-row").first
    expect(first.get_by_role("link", name=re.compile(reference))).to_be_visible()
    expect(first.locator(".heard-row__why")).to_contain_text("oung")
    first.get_by_role("link").first.click()
    look(desk, "case")
    expect(desk.get_by_text("Tom said I could see Nan.")).to_be_visible()
    press(desk, "Decide and acknowledge")
    look(desk, "triage")
    desk.get_by_label("Yes: keep them, their line and their team out").check()
    press(desk, "Acknowledge and send")
    expect(desk.get_by_role("alert")).to_be_visible()
    look(desk, "triage-refused")
    desk.get_by_label("The provider is asked already, as they wished").check()
    triage(desk, re.compile("suggested"), who_answers="Mo Reed")
    said(desk, "Decided.")
    assert desk.get_by_text(re.compile("{.*}")).count() == 0, "a place that nobody filled"
    for part in ("points", "timeline", "messages", "people", "letters", "clocks", "notes"):
        open_case(desk, sites.admin, reference, f"/{part}")
        look(desk, f"case-{part}")
    open_case(desk, sites.admin, reference, "/people#wall")
    desk.get_by_label("They agree that we talk to the worker").check()
    desk.get_by_label("How you know, or why we cannot wait").fill("Kai said so on the phone.")
    press(desk, "Record")
    expect(desk.get_by_role("heading", name="Ask them first")).to_have_count(0)

    assert [mail.to for mail in post()] == ["kai@home.example"]
    come_back(page, sites.portal, reference, " ".join(words).upper())
    look(page, "page")
    press(page, "Letters")
    press(page, "What we heard")
    look(page, "acknowledgement")
    expect(page.locator("main")).to_contain_text("Monday 7 December")
    page.goto(f"{sites.portal}/your-page")
    press(page, "What we think you are saying")
    look(page, "points")
    press(page, re.compile("^Change this"))
    press(page, "Send")
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "point-change-refused")
    page.get_by_label("What should it say?").fill("He said no two times.")
    press(page, "Send")
    said(page, "He said no two times.")
    page.goto(f"{sites.portal}/your-page/messages")
    page.get_by_label("Write to us").fill("Can I see Nan now?")
    press(page, "Send")
    said(page, "Can I see Nan now?")
    look(page, "messages")

    open_case(desk, sites.admin, reference, "/points")
    look(desk, "case-points-changed")
    said(desk, "He said no two times.")
    press(desk, "Dealt with")
    open_case(desk, sites.admin, reference, "/messages")
    said(desk, "Can I see Nan now?")

    press(desk, "Who answers")
    look(desk, "who-answers")
    desk.get_by_label("Who answers?").select_option(label="Mo Reed")
    press(desk, "Give it to them")
    expect(desk.locator("#who")).to_contain_text("Mo Reed")

    manager = at_the_desk(mo)
    manager.goto(f"{sites.admin}/my-cases")
    look(manager, "my-cases")
    press(manager, re.compile(reference))
    look(manager, "answer")
    write_answer(manager, points=1, wishes=2, owner="Mo Reed", day=("18", "12", "2026"))
    look(manager, "answer-written")
    press(manager, "Send for a check")
    said(manager, "Somebody who wrote none of it reads it now.")
    look(manager, "answer-to-check")

    second = at_the_desk(ann)
    open_case(second, sites.admin, reference, "/answer")
    press(second, "See it exactly as they will see it")
    look(second, "answer-preview")
    open_case(second, sites.admin, reference, "/answer")
    look(second, "answer-checking")
    press(second, "I have read it and it may go")
    press(second, "Release the answer")
    said(second, "This answer was released")
    look(second, "answer-released")

    assert [mail.to for mail in post()] == ["kai@home.example"]
    page.goto(f"{sites.portal}/your-page")
    expect(page.locator("#where")).to_contain_text("You have an answer")
    look(page, "page-answered")
    press(page, "Letters")
    look(page, "letters")
    press(page, "Our answer")
    expect(page.locator("main")).to_contain_text("No one told you why.")
    look(page, "answer-letter")

    desk = at_the_desk(priya)
    open_case(desk, sites.admin, reference, "/close")
    look(desk, "close")
    press(desk, "Close the case")
    expect(desk.get_by_role("alert")).to_be_visible()
    desk.get_by_label("What goes on, as they will read it").fill("A manager rings you by 18 December.")
    desk.get_by_role("radio").first.check()
    press(desk, "Close the case")
    said(desk, "Closed.")
    look(desk, "case-closed")
    db.expire_all()
    assert db.scalars(select(Case).where(Case.reference == reference)).one().state is State.CLOSED
    page.goto(f"{sites.portal}/your-page")
    expect(page.locator("#where")).to_contain_text("This is finished")
    look(page, "page-closed")
    press(page, "Clear this from this device")
    page.goto(f"{sites.portal}/your-page")
    expect(page.get_by_label("Your secret words")).to_be_visible()
