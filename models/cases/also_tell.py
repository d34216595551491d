"""Who else must be told in writing of what was decided: a task with its day, from the moment the answer goes (E-45)."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.tasks import finish, open_task
from models.procedure.tasks import KINDS, TELL_OTHERS
from models.procedure.terms import Event
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.task import Task


def owe(db: Session, case: Case, stage: str, who: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """`who` is told and how, as it stands in the answer. Nobody: nothing is owed."""
    if not who:
        return
    record(db, case, Event.NOTED, actor=actor, now=now, reason="also_tell", details=who, keys=keys)
    cause = f"{_of(case, stage)}{case.event_count}"
    due = add_working_days(local_day(now), KINDS[TELL_OTHERS].days, holidays(db))
    open_task(db, case, TELL_OTHERS, actor=actor, now=now, due_on=due, what=who, keys=keys, cause=cause)


def told(db: Session, case: Case, stage: str, how: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """They were: what is open of it is done."""
    for row in db.scalars(select(Task).where(*_open(case, stage))).all():
        finish(db, case, row.id, how, actor=actor, now=now, keys=keys)


def take_back(db: Session, case: Case, stage: str) -> None:
    """The answer was called back before it left: nobody is told of what may still change."""
    db.execute(delete(Task).where(*_open(case, stage)))


def _open(case: Case, stage: str) -> tuple[ColumnElement[bool], ...]:
    mine = (Task.case_id == case.id, Task.kind == TELL_OTHERS, Task.done_at.is_(None))
    return (*mine, Task.cause.startswith(_of(case, stage)))


def _of(case: Case, stage: str) -> str:
    return f"{TELL_OTHERS}:{case.id}:{stage}:"
