"""One's own deadlines as a calendar: from the clear days of the clocks alone, so that nothing sealed is opened.

Whoever has the address reads it without signing in. So it holds days, two neutral titles and links that ask for a
sign-in, and never a reference. What is in it is decided each time it is asked for: the account, its roles, the walls.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import TEAM, only_theirs, visible
from models.cases.mine import THEIRS, covered_by
from models.procedure.terms import Clock, Role, State, Unit
from models.tables.case import Case
from models.tables.history import RunningClock
from models.tables.words import Point

READERS = TEAM | {Role.RESPONDER, Role.ALTERNATE}
REPLY, OTHER = "Heard: reply due", "Heard: a step is due"
REPLIES = frozenset({*THEIRS, Clock.ACKNOWLEDGE})
ASK_AGAIN = timedelta(hours=1)  # how often a calendar need look
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one clock."""

    clock_id: uuid.UUID
    on: date
    title: str


def days_of(db: Session, actor: Actor, today: date) -> list[Day]:
    """The working-day limits that run on cases of theirs, and of colleagues they stand in for (S-35)."""
    if not actor.roles & READERS:
        return []
    mine = covered_by(db, actor, today)
    points = select(Point.case_id).where(Point.responder_id.in_(mine), Point.dropped.is_(False))
    answering = or_(Case.responder_id.in_(mine), Case.id.in_(points)) & RunningClock.clock.in_(THEIRS)
    theirs = answering if only_theirs(actor) else or_(Case.officer_id.in_(mine), answering)
    running = (RunningClock.stopped_on.is_(None), RunningClock.cancelled.is_(False))
    query = select(RunningClock.id, RunningClock.clock, RunningClock.due_on)
    query = query.join(Case, Case.id == RunningClock.case_id).where(visible(actor), theirs, *running)
    query = query.where(RunningClock.unit == Unit.WORKING_DAYS, Case.closed_on.is_(None), Case.state != State.WITHDRAWN)
    rows = db.execute(query.order_by(RunningClock.due_on, RunningClock.id).limit(MOST))
    return [Day(clock_id, due_on, REPLY if clock in REPLIES else OTHER) for clock_id, clock, due_on in rows]


def reference_of(db: Session, actor: Actor, clock_id: uuid.UUID) -> str | None:
    """Which case a day is about, where they may see it now."""
    query = select(Case.reference).join(RunningClock, RunningClock.case_id == Case.id)
    return db.scalar(query.where(RunningClock.id == clock_id, visible(actor)))


def written(days: Sequence[Day], links: Sequence[str], *, now: datetime) -> bytes:
    """As a calendar reads it (RFC 5545): whole days, which take up no time and are private to their owner."""
    made = Calendar()
    made.add("prodid", "-//Heard//Days//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Heard")
    made.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    for day, link in zip(days, links, strict=True):
        event = Event()
        event.add("uid", f"{day.clock_id}@heard")
        event.add("dtstamp", now)
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", day.title)
        event.add("description", f"Sign in to see it: {link}")
        event.add("url", link)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
