"""What somebody does on their own page is a sign in the queue and stands above the case until one of us acts (K-31,
S-04): a change to the statement, the days that suit them, a fixed day they can not come."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import corresponding, meeting, stating
from models.tables import Case, MeetingDate, Message
from tests.admin.panelling import ASKED, DATES, at_stage_2, fix_a_date, stated
from tests.portal.coming_back import REFERENCE


def signed(admin, words, above):
    """Whether the queue's “Wrote to us” has the case with that sign, and the case says it above."""
    rows = admin.get("/queue?show=wrote").text
    top = admin.get(f"/cases/{REFERENCE}").text
    assert (words in rows) == (above in top), "the queue and the case say the same"
    return words in rows and REFERENCE in rows


def test_a_change_they_ask_for_in_the_statement_waits_for_us_until_the_next_version_k_31(
    db, keys, clock, on, portal, admin
):
    opened = at_stage_2(db, keys, clock)
    on(ASKED.date())
    row = stated(db, opened, "I was moved.", state="offered")
    db.get_one(Case, opened.case.id).state = "s2_requested"
    db.commit()
    said = ("Says that the statement is not right yet", "They say that the statement is not right yet")
    assert not signed(admin, *said)
    by = {"by": "person", "holder_id": None, "keys": opened.keys, "actor": SYSTEM, "now": ASKED}
    stating.reply(db, opened.case, row, part="point", number=1, right=False, text="I was moved twice.", **by)
    db.commit()
    assert signed(admin, *said)
    assert f"/cases/{REFERENCE}/statement" in admin.page.html
    later = {**by, "now": ASKED.replace(hour=11)}
    stating.reply(db, opened.case, row, part="point", number=1, right=True, text="", **later)
    db.commit()
    assert not signed(admin, *said), "they took it back"
    stating.reply(db, opened.case, row, part="missed", number=0, right=False, text="My bike.", **later)
    db.commit()
    assert signed(admin, *said)
    row.state = "replaced"
    db.commit()
    assert not signed(admin, *said), "the next version is before them"


def test_days_they_picked_and_a_day_they_can_not_come_wait_for_us_and_the_officer_hears_s_04(
    panel, admin, portal, db, on
):
    picked = ("Has said which days suit them", "They said which days suit them")
    off = ("Can not come on the day that was fixed", "They can not come on the day that was fixed")
    offer = {"kind": "panel", "place": "in_person", "first_at": "10:00", "second_at": "10:00", "third_at": "10:00",
             "first-day": "15", "first-month": "12", "first-year": "2026"}  # fmt: skip
    assert admin.post(DATES, data=offer).status_code == 303
    assert not signed(admin, *picked)
    row = db.scalars(select(MeetingDate)).one()
    portal.post("/your-page/13", data={"works": [str(row.id)]})
    assert signed(admin, *picked)
    assert f'href="{DATES}"' in admin.get("/queue?show=wrote").text
    assert admin.post(f"{DATES}/{row.id}/fix").status_code == 303
    assert not signed(admin, *picked)
    assert portal.post(f"/your-page/13/{row.id}", data={"why": "I have an exam."}).status_code == 303
    assert signed(admin, *off)
    told = db.scalars(select(Message).where(Message.cause.startswith(f"cannot-come:{row.id}"))).all()
    assert told, "the officer, or the managers, hear of it by mail"
    on(ASKED.date(), 11)
    fix_a_date(admin, portal, db, date(2026, 12, 16))
    assert not signed(admin, *off)


@pytest.mark.parametrize("answered", [True, False])
def test_about_a_meeting_a_message_of_ours_is_an_answer_too_s_04(panel, admin, portal, db, officer_of, answered):
    moment = ASKED.replace(month=12, day=10)
    meeting.offer(db, panel.case, "meeting", "phone", [moment], actor=officer_of, now=ASKED)
    row = db.scalars(select(MeetingDate)).one()
    meeting.answer(db, panel.case, {row.id}, actor=SYSTEM, now=ASKED.replace(hour=11))
    if answered:
        by = {"actor": officer_of, "keys": panel.keys, "now": ASKED.replace(hour=12)}
        corresponding.send_message(db, panel.case, "We ring you then.", **by)
    db.commit()
    assert signed(admin, "Has said which days suit them", "They said which days suit them") is not answered
    db.get_one(Case, panel.case.id).state = "withdrawn"
    db.commit()
    assert not re.search("said which days suit", admin.get("/queue?show=wrote").text)
