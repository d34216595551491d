"""A case with each fault of the radar, made by hand (rules 7)."""

import uuid
from datetime import timedelta

from models.audit import SYSTEM
from models.cases import correcting, leavers
from models.cases.correcting import Fact
from models.cases.finding import events_of
from models.cases.recording import record
from models.procedure.ombudsman import INVESTIGATION
from models.procedure.terms import Clock, Event, Finding, Procedure, State
from models.tables import Action, Behaviour, Judgement, Letter, OmbudsmanCase, Panel, Point, RunningClock, Staff
from models.tables.ombudsman import OmbudsmanRemedy
from models.tables.outsider import Appointment, Outsider
from tests.conftest import MONDAY

TODAY = MONDAY.date()
PAST = TODAY - timedelta(days=3)


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
    for row in list(events_of(db, case)):
        row.on = TODAY - timedelta(days=15)


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


def remedy(**days):
    def make(db, case, ring, actor):
        referred(agreed=True)(db, case, ring, actor)
        theirs = db.query(OmbudsmanCase).one()
        row = OmbudsmanRemedy(id=uuid.uuid4(), ombudsman_id=theirs.id, number=1, kind="apology", **days)
        ring.seal_json(OmbudsmanRemedy.words, row, {"what": "Say sorry."})
        db.add(row)

    return make


def one_investigates(db, case, ring, actor):
    case.state = State.S2_INVESTIGATING
    record(db, case, Event.NOTED, actor=actor, now=MONDAY).event = Event.S2_APPOINTED
    kim = Outsider(id=uuid.uuid4(), name="Kim Ward", investigates=True, independent=True, declared_at=MONDAY)
    ring.seal_json(Outsider.details, kim, {})
    db.add(kim)
    db.flush()
    days = {"appointed_on": PAST, "appointed_by": actor.id}
    for part, ended in (("investigator", TODAY), ("independent", None)):
        row = Appointment(id=uuid.uuid4(), case_id=case.id, outsider_id=kim.id, part=part, ended_on=ended, **days)
        db.add(row)


def checked_answer(db, case, ring, actor):
    SHOWS["X-01"](db, case, ring, actor)
    record(db, case, Event.NOTED, actor=actor, now=MONDAY, reason="s1").event = Event.CHECKED


def refused_for_a_court(db, case, ring, actor):
    proceedings(db, case, ring, actor)
    case.state, case.closed_on = State.CLOSED, TODAY
