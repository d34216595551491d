"""Dates to meet: we offer, they say which work, one is fixed, who cancelled is kept as the clock runs (S-04)."""

import re
from datetime import timedelta

from sqlalchemy import select

from models.procedure.terms import Clock, Role
from models.tables import MeetingDate, RunningClock
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_tracking import answering, page

HERE = f"/cases/{REFERENCE}/dates"
OFFER = {"kind": "meeting", "place": "video", "first_at": "10:00", "second_at": "14:30", "third_at": "09:00"}
DAYS = {"first-day": "1", "first-month": "12", "first-year": "2026", "second-day": "3", "second-month": "12"}


def test_offered_answered_fixed_cancelled_and_offered_again_s_04(admin, portal, db, keys, sign_in):
    opened = case_with_words(db, keys)
    answering(db, opened)
    sign_in(Role.OFFICER)
    assert admin.post(HERE, data=OFFER).status_code == 422
    past = {**OFFER, **DAYS, "first-year": "2025", "second-day": "", "second-month": ""}
    assert admin.post(HERE, data=past).status_code == 422
    assert admin.post(HERE, data={**OFFER, **DAYS, "second-year": "2026"}).status_code == 303
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    assert "Pick a day" in page(portal)
    html = portal.get("/your-page/13").get_data(as_text=True)
    assert "Tuesday 1 December" in html
    assert "checked" not in html
    rows = db.scalars(select(MeetingDate).order_by(MeetingDate.starts_at)).all()
    assert admin.post(f"{HERE}/{rows[1].id}/fix").status_code == 409, "nobody fixes a date they did not choose"
    portal.post("/your-page/13", data={"works": [str(rows[1].id)]})
    assert "Works for them" in admin.get(HERE).get_data(as_text=True)
    admin.post(f"{HERE}/{rows[1].id}/fix")
    assert "The day we meet" in page(portal)
    assert "Pick all that are good" not in portal.get("/your-page/13").get_data(as_text=True), "it is settled"
    portal.post(f"/your-page/13/{rows[1].id}", data={"why": "I have an exam."})
    html = admin.get(HERE).get_data(as_text=True)
    assert re.search(r"Cancelled (Monday )?23 November 2026[^<]*\. Who: the person did\.", html), "when, and who"
    assert "I have an exam." in html
    due = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.S1_RESPONSE)).one()
    assert due.due_on.isoformat() == "2026-12-07", "no time limit waits for a date"
    admin.post(HERE, data={**OFFER, **DAYS, "second-year": "2026"})
    again = db.scalars(select(MeetingDate).where(MeetingDate.can.is_(None))).first()
    portal.post("/your-page/13", data={"works": [str(again.id)]})
    admin.post(f"{HERE}/{again.id}/fix")
    assert admin.post(f"{HERE}/{again.id}/cancel", data={}).status_code == 422
    admin.post(f"{HERE}/{again.id}/cancel", data={"by": "panel", "why": "The chair is ill."})
    by = {row.cancelled_by for row in db.scalars(select(MeetingDate).execution_options(populate_existing=True))}
    assert {"person", "panel"} <= by


def test_a_link_to_days_never_leads_to_none_5_2(admin, portal, db, keys, clock, sign_in):
    answering(db, case_with_words(db, keys))
    sign_in(Role.OFFICER)
    admin.post(HERE, data={**OFFER, **DAYS, "second-year": "2026"})
    first = db.scalars(select(MeetingDate).order_by(MeetingDate.starts_at)).first()
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    assert "Pick a day" in page(portal), "the other day is still open"
    first.can = True
    db.commit()
    admin.post(f"{HERE}/{first.id}/fix")
    assert "Pick a day" not in page(portal)
    assert "The day we meet" in page(portal)
    clock.now = first.starts_at + timedelta(days=3)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    assert "The day we meet" not in page(portal), "that day is over"
    assert "Pick a day" not in page(portal)
