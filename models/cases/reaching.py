"""Trying to reach somebody, and waiting when nobody does: "not engaging", with its letter and its day (K-42 c, S-06).

Nothing is ever closed by silence. What waits goes on by itself when they are in touch, and on the day we look again.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import pausing
from models.cases.finding import events_of
from models.cases.recording import record
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.pausing import OPEN, TRIED, TRIES, Why
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.following import Pause
from models.tables.history import CaseEvent


def tried(
    db: Session, case: Case, how: str, words: str, *, on: date, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """We tried to reach them and did not. `words` is for the file."""
    if how not in TRIED:
        raise NotAllowed("Say how you tried to reach them.")
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose the day you tried: not before it reached us, and not after today.")
    record(db, case, Event.NOTED, actor=actor, now=now, on=on, reason=how, details=words, keys=keys)


def tries(db: Session, case: Case) -> Sequence[CaseEvent]:
    """Every try since they last did or said anything."""
    since: list[CaseEvent] = []
    for event in events_of(db, case):
        if event.actor_kind == "person" or event.event is Event.PAUSED:
            since = []
        elif event.event is Event.NOTED and event.reason in TRIED:
            since.append(event)
    return since


def missing(db: Session, case: Case) -> str:
    """What has to be done before it may wait; empty where it may."""
    if case.state not in OPEN:
        return "There is nothing to wait with as this case stands."
    if pausing.running(db, case) is not None:
        return "We are waiting already."
    found = tries(db, case)
    if len({event.on for event in found}) < TRIES:
        return f"Try on {TRIES} different days first, and write down each time (K-42)."
    if case.young_person and not any(event.reason == "tried_advocate" for event in found):
        return "Try through their advocate too, or ask one to reach them (S-06)."
    return ""


def wait(db: Session, case: Case, why: str, *, actor: Actor, now: datetime, keys: Keyring) -> Pause:
    """Let it wait until a day, because nobody reaches them. The letter says so, and how they go on at any time."""
    if problem := missing(db, case):
        raise NotAllowed(problem)
    days = sorted({event.on for event in tries(db, case)})
    said = " and ".join(short_date(day) for day in days[-TRIES:])
    record(db, case, Event.NOTED, actor=actor, now=now, reason="not_reached", details=why, keys=keys)
    return pausing.start(db, case, Why.NOT_REACHED, "", keys=keys, actor=actor, now=now, how="office", tried=said)
