"""The Ombudsman has a stage done over: the round before is kept, and a new one begins with its own days (rules 3.8)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.cases import allocating, appointing, choosing, panel_rows, reporting, seating, stating
from models.cases.second_answer import findings
from models.cases.who_decided import decided_first
from models.procedure.independence import Part
from models.procedure.terms import Clock, Event, Role, State
from models.register.upkeep import bring_up_to_date
from models.reports import case_file
from models.tables import (
    Appointment,
    Case,
    CaseEvent,
    ComplaintStatement,
    InvestigationReport,
    Letter,
    OmbudsmanCase,
    Panel,
    PanelFinding,
    Point,
    RegisterPoint,
    RunningClock,
)
from tests.admin.panelling import HERE, held_and_reported, outsider, response, state
from tests.admin.test_stage_two_answer import asked, decide, to_decide  # noqa: F401
from tests.models.cases.answered import at, one, who
from tests.models.cases.investigated import NAMES, part_of, pool, reported
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import come_back

WROTE = {
    "reference": "26 005 179", "case": REFERENCE, "stands": "Investigation", "words": "",
    "received_on-day": "11", "received_on-month": "12", "received_on-year": "2026",
}  # fmt: skip
NEW = {Part.INVESTIGATOR: "Nora Field", Part.INDEPENDENT: "Paul Winter"}
WHY = "The investigation left out the move. They want a new one."


def day(prefix, when):
    return {f"{prefix}on-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def again(stage, when, **change):
    return {"again-stage": stage, "again-why": WHY, **day("again-", when), **change}


def row_of(db):
    return db.scalars(select(OmbudsmanCase).execution_options(populate_existing=True)).one()


def wanted(admin, db, when, *, decided=True):
    """They wrote on that day, and recommend a remedy, or have decided."""
    wrote = {f"received_on-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}
    assert admin.post("/ombudsman/new", data=WROTE | wrote).status_code == 303
    here = f"/ombudsman/{row_of(db).id}"
    finding = admin.get(here).text.split("Choose</option>")[1].split('value="')[1].split('"')[0]
    data = {"decide-finding": finding, "decide-words": "Do stage 2 again.", **day("decide-", when)}
    if decided:
        assert admin.post(f"{here}/decided", data=data).status_code == 303
    return here


def clock_of(db, which):
    query = select(RunningClock).where(RunningClock.clock == which, RunningClock.stopped_on.is_(None))
    return db.scalars(query.execution_options(populate_existing=True)).one_or_none()


@pytest.fixture
def second(admin, db, keys, sign_in, to_decide, priya, nadia, clock):  # noqa: F811
    """Stage 2 was answered on 11 December; a manager puts it back to stage 2 on the 14th."""
    case, ring = to_decide
    allocating.give(db, case, nadia.id, actor=priya.actor, now=at(11))
    decide(db, case, ring, nadia, priya)
    clock.now = at(14)
    sign_in(Role.MANAGER, name="Hannah Cole")
    here = wanted(admin, db, date(2026, 12, 12))
    assert admin.post(f"{here}/again", data=again("s2", date(2026, 12, 14))).status_code == 303
    db.expire_all()
    return db.get_one(Case, case.id), ring


def test_stage_2_begins_anew_with_its_own_days_letter_and_reason(admin, portal, db, second):
    case, _ = second
    assert case.state is State.S2_REQUESTED
    assert clock_of(db, Clock.S2_RESPONSE).started_on == date(2026, 12, 14)
    assert clock_of(db, Clock.S2_APPOINT) is not None
    assert clock_of(db, Clock.S2_ACKNOWLEDGE) is None, "nobody asked for it"
    assert case.responder_id is None
    [asked_again] = db.scalars(
        select(CaseEvent).where(CaseEvent.reason == "ombudsman_again", CaseEvent.event != Event.CLOSED)
    )
    assert asked_again.event is Event.S2_REQUESTED
    admin.get(f"/cases/{REFERENCE}/timeline")
    assert "Stage 2 asked for: the ombudsman wants it done again" in admin.page.text
    assert WHY in admin.page.text
    letter = db.scalars(select(Letter).where(Letter.kind == "ordered_again")).one()
    letter.state, letter.leaves_at = "gone", at(14)
    db.commit()
    come_back(portal)
    shown = portal.get(f"/your-page/letters/{letter.id}").text
    assert "Two new people from outside will look." in shown
    assert "Advocate" in shown or "advocate" in shown
    assert portal.get("/your-page").status_code == 200
    assert portal.get("/your-page/statement").status_code in (200, 303, 404)


def test_the_first_round_of_stage_2_is_kept_beside_the_second_and_nothing_is_written_over(
    admin, db, keys, second, priya, nadia, person
):
    case, ring = second
    ended = db.scalars(select(Appointment).where(Appointment.case_id == case.id)).all()
    assert all(row.ended_on == date(2026, 12, 14) for row in ended)
    assert stating.shown(db, case) is None
    assert reporting.finals(db, case, ring) == {}
    assert findings(db, case) == []
    people = pool(db, keys.staff.ring, priya.actor, *NEW.values())
    barred = {one.name: why for one, why in appointing.candidates(db, case, Part.INVESTIGATOR, today=at(14).date())}
    assert all("new people" in barred[name][-1] for name in NAMES.values())
    for part, name in NEW.items():
        appointing.appoint(db, case, part, people[name].id, on=at(14).date(), actor=priya.actor, now=at(14))
    assert clock_of(db, Clock.S2_APPOINT) is None, "K-30 stops again"
    row = stating.begin(db, case, keys=ring, actor=priya.actor, now=at(14))
    assert row.number == 2
    told = {"keys": ring, "actor": priya.actor, "now": at(14)}
    stating.offer(db, case, row, **told)
    stating.sign(db, case, row, "Sam", how="paper", **told)
    assert case.state is State.S2_INVESTIGATING
    io = part_of(db, case, Part.INVESTIGATOR)
    assert reporting.working(db, case, Part.INVESTIGATOR, ring)[0] is None, "no word of the first one's draft"
    assert io.outsider_id == people["Nora Field"].id
    with pytest.raises(appointing.NotAllowed):
        reporting.hand_in(db, case, io, reporting.FINAL, **told)
    nobody = [one.id for one in (priya, nadia) if one.id in decided_first(db, case)]
    assert nadia.id in nobody, "who decided the first time does not decide again"
    db.commit()
    admin.get(f"/cases/{REFERENCE}/investigation")
    assert "The round before" in admin.page.text
    assert "Ines Okafor" in admin.page.text
    assert "What I did." in admin.page.text


def test_both_rounds_stand_in_the_file_for_the_ombudsman_and_in_the_figures(
    admin, db, keys, second, priya, monkeypatch, person
):
    case, ring = second
    bring_up_to_date(db)
    counted = select(RegisterPoint.number, RegisterPoint.finding).where(RegisterPoint.stage == 2)
    assert db.execute(counted).all() == [(1, "Upheld"), (2, "Upheld")], "until the new round is answered"
    manager = who(person(Role.MANAGER, name="Una Reid"))
    file = case_file.gather(db, case, ring, case_file.USUAL, by=manager, now=at(15))
    titles = [one.title for one in file.entries]
    assert "Stage 2: report of the investigating officer, of the round before" in titles
    assert "What stage 2 found in the round before" in titles
    assert "Statement of complaint, version 1" in titles


def test_the_second_round_is_answered_with_a_letter_of_its_own(db, keys, second, priya, nadia, person, sign_in, clock):
    case, ring = second
    people = pool(db, keys.staff.ring, priya.actor, *NEW.values())
    for part, name in NEW.items():
        appointing.appoint(db, case, part, people[name].id, on=at(14).date(), actor=priya.actor, now=at(14))
    row = stating.begin(db, case, keys=ring, actor=priya.actor, now=at(14))
    told = {"keys": ring, "actor": priya.actor, "now": at(14)}
    stating.offer(db, case, row, **told)
    stating.sign(db, case, row, "Sam", how="paper", **told)
    reported(db, case, ring, priya.actor, first=14)
    writer, checker = one(person, Role.RESPONDER, "Gail Moor"), one(person, Role.OFFICER, "Ben Hart")
    allocating.give(db, case, writer.id, actor=priya.actor, now=at(16))
    clock.now = at(16)
    decide(db, case, ring, writer, checker, now=at(16))
    assert case.state is State.S2_RESPONDED
    kinds = [one.kind for one in db.scalars(select(InvestigationReport).order_by(InvestigationReport.saved_at))]
    assert sum(kind == "final" for kind in kinds) == 2
    assert sum(kind.startswith("final#") for kind in kinds) == 2
    letters = db.scalars(select(Letter).where(Letter.kind == "answer_stage2").order_by(Letter.released_at)).all()
    assert len(letters) == 2
    assert choosing.beyond(case, choosing.clocks_of(db, case)) is Event.S3_REQUESTED
    assert db.scalars(select(ComplaintStatement.state).order_by(ComplaintStatement.number)).all() == [
        "replaced", "signed",
    ]  # fmt: skip


def test_only_a_manager_puts_a_case_back(panel, admin, portal, db, on, keys, sign_in):
    held_and_reported(admin, portal, db, on)
    assert admin.post(f"{HERE}/response", data=response(db, **{"r2-why": "They asked us not to."})).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 303
    on(date(2027, 1, 20), 10)
    here = wanted(admin, db, date(2027, 1, 18))
    sign_in(Role.OFFICER, name="Olive Reed")
    admin.get(here)
    assert "A complaints manager can put the case back" in admin.page.text
    assert admin.post(f"{here}/again", data=again("s3", date(2027, 1, 20))).status_code == 422


def test_a_second_panel_is_a_panel_of_its_own(panel, admin, portal, db, on, keys, sign_in):
    held_and_reported(admin, portal, db, on)
    assert admin.post(f"{HERE}/response", data=response(db, **{"r2-why": "They asked us not to."})).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 303
    on(date(2027, 1, 20), 10)
    sign_in(Role.MANAGER, name="Hannah Cole")
    here = wanted(admin, db, date(2027, 1, 18))
    early = again("s3", date(2027, 1, 4))
    assert admin.post(f"{here}/again", data=early).status_code == 422
    assert "The day must be between" in admin.page.text
    assert WHY in admin.page.text, "nothing typed is lost"
    assert admin.post(f"{here}/again", data=again("s3", date(2027, 1, 20))).status_code == 303
    assert state(db) is State.S3_REQUESTED
    assert clock_of(db, Clock.S3_PANEL).due_on == date(2027, 3, 3), "30 working days from the day (K-54)"
    case = db.scalars(select(Case)).one()
    first, new = db.scalars(select(Panel).order_by(Panel.number)).all()
    assert (new.number, new.held_on, new.report_on) == (2, None, None)
    assert first.report_on == date(2026, 12, 17)
    assert panel_rows.text_of(db, first, panel_rows.REPORT, keys.staff.ring.with_case(case))["summary"]
    assert db.scalars(select(PanelFinding).where(PanelFinding.panel_id == first.id)).all()
    assert [seat.row for seat in seating.seats(db, case)] == [None] * 3
    barred = {one.name: why for one, why in seating.candidates(db, case, Part.CHAIR, today=date(2027, 1, 20))}
    assert "new people" in barred["Ines Okafor"][-1]
    assert outsider(db, "Yusra Bello").name in barred
    assert not barred["Yusra Bello"], "who had no part may be asked"
    page = admin.get(HERE).text
    assert "All spoke." not in page, "the minutes are the first panel’s"
    letter = db.scalars(select(Letter).where(Letter.kind == "ordered_again")).one()
    assert letter.event is None


def test_stage_1_is_answered_anew_from_points_that_are_kept(panel, admin, portal, db, on, keys, sign_in):
    held_and_reported(admin, portal, db, on)
    on(date(2026, 12, 21), 10)
    sign_in(Role.MANAGER, name="Hannah Cole")
    here = wanted(admin, db, date(2026, 12, 21))
    assert admin.post(f"{here}/again", data=again("s1", date(2026, 12, 21))).status_code == 409, "a panel is running"
    assert admin.post(f"{HERE}/response", data=response(db, **{"r2-why": "They asked us not to."})).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 303
    assert admin.post(f"{here}/again", data=again("s1", date(2026, 12, 21))).status_code == 303
    assert state(db) is State.S1_OPEN
    assert clock_of(db, Clock.S1_RESPONSE).started_on == date(2026, 12, 21)
    assert clock_of(db, Clock.ACKNOWLEDGE) is not None
    live = db.scalars(select(Point).where(Point.dropped.is_(False)).order_by(Point.number)).all()
    assert [point.number for point in live] == [1, 2]
    case = db.scalars(select(Case)).one()
    assert not choosing.next_stage(db, case, now=at(22)), "the first answer is no answer of now"


def test_without_their_wish_no_stage_is_done_over(second, admin, db, sign_in):
    case, _ = second
    row = row_of(db)
    row.decided_on = None
    db.commit()
    admin.get(f"/ombudsman/{row.id}")
    assert "Put the case back" not in admin.page.text
    assert case.state is State.S2_REQUESTED
    assert admin.post(f"/ombudsman/{row.id}/again", data=again("s2", date(2026, 12, 14))).status_code == 409
