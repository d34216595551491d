"""Letters that wait to go by text or on paper, and what became of them."""

from datetime import timedelta

from sqlalchemy import select

from models.audit import SYSTEM, Actor
from models.cases.recording import record
from models.cases.releasing import release
from models.procedure.terms import Clock, Event, Procedure
from models.tables import Case, Message, RunningClock, Task
from tests.conftest import MONDAY
from tests.making import make_case

TUESDAY = MONDAY + timedelta(days=1)
TEXT = {"contact": {"ways": ["text"]}, "contact_details": {"text_number": "07700 900123", "text_seen": "yes"}}
ADDRESS = "1 High Street\nAshbourne AB9 9ZY"
POST = {"contact": {"ways": ["post"]}, "contact_details": {"address": ADDRESS, "post_opened": "no"}}
NAMED = {"who": {"age": "16_17", "call_me": "Sam", "full_name": "Sam Poole"}}


def acknowledged(db, keys, answers):
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers=answers, holder="text" in answers["contact"]["ways"])
    opened.case.procedure = Procedure.STATUTORY
    record(db, opened.case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    content = {"subject": "About what you told us", "blocks": []}
    letter = release(
        db, opened.case, "acknowledgement", content, event=Event.ACKNOWLEDGED, actor=SYSTEM, now=MONDAY,
        keys=opened.keys, because="Short.",
    )  # fmt: skip
    db.commit()
    return opened, letter


def looked_at(db, letter, person):
    """A second person agreed to the address (PRV-11)."""
    from models.cases import holding

    other = person()
    case = db.get(Case, letter.case_id)
    holding.agree(db, case, letter, actor=Actor(kind="staff", id=other.staff_id, name="Hannah"), now=MONDAY)
    db.commit()


def of_kind(db, kind, way=None):
    db.rollback()  # see what the worker did meanwhile
    query = select(Message).where(Message.kind == kind)
    return db.scalars(query.where(Message.way == way) if way else query).all()


def ack(db):
    db.rollback()
    return db.scalars(select(RunningClock).where(RunningClock.clock == Clock.ACKNOWLEDGE)).one()


def tasks(db):
    db.rollback()
    return [task.kind for task in db.scalars(select(Task))]
