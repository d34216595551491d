"""Going to see a person who asked for it: what they asked, and what came of it (experience 2.9)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import visible
from models.cases.recording import record
from models.cases.telling import tell, tell_managers
from models.cases.told import VisitAsked
from models.cases.walls import heed
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Role
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.staff import Staff

MOST = 200  # on one page
SEEN, DECLINED, TRIED = "seen", "declined", "tried"
OUTCOMES = {
    SEEN: "We saw them",
    DECLINED: "They no longer want it",
    TRIED: "We went, and could not see them. It is still to be done",
}
SUBJECT = "Someone asked to be seen"
BODY = "Someone asked on their page to be seen. Sign in and open {reference}."


@dataclass(frozen=True, slots=True)
class Waiting:
    """A visit that somebody waits for. `asked` is None where it cannot be shown."""

    by: date
    asked: str | None


def waiting(db: Session, case: Case, keys: Keyring) -> Waiting | None:
    """The visit that is still to be made, with what the person said of where and when."""
    due = waiting_by(db, case)
    if due is None:
        return None
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.VISIT_ASKED)
    asked = db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()
    try:
        return Waiting(due, keys.open_if(CaseEvent.details, asked) if asked else None)
    except Unreadable:
        return Waiting(due, None)


def waiting_by(db: Session, case: Case) -> date | None:
    """The day by which a visit is owed; None where none is."""
    return db.scalars(visit_owed(case)).first()


def visit_owed(case: Case) -> Select[date]:
    running = select(RunningClock.due_on).where(RunningClock.case_id == case.id, RunningClock.clock == Clock.VISIT)
    return running.where(RunningClock.stopped_on.is_(None)).limit(1)


@dataclass(frozen=True, slots=True)
class Owed:
    case: Case
    by: date
    officer: str | None


def owed_to(db: Session, actor: Actor) -> list[Owed]:
    """Every visit that is still to be made and that `actor` may know of, the soonest first."""
    query = (
        select(Case, RunningClock.due_on, Staff.name)
        .join(RunningClock, RunningClock.case_id == Case.id)
        .outerjoin(Staff, Staff.id == Case.officer_id)
        .where(RunningClock.clock == Clock.VISIT, RunningClock.stopped_on.is_(None), visible(actor))
    )
    rows = db.execute(query.order_by(RunningClock.due_on, Case.reference).limit(MOST))
    return [Owed(*row) for row in rows]


def ask(
    db: Session, case: Case, asked: VisitAsked, *, keys: Keyring, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """ "Come and see me", from the person's own page. Asked again, the new words count and the first day stands."""
    heed(db, case, asked.text, now=now)
    happened = record(db, case, Event.VISIT_ASKED, actor=actor, now=now, details=asked.text, keys=keys, made=made)
    case.waiting_on = "us"
    body, cause = BODY.format(reference=case.reference), f"visit:{happened.id}"
    if not tell(db, keys, Role.OFFICER, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id):
        tell_managers(db, keys, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id)


def finish(
    db: Session, case: Case, outcome: str, *, on: date, said: str, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """What came of it. Having gone in vain leaves it owed."""
    if outcome not in OUTCOMES or waiting_by(db, case) is None:
        raise NotAllowed("No visit is waited for.")
    event = Event.NOTED if outcome == TRIED else Event.VISIT_DONE
    record(db, case, event, actor=actor, now=now, on=on, reason=f"visit_{outcome}", details=said, keys=keys)
