"""Tasks on a case: opened by a colleague or by Heard itself, given to somebody, due on a day, done with a word on how.

Heard itself (the worker, a letter that came back) opens one with a `kind` and a `cause` and no words: it holds no key
of the file, and the same cause opens no second task.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from models.audit import Actor
from models.cases.allocating import OUR_TEAM, candidates
from models.cases.finding import visible
from models.cases.policies import holidays
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import KINDS, OWN
from models.procedure.terms import Event, Role
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.safety import WallEntry
from models.tables.staff import Staff
from models.tables.task import Task

MOST, HIDDEN, NOBODY = 200, "This cannot be shown.", "The team"


class Whose(StrEnum):
    """The three lists of tasks, each a link."""

    MINE = "mine"
    TEAM = "team"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Shown:
    """One task as a page shows it."""

    row: Task
    reference: str
    what: str
    done: str  # how it was done
    owner: str
    late: bool


def open_task(
    db: Session,
    case: Case,
    kind: str = OWN,
    *,
    actor: Actor,
    now: datetime,
    owner_id: uuid.UUID | None = None,
    due_on: date | None = None,
    what: str = "",
    keys: Keyring | None = None,
    about_id: uuid.UUID | None = None,
    cause: str | None = None,
) -> Task:
    """Open a task on `case`. The caller commits.

    Without `owner_id` it is the officer of record's, or the team's where there is none; without `due_on` it is due on
    its `usual_day`. `what` is sealed and needs `keys` with the file's lock. A `cause` that opened one gives that one.
    """
    if cause is not None and (before := db.scalars(select(Task).where(Task.cause == cause)).one_or_none()):
        return before
    today = local_day(now)
    if due_on is not None and due_on < today:
        raise NotAllowed("Choose today or a later day.")
    if owner_id is not None and owner_id not in {one.id for one in owners(db, case)}:
        raise NotAllowed("This person cannot be given this. They may have no account, or no part in it.")
    row = Task(id=uuid.uuid4(), case_id=case.id, kind=kind, owner_id=owner_id, opened_at=now)
    row.opened_by = actor.id if actor.kind == "staff" else None
    row.due_on = due_on or usual_day(db, case, kind, today=today)
    row.about_id, row.cause = about_id, cause
    if what and keys is not None:
        keys.seal_json(Task.said, row, {"what": what, "done": ""})
    db.add(row)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="task_opened", details=what or None, keys=keys)
    return row


def usual_day(db: Session, case: Case, kind: str = OWN, *, today: date) -> date:
    """By when it is done unless somebody says another day: as its kind says, and never after the next date of its case
    (K-21). What is late already is for today."""
    usual = add_working_days(today, KINDS[kind].days, holidays(db))
    return max(today, min(usual, case.next_due_on))


def finish(
    db: Session, case: Case, task_id: uuid.UUID, how: str, *, actor: Actor, now: datetime, keys: Keyring
) -> Task:
    """It is done, and how. Anyone of the team who sees the case may say so; once."""
    row = one_open(db, case, task_id)
    what = _said(keys, row)[0]
    keys.seal_json(Task.said, row, {"what": what if row.said else "", "done": how})
    row.done_at, row.done_by = now, actor.id
    record(db, case, Event.NOTED, actor=actor, now=now, reason="task_done", details=f"{what} {how}".strip(), keys=keys)
    return row


def settle(db: Session, case: Case, row: Task, *, actor: Actor, now: datetime) -> None:
    """What it asked for is so by itself: nobody says how."""
    row.done_at, row.done_by = now, actor.id
    record(db, case, Event.NOTED, actor=actor, now=now, reason="task_done")


def keep_up(
    db: Session, kind: str, wanted: Mapping[str, tuple[Case, uuid.UUID | None]], *, actor: Actor, now: datetime
) -> int:
    """A task of this kind for each of `wanted`, by its cause, once: its case, and what it is about. What is open and no
    longer wanted is done by itself. How many were opened or done."""
    there = db.execute(select(Task, Case).join(Case, Case.id == Task.case_id).where(Task.kind == kind)).all()
    over = [(row, case) for row, case in there if row.done_at is None and row.cause not in wanted]
    for row, case in over:
        settle(db, case, row, actor=actor, now=now)
    fresh = {*wanted} - {row.cause for row, _ in there}
    for cause in sorted(fresh):
        case, about_id = wanted[cause]
        open_task(db, case, kind, actor=actor, now=now, cause=cause, about_id=about_id)
        db.flush()
    return len(over) + len(fresh)


def give(
    db: Session,
    case: Case,
    task_id: uuid.UUID,
    owner_id: uuid.UUID | None,
    due_on: date,
    *,
    actor: Actor,
    now: datetime,
) -> Task:
    """Give it to somebody else, or move its day. `owner_id` None: back to whoever is officer of record."""
    row = one_open(db, case, task_id)
    if owner_id is not None and owner_id not in {one.id for one in owners(db, case)}:
        raise NotAllowed("This person cannot be given this. They may have no account, or no part in it.")
    if due_on < local_day(now) and due_on != row.due_on:
        raise NotAllowed("Choose today or a later day.")
    row.owner_id, row.due_on = owner_id, due_on
    record(db, case, Event.NOTED, actor=actor, now=now, reason="task_moved")
    return row


def one_open(db: Session, case: Case, task_id: uuid.UUID) -> Task:
    """The task, where it is of this case and not done yet."""
    row = db.scalars(select(Task).where(Task.id == task_id, Task.case_id == case.id)).one_or_none()
    if row is None or row.done_at is not None:
        raise NotAllowed("This is marked as done already.")
    return row


def owners(db: Session, case: Case) -> Sequence[Staff]:
    """Who may be given a task: who of the team can sign in, and stands on this side of the wall."""
    return candidates(db, case, roles=(*OUR_TEAM, Role.ALTERNATE) if case.to_alternate else OUR_TEAM)


def of_case(db: Session, case: Case, keys: Keyring, *, today: date) -> list[Shown]:
    """Every task of a case: open ones first, the nearest day first."""
    return _shown(db, [Task.case_id == case.id, Case.id == case.id], keys, today=today)


def lists(db: Session, actor: Actor, keys: Keyring, *, whose: Whose, today: date) -> list[Shown]:
    """The tasks over all cases that `actor` may see: their own, the team's, or what is done."""
    conditions: dict[Whose, list[ColumnElement[bool]]] = {
        Whose.MINE: [Task.done_at.is_(None), mine(actor)],
        Whose.TEAM: [Task.done_at.is_(None)],
        Whose.DONE: [Task.done_at.is_not(None)],
    }
    return _shown(db, [*conditions[whose], visible(actor)], keys, today=today, newest=whose is Whose.DONE)


