"""The fault radar: each check finds the case that has its fault, and none that has not (rules 7)."""

import uuid
from datetime import date, timedelta

import pytest

from models.audit import SYSTEM
from models.cases import correcting, corresponding, leavers, radar, tasks, walling
from models.cases.correcting import Fact
from models.cases.recording import record
from models.procedure.faults import FAULTS
from models.procedure.ombudsman import INVESTIGATION, PREMATURE
from models.procedure.terms import Clock, Event, Finding, Procedure, Role, State
from models.tables import Action, Behaviour, Judgement, Letter, OmbudsmanCase, Panel, Pause, Point, RunningClock, Staff
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who

TODAY = MONDAY.date()
PAST = TODAY - timedelta(days=3)


@pytest.fixture
def priya(person):
    account = person(Role.OFFICER, name="Priya Shah")
    return account, who(account)


@pytest.fixture
def case(db, keys, priya):
    """A case in good order: decided today, acknowledged, with an officer."""
    account, actor = priya
    found, ring = routed(db, keys.staff.ring, actor)
    found.officer_id = account.staff_id
    record(db, found, Event.ACKNOWLEDGED, actor=actor, now=MONDAY)
    db.commit()
    return found, ring


def late(clock):
    def make(db, case, ring, actor):
        unit = db.query(RunningClock).first().unit
        day = {"started_on": PAST, "due_on": PAST, "unit": unit, "length": 1, "stopped_on": None, "cancelled": False}
        db.add(RunningClock(id=uuid.uuid4(), case_id=case.id, clock=clock, **day))

    return make


def event(which, days=0):
    def make(db, case, ring, actor):
        happened = record(db, case, Event.NOTED, actor=actor, now=MONDAY)
        happened.event, happened.on = which, TODAY - timedelta(days=days)

    return make


def columns(**change):
    def make(db, case, ring, actor):
        for name, value in change.items():
            setattr(case, name, value)

    return make


def action(db, case, ring, actor):
    row = Action(id=uuid.uuid4(), case_id=case.id, due_on=PAST, owner_id=None, stage=1)
    ring.seal(Action.text, row, "Rosa will ring you.")
    db.add(row)


def proceedings(db, case, ring, actor):
    row = Judgement(
        id=uuid.uuid4(),
        case_id=case.id,
        kind="proceedings",
        ending="all_waits",
        at=MONDAY,
        by_id=actor.id,
        review_on=TODAY,
    )
    ring.seal_json(Judgement.body, row, {})
    db.add(row)


def measure(db, case, ring, actor):
    days = {"begins_on": PAST, "ends_on": TODAY + timedelta(days=90), "review_on": PAST}
    row = Behaviour(
        id=uuid.uuid4(),
        case_id=case.id,
        warned_at=MONDAY,
        warned_by=actor.id,
        indicators="",
        measures="",
        revision=1,
        **days,
    )
    ring.seal_json(Behaviour.kept, row, {"why": "Rang often.", "ask": ""})
    db.add(row)


def point(**change):
    def make(db, case, ring, actor):
        db.query(Point).filter_by(case_id=case.id).update(change)

    return make


def silent(db, case, ring, actor):
    case.received_on = TODAY - timedelta(days=20)
    for row in list(case_events(db, case)):
        row.on = TODAY - timedelta(days=15)


def case_events(db, case):
    from models.cases.finding import events_of

    return events_of(db, case)


def officer_left(db, case, ring, actor):
    leavers.leave(db, db.get(Staff, case.officer_id), TODAY, keys=ring, by=SYSTEM, now=MONDAY)


def referred(*, agreed, status=INVESTIGATION):
    def make(db, case, ring, actor):
        case.state = State.S3_REFERRED
        happened = record(db, case, Event.NOTED, actor=actor, now=MONDAY, reason="agreed_phone" if agreed else None)
        happened.event = Event.S3_REFERRED
        theirs = {"ombudsman_reference": "26 005 179", "received_on": TODAY, "status": status}
        db.add(OmbudsmanCase(id=uuid.uuid4(), case_id=case.id, **theirs))

    return make


def asked_late(*, days, answer=None):
    def make(db, case, ring, actor):
        asked = TODAY - timedelta(days=days)
        db.add(Panel(id=uuid.uuid4(), case_id=case.id, number=1, asked_on=asked, late=True, late_answer=answer))

    return make


def told_otherwise(db, case, ring, actor):
    """The day it came is put right after its acknowledgement was sent."""
    db.query(Letter).filter_by(case_id=case.id).update({"released_at": MONDAY - timedelta(minutes=5)})
    why, day = "It lay in another office.", TODAY - timedelta(days=4)
    correcting.correct(db, case, Fact.RECEIVED_ON, day, why=why, actor=actor, now=MONDAY, keys=ring)


