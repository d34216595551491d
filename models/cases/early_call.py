"""A manager rings to put it right early: by the person's choice, beside the complaint, never instead of it (K-08)."""

from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.terms import Clock, Event
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import RunningClock

OUTCOMES = {
    "put_right": "We rang, and they say it is put right",
    "goes_on": "We rang, and the complaint goes on",
    "no_answer": "We rang, and nobody answered. It is still to be done",
    "not_now": "They do not want the call any more",
}
TRIED, PUT_RIGHT = "no_answer", "put_right"


def owed_by(db: Session, case: Case) -> date | None:
    """The day by which the call is owed; None where none is."""
    return db.scalars(call_owed(case)).first()


def call_owed(case: Case) -> Select[date]:
    query = select(RunningClock.due_on).where(RunningClock.case_id == case.id, RunningClock.clock == Clock.EARLY_CALL)
    return query.where(RunningClock.stopped_on.is_(None)).limit(1)


def finish(db: Session, case: Case, outcome: str, said: str, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """What came of it. It stops no other clock: only the person can say that the complaint is over. What was put right
    is owed to them in writing within days (K-08, K-17)."""
    if outcome not in OUTCOMES or owed_by(db, case) is None:
        raise NotAllowed("No call is waited for.")
    event = Event.NOTED if outcome == TRIED else Event.CALL_MADE
    record(db, case, event, actor=actor, now=now, reason=f"call_{outcome}", details=said or None, keys=keys)
    if outcome == PUT_RIGHT and Event.OUTCOME_TOLD in allowed(case.state):
        record(db, case, Event.OUTCOME_TOLD, actor=actor, now=now, reason="phone", details=said or None, keys=keys)
