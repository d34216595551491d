"""Where stage 3 turns: a late request, the Ombudsman instead, a panel that is late, verbs in the wrong state."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from models.cases import choosing, panel_rows
from models.procedure.judgements import Judging
from models.procedure.terms import Clock, Event, Role, State
from models.tables import Case, Letter, Panel, RunningClock
from tests.admin.panelling import ASKED, DATES, HERE, at_stage_2, clock_of, state
from tests.models.cases.answered import who
from tests.models.cases.screened import judged
from tests.portal.coming_back import REFERENCE


def test_a_late_request_is_decided_with_reasons_and_never_by_the_calendar_x_07_x_03(
    db, keys, clock, on, portal, admin, sign_in
):
    at_stage_2(db, keys, clock)
    on(date(2026, 12, 14), 10)  # the twenty working days ended on 30 November
    assert portal.post("/your-page/next", data={"text": ""}).status_code == 303
    assert state(db) is State.S3_REQUESTED, "it is kept, and its clocks run"
    assert clock_of(db, Clock.S3_PANEL).started_on == date(2026, 12, 14)
    sign_in(Role.OFFICER, name="Priya Shah")
    assert "A complaints manager decides" in admin.get(HERE).text
    decision = {
        "late-take": "no",
        "late-why_late": "She was ill.",
        "late-new": "Nothing.",
        "late-reasons": "We wrote twice.",
    }
    assert admin.post(f"{HERE}/late", data=decision).status_code == 404
    on(date(2026, 12, 14))
    assert admin.post(f"{HERE}/late", data=decision | {"late-reasons": ""}).status_code == 422
    assert "She was ill." in admin.page.text
    assert admin.post(f"{HERE}/late", data=decision).status_code == 303
    assert state(db) is State.S2_RESPONDED
    letter = db.scalars(select(Letter)).one()
    assert letter.kind == "refusal_stage3"
    assert "Ombudsman" in portal.get(f"/your-page/letters/{letter.id}").text
    assert portal.post("/your-page/next", data={"text": "I am well now."}).status_code == 303, "they may ask again"
    admin.post(f"{HERE}/late", data=decision | {"late-take": "yes", "late-reasons": "She was in hospital."})
    assert state(db) is State.S3_REQUESTED
    assert [row.late_answer for row in db.scalars(select(Panel).order_by(Panel.number))] == ["refused", "taken"]


def test_going_past_the_panel_needs_every_box_and_the_persons_yes_x_04(panel, admin, portal, db, on):
    on(date(2026, 11, 25), 10)
    days = {f"{name}-{part}": value for name, day in (("agreed_on", "24"), ("accepted_on", "25"))
            for part, value in (("day", day), ("month", "11"), ("year", "2026"))}  # fmt: skip
    days |= {"how": "phone", "reference": "26 005 179"}
    most = ["robust", "adjudicated", "upheld", "plan", "wishes", "accepts"]
    assert admin.post(f"{HERE}/instead", data={**days, "holds": most}).status_code == 422
    assert "Run the panel" in admin.page.text
    early = {**days, "agreed_on-day": "20", "holds": [*most, "agrees"]}
    assert admin.post(f"{HERE}/instead", data=early).status_code == 422, "they agreed before they asked"
    assert admin.post(f"{HERE}/instead", data={**days, "holds": [*most, "agrees"]}).status_code == 303
    assert state(db) is State.S3_REFERRED
    assert "The Ombudsman looks at this now" in portal.get("/your-page").text
    assert clock_of(db, Clock.S3_PANEL).cancelled
    assert admin.post(f"{HERE}/instead/back").status_code == 303
    assert state(db) is State.S3_REQUESTED
    assert clock_of(db, Clock.S3_PANEL).started_on == date(2026, 11, 23), "counted from the day it was asked for"


def test_a_panel_that_is_late_says_so_to_the_person_and_to_the_queue_x_05(panel, admin, portal, db, on):
    on(date(2027, 1, 8), 10)
    assert "We said the panel would meet by Thursday 7 January" in portal.get("/your-page").text
    for page in ("/queue?show=late", "/radar/X-05"):
        admin.get(page)
        assert f"{REFERENCE} Young person" in admin.page.text, page
    assert "Fix the day of the panel, or do what is late." in admin.page.text
    admin.get(f"/cases/{REFERENCE}/clocks")
    assert "The review panel meets Thursday 7 January 2027 late by 1 working day" in admin.page.text


def test_before_it_was_asked_for_there_is_no_page_and_no_verb(db, keys, clock, on, admin):
    at_stage_2(db, keys, clock)
    on(ASKED.date())
    assert admin.get(HERE).status_code == 303
    for verb in ("acknowledge", "invite", "papers", "met", "appoint/chair", "report", "response/release"):
        assert admin.post(f"{HERE}/{verb}").status_code == 404
    offer = {
        "kind": "panel",
        "place": "video",
        "first_at": "10:00",
        "first-day": "1",
        "first-month": "12",
        "first-year": "2026",
    }
    assert admin.post(DATES, data=offer).status_code == 422
    assert choosing.beyond(db.scalars(select(Case)).one(), db.scalars(select(RunningClock)).all()) is Event.S3_REQUESTED
    assert panel_rows.newest(db, db.scalars(select(Case)).one()) is None


def test_court_proceedings_after_the_request_suspend_the_panel_with_a_letter_until_a_day_s_24(
    panel, admin, db, on, person
):
    case, manager = db.scalars(select(Case)).one(), who(person(Role.MANAGER))
    assert clock_of(db, Clock.S3_PANEL).due_on == date(2027, 1, 7)
    opened = replace(panel, case=case)
    judged(db, opened, Judging.PROCEEDINGS, "all_waits", actor=manager, now=ASKED)
    db.commit()
    assert clock_of(db, Clock.S3_PANEL).due_on == date(2027, 1, 28), "fifteen working days, until we look again"
    assert "on_hold" in {one.kind for one in db.scalars(select(Letter))}
    assert "Thursday 7 January 2027" in admin.get(f"/cases/{REFERENCE}/clocks").text, "the old day stays readable"


def test_whoever_gives_a_seat_reads_how_many_cases_somebody_has_and_their_travel_k_28(admin, db, panel) -> None:
    given = {"name": "Ada Lowe", "does": ["panel"], "active": ["yes"], "travel": "No ferry in winter"}
    assert admin.post("/pool/new", data=given).status_code == 303
    admin.get(f"/cases/{panel.case.reference}/stage-3")
    assert "Ada Lowe: no case now; travel: No ferry in winter" in admin.page.text