SHOWS = {
    "X-01": columns(procedure=Procedure.CORPORATE, standing="looked_after"),
    "X-02": late(Clock.S2_APPOINT),
    "X-03": late(Clock.S2_ACKNOWLEDGE),
    "X-04": referred(agreed=False),
    "X-05": late(Clock.S3_PANEL),
    "X-06": columns(procedure=Procedure.REFUSED, state=State.REFUSED, late_flag=True),
    "X-07": asked_late(days=12),
    "X-08": late(Clock.S2_STATEMENT),
    "X-09": action,
    "X-10": proceedings,
    "X-11": told_otherwise,
    "X-12": silent,
    "X-13": point(procedure=None),
    "X-14": late(Clock.ADVOCATE_CONTACT),
    "X-15": point(finding=Finding.UPHELD),
    "X-16": officer_left,
    "X-17": measure,
}


@pytest.mark.parametrize(
    ("why", "days", "many"), [("exams", 1, 0), ("exams", 0, 0), ("exams", -1, 1), ("not_reached", 1, 1)]
)
def test_who_asked_us_to_wait_is_not_counted_as_kept_in_the_dark_x_12_s_05(
    db, keys, case, priya, why, days, many
) -> None:
    found, ring = case[0], case[1]
    silent(db, found, ring, priya[1])
    until = TODAY + timedelta(days=days)
    db.add(Pause(case_id=found.id, why=why, began_on=TODAY - timedelta(days=15), until_on=until, how="page"))
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)["X-12"] == many


def test_a_case_in_good_order_shows_no_fault(db, case, priya) -> None:
    assert {fault: number for fault, number in radar.counts(db, priya[1], today=TODAY).items() if number} == {}


@pytest.mark.parametrize(
    ("fault", "made"),
    [
        ("X-04", referred(agreed=True, status=INVESTIGATION)),
        ("X-07", asked_late(days=3)),
        ("X-07", asked_late(days=40, answer="taken")),
    ],
)
def test_what_is_lawful_is_no_fault_x_04_x_07(db, case, priya, fault, made) -> None:
    made(db, *case, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)[fault] == 0


def test_sent_back_by_the_ombudsman_the_panel_is_owed_x_04(db, case, priya) -> None:
    referred(agreed=True, status=PREMATURE)(db, *case, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)["X-04"] == 1


def test_once_they_were_written_to_what_they_have_is_right_again_x_11(db, case, priya) -> None:
    told_otherwise(db, *case, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)["X-11"] == 1
    corresponding.send_message(db, case[0], "Your day is the 4th.", actor=priya[1], keys=case[1], now=MONDAY)
    assert radar.counts(db, priya[1], today=TODAY)["X-11"] == 0


@pytest.mark.parametrize("fault", SHOWS)
def test_each_check_finds_its_fault_and_leads_to_the_way_out(admin, db, case, priya, sign_in, person, fault) -> None:
    row, ring = case
    SHOWS[fault](db, row, ring, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)[fault] == 1
    sign_in(account=person(Role.OFFICER, name="Zoe Marsh"))
    admin.get("/radar")
    assert FAULTS[fault].title in admin.page.text
    admin.get(f"/radar/{fault}")
    assert row.reference in admin.page.text
    assert FAULTS[fault].way_out in admin.page.text
    way = admin.page.html.split('id="out-1"')[1].split('href="')[1].split('"')[0]
    assert admin.get(way, follow_redirects=True).status_code == 200


def test_a_check_of_the_facts_that_is_late_is_a_day_of_stage_2_x_02(admin, db, case, priya, person, sign_in) -> None:
    late(Clock.S2_FACT_CHECK)(db, *case, priya[1])
    db.commit()
    sign_in(account=person(Role.OFFICER, name="Zoe Marsh"))
    admin.get("/radar/X-02")
    assert case[0].reference in admin.page.text
    assert "appointed, drafted, facts checked, reported or answered" in admin.page.text


def test_every_fault_of_the_rules_has_a_check(db) -> None:
    assert set(radar.checks(TODAY, frozenset())) == set(FAULTS) == {*SHOWS}


def test_the_wall_keeps_its_cases_out_of_the_numbers_az_03(db, case, priya, person) -> None:
    row, ring = case
    action(db, row, ring, priya[1])
    zoe = who(person(Role.OFFICER, name="Zoe Marsh"))
    walling.step_aside(db, row, actor=zoe, now=MONDAY)
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)["X-09"] == 1
    assert set(radar.counts(db, zoe, today=TODAY).values()) == {0}


def test_an_address_that_is_none_of_ours_is_missing(admin, officer) -> None:
    for fault in ("X-99", "%27", "x-01"):
        assert admin.get(f"/radar/{fault}").status_code == 404


def test_a_task_is_no_fault(db, keys, case, priya) -> None:
    tasks.open_task(db, case[0], actor=priya[1], now=MONDAY, due_on=date(2026, 11, 24))
    assert radar.counts(db, priya[1], today=TODAY + timedelta(days=30))["X-09"] == 0
