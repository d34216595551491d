"""The investigation of stage 2 from outside: a room for one case until a day, interviews, facts checked, reports.

K-36 to K-38, S-20, S-21, S-23, AZ-04, AZ-11, AUTH-10.
"""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from models.cases import appointing, outsiders, reporting, stating
from models.cases.walls import wall_off
from models.procedure.independence import Part
from models.procedure.terms import Clock, Event, Role, State
from models.tables import AuditRow, CaseEvent, Interview, Invitation, Letter, Outsider, RunningClock, Staff
from tests.models.cases.answered import at, who
from tests.models.cases.investigated import NAMES, SOMEBODY, begun, let_in, part_of, pool, reported, whole
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked, come_back  # noqa: F401
from tests.portal.test_tracking import page

HERE, ROOM = f"/cases/{REFERENCE}/investigation", f"/room/{REFERENCE}"
POINT = {"evidence": "The notes.", "finding": "upheld", "conclusion": "Nobody rang.", "recommendation": ""}
REPORT = {f"p{n}-{name}": text for n in (1, 2) for name, text in POINT.items()} | {"text": "What I did."}
TALKED = {"name": "Mo Reed", "kind": "staff", "role": "Manager", "held_on-day": "9", "held_on-month": "12",
          "held_on-year": "2026", "notes": "He was sorry."}  # fmt: skip


@pytest.fixture
def priya(person):
    account = person(Role.OFFICER, name="Priya Shah")
    return SimpleNamespace(account=account, actor=who(account))


@pytest.fixture
def started(db, keys, asked, priya, clock):  # noqa: F811
    clock.now = at(9)
    return begun(db, keys, asked, priya.actor)


def until(part, day="1", month="3", year="2027"):
    return {f"room-{part.id}-until-{unit}": value for unit, value in (("day", day), ("month", month), ("year", year))}


def version_in(admin):
    return re.search(r'name="version" value="(\d+)"', admin.get(ROOM).text).group(1)


def events(db):
    return [row.event for row in db.scalars(select(CaseEvent).order_by(CaseEvent.at, CaseEvent.number))]


def test_the_statement_and_both_appointments_begin_the_investigation_whichever_comes_last_k_31(
    db, keys, asked, priya  # noqa: F811
):  # fmt: skip
    case, actor = asked.case, priya.actor
    row = stating.begin(db, case, keys=asked.keys, actor=actor, now=at(8))
    stating.offer(db, case, row, keys=asked.keys, actor=actor, now=at(8))
    stating.sign(db, case, row, "Sam", keys=asked.keys, actor=actor, now=at(8), how="paper")
    assert case.state is State.S2_REQUESTED, "nobody is there to investigate"
    people = pool(db, keys.staff.ring, actor)
    for part, name in NAMES.items():
        appointing.appoint(db, case, part, people[name].id, on=at(9).date(), actor=actor, now=at(9))
    assert case.state is State.S2_INVESTIGATING


def test_an_officer_opens_a_room_and_its_person_gets_an_invitation_nobody_here_sees_auth_10(
    admin, db, sign_in, started, priya
):
    case, _ = started
    part = part_of(db, case, Part.INVESTIGATOR)
    sign_in(account=priya.account)
    assert admin.post(f"{HERE}/room/{part.id}", data=until(part, day="1", month="1", year="2026")).status_code == 422
    assert "Choose a day from today on" in admin.page.text
    assert admin.post(f"{HERE}/room/{part.id}", data=until(part)).status_code == 303
    page = admin.get(HERE)
    assert "Open until" in page.text
    assert "/invitation/" not in page.text
    assert db.scalars(select(Invitation)).one().purpose == "invitation"


def test_in_a_room_stands_the_statement_and_what_was_given_and_nothing_else_of_the_case(
    admin, db, keys, sign_in, started, priya
):
    case, ring = started
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    letters = [Letter(case_id=case.id, kind=kind, way="here", released_at=at(8)) for kind in ("closure", "correction")]
    for row in letters:
        row.id = (
            part_of(db, case, Part.INDEPENDENT).id
            if row.kind == "correction"
            else part_of(db, case, Part.INVESTIGATOR).id
        )
        ring.seal_json(Letter.body, row, {"subject": f"The {row.kind}", "blocks": []})
    db.add_all(letters)
    db.commit()
    sign_in(account=priya.account)
    assert admin.post(f"{HERE}/papers", data={"papers": [str(letters[0].id)]}).status_code == 303
    sign_in(account=ines)
    admin.get("/room")
    assert REFERENCE in admin.page.text
    admin.get(ROOM)
    assert "Nobody rings me back." in admin.page.text
    assert "Your draft is due by" in admin.page.text, "K-36"
    assert "The answer to the person is due by" in admin.page.text
    assert "Ruth Amari" in admin.page.text
    assert "Closing letter" in admin.page.text
    assert "Putting a letter right" not in admin.page.text
    assert "The closure" in admin.get(f"{ROOM}/letters/{letters[0].id}").text
    assert admin.get(f"{ROOM}/letters/{letters[1].id}").status_code == 404
    assert admin.get(f"/cases/{REFERENCE}").status_code == 404
    assert admin.get("/queue").status_code == 404
    kept = db.scalars(select(AuditRow.action).where(AuditRow.actor_id == ines.staff_id)).all()
    assert {"rooms", "view", "view_letter", "denied"} <= set(kept)


