"""A case at stage 3 for the tests of the panel: asked for, seated, dated, met, reported."""

import uuid
from datetime import UTC, date, datetime

from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.recording import record
from models.procedure.terms import Event, Procedure
from models.tables import Appointment, Case, ComplaintStatement, MeetingDate, Outsider, Point, RunningClock, Staff
from tests.portal.coming_back import REFERENCE, case_with_words

HERE = f"/cases/{REFERENCE}/stage-3"
DATES = f"/cases/{REFERENCE}/dates"
ANSWERED = datetime(2026, 11, 2, 10, tzinfo=UTC)
ASKED = datetime(2026, 11, 23, 10, tzinfo=UTC)  # the panel meets within 30 working days: Thu 7 January 2027
PEOPLE = ("Ines Okafor", "Ruth Amari", "Colm Daly", "Yusra Bello")


def at_stage_2(db, keys, clock, **change):
    """A case whose stage 2 was answered, with two points; its own page opens with the words."""
    opened = case_with_words(db, keys, now=datetime(2026, 9, 1, 10, tzinfo=UTC), **change)
    opened.case.procedure = Procedure.STATUTORY
    steps = {2: Event.ROUTED_STATUTORY, 3: Event.ACKNOWLEDGED, 9: Event.S1_ANSWERED, 10: Event.S2_REQUESTED}
    for day, event in steps.items():
        record(db, opened.case, event, actor=SYSTEM, now=datetime(2026, 9, day, 10, tzinfo=UTC))
    record(db, opened.case, Event.S2_ACKNOWLEDGED, actor=SYSTEM, now=datetime(2026, 9, 11, 10, tzinfo=UTC))
    record(db, opened.case, Event.S2_ANSWERED, actor=SYSTEM, now=ANSWERED)
    for number, words in enumerate(("Nobody rang me back.", "I was moved without being asked."), 1):
        point = Point(id=uuid.uuid4(), case_id=opened.case.id, number=number, procedure=Procedure.STATUTORY, revision=1)
        opened.keys.seal(Point.text, point, words)
        db.add(point)
    db.commit()
    clock.now = ASKED
    return opened


def outsider(db, name):
    return db.scalars(select(Outsider).where(Outsider.name == name)).one()


def day(prefix, when):
    return {f"{prefix}on-day": str(when.day), f"{prefix}on-month": str(when.month), f"{prefix}on-year": str(when.year)}


def seat(admin, db, part, name, when=date(2026, 11, 23)):
    return admin.post(
        f"{HERE}/appoint/{part}", data={f"{part}-outsider": str(outsider(db, name).id), **day(f"{part}-", when)}
    )


def fix_a_date(admin, portal, db, when=date(2026, 12, 15)):
    offer = {"kind": "panel", "place": "in_person", "first_at": "10:00", "second_at": "10:00", "third_at": "10:00",
             "first-day": str(when.day), "first-month": str(when.month), "first-year": str(when.year)}  # fmt: skip
    assert admin.post(DATES, data=offer).status_code == 303
    row = db.scalars(select(MeetingDate).where(MeetingDate.can.is_(None))).one()
    portal.post("/your-page/13", data={"works": [str(row.id)]})
    assert admin.post(f"{DATES}/{row.id}/fix").status_code == 303
    return row.id


def whole_panel(admin, db):
    for part, name in (("chair", "Ines Okafor"), ("member", "Ruth Amari"), ("member", "Colm Daly")):
        assert seat(admin, db, part, name).status_code == 303


def clock_of(db, which):
    query = select(RunningClock).where(RunningClock.clock == which).execution_options(populate_existing=True)
    return db.scalars(query.order_by(RunningClock.due_on.desc())).first()


def state(db):
    return db.scalars(select(Case.state).where(Case.reference == REFERENCE)).one()


PAPERS = {"papers-papers": ["stage_1", "investigator", "independent", "answer_2"]}
REPORT = {
    "summary": "The panel looked at how it was dealt with.", "finding_1": "upheld", "why_1": "Nobody rang.",
    "finding_2": "not_upheld", "rec_1": "Write a rule about ringing back.", "rec_2": "Say sorry in person.",
}  # fmt: skip


def response(db, seen=0, **change):
    owner = str(db.scalars(select(Appointment.appointed_by)).first())
    return {
        "seen": str(seen), "opening": "The director accepts what the panel found.", "apology": "We are sorry.",
        "director": "Margaret Oyelaran", "view": "The independent person agrees.", "others": "nobody",
        "agreed-day": "18", "agreed-month": "12", "agreed-year": "2026",
        "consulted-day": "18", "consulted-month": "12", "consulted-year": "2026",
        "r1-decided": "accepted", "r1-doing": "A rule for every team.", "r1-owner": owner,
        "r1-due-day": "1", "r1-due-month": "2", "r1-due-year": "2027", "r2-decided": "refused",
        "p1-why": "Recommendation 1 puts it right.",
    } | change  # fmt: skip


def held_and_reported(admin, portal, db, on):
    whole_panel(admin, db)
    fix_a_date(admin, portal, db)
    admin.post(f"{HERE}/papers", data={**PAPERS, **day("papers-", date(2026, 11, 23))})
    on(date(2026, 12, 15), 16)
    assert (
        admin.post(f"{HERE}/met", data={"met-came": ["person", "advocate"], "met-minutes": "All spoke."}).status_code
        == 303
    )
    on(date(2026, 12, 18), 10)
    assert admin.post(f"{HERE}/report", data={**REPORT, **day("", date(2026, 12, 17))}).status_code == 303


def anybody(db):
    return db.scalars(select(Staff.id)).first()


def stated(db, opened, *points, state="signed"):
    """The statement that stage 2 decided on, of these points; signed before stage 2 was answered."""
    row = ComplaintStatement(
        id=uuid.uuid4(), case_id=opened.case.id, number=1, state=state, drafted_by=anybody(db), drafted_at=ANSWERED,
        offered_at=ANSWERED, signed_on=ANSWERED.date(), revision=1,
    )  # fmt: skip
    opened.keys.seal_json(ComplaintStatement.body, row, {"points": [*points], "wishes": ["Say sorry."]})
    db.add(row)
    db.commit()
    return row
