"""A parent sends, is told that it takes longer, is asked and says yes, and reads the answer; mail really goes."""

import re
from datetime import UTC, date, datetime

from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.procedure.terms import Clock, Procedure, Role, State
from models.tables import Case, RunningClock
from tests.browser.desk import open_case, said, triage, write_answer
from tests.browser.walking import PARENT, begin, come_back, headed, press, receipt, walk


def test_parent_to_extension_to_answer(page: Page, sites, look, db, clock, person, at_the_desk, post):  # noqa: PLR0915 - one journey
    mo = person(Role.RESPONDER, name="Mo Reed")
    priya, ann = person(Role.OFFICER, name="Priya Shah"), person(Role.MANAGER, name="Ann Cole")
    db.commit()
    begin(page, sites.portal, "I am a parent or carer", "Start")
    look(page, "parent-urgent")
    seen = walk(page, PARENT, look=look, name="parent")
    assert len(seen) <= 16  # with the start, before, check and sent: 20 pages at most (T51)
    look(page, "parent-check")
    press(page, "Send your complaint")
    headed(page, "We have got it")
    look(page, "parent-sent")
    reference, words = receipt(page)
    press(page, "Tell us a bit about you, if you want")
    headed(page, "A bit about you")
    look(page, "parent-about-you")
    press(page, "Skip this")
    headed(page, "We have got it")

    desk = at_the_desk(priya)
    open_case(desk, sites.admin, reference, "/triage")
    triage(desk, re.compile("parent", re.IGNORECASE), who_answers="Mo Reed")
    said(desk, "Decided.")
    assert [mail.to for mail in post()] == ["jo@home.example"]

    clock.forward(days=10)  # Thursday 3 December, with a session each
    desk = at_the_desk(priya)
    open_case(desk, sites.admin, reference, "/more-time")
    look(desk, "more-time")
    press(desk, "Ask them for more time")
    press(desk, "Ask them")
    expect(desk.get_by_role("alert")).to_be_visible()
    look(desk, "more-time-refused")
    for part, typed in (("Day", "17"), ("Month", "12"), ("Year", "2026")):
        desk.get_by_label(part, exact=True).fill(typed)
    desk.get_by_label("Why, as the person will read it").fill("Somebody we have to ask is away.")
    press(desk, "Ask them")
    look(desk, "more-time-asked")

    come_back(page, sites.portal, reference, " ".join(words))
    look(page, "parent-page")
    press(page, "We asked for more time. Say yes or no")
    look(page, "more-time-answer")
    expect(page.locator("main")).to_contain_text("Thursday 17 December")
    press(page, "Yes, that is OK")
    expect(page.locator("#where")).to_contain_text("Thursday 17 December")
    post()

    clock.forward(days=12)  # Tuesday 15 December: late, had it not been agreed
    manager = at_the_desk(mo)
    open_case(manager, sites.admin, reference, "/answer")
    write_answer(manager, points=1, wishes=1, owner="Mo Reed", day=("18", "1", "2027"))
    press(manager, "Send for a check")
    said(manager, "Somebody who wrote none of it reads it now.")
    second = at_the_desk(ann)
    open_case(second, sites.admin, reference, "/answer")
    press(second, "I have read it and it may go")
    press(second, "Release the answer")
    said(second, "This answer was released")
    clock.now = datetime(2026, 12, 16, 9, tzinfo=UTC)  # it waits a night in the outbox: sent is what counts
    mails = post()
    assert [mail.to for mail in mails] == ["jo@home.example"]
    assert not re.search("moved|Jo|complain", mails[0].subject + mails[0].body)
    db.commit()
    case = db.scalars(select(Case).where(Case.reference == reference)).one()
    assert case.state is State.S1_RESPONDED
    assert case.procedure is Procedure.STATUTORY
    limit = select(RunningClock).where(RunningClock.case_id == case.id, RunningClock.clock == Clock.S1_RESPONSE)
    answered = db.scalars(limit).one()
    assert (answered.extended_to, answered.stopped_on) == (date(2026, 12, 17), date(2026, 12, 16))

    come_back(page, sites.portal, reference, " ".join(words))
    press(page, "Letters")
    look(page, "parent-letters")
    press(page, "Our answer")
    expect(page.locator("main")).to_contain_text("No one told you why.")
    look(page, "parent-answer")
