"""Put it right early, where the person agrees: five working days from receipt, beside the complaint (K-08).

Nothing of it is taken off the days of stage 1, and only the person ends a complaint. What was agreed is owed to them in
writing; where nothing is agreed, it is investigated as if this had not been.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.policies import holidays, policy_of
from models.cases.recording import record
from models.formats import short_date
from models.procedure.deadlines import due_on
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.terms import Clock, Event, Journey, State, Unit
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import RunningClock

HOW = {"phone": "By phone", "person": "Face to face", "writing": "In writing"}
OUTCOMES = {
    "put_right": "It is put right, and they say so",
    "way_forward": "A way forward is agreed",
    "goes_on": "It could not be put right. It is investigated",
    "not_now": "They do not want this any more",
}
AGREED = frozenset({"put_right", "way_forward"})  # owed to them in writing
OPEN = frozenset({State.RECEIVED, State.S1_OPEN, State.C1_OPEN})
PASSED = "The days to put it right early ended on {day}, counted from when it came. It is investigated (K-08)."


def owed_by(db: Session, case: Case) -> date | None:
    """The day by which it is put right, or a way forward agreed; None where nobody tries."""
    query = select(RunningClock.due_on).where(RunningClock.case_id == case.id, RunningClock.stopped_on.is_(None))
    return db.scalars(query.where(RunningClock.clock == Clock.EARLY_RESOLUTION).limit(1)).first()


def may_begin(case: Case) -> bool:
    """A complaint that has no answer, of somebody who can agree. Thanks and ideas have nothing to put right."""
    return case.state in OPEN and not case.anonymous and case.journey != Journey.PRAISE


def last_day(db: Session, case: Case) -> date:
    """The day on which it has to be put right, counted from receipt."""
    days = policy_of(db, case).lengths[Clock.EARLY_RESOLUTION]
    return due_on(Unit.WORKING_DAYS, days, case.received_on, holidays(db))


def begin(db: Session, case: Case, how: str, said: str, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """They agree, and said so: `how` they did, and in `said` what is tried. Its clock counts from receipt."""
    if not may_begin(case):
        raise NotAllowed("Only a complaint that has no answer yet can be put right early, with somebody who can agree.")
    if owed_by(db, case) is not None:
        raise NotAllowed("Somebody is putting it right already.")
    if how not in HOW:
        raise NotAllowed("Say how they agreed.")
    last = last_day(db, case)
    if last < local_day(now):
        raise NotAllowed(PASSED.format(day=short_date(last)))
    record(db, case, Event.EARLY_AGREED, actor=actor, now=now, reason=f"agreed_{how}", details=said, keys=keys)


def finish(db: Session, case: Case, outcome: str, said: str, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """What came of it. What was agreed is owed in writing within days, and stage 1 runs on until that goes (K-17)."""
    if outcome not in OUTCOMES or owed_by(db, case) is None:
        raise NotAllowed("Nobody is putting this right early.")
    record(db, case, Event.EARLY_ENDED, actor=actor, now=now, reason=f"early_{outcome}", details=said, keys=keys)
    if outcome in AGREED and Event.OUTCOME_TOLD in allowed(case.state):
        record(db, case, Event.OUTCOME_TOLD, actor=actor, now=now, reason="early", details=said, keys=keys)
