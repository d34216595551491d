"""Handing a caseload over: somebody leaves or falls ill, and no case stalls because of it (X-16, S-35).

Safe to do for many at once: it names another officer of record, or another who answers, and gives their tasks on, with
what they promised and what they were asked (X-15), also where that is all that is theirs, and what was promised on a
case that is closed. It closes and decides nothing, and no clock starts again.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import contributing, promises
from models.cases.allocating import OUR_TEAM, candidates, give, name_officer, who_may_answer
from models.cases.finding import points_of, visible
from models.cases.recording import record
from models.cases.who_decided import decided_first
from models.procedure.lifecycle import STAGE_TWO, NotAllowed
from models.procedure.terms import Event, State
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.task import Task
from models.tables.words import Action, Contribution, Point

MOST = 500
FIRST = frozenset({State.S1_OPEN, State.S1_EXTENDED, State.C1_OPEN, State.C1_EXTENDED, State.CONCERN_OPEN})
SECOND = STAGE_TWO | {State.C2_REQUESTED}


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of it: how many went over, and the references that could not, because a wall is in the way."""

    many: int
    left: tuple[str, ...]


def holders(db: Session, actor: Actor) -> Sequence[tuple[Staff, int]]:
    """Everybody to whom an open case that `actor` may see was given, or who promised something or was asked, with how
    many, and who has a deputy; by name."""
    rows: dict[uuid.UUID, tuple[Staff, int]] = {}
    query = select(Staff, Case).join(Case, _theirs(Staff.id)).where(visible(actor)).order_by(Staff.name, Staff.id)
    for person, case in db.execute(query):
        if _is_theirs(db, case, person.id):
            rows[person.id] = (person, rows.get(person.id, (person, 0))[1] + 1)
    for person in db.scalars(select(Staff).where(Staff.deputy_id.is_not(None))):
        rows.setdefault(person.id, (person, 0))
    return sorted(rows.values(), key=lambda one: one[0].name)


def caseload(db: Session, actor: Actor, staff_id: uuid.UUID) -> Sequence[Case]:
    """The open cases of one person that `actor` may see, and where they owe something, the nearest day first."""
    query = select(Case).where(visible(actor), _theirs(staff_id)).order_by(Case.next_due_on, Case.reference)
    return [case for case in db.scalars(query.limit(MOST)) if _is_theirs(db, case, staff_id)]


def answered_by(db: Session, actor: Actor, staff_id: uuid.UUID) -> list[Case]:
    """Those of them that they answer, or a point of."""
    return [case for case in caseload(db, actor, staff_id) if _answers(db, case, staff_id) is not None]


def receivers(db: Session, actor: Actor, staff_id: uuid.UUID) -> Sequence[Staff]:
    """Who may be given at least one of these cases: no wall keeps them from it."""
    found: dict[uuid.UUID, Staff] = {}
    for case in caseload(db, actor, staff_id):
        people = [*candidates(db, case, roles=OUR_TEAM)] if case.officer_id == staff_id else []
        people += who_may_answer(db, case) if _answers(db, case, staff_id) is not None else []
        people += promises.owners(db, case) if _promised(db, case, staff_id) else []
        people += candidates(db, case, roles=contributing.MAY_BE_ASKED) if _asked(db, case, staff_id) else []
        found |= {person.id: person for person in people}
    return sorted((person for person in found.values() if person.id != staff_id), key=lambda one: one.name)


def hand_over(
    db: Session, from_id: uuid.UUID, to_id: uuid.UUID, chosen: Collection[str], *, actor: Actor, now: datetime,
    only_answers: bool = False,
) -> Handed:  # fmt: skip
    """Of `chosen` (references), every case that the other one may have, with the open tasks. `only_answers`: what they
    answer changes hands, and they stay officer of record."""
    if from_id == to_id:
        raise NotAllowed("Choose somebody else to hand them to.")
    many, left = 0, []
    for case in caseload(db, actor, from_id):
        if case.reference not in chosen:
            continue
        went = [] if only_answers else _as_officer(db, case, from_id, to_id, actor=actor, now=now)
        went += _as_responder(db, case, from_id, to_id, actor=actor, now=now)
        went += [] if only_answers else _what_is_owed(db, case, from_id, to_id, actor=actor, now=now)
        many += any(went)
        left += [case.reference] if False in went else []
    note(db, actor, "handed_over", now=now, object_kind="staff", object_id=to_id, reason=f"{many} from {from_id}")
    return Handed(many, tuple(left))


