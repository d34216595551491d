"""Who is not sure that they are safe is called or written to the same working day, by a way they said is safe (2.5)."""

from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.alerting import raise_alert
from models.cases.policies import holidays, in_force
from models.cases.recording import record
from models.cases.said_not_safe import reach_now
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.standing import WORRIED
from models.procedure.starts import Arrival, received_day
from models.procedure.terms import Clock, Event, Journey, Safe
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import RunningClock

OUTCOMES = {
    "safe": "We talked, and they are safe as far as we know",
    "not_safe": "We talked, and they are not safe. The duty team gets it now",
    "not_now": "We reached them, and they do not want to talk about it",
    "no_answer": "We did not reach them. It is still to be done",
}
NOT_ASKED = "They are worried about a child who has not asked to complain"
NOT_SAFE, TRIED = "not_safe", "no_answer"


def first_day(db: Session, case: Case, now: datetime) -> date:
    """The working day it is done on: this one, or the next where everybody has gone home when it comes."""
    today = local_day(now)
    ends = in_force(db, case.council, today).contacts.duty_until
    return received_day(now, holidays(db), Arrival.NEXT_WORKING_DAY, ends)


def owed_by(db: Session, case: Case) -> date | None:
    """The day by which they are talked to; None where nobody waits for it."""
    return db.scalars(talk_owed(case)).first()


def talk_owed(case: Case) -> Select[date]:
    query = select(RunningClock.due_on).where(RunningClock.case_id == case.id, RunningClock.clock == Clock.SAFETY_TALK)
    return query.where(RunningClock.stopped_on.is_(None)).limit(1)


def in_words(case: Case, by: date | None, today: date) -> str:
    """What stands above the case, for whoever opens it; nothing where nobody waits for it."""
    if by is None:
        return ""
    whom = "they are" if case.journey is Journey.YOUNG_PERSON else "the child is"
    unsure = NOT_ASKED if worried(case) else f"They are not sure that {whom} safe"
    when = "today" if by <= today else f"by {short_date(by)}"
    late = f". It was due by {short_date(by)}" if by < today else ""
    return f"{unsure}. Talk to them {when}, by a way that is safe{late}"


def worried(case: Case) -> bool:
    """Whether whoever sent it said that the child has not asked, and nobody has settled who they are yet (A1)."""
    return case.standing in WORRIED


def finish(db: Session, case: Case, outcome: str, said: str, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """What came of it. Nobody reached: it stays owed. Not safe: duty has it at once, under its own timer (T38)."""
    if outcome not in OUTCOMES or owed_by(db, case) is None:
        raise NotAllowed("Nobody waits to be talked to about being safe.")
    event = Event.NOTED if outcome == TRIED else Event.SAFETY_TALKED
    record(db, case, event, actor=actor, now=now, reason=f"talk_{outcome}", details=said or None, keys=keys)
    if outcome == NOT_SAFE:
        raise_alert(
            db, council=case.council, kind=Safe.NO, said=said, reach=reach_now(db, case, keys),
            about_worker=None, worker="", holder_id=None, case=case, keys=keys, actor=actor, now=now,
        )  # fmt: skip