@pytest.mark.parametrize("how", ["the day has passed", "closed by us", "out of the pool", "replaced", "named"])
def test_a_room_closes_at_their_next_request_s_20_az_04_az_11(how, admin, db, keys, sign_in, started, priya, clock):
    case, ring = started
    part = part_of(db, case, Part.INVESTIGATOR)
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    sign_in(account=ines)
    assert admin.get(ROOM).status_code == 200
    if how == "the day has passed":
        part.room_until = at(8).date()
    elif how == "closed by us":
        part.room_until = None
    elif how == "out of the pool":
        row = db.scalars(select(Outsider).where(Outsider.name == "Ines Okafor")).one()
        given = {**SOMEBODY, "name": row.name, "email": ines.email, "active": False}
        outsiders.keep(db, given, row=row, keys=keys.staff.ring, actor=priya.actor, now=clock.now)
    elif how == "replaced":
        appointing.end(db, case, part.id, "Ill", on=at(9).date(), actor=priya.actor, now=clock.now, keys=ring)
    else:
        wall_off(db, [db.get_one(Staff, ines.staff_id)], (), now=clock.now, case=case, confirmed=True)
    db.commit()
    assert admin.get(ROOM).status_code in (303, 404)
    assert REFERENCE not in admin.get("/room").text
    assert admin.post(f"{ROOM}/report", data={"text": "late", "version": "0"}).status_code in (303, 404)


def test_somebody_who_is_named_in_the_case_is_not_appointed_az_04(admin, db, keys, sign_in, asked, priya):  # noqa: F811
    people = pool(db, keys.staff.ring, priya.actor)
    staff = db.get_one(Staff, people["Ines Okafor"].staff_id)
    wall_off(db, [staff], (), now=at(8), case=asked.case, confirmed=True)
    db.commit()
    sign_in(account=priya.account)
    assert "Ines Okafor: They are named in this case" in admin.get(f"/cases/{REFERENCE}/stage-2").text


def test_interviews_then_a_draft_then_the_facts_are_checked_before_the_report_is_final_k_36_k_37(
    admin, db, keys, sign_in, started, priya, clock
):
    case, _ = started
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    sign_in(account=ines)
    assert admin.post(f"{ROOM}/interviews/new", data=TALKED | {"held_on-day": "1"}).status_code == 422
    assert "not before you were appointed" in admin.page.text
    assert "He was sorry." in admin.page.text, "nothing typed is lost"
    assert admin.post(f"{ROOM}/interviews/new", data=TALKED).status_code == 303
    assert admin.post(f"{ROOM}/report", data={"text": "x", "version": "0", "do": "draft"}).status_code == 422
    assert "Point 1: add the evidence." in admin.page.text
    version = version_in(admin)
    assert admin.post(f"{ROOM}/report", data=REPORT | {"version": version, "do": "final"}).status_code == 422
    assert "First hand in a draft" in admin.page.text
    version = version_in(admin)
    assert admin.post(f"{ROOM}/report", data=REPORT | {"version": "0", "do": "save"}).status_code == 409, "two at once"
    assert admin.post(f"{ROOM}/report", data=REPORT | {"version": version, "do": "draft"}).status_code == 303

    sign_in(account=priya.account)
    page = admin.get(HERE).text
    assert "Mo Reed" in page
    assert "He was sorry." not in page, "the notes stay with the two"
    talk = db.scalars(select(Interview)).one()
    sent = {f"send-{talk.id}-passage": "Mo did not ring.", f"send-{talk.id}-how": "mail"}
    assert admin.post(f"{HERE}/interviews/{talk.id}/send", data=sent).status_code == 303
    assert "answer wanted by Wednesday 16 December" in admin.get(HERE).text

    sign_in(account=ines)
    version = version_in(admin)
    assert admin.post(f"{ROOM}/report", data=REPORT | {"version": version, "do": "final"}).status_code == 422
    assert "still has time to answer" in admin.page.text
    clock.now = at(10)
    sign_in(account=priya.account)
    facts = {"answer": "I rang twice.", "on-day": "8", "on-month": "12", "on-year": "2026"}
    kept = {f"facts-{talk.id}-{name}": text for name, text in facts.items()}
    assert admin.post(f"{HERE}/interviews/{talk.id}/answer", data=kept).status_code == 422
    assert "not before it was sent" in admin.page.text
    kept[f"facts-{talk.id}-on-day"] = "10"
    assert admin.post(f"{HERE}/interviews/{talk.id}/answer", data=kept).status_code == 303
    assert "Mo Reed" in admin.get(HERE).text, "who it was stays readable beside what they say"


