"""A closed case with something in many places, and what two people do to have it erased."""

import uuid
from datetime import timedelta

from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import keeping
from models.cases.recording import record
from models.procedure.terms import Event, Procedure, State
from models.tables import Action as Promise
from models.tables import Note, Point, SafetyAlert, Staff
from tests.conftest import MONDAY
from tests.files import jpeg, with_file
from tests.portal.coming_back import case_with_words

LATER = MONDAY + timedelta(days=366 * 7)


def ended(db, keys, store, **more):
    """A closed case with something in many places."""
    opened = case_with_words(db, keys, **more)
    case, ring = opened.case, opened.keys
    point = Point(id=uuid.uuid4(), case_id=case.id, number=1, procedure=Procedure.STATUTORY, revision=1)
    ring.seal(Point.text, point, "Nobody rings me back.")
    note = Note(id=uuid.uuid4(), case_id=case.id, at=MONDAY, staff_id=db.scalars(select(Staff.id)).first(), kind="note")
    ring.seal(Note.body, note, "She cried on the phone.")
    promise = Promise(id=uuid.uuid4(), case_id=case.id, point_id=point.id, due_on=MONDAY.date(), done_on=MONDAY.date())
    ring.seal(Promise.text, promise, "Rosa will ring you.")
    db.add_all([point, note])
    db.flush()
    db.add(promise)
    with_file(db, store, opened, jpeg())
    record(db, case, Event.NOTED, actor=SYSTEM, now=MONDAY, reason="note", details="She is sad.", keys=ring)
    case.state, case.procedure, case.closed_on = State.CLOSED, Procedure.STATUTORY, MONDAY.date()
    for row in db.scalars(select(SafetyAlert).where(SafetyAlert.case_id == case.id)):
        row.closed_at = MONDAY
    db.commit()
    return case


def agreed(db, keys, case, two, *, now=LATER):
    keeping.decide(db, case, "erase", why="Its day came.", actor=two[0], now=now, keys=keys.staff.ring)
    keeping.settle(db, case, agree=True, actor=two[1], now=now, keys=keys.staff.ring)
    db.commit()
