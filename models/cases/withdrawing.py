"""Stopping because the person asks, confirmed in writing (E-32), and starting again when they change their mind."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import pausing
from models.cases.complainants import still_in
from models.cases.finding import events_of
from models.cases.letter_facts import letter
from models.cases.moving import resume
from models.cases.policies import holidays
from models.cases.recording import record, running_clocks
from models.cases.releasing import release
from models.procedure.lifecycle import CHANGE_OF_MIND, NotAllowed
from models.procedure.terms import Clock, Event
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring
from models.tables.case import Case

ANSWERS = (Clock.S1_RESPONSE, Clock.C1_RESPONSE)
HOW: dict[str, str] = {
    "page": "on their page",
    "phone": "by phone",
    "in_person": "in person",
    "writing": "in writing",
    "advocate": "through their advocate",
}


def withdraw(
    db: Session,
    case: Case,
    *,
    how: str,
    actor: Actor,
    now: datetime,
    keys: Keyring,
    said: str | None = None,
    on: date | None = None,
    still: str = "",
) -> date:
    """Stop at the person's word, and confirm it to them. Only they can stop it: `how` says how they told us.

    Returns the last day for changing their mind with one tap. `said` is kept in the file: their words, and whether
    someone made them stop. Safety is never withdrawn (5.3).
    """
    if how not in HOW:
        raise ValueError(how)
    if len(still_in(db, case)) > 1:
        raise NotAllowed("Several people complain together: write down which of them withdraws. The others go on.")
    day = on or local_day(now)
    if not case.received_on <= day <= local_day(now):
        raise NotAllowed("Choose the day they told us: not before it was received, and not after today.")
    pausing.finish(db, case, actor=actor, now=now)
    record(db, case, Event.WITHDRAWN, actor=actor, now=now, on=day, reason=how, details=said, keys=keys)
    until = add_working_days(local_day(now), CHANGE_OF_MIND, holidays(db))
    words = letter(db, case, now, "withdrawal", stopped_on=day, still=still, until=until)
    release(db, case, "withdrawal", words.content(), event=None, actor=actor, now=now, keys=keys)
    return until


def reinstate(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring, said: str | None = None) -> None:
    """Take it up again where it was, and say so. The working days in between are not counted against anyone."""
    day = stopped_on(db, case)
    record(db, case, Event.REINSTATED, actor=actor, now=now, details=said, keys=keys)
    if day is not None:
        resume(db, case, day, now=now)
    words = letter(db, case, now, "restarted", waited_for="", started_on=local_day(now), answer_by=_answer_by(db, case))
    release(db, case, "restarted", words.content(), event=None, actor=actor, now=now, keys=keys)


def _answer_by(db: Session, case: Case) -> date | None:
    return next((clock.due_on for clock in running_clocks(db, case) if clock.clock in ANSWERS), None)


def stopped_on(db: Session, case: Case) -> date | None:
    """The day of the last withdrawal."""
    days = [event.on for event in events_of(db, case) if event.event is Event.WITHDRAWN]
    return days[-1] if days else None
