"""Putting a fact right in place, on an open case or a closed one, by a new entry that keeps the old (G-07, 6.8)."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import asked
from models.cases.answer_gaps import FINDINGS, FOR_A_CHILD
from models.cases.asked import NEXT_STAGES
from models.cases.finding import events_of, points_of
from models.cases.letter_facts import letter
from models.cases.moving import CORRECTED, start_on
from models.cases.policies import holidays
from models.cases.recording import keep_next_due, record, running_clocks
from models.cases.releasing import letters_of, release
from models.cases.undone import mark
from models.formats import short_date
from models.procedure.clocks import LIMITS, Basis, stopped_by
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Finding
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.words import Letter, Point

FROM_RECEIPT = (Basis.RECEIVED, Basis.S1_START)


class Fact(StrEnum):
    """What may be put right. Their words never may (T43), and what was decided is decided anew, not corrected."""

    RECEIVED_ON = "received_on"
    SENT_ON = "sent_on"
    NATURE = "nature"
    SERVICE = "service"
    FINDING = "finding"
    REMEDY = "remedy"
    ASKED_ON = "asked_on"  # of the last request for a next stage


DAYS = (Fact.RECEIVED_ON, Fact.SENT_ON, Fact.ASKED_ON)


def correct(
    db: Session,
    case: Case,
    fact: Fact,
    to: str | date,
    *,
    why: str,
    actor: Actor,
    now: datetime,
    keys: Keyring,
    about: uuid.UUID | None = None,
    tell: str = "",
) -> CaseEvent:
    """Put `fact` right. `about` is the letter or the point it belongs to. Old value, new value and reason are kept.

    A closed case stays closed on its own day: nothing is reopened to mend a note (6.8).
    """
    if not why.strip():
        raise NotAllowed("Say why this is put right.")
    day = to if isinstance(to, date) else None
    if fact in DAYS and (day is None or day > local_day(now)):
        raise NotAllowed("Choose today or an earlier day.")
    owed = _saying_otherwise(db, case, fact, about)
    if owed and not tell.strip():
        raise NotAllowed("Their letter says otherwise. Write what they are told.")
    was, corrects = _CHANGES[fact](db, case, to, about, now)
    shown, before = (short_date(to) if isinstance(to, date) else in_words(fact, to)), in_words(fact, was)
    details = f"{LABELS[fact]}: was {before or 'not recorded'}, now {shown}. {why}"
    kind = Event.CORRECTED
    done = record(
        db, case, kind, actor=actor, now=now, reason=fact.value, details=details, keys=keys, corrects=corrects,
        on=day if fact is Fact.ASKED_ON else None,  # figures read it there (`asked.right_days`)
    )  # fmt: skip
    if owed:
        mark({row.id for row in owed}, letters_of(db, case), now=now)
        new = in_words(fact, to, child=case.young_person) if fact is Fact.FINDING else shown
        old = in_words(fact, was, child=case.young_person)
        changed = f"{SAID[fact]} {new}. Before, it said: {old or 'nothing'}.{_then(db, case, fact)}"
        words = letter(db, case, now, "correction", changed=changed, tell=tell)
        release(db, case, "correction", words.content(), event=None, actor=actor, now=now, keys=keys)
    return done


def must_tell(db: Session, case: Case, fact: Fact, about: uuid.UUID | None = None) -> bool:
    """Whether the person holds a released answer that says otherwise: then they get a short letter (G-07)."""
    return bool(_saying_otherwise(db, case, fact, about))


def _saying_otherwise(db: Session, case: Case, fact: Fact, about: uuid.UUID | None) -> list[Letter]:
    """The letters that were let go and say otherwise."""
    if fact not in SAID:
        return []
    rows = letters_of(db, case)
    if fact is Fact.ASKED_ON:  # the letter about this request, and not about one before it
        since = max((one.at for one in events_of(db, case) if one.event in NEXT_STAGES), default=None)
        return [row for row in rows if row.event in SAID_SO and since and row.released_at >= since]
    return [row for row in rows if row.event in ANSWERED and (fact is Fact.FINDING or about in (None, row.id))]


def in_words(fact: Fact, value: str | date, *, child: bool = False) -> str:
    """A finding reads the same wherever it stands: “Partly upheld”; to a child, as their answer says it."""
    if fact is not Fact.FINDING or str(value) not in set(Finding):
        return str(value)
    return (FOR_A_CHILD if child else FINDINGS)[Finding(str(value))]


LABELS: dict[Fact, str] = {
    Fact.RECEIVED_ON: "The day it was received",
    Fact.SENT_ON: "The day a letter was sent",
    Fact.NATURE: "What a point is about",
    Fact.SERVICE: "Which service a point is about",
    Fact.FINDING: "The finding on a point",
    Fact.REMEDY: "What came of a point",
    Fact.ASKED_ON: "The day the next stage was asked for",
}
SAID: dict[Fact, str] = {
    Fact.FINDING: "What we found is now:",
    Fact.SENT_ON: "The day our answer went is now:",
    Fact.ASKED_ON: "The day you asked for the next step is now:",
}
ANSWERED = frozenset({Event.S1_ANSWERED, Event.C1_ANSWERED, Event.CONCERN_ANSWERED, Event.CONFIRMATION_SENT})
SAID_SO = frozenset({Event.S2_ACKNOWLEDGED, Event.C2_ACKNOWLEDGED, Event.S3_ACKNOWLEDGED})
ANSWER_BY = "You get our answer by"
THEN = {Clock.S2_RESPONSE: ANSWER_BY, Clock.C2_RESPONSE: ANSWER_BY, Clock.S3_PANEL: "The panel meets by"}
Changed = tuple[str, uuid.UUID | None]


def _received(db: Session, case: Case, to: str | date, about: uuid.UUID | None, now: datetime) -> Changed:
    day = _day(to)
    first = next(
        event for event in events_of(db, case) if event.event in (Event.RECEIVED, Event.REGISTERED, Event.IMPORTED)
    )
    was, free = case.received_on, holidays(db)
    for clock in db.scalars(select(RunningClock).where(RunningClock.case_id == case.id)):
        if clock.started_on == was and LIMITS[clock.clock].basis in FROM_RECEIPT and clock.extended_to is None:
            start_on(db, clock, day, free, why=CORRECTED, now=now)
    case.received_on = day
    db.flush()
    keep_next_due(db, case)
    return short_date(was), first.id


def _asked(db: Session, case: Case, to: str | date, about: uuid.UUID | None, now: datetime) -> Changed:
    happened, was = asked.put_right(db, case, _day(to), now)
    return short_date(was), happened.id


def _then(db: Session, case: Case, fact: Fact) -> str:
    """What another day of the request makes of the day that they were promised."""
    runs = running_clocks(db, case) if fact is Fact.ASKED_ON else []
    return next((f" {THEN[one.clock]} {short_date(one.due_on)}." for one in runs if one.clock in THEN), "")


def _sent(db: Session, case: Case, to: str | date, about: uuid.UUID | None, now: datetime) -> Changed:
    day = _day(to)
    sent = db.scalars(select(Letter).where(Letter.id == about, Letter.case_id == case.id)).one()
    if sent.counted_on is None:
        raise NotAllowed("This letter is not marked as sent yet. Mark it first.")
    if day < local_day(sent.released_at):
        raise NotAllowed("Choose the day it was released, or a later one.")
    was = sent.counted_on
    happened = next((e for e in events_of(db, case) if e.event is sent.event and e.on == was), None)
    stops = set(stopped_by(sent.event)) if sent.event else set()
    for clock in db.scalars(select(RunningClock).where(RunningClock.case_id == case.id)):
        if clock.clock in stops and clock.stopped_on == was and not clock.cancelled:
            clock.stopped_on = day
    sent.counted_on = day
    return short_date(was), happened.id if happened else None


def _of_point(name: str) -> "Callable[[Session, Case, str | date, uuid.UUID | None, datetime], Changed]":
    def change(db: Session, case: Case, to: str | date, about: uuid.UUID | None, now: datetime) -> Changed:
        point = _point(db, case, about)
        was = getattr(point, name)
        setattr(point, name, Finding(str(to)) if name == "finding" else str(to))
        happened = [e for e in events_of(db, case) if e.event in ANSWERED]
        return (was or ""), happened[-1].id if happened and name == "finding" else None

    return change


def _point(db: Session, case: Case, about: uuid.UUID | None) -> Point:
    found = next((point for point in points_of(db, case) if point.id == about), None)
    if found is None:
        raise NotAllowed("Choose the point.")
    return found


def _day(to: str | date) -> date:
    if not isinstance(to, date):
        raise NotAllowed("Choose a day.")
    return to


_CHANGES: dict[Fact, Callable[[Session, Case, str | date, uuid.UUID | None, datetime], Changed]] = {
    Fact.RECEIVED_ON: _received,
    Fact.SENT_ON: _sent,
    Fact.NATURE: _of_point("nature"),
    Fact.SERVICE: _of_point("service"),
    Fact.FINDING: _of_point("finding"),
    Fact.REMEDY: _of_point("remedy"),
    Fact.ASKED_ON: _asked,
}
