"""A paper that cannot be opened here is asked of somebody by name, by a day, and never of nobody (SAR-03).

On a case it is a task like any other: in their list, in the morning's mail, late after its day. What hangs on no case
has no tasks, since only records officers and managers open it: one of them gets a mail, and the request says that it
came.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import reviewing
from models.access.cases import File, put, ring
from models.access.papers import Paper
from models.access.requests import Request, only_a_keeper
from models.audit import Actor, note
from models.cases import tasks
from models.cases.finding import KEEPERS
from models.post.outbox import queue_staff
from models.procedure.lateness import is_late
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import GATHER
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.account import Account, AccountRole, AccountState
from models.tables.staff import Staff
from models.tables.task import Task

NOT_THEM = "This person cannot be asked. They may have no account, or no part in it."
SUBJECT = "A paper of a request to see records: you are asked to gather it"


@dataclass(frozen=True, slots=True)
class Asked:
    """One paper that was asked of somebody: of whom, until when, and what came of it."""

    paper: Paper
    who: str
    due: date
    came: date | None
    how: str
    late: bool


def who_can(db: Session, file: File, actor: Actor) -> Sequence[Staff]:
    """Who may be asked: on a case whoever may be given a task of it; else another who answers such requests."""
    if file.case is not None:
        return tasks.owners(db, file.case)
    query = select(Staff).join(Account, Account.staff_id == Staff.id).join(AccountRole)
    keepers = (Account.state == AccountState.ACTIVE, AccountRole.role.in_(KEEPERS), Staff.active.is_(True))
    return db.scalars(query.where(*keepers, Staff.id != actor.id).order_by(Staff.name).distinct()).all()


def ask(
    db: Session, file: File, request: Request, paper: Paper, owner_id: uuid.UUID | None, due: date | None, *,
    actor: Actor, now: datetime, keys: Keyring,
) -> None:  # fmt: skip
    """Ask `owner_id` for it by `due`; None is the officer of record of its case."""
    only_a_keeper(actor)
    if file.row.released_on:
        raise NotAllowed(reviewing.NOT_NOW)
    if paper.row.out != "closed" or paper.row.id in {one.paper.row.id for one in all_of(db, file, [paper], keys, now)}:
        raise NotAllowed("Somebody was asked for this paper already, or it can be opened here. Look again.")
    if due is None or due < local_day(now):
        raise NotAllowed("Choose today or a later day.")
    if file.case is not None:
        what = f"For request {request.row.number}: “{paper.title}” cannot be opened there. Find out why, and gather it."
        tasks.open_task(db, file.case, GATHER, actor=actor, now=now, owner_id=owner_id, due_on=due, what=what,
                        keys=ring(file, keys), about_id=paper.row.id, cause=f"{GATHER}:{paper.row.id}")  # fmt: skip
    else:
        _by_mail(db, file, request, paper, owner_id, due, actor=actor, now=now, keys=keys)
    note(db, actor, "access_paper_asked", now=now, **file.place, reason=request.row.number)


def _by_mail(
    db: Session, file: File, request: Request, paper: Paper, owner_id: uuid.UUID | None, due: date, *, actor: Actor,
    now: datetime, keys: Keyring,
) -> None:  # fmt: skip
    them = next((one for one in who_can(db, file, actor) if one.id == owner_id), None)
    if them is None:
        raise NotAllowed(NOT_THEM)
    said = {"who": them.name, "due": due.isoformat(), "came": "", "how": ""}
    put(file, keys, elsewhere={**file.words.get("elsewhere", {}), str(paper.row.id): said})
    theirs = (Account.staff_id == them.id, Account.state == AccountState.ACTIVE)
    to = db.scalars(select(Account.email).where(*theirs)).one()
    what = f"a paper that a colleague cannot open, by {due:%A %-d %B %Y}"
    body = f"Request {request.row.number}: {what}. Sign in to see it."
    queue_staff(db, keys, to=to, subject=SUBJECT, body=body, cause=f"{GATHER}:{paper.row.id}", now=now)


def came(
    db: Session, file: File, request: Request, paper: Paper, how: str, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """It came, or it is certain that it cannot: of what hangs on no case. On a case the task is marked as done."""
    only_a_keeper(actor)
    asked: dict[str, Any] = dict(file.words.get("elsewhere", {}))
    one = asked.get(str(paper.row.id))
    if one is None or one["came"]:
        raise NotAllowed("Nothing is waited for here.")
    asked[str(paper.row.id)] = {**one, "came": local_day(now).isoformat(), "how": how}
    put(file, keys, elsewhere=asked)
    note(db, actor, "access_paper_came", now=now, **file.place, reason=request.row.number)


def of_files(db: Session, files: Sequence[File], keys: Keyring, now: datetime) -> list[tuple[File, Asked]]:
    """What was asked for any case of a request that one may open."""
    papers = ((file, reviewing.all_of(db, file, keys)) for file in files if file.row.gathered_at)
    return [(file, one) for file, theirs in papers for one in all_of(db, file, theirs, keys, now)]


def all_of(db: Session, file: File, papers: Sequence[Paper], keys: Keyring, now: datetime) -> list[Asked]:
    """What was asked of somebody for these papers, in their order."""
    today, known = local_day(now), {one.row.id: one for one in papers}
    found: list[Asked] = []
    for shown in tasks.of_case(db, file.case, ring(file, keys), today=today) if file.case else ():
        task: Task = shown.row
        if task.kind == GATHER and task.about_id in known:
            done = local_day(task.done_at) if task.done_at else None
            found.append(Asked(known[task.about_id], shown.owner, task.due_on, done, shown.done, shown.late))
    for key, said in file.words.get("elsewhere", {}).items():
        if (paper := known.get(uuid.UUID(key))) is not None:
            due, done = date.fromisoformat(said["due"]), date.fromisoformat(said["came"]) if said["came"] else None
            found.append(Asked(paper, said["who"], due, done, said["how"], done is None and is_late(due, today)))
    return sorted(found, key=lambda one: one.paper.row.number)
