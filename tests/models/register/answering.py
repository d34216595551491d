"""A live case answered at stage 1: one point upheld, one promise, and before it was sent."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import points_of
from models.cases.recording import record
from models.procedure.terms import Event, Finding
from models.sealing import Keyring
from models.tables import Action, Case
from tests.databases import MONDAY


def decide(db: Session, case: Case, ring: Keyring, officer: Actor) -> None:
    (point,) = points_of(db, case)
    point.finding, point.remedy = Finding.UPHELD, "action"
    promise = Action(id=uuid.uuid4(), case_id=case.id, point_id=point.id, due_on=date(2026, 12, 1), owner_id=officer.id)
    ring.seal(Action.text, promise, "Ring back every week.")
    db.add(promise)
    db.flush()


def answer(db: Session, case: Case, ring: Keyring, officer: Actor) -> None:
    decide(db, case, ring, officer)
    record(db, case, Event.S1_ANSWERED, actor=officer, now=MONDAY)
