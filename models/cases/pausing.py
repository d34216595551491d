"""Waiting because the person asks, or because nobody reaches them: until a day, with a letter (S-05, S-06, K-42)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.letter_facts import letter
from models.cases.policies import holidays
from models.cases.recording import record, running_clocks
from models.cases.releasing import release
from models.cases.waiting_days import moved, would_be
from models.cases.walls import heed
from models.formats import short_date
from models.procedure.gross import Wait
from models.procedure.lifecycle import NotAllowed
from models.procedure.pausing import MOVES, SAID, STAY, WORKING_DAYS, Why, reasons
from models.procedure.terms import Event
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.following import Pause

HOW = {"phone": "By phone", "in_person": "In person", "writing": "In writing", "advocate": "Through their advocate"}
FOR_WHAT: dict[Why, str] = {  # as the letter says it
    Why.RECORDS: "You wait for the records you asked for.",
    Why.EXAMS: "You have exams, or you are ill.",
    Why.ADVOCATE: "You want an advocate first.",
    Why.OTHER: "You need more time.",
    Why.THINKING: "You are not sure yet about the next step.",
    Why.NOT_REACHED: "",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One reason to wait: the day we ask again, and what it does to the day of our answer."""

    why: Why
    until: date
    was: date | None
    then: date | None  # None: it stays where it is


def choices(db: Session, case: Case, *, now: datetime) -> list[Choice]:
    """Each reason there is today, with its dates worked out (T30)."""
    today, free = local_day(now), holidays(db)
    due = _next_of(db, case)
    found = []
    for why in reasons(case.state):
        until = add_working_days(today, WORKING_DAYS[why], free)
        days = would_be(db, case, Wait(today, until, "", MOVES), now=now)
        then = min((day for clock, day in days.items() if clock in MOVES | STAY), default=None)
        found.append(Choice(why, until, due, None if then == due else then))
    return found


def running(db: Session, case: Case) -> Pause | None:
    """The pause that nobody has ended, also when the day to ask again has passed."""
    query = select(Pause).where(Pause.case_id == case.id, Pause.ended_on.is_(None))
    return db.scalars(query.order_by(Pause.began_on.desc()).limit(1)).one_or_none()


def pauses_of(db: Session, case: Case) -> Sequence[Pause]:
    return db.scalars(select(Pause).where(Pause.case_id == case.id).order_by(Pause.began_on.desc(), Pause.id)).all()


def begin(
    db: Session, case: Case, why: str, text: str, *, keys: Keyring, actor: Actor, now: datetime, how: str = "page",
    made: uuid.UUID | None = None,
) -> Pause:  # fmt: skip
    """Wait from today. The days of ours that may wait move at once, so that nothing is called late meanwhile."""
    if actor.kind == "staff" and how not in HOW:
        raise NotAllowed("Only the person can ask us to wait. Say how they told us.")
    if why not in reasons(case.state):
        raise NotAllowed("There is nothing to wait with now.")
    if running(db, case) is not None:
        raise NotAllowed("We are waiting already.")
    if actor.kind == "person":
        heed(db, case, text, now=now)
    return start(db, case, Why(why), text, keys=keys, actor=actor, now=now, how=how, made=made)


def start(
    db: Session, case: Case, reason: Why, text: str, *, keys: Keyring, actor: Actor, now: datetime, how: str,
    tried: str = "", made: uuid.UUID | None = None,
) -> Pause:  # fmt: skip
    """Wait from today, and say so in a letter: why, until when, what it does to our day, how to go on (K-42)."""
    today, free = local_day(now), holidays(db)
    days, was = WORKING_DAYS[reason], _next_of(db, case)
    pause = Pause(
        id=uuid.uuid4(), case_id=case.id, why=reason.value, began_on=today, how=how,
        until_on=add_working_days(today, days, free),
    )  # fmt: skip
    if text:
        keys.seal(Pause.text, pause, text)
    with moved(db, case, why="pause", now=now):  # what they were is in the moves: gross days are never hidden (K-42)
        db.add(pause)
        record(db, case, Event.PAUSED, actor=actor, now=now, reason=f"wait_{reason.value}", made=made)
    pause.moved = any(clock.clock in MOVES for clock in running_clocks(db, case))
    case.waiting_on = "person"
    kind = "not_reached" if reason is Why.NOT_REACHED else "waiting"
    then = _next_of(db, case)
    words = letter(
        db, case, now, kind, for_what=FOR_WHAT[reason], tried=tried, began_on=today, review_on=pause.until_on,
        was=was, then=then if then != was else None,
    )  # fmt: skip
    release(db, case, kind, words.content(), event=None, actor=actor, now=now, keys=keys)
    db.flush()
    return pause


def heard(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """They are in touch again: what waited because nobody reached them goes on by itself (S-06)."""
    pause = running(db, case)
    if pause is not None and pause.why == Why.NOT_REACHED:
        end(db, case, actor=actor, now=now)


def end(db: Session, case: Case, *, actor: Actor, now: datetime, made: uuid.UUID | None = None) -> None:
    """Go on. Days that were not used up are given back: our answer is due that much sooner."""
    pause = running(db, case)
    if pause is None:
        raise NotAllowed("We are not waiting.")
    with moved(db, case, why="pause", now=now):
        pause.ended_on = local_day(now)
        record(db, case, Event.RESUMED, actor=actor, now=now, made=made)
    case.waiting_on = "us"
    db.flush()


def finish(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """The same where another step of the person's makes waiting pointless; nothing where we do not wait."""
    if running(db, case) is not None:
        end(db, case, actor=actor, now=now)


def in_words(why: str, until: date, today: date) -> str:
    """For the top of the case: why we wait, and what not to do meanwhile."""
    if why == Why.NOT_REACHED:
        return _not_reached(until, today)
    if until < today:
        return f"They asked us to wait until {short_date(until)}. That has passed: ask them what they want"
    return f"Waiting at their wish until {short_date(until)}: {SAID[Why(why)]}. Do not chase them"


def _not_reached(until: date, today: date) -> str:
    if until < today:
        return f"Nobody reached them, and we waited until {short_date(until)}. Our days run again: try once more, go on"
    return f"Waiting until {short_date(until)}: nobody reaches them. Nothing closes by itself"


def text_of(pause: Pause, keys: Keyring) -> str:
    try:
        return keys.open_if(Pause.text, pause) or ""
    except Unreadable:
        return "This cannot be shown."


def _next_of(db: Session, case: Case) -> date | None:
    return min((clock.due_on for clock in running_clocks(db, case) if clock.clock in MOVES | STAY), default=None)
