"""Stage 3 driven whole: from the request to the director's response, its dates and who sits (K-50 to K-59)."""

import re
from datetime import date

from sqlalchemy import select

from models.cases.outsiders import NAMED
from models.cases.releasing import HOLD
from models.cases.walls import wall_off
from models.procedure.terms import Clock, State
from models.tables import (
    Action,
    Appointment,
    Case,
    CaseEvent,
    Letter,
    MeetingDate,
    PanelRecommendation,
    RunningClock,
    Setting,
    Staff,
)
from tests.admin.panelling import (
    DATES,
    HERE,
    PAPERS,
    REPORT,
    anybody,
    clock_of,
    day,
    fix_a_date,
    held_and_reported,
    outsider,
    response,
    seat,
    state,
    whole_panel,
)
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE


def test_from_the_request_to_the_directors_response_k_50_to_k_57(panel, admin, portal, db, on):
    assert clock_of(db, Clock.S3_PANEL).due_on == date(2027, 1, 7)
    admin.get(HERE)
    assert "They will meet by Thursday 7 January 2027" in admin.page.text
    on(date(2026, 11, 24), 10)
    assert admin.post(f"{HERE}/acknowledge").status_code == 303
    assert clock_of(db, Clock.S3_ACKNOWLEDGE).stopped_on == date(2026, 11, 24)
    whole_panel(admin, db)
    assert clock_of(db, Clock.S3_CHAIR).stopped_on == date(2026, 11, 23)
    fix_a_date(admin, portal, db)
    assert clock_of(db, Clock.S3_PAPERS).due_on == date(2026, 12, 1), "ten working days before (K-55)"
    chosen = {
        "come": "yes",
        "company": ["advocate", "companion"],
        "companion": "My aunt",
        "speaks": "me",
        "helps": ["chair"],
    }
    assert "s=" not in portal.post("/your-page/16", data={}).headers["Location"], "no thanks for nothing"
    assert portal.post("/your-page/16", data={**chosen, "say": "Ask my teacher."}).status_code == 303
    admin.get(HERE)
    for words in ("My aunt", "To meet the chair first", "Ask my teacher.", "Who sits on the panel"):
        assert words in admin.page.text
    assert admin.post(f"{HERE}/invite").status_code == 303
    early = day("papers-", date(2026, 11, 20))
    assert admin.post(f"{HERE}/papers", data={**PAPERS, **early}).status_code == 422, "a day before its cause"
    assert re.search(r'href="#papers-on[^"]*">The day must be between the day the panel was asked for', admin.page.html)
    assert admin.post(f"{HERE}/papers", data={**PAPERS, **day("papers-", date(2026, 11, 24))}).status_code == 303
    assert admin.post(f"{HERE}/met", data={"met-minutes": "Nothing"}).status_code == 422, "its day is still to come"
    assert "Your panel meets on Tuesday 15 December" in portal.get("/your-page").text
    on(date(2026, 12, 15), 16)
    assert admin.post(f"{HERE}/met", data={"met-came": ["person"], "met-minutes": "All spoke."}).status_code == 303
    assert clock_of(db, Clock.S3_PANEL).stopped_on == date(2026, 12, 15)
    assert clock_of(db, Clock.S3_REPORT).due_on == date(2026, 12, 22)
    assert "You should get what they wrote by Tuesday 22 December" in portal.get("/your-page").text
    on(date(2026, 12, 18), 10)
    before = {**REPORT, **day("", date(2026, 12, 14))}
    assert admin.post(f"{HERE}/report", data=before).status_code == 422, "no report comes before the panel met"
    assert "Write a rule about ringing back." in admin.page.text, "nothing typed is lost"
    assert admin.post(f"{HERE}/report", data={**REPORT, **day("", date(2026, 12, 17))}).status_code == 303
    assert clock_of(db, Clock.S3_RESPONSE).due_on == date(2027, 1, 12), "15 working days from receipt (K-57)"
    letters = {one.kind for one in db.scalars(select(Letter))}
    assert letters == {"acknowledgement_stage3", "panel_date", "panel_papers", "panel_report"}
    assert admin.post(f"{HERE}/response/release").status_code == 409
    assert admin.post(f"{HERE}/response", data=response(db)).status_code == 303
    admin.get(f"{HERE}/response")
    assert "Recommendation 2: give the reason for not accepting all of it" in admin.page.text, "S-42"
    assert (
        admin.post(f"{HERE}/response", data=response(db, 1, **{"r2-why": "They asked us not to."})).status_code == 303
    )
    admin.get(f"{HERE}/response/preview")
    assert "We will not do this. They asked us not to." in admin.page.text
    assert "They think you are right" in admin.page.text
    assert admin.post(f"{HERE}/response/release").status_code == 303
    assert state(db) is State.S3_RESPONDED
    assert [row.answer for row in db.scalars(select(PanelRecommendation).order_by(PanelRecommendation.number))] == [
        "accepted", "refused",
    ]  # fmt: skip
    assert [row.due_on for row in db.scalars(select(Action))] == [date(2027, 2, 1)]
    assert "You have our last answer" in portal.get("/your-page").text
    assert "Ombudsman" in portal.get("/your-page/next").text