def chosen_of(db: Session, actor: Actor, ids: Collection[uuid.UUID]) -> Sequence[tuple[Task, Case]]:
    """Of these tasks those on cases that `actor` may see, done or not: its verb says what cannot be done with one."""
    query = select(Task, Case).join(Case, Case.id == Task.case_id).where(Task.id.in_(ids), visible(actor))
    return [(row, case) for row, case in db.execute(query.order_by(Task.due_on, Task.id))]


def mine(actor: Actor) -> ColumnElement[bool]:
    """Whether a task is this person's: given to them, or nobody's who can do it while they are officer of record."""
    nobodys = or_(Task.owner_id.is_(None), _owner_kept_out())
    return or_(Task.owner_id == actor.id, and_(nobodys, or_(Case.officer_id == actor.id, Case.officer_id.is_(None))))


def waiting(db: Session, actor: Actor, today: date) -> list[tuple[str, str, date]]:
    """Open tasks of theirs that are due by `today`: reference, neutral label, day. For the morning's mail."""
    query = select(Case.reference, Task.kind, Task.due_on).join(Case, Case.id == Task.case_id)
    query = query.where(Task.done_at.is_(None), Task.due_on <= today, mine(actor), visible(actor))
    rows = db.execute(query.order_by(Task.due_on, Case.reference).limit(MOST))
    return [(reference, KINDS[kind].label, due) for reference, kind, due in rows]


def _owner_kept_out() -> ColumnElement[bool]:
    here = WallEntry.case_id.in_((Case.id, Case.part_of_id))
    return exists().where(WallEntry.staff_id == Task.owner_id, here, WallEntry.lifted_at.is_(None))


def _shown(
    db: Session, conditions: Sequence[ColumnElement[bool]], keys: Keyring, *, today: date, newest: bool = False
) -> list[Shown]:
    named, officer = aliased(Staff), aliased(Staff)
    query = (
        select(Task, Case, named.name, officer.name, _owner_kept_out())
        .join(Case, Case.id == Task.case_id)
        .outerjoin(named, named.id == Task.owner_id)
        .outerjoin(officer, officer.id == Case.officer_id)
        .where(*conditions)
        .limit(MOST)
    )
    order: tuple[Any, ...] = (Task.done_at.desc(),) if newest else (Task.done_at.is_not(None), Task.due_on)
    found = []
    for row, case, owner, of_record, out in db.execute(query.order_by(*order, Task.id)):
        what, done = _said(keys.with_case(case), row)
        who = (None if out else owner) or of_record or NOBODY
        found.append(Shown(row, case.reference, what, done, who, row.done_at is None and row.due_on < today))
    return found


def _said(keys: Keyring, row: Task) -> tuple[str, str]:
    """What it is, in the words it was given or its kind's own, and how it was done."""
    label = KINDS[row.kind].label
    if row.said is None:
        return label, ""
    try:
        said = keys.open_json(Task.said, row)
    except Unreadable:
        return HIDDEN, ""
    return said["what"] or label, said["done"]