def test_the_independent_person_reports_after_the_investigator_and_both_stay_as_handed_in_k_38(
    admin, db, keys, sign_in, started, priya, clock
):
    case, ring = started
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    ruth = let_in(db, keys, case, Part.INDEPENDENT, priya.actor)
    io = part_of(db, case, Part.INVESTIGATOR)
    reporting.save(db, case, io, whole(), version=0, keys=ring, actor=priya.actor, now=at(9))
    reporting.hand_in(db, case, io, reporting.DRAFT, keys=ring, actor=priya.actor, now=at(9))
    db.commit()
    clock.now = at(10)
    fair = {"text": "It was fair.", "version": "0", "do": "final"}
    sign_in(account=ruth)
    assert admin.post(f"{ROOM}/report", data=fair).status_code == 422
    assert "This report follows" in admin.page.text
    sign_in(account=ines)
    assert admin.post(f"{ROOM}/report", data=REPORT | {"version": "1", "do": "final"}).status_code == 303
    assert admin.post(f"{ROOM}/report", data=REPORT | {"version": "2"}).status_code == 422
    assert "It stays as it was handed in" in admin.page.text
    sign_in(account=ruth)
    assert "What I did." in admin.get(ROOM).text
    assert admin.post(f"{ROOM}/report", data=fair | {"version": "1"}).status_code == 303
    assert Event.S2_REPORTED in events(db)[-2:], "and the task that it opens"
    clocks = {row.clock: row for row in db.scalars(select(RunningClock))}
    assert clocks[Clock.S2_DRAFT].stopped_on == at(9).date()
    assert clocks[Clock.S2_IP_REPORT].stopped_on == at(10).date()
    assert clocks[Clock.S2_ADJUDICATE].stopped_on is None
    assert admin.post(f"{ROOM}/interviews/new", data=TALKED).status_code == 422


def test_a_statement_that_is_amended_midway_starts_only_the_procedures_clock_over_s_23(db, keys, started, priya):
    case, ring = started
    actor = priya.actor
    row = stating.begin(db, case, keys=ring, actor=actor, now=at(10))
    words = stating.Words(("Nobody rings me back.", "My room is cold.", "I was moved twice."), ())
    stating.save(db, row, words, keys=ring)
    stating.offer(db, case, row, keys=ring, actor=actor, now=at(10))
    stating.sign(db, case, row, "Sam", keys=ring, actor=actor, now=at(11), how="paper")
    assert case.state is State.S2_INVESTIGATING, "the investigation goes on"
    running = {c.clock: c.started_on for c in db.scalars(select(RunningClock).where(RunningClock.stopped_on.is_(None)))}
    assert running[Clock.S2_RESPONSE] == at(7).date()
    assert running[Clock.S2_PROCEDURE] == running[Clock.S2_DRAFT] == at(11).date()


def test_after_the_reports_are_final_the_statement_stays_s_23(db, keys, started, priya):
    case, ring = started
    reported(db, case, ring, priya.actor)
    with pytest.raises(ValueError, match="reports are final"):
        stating.begin(db, case, keys=ring, actor=priya.actor, now=at(11))


def test_the_persons_own_page_says_at_each_step_who_looks_and_what_happens_now_5_3(
    portal, db, keys, started, priya, clock
):
    case, ring = started
    clock.now = at(9)
    come_back(portal)
    shown = page(portal)
    assert "Their names are Ines Okafor, Ruth Amari." in shown
    assert "You should have the answer by" in shown
    io = part_of(db, case, Part.INVESTIGATOR)
    reporting.save(db, case, io, whole(), version=0, keys=ring, actor=priya.actor, now=at(9))
    reporting.hand_in(db, case, io, reporting.DRAFT, keys=ring, actor=priya.actor, now=at(9))
    db.commit()
    assert "They wrote down what they found." in page(portal)
    reporting.hand_in(db, case, io, reporting.FINAL, keys=ring, actor=priya.actor, now=at(9))
    ip = part_of(db, case, Part.INDEPENDENT)
    reporting.save(db, case, ip, reporting.Body("Fair."), version=0, keys=ring, actor=priya.actor, now=at(9))
    reporting.hand_in(db, case, ip, reporting.FINAL, keys=ring, actor=priya.actor, now=at(9))
    db.commit()
    assert "Now a manager reads it and decides." in page(portal)


def test_who_takes_over_goes_on_from_what_was_written_and_no_clock_starts_again_x_16_s_21(db, keys, started, priya):
    case, ring = started
    first, told = part_of(db, case, Part.INVESTIGATOR), {"keys": ring, "actor": priya.actor}
    reporting.save(db, case, first, whole(), version=0, now=at(9), **told)
    due = {row.clock: row.due_on for row in db.scalars(select(RunningClock))}
    appointing.end(db, case, first.id, "Ill for a long time", on=at(9).date(), now=at(9), **told)
    colm = pool(db, keys.staff.ring, priya.actor, "Colm Daly")["Colm Daly"]
    appointing.appoint(db, case, Part.INVESTIGATOR, colm.id, on=at(9).date(), actor=priya.actor, now=at(9))
    assert case.state is State.S2_INVESTIGATING
    assert reporting.working(db, case, Part.INVESTIGATOR, ring)[1].text == "What I did."
    assert {row.clock: row.due_on for row in db.scalars(select(RunningClock))} == due