def test_papers_that_cannot_be_out_in_time_are_promised_for_no_day_k_55(panel, admin, portal, db):
    assert "One before <strong>Monday 7 December 2026</strong>" in admin.get(DATES).get_data(as_text=True)
    whole_panel(admin, db)
    fix_a_date(admin, portal, db, when=date(2026, 12, 1))
    page = admin.get(HERE).text
    assert "Their last day, Tuesday 17 November 2026, has passed" in page
    assert "You get what they read as soon as we have it." in page
    assert "You get what they read by" not in page


def test_a_recommendation_is_refused_only_with_its_reason_and_both_sides_stay_s_42(panel, admin, portal, db, on):
    held_and_reported(admin, portal, db, on)
    assert admin.post(f"{HERE}/response", data=response(db)).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 409
    assert "give the reason for not accepting all of it" in admin.page.text
    too_early = response(db, 1, **{"agreed-day": "10"})
    assert admin.post(f"{HERE}/response", data=too_early).status_code == 422
    assert "after the report came" in admin.page.text
    long_gone = response(db, 1, **{"r1-due-year": "2020", "opening": "Kept."})
    assert admin.post(f"{HERE}/response", data=long_gone).status_code == 422, "a promise for a day that has passed"
    for words in ("Choose a day from today on", "Kept."):
        assert words in admin.page.text
    undecided = response(db, 1, **{"r1-decided": ""})
    assert admin.post(f"{HERE}/response", data=undecided).status_code == 303
    assert admin.get(f"{HERE}/response/preview").status_code == 200
    assert "We have not decided this yet." in admin.page.text
    assert admin.post(f"{HERE}/response", data=response(db, 0, opening="Mine.")).status_code == 409, "two at once"
    for words in ("Somebody else saved this", "The director accepts what the panel found.", "Mine."):
        assert words in admin.page.text


def test_a_panel_is_fixed_without_their_yes_where_what_was_tried_is_kept_s_04_k_54(panel, admin, portal, db):
    whole_panel(admin, db)
    offer = {"kind": "panel", "place": "in_person", "first_at": "10:00", "second_at": "10:00", "third_at": "10:00",
             "first-day": "15", "first-month": "12", "first-year": "2026"}  # fmt: skip
    admin.post(DATES, data=offer)
    row = db.scalars(select(MeetingDate)).one()
    assert admin.post(f"{DATES}/{row.id}/fix").status_code == 409
    assert admin.post(f"{DATES}/{row.id}/fix-without").status_code == 422
    assert "Say what was tried" in admin.page.text
    tried = "Rang on three days, wrote twice, asked the advocate."
    assert admin.post(f"{DATES}/{row.id}/fix-without", data={"tried": tried}).status_code == 303
    assert tried in admin.get(f"/cases/{REFERENCE}/timeline").text
    page = admin.get(HERE).text
    assert "Fixed: 15 December 2026" in page
    assert "They agreed this date" not in page
    assert clock_of(db, Clock.S3_PAPERS).due_on == date(2026, 12, 1)
    assert "Tuesday 15 December" in portal.get("/your-page/13").text