def _as_officer(
    db: Session, case: Case, from_id: uuid.UUID, to_id: uuid.UUID, *, actor: Actor, now: datetime
) -> list[bool]:
    """Whether it went over; nothing where it was not theirs to keep."""
    if case.officer_id != from_id or case.closed_on:
        return []
    if to_id not in {person.id for person in candidates(db, case, roles=OUR_TEAM)}:
        return [False]
    name_officer(db, case, to_id, actor=actor, now=now)
    theirs = (Task.case_id == case.id, Task.owner_id == from_id, Task.done_at.is_(None))
    db.execute(update(Task).where(*theirs).values(owner_id=to_id))
    return [True]


def _as_responder(
    db: Session, case: Case, from_id: uuid.UUID, to_id: uuid.UUID, *, actor: Actor, now: datetime
) -> list[bool]:
    """The same for what they answer: the whole of it, or their points. What was written so far stays with the case."""
    points = _answers(db, case, from_id)
    if points is None:
        return []
    if case.ask_first or to_id not in {person.id for person in who_may_answer(db, case)}:
        return [False]
    if case.responder_id == from_id:
        give(db, case, to_id, actor=actor, now=now)
    if points:
        give(db, case, to_id, actor=actor, now=now, point_ids=points)
    return [True]


def _what_is_owed(
    db: Session, case: Case, from_id: uuid.UUID, to_id: uuid.UUID, *, actor: Actor, now: datetime
) -> list[bool]:
    """Promises not kept yet and questions not answered yet; one that the other one may not have stays where it is."""
    went: list[bool] = []
    if rows := _promised(db, case, from_id):
        went.append(to_id in {person.id for person in promises.owners(db, case)})
        for row in rows if went[-1] else ():
            row.owner_id = to_id
    if questions := _asked(db, case, from_id):
        may = {person.id for person in candidates(db, case, roles=contributing.MAY_BE_ASKED)}
        went.append(to_id in may and not case.ask_first)
        for question in questions if went[-1] else ():
            question.staff_id = to_id
    if any(went):
        record(db, case, Event.NOTED, actor=actor, now=now, reason="owed_handed_over")
    return went


def _promised(db: Session, case: Case, staff_id: uuid.UUID) -> Sequence[Action]:
    query = select(Action).where(Action.case_id == case.id, Action.owner_id == staff_id, Action.done_on.is_(None))
    return db.scalars(query).all()


def _asked(db: Session, case: Case, staff_id: uuid.UUID) -> Sequence[Contribution]:
    if case.closed_on:
        return []
    asked = (Contribution.case_id == case.id, Contribution.staff_id == staff_id, Contribution.given_at.is_(None))
    return db.scalars(select(Contribution).where(*asked)).all()


def _answers(db: Session, case: Case, staff_id: uuid.UUID) -> list[uuid.UUID] | None:
    """The points that were given to them by name; None where neither a point nor the case is theirs to answer now.

    What they have answered stays theirs; at stage 2 one person decides, who is not who answered first (K-82).
    """
    if case.state in SECOND:
        return [] if case.responder_id == staff_id and staff_id not in decided_first(db, case) else None
    if case.state not in FIRST:
        return None
    points = [point.id for point in points_of(db, case) if point.responder_id == staff_id]
    return points if points or case.responder_id == staff_id else None


def _is_theirs(db: Session, case: Case, staff_id: uuid.UUID) -> bool:
    if case.closed_on is None and (case.officer_id == staff_id or case.state not in SECOND):
        return True
    owes = _promised(db, case, staff_id) or _asked(db, case, staff_id)
    return bool(owes) or _answers(db, case, staff_id) is not None


def _theirs(staff_id: object) -> ColumnElement[bool]:
    """Officer of record, or who answers it or one of its points while an answer is owed, or who promised something or
    was asked; of a closed case what was promised alone."""
    point = exists().where(Point.case_id == Case.id, Point.responder_id == staff_id, Point.dropped.is_(False))
    answers = or_(Case.responder_id == staff_id, and_(Case.state.in_(FIRST), point.correlate(Case, Staff)))
    asked = exists(Contribution.id).where(  # of no more columns than the worker may read
        Contribution.case_id == Case.id, Contribution.staff_id == staff_id, Contribution.given_at.is_(None)
    )
    given = or_(
        Case.officer_id == staff_id, and_(Case.state.in_(FIRST | SECOND), answers), asked.correlate(Case, Staff)
    )
    promised = exists().where(Action.case_id == Case.id, Action.owner_id == staff_id, Action.done_on.is_(None))
    return or_(and_(Case.closed_on.is_(None), given), and_(Case.erased_on.is_(None), promised.correlate(Case, Staff)))
