"""Who sits on the panel: a chair and two members from the pool, with no ties to the council or this case (REG 19)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor
from models.cases.allocating import kept_out
from models.cases.earlier_round import NEW_PEOPLE, ordered, took_part_before
from models.cases.finding import events_of
from models.cases.outsiders import against, ask, who_may, wrong_now
from models.cases.panel_rows import current
from models.cases.recording import record
from models.procedure.independence import PANEL, PARTS, SEATS, Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, State
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.outsider import Appointment, Outsider
from models.tables.panel import Panel

NOBODY_KNOWS = (
    "Nobody on the panel is marked as knowing about the care of children. One of them should (council policy)."
)


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of three. `wrong` is what stands against whoever sits there, as it is today (S-41)."""

    part: Part
    place: int
    row: Appointment | None
    wrong: Sequence[str] = ()

    @property
    def key(self) -> str:
        return f"{self.part}-{self.place}"

    @property
    def name(self) -> str:
        return PARTS[self.part] if SEATS[self.part] == 1 else f"{PARTS[self.part]} {self.place}"


def seats(db: Session, case: Case) -> list[Seat]:
    """The three seats of the panel that counts now."""
    panel, rows, walled = current(db, case), appointments(db, case), _walled(db, case)
    sitting = [row for row in rows if row.part in PANEL and row.ended_on is None and row.appointed_on >= panel.asked_on]
    found = []
    for part in PANEL:
        here = sorted((row for row in sitting if row.part is part), key=lambda row: (row.appointed_on, str(row.id)))
        for place in range(1, SEATS[part] + 1):
            row = here[place - 1] if place <= len(here) else None
            found.append(Seat(part, place, row, _wrong(row, rows, walled) if row else ()))
    return found


def missing(db: Session, case: Case) -> list[str]:
    """Why this panel may not meet yet, in words for the officer; empty when it may (REG 19(2)-(3))."""
    here = seats(db, case)
    gaps = [f"{seat.name}: nobody yet." for seat in here if seat.row is None]
    return gaps + [wrong for seat in here for wrong in seat.wrong]


def advice(db: Session, case: Case) -> list[str]:
    """What an officer should know, and may decide otherwise."""
    here = [seat.row for seat in seats(db, case) if seat.row]
    return [NOBODY_KNOWS] if len(here) == 3 and not any(row.outsider.childcare for row in here) else []


def candidates(db: Session, case: Case, part: Part, *, today: date) -> list[tuple[Outsider, list[str]]]:
    """Who could be asked, each with what bars them from this case."""
    rows, walled = appointments(db, case), _walled(db, case)
    sat = took_part_before([row for row in rows if row.part in PANEL], ordered(db, case, Event.S3_REQUESTED))
    among = who_may(db, part, today=today)
    return [(one, _bars(part, one, rows, walled) + [NEW_PEOPLE] * (one.id in sat)) for one in among]


def appoint(
    db: Session, case: Case, part: Part, outsider_id: uuid.UUID, *, on: date, actor: Actor, now: datetime
) -> Appointment:
    """Give a seat to somebody of the pool. The chair stops the clock of K-53."""
    panel = current(db, case)
    if case.state is not State.S3_REQUESTED or part not in PANEL:
        raise NotAllowed("A panel is appointed after it was asked for and before it has met.")
    if not panel.asked_on <= on <= local_day(now):
        raise NotAllowed("The day must be between the day the panel was asked for and today.")
    if all(seat.row for seat in seats(db, case) if seat.part is part):
        raise NotAllowed("This seat is taken. End that appointment first.")
    among = candidates(db, case, part, today=local_day(now))
    made = ask(db, case, part, outsider_id, among, on=on, actor=actor)
    _record(db, case, panel, made, actor=actor, now=now)
    return made


def appointments(db: Session, case: Case) -> Sequence[Appointment]:
    """Everybody who has or had a part in this case, at whichever stage, the newest first."""
    query = select(Appointment).where(Appointment.case_id == case.id).options(joinedload(Appointment.outsider))
    return db.scalars(query.order_by(Appointment.appointed_on.desc(), Appointment.id)).all()


def left(db: Session, case: Case, keys: Keyring) -> list[tuple[Appointment, str]]:
    """Who sat on a panel of this case and left it, with why."""
    rows = [row for row in appointments(db, case) if row.part in PANEL and row.ended_on]
    return [(row, _why(row, keys)) for row in rows]


def _record(db: Session, case: Case, panel: Panel, made: Appointment, *, actor: Actor, now: datetime) -> None:
    since = [event for event in events_of(db, case) if event.on >= panel.asked_on]
    chaired = any(event.event is Event.S3_CHAIR_APPOINTED for event in since)
    if made.part is Part.CHAIR and not chaired:
        record(db, case, Event.S3_CHAIR_APPOINTED, on=made.appointed_on, actor=actor, now=now)
    else:
        record(db, case, Event.NOTED, on=made.appointed_on, reason=f"appointed_{made.part}", actor=actor, now=now)
    here = [seat.row for seat in seats(db, case) if seat.row]
    if len(here) == 3 and not any(event.event is Event.S3_APPOINTED for event in since):
        record(db, case, Event.S3_APPOINTED, on=max(row.appointed_on for row in here), actor=actor, now=now)


def _walled(db: Session, case: Case) -> set[uuid.UUID]:
    return set(db.scalars(kept_out(case)))


def _before(one: Outsider, rows: Sequence[Appointment]) -> list[Part]:
    """The parts they have had in this case at an earlier stage."""
    return [row.part for row in rows if row.outsider_id == one.id and row.part not in PANEL]


def _bars(part: Part, one: Outsider, rows: Sequence[Appointment], walled: Collection[uuid.UUID]) -> list[str]:
    reasons = against(part, one, _before(one, rows), walled)
    if any(row.outsider_id == one.id and row.part in PANEL and row.ended_on is None for row in rows):
        reasons.append("They sit on this panel already.")
    return reasons


def _wrong(row: Appointment, rows: Sequence[Appointment], walled: Collection[uuid.UUID]) -> list[str]:
    return wrong_now(row, _before(row.outsider, rows), walled)


def _why(row: Appointment, keys: Keyring) -> str:
    try:
        return keys.open_if(Appointment.why_ended, row) or ""
    except Unreadable:
        return "This cannot be shown."