def test_dates_are_cancelled_by_each_side_and_the_clock_of_the_law_runs_s_04_k_59(panel, admin, portal, db, on):
    whole_panel(admin, db)
    first = fix_a_date(admin, portal, db, date(2026, 12, 10))
    due = clock_of(db, Clock.S3_PANEL).due_on
    portal.post(f"/your-page/13/{first}", data={"why": "I have an exam."})
    second = fix_a_date(admin, portal, db, date(2026, 12, 14))
    again = db.scalars(select(MeetingDate).where(MeetingDate.id == second)).one()
    assert admin.post(f"{DATES}/{again.id}/cancel", data={"by": "panel"}).status_code == 422
    assert "Say why it was cancelled" in admin.page.text
    assert admin.post(f"{DATES}/{again.id}/cancel", data={"by": "panel", "why": "The chair is ill."}).status_code == 303
    admin.get(HERE)
    assert "1 (the person did), 1 (somebody on the panel did)" in admin.page.text
    assert "The clock of the law waits for none of them" in admin.page.text
    assert clock_of(db, Clock.S3_PANEL).due_on == due
    assert not [c for c in db.scalars(select(RunningClock)) if c.clock is Clock.S3_PAPERS and c.stopped_on is None]
    fix_a_date(admin, portal, db, date(2026, 12, 15))
    on(date(2026, 12, 15), 16)
    admin.post(f"{HERE}/met", data={"met-minutes": "All spoke."})
    admin.get(HERE)
    assert "it is never the legal clock (K-59)" in admin.page.text
    assert "Counted from that day it took 16 working days." in admin.page.text


def test_the_wall_keeps_out_of_the_panel_too_even_when_it_rises_later_s_41_az_04(panel, admin, db):
    case = db.scalars(select(Case)).one()

    def wall(name):
        named = db.get_one(Staff, outsider(db, name).staff_id)
        wall_off(db, [named], (), now=MONDAY, case=case, confirmed=True)
        db.commit()

    wall("Yusra Bello")
    assert seat(admin, db, "member", "Yusra Bello").status_code == 422
    assert NAMED in admin.get(HERE).text
    whole_panel(admin, db)
    assert f"Ruth Amari: {NAMED}" not in admin.get(HERE).text
    wall("Ruth Amari")
    assert f"Ruth Amari: {NAMED}" in admin.get(HERE).text


