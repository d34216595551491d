"""Handing a caseload over: somebody leaves or falls ill, and no case stalls because of it (X-16).

Safe to do for many at once: it names another officer of record and gives their tasks on. It closes and decides nothing.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.allocating import OUR_TEAM, candidates, name_officer
from models.cases.finding import visible
from models.procedure.lifecycle import NotAllowed
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.task import Task

MOST = 500


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of it: how many went over, and the references that could not, because a wall is in the way."""

    many: int
    left: tuple[str, ...]


def holders(db: Session, actor: Actor) -> Sequence[tuple[Staff, int]]:
    """Everybody who is officer of record of an open case that `actor` may see, with how many, by name."""
    rows: dict[uuid.UUID, tuple[Staff, int]] = {}
    query = select(Staff).join(Case, Case.officer_id == Staff.id).where(*_open(actor)).order_by(Staff.name, Staff.id)
    for person in db.scalars(query):
        rows[person.id] = (person, rows.get(person.id, (person, 0))[1] + 1)
    return list(rows.values())


def caseload(db: Session, actor: Actor, staff_id: uuid.UUID) -> Sequence[Case]:
    """The open cases of one officer that `actor` may see, the nearest day first."""
    query = select(Case).where(*_open(actor), Case.officer_id == staff_id).order_by(Case.next_due_on, Case.reference)
    return db.scalars(query.limit(MOST)).all()


def receivers(db: Session, actor: Actor, staff_id: uuid.UUID) -> Sequence[Staff]:
    """Who may be given at least one of these cases: no wall keeps them from it."""
    found = {p.id: p for case in caseload(db, actor, staff_id) for p in candidates(db, case, roles=OUR_TEAM)}
    return sorted((person for person in found.values() if person.id != staff_id), key=lambda one: one.name)


def hand_over(
    db: Session, from_id: uuid.UUID, to_id: uuid.UUID, chosen: Collection[str], *, actor: Actor, now: datetime
) -> Handed:
    """Of `chosen` (references), every case that the other one may have: named officer, with the open tasks."""
    if from_id == to_id:
        raise NotAllowed("Choose somebody else to hand them to.")
    many, left = 0, []
    for case in caseload(db, actor, from_id):
        if case.reference not in chosen:
            continue
        if to_id not in {person.id for person in candidates(db, case, roles=OUR_TEAM)}:
            left.append(case.reference)
            continue
        name_officer(db, case, to_id, actor=actor, now=now)
        theirs = (Task.case_id == case.id, Task.owner_id == from_id, Task.done_at.is_(None))
        db.execute(update(Task).where(*theirs).values(owner_id=to_id))
        many += 1
    note(db, actor, "handed_over", now=now, object_kind="staff", object_id=to_id, reason=f"{many} from {from_id}")
    return Handed(many, tuple(left))


def _open(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return visible(actor), Case.closed_on.is_(None)