def test_whoever_has_ties_or_took_part_is_barred_and_replaced_when_it_is_found_later_s_41(panel, admin, portal, db, on):
    case = db.scalars(select(Case)).one()
    by = db.scalars(select(CaseEvent.actor_id).where(CaseEvent.actor_kind == "staff")).first()
    took = Appointment(case_id=case.id, outsider_id=outsider(db, "Yusra Bello").id, part="independent",
                       appointed_on=date(2026, 9, 20), appointed_by=by or anybody(db))  # fmt: skip
    db.add(took)
    db.commit()
    assert seat(admin, db, "member", "Yusra Bello").status_code == 422
    assert "They are or were the independent person of this case" in admin.get(HERE).text
    whole_panel(admin, db)
    assert seat(admin, db, "member", "Ines Okafor").status_code == 422, "every seat is taken"
    ruth = outsider(db, "Ruth Amari")
    tied = {"name": "Ruth Amari", "does": ["independent"], "ties": [], "active": []}
    assert admin.post(f"/pool/{ruth.id}", data=tied).status_code == 303  # removed from the pool in the middle
    fix_a_date(admin, portal, db)
    assert "Ruth Amari is no longer in the pool" in admin.get(HERE).text
    assert admin.post(f"{HERE}/papers", data={**PAPERS, **day("papers-", date(2026, 11, 23))}).status_code == 422
    row = db.scalars(select(Appointment).where(Appointment.outsider_id == ruth.id)).one()
    left = {f"end-{row.id}-why": "Her sister works for the council.", **day(f"end-{row.id}-", date(2026, 11, 24))}
    on(date(2026, 11, 25), 10)
    assert admin.post(f"{HERE}/end/{row.id}", data=left).status_code == 303
    assert "Her sister works for the council." in admin.get(HERE).text
    again = {"name": "Mo Faye", "does": ["panel"], "active": ["yes"]}
    admin.post("/pool/new", data=again)
    assert seat(admin, db, "member", "Mo Faye", date(2026, 11, 25)).status_code == 303
    assert clock_of(db, Clock.S3_PANEL).started_on == date(2026, 11, 23), "no clock starts again"


def test_the_directors_response_called_back_is_a_draft_again_and_nothing_is_promised_k_57(panel, admin, portal, db, on):
    held_and_reported(admin, portal, db, on)
    db.merge(Setting(name=HOLD, value={"minutes": 30}, changed_at=MONDAY))
    db.commit()
    whole = response(db, **{"r2-why": "They asked us not to."})
    assert admin.post(f"{HERE}/response", data=whole).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 303
    letter = db.scalars(select(Letter).where(Letter.kind == "answer_stage3")).one()
    gone = admin.post(f"/cases/{REFERENCE}/letters/{letter.id}/back")
    assert gone.headers["Location"].endswith("/stage-3/response")
    db.expire_all()
    assert db.scalars(select(Action)).all() == []
    assert set(db.scalars(select(PanelRecommendation.answer))) == {None}
    assert "The director accepts what the panel found." in admin.get(f"{HERE}/response").text
    assert admin.post(f"{HERE}/response", data=whole | {"seen": "1", "opening": "Better words."}).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 303
    assert len(db.scalars(select(Action)).all()) == 1


def test_what_the_panel_upheld_has_something_done_about_it_or_a_reason_before_the_answer_goes_x_15(
    panel, admin, portal, db, on
):
    held_and_reported(admin, portal, db, on)
    reasons = {"r2-why": "They asked us not to.", "p1-why": ""}
    assert admin.post(f"{HERE}/response", data=response(db, **reasons)).status_code == 303
    admin.get(f"{HERE}/response")
    assert "Point 1: it is upheld, so say what you will do, or why there is nothing to do." in admin.page.text
    assert admin.post(f"{HERE}/response/release").status_code == 409
    half = response(db, 1, **reasons, **{"p1-doing": "Ring every Friday."})
    assert admin.post(f"{HERE}/response", data=half).status_code == 303
    admin.get(f"{HERE}/response")
    assert "Point 1: say what will be done, who does it, and by when." in admin.page.text
    named = {"p1-owner": half["r1-owner"], "p1-due-day": "8", "p1-due-month": "1", "seen": "2"}
    gone = half | named | {"p1-due-year": "2020"}
    assert admin.post(f"{HERE}/response", data=gone).status_code == 422
    for words in ("Choose a day from today on", "Ring every Friday."):
        assert words in admin.page.text
    assert admin.post(f"{HERE}/response", data=gone | {"p1-due-year": "2027"}).status_code == 303
    admin.get(f"{HERE}/response/preview")
    assert "Point 1: Ring every Friday. By 8 January 2027." in admin.page.text
    assert admin.post(f"{HERE}/response/release").status_code == 303
    assert {row.due_on for row in db.scalars(select(Action))} == {date(2027, 1, 8), date(2027, 2, 1)}
