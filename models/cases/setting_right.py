"""A letter that had left and is no longer so: the office has a task until the letter that says what is so has gone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.cases.tasks import open_task, settle
from models.cases.undone import stands_wrong
from models.procedure.tasks import SET_RIGHT
from models.tables.case import Case
from models.tables.task import Task
from models.tables.words import Letter


def ask(db: Session, *, now: datetime) -> int:
    """A task for each of them, once, and done by itself. The public process may undo a letter and opens no task, so the
    worker does. How many were opened or done."""
    query = select(Letter, Case).join(Case, Case.id == Letter.case_id).where(Case.closed_on.is_(None), stands_wrong())
    wanted = {f"{SET_RIGHT}:{letter.id}": (letter, case) for letter, case in db.execute(query)}
    tasks = db.execute(select(Task, Case).join(Case, Case.id == Task.case_id).where(Task.kind == SET_RIGHT)).all()
    over = [(row, case) for row, case in tasks if row.done_at is None and row.cause not in wanted]
    for row, case in over:
        settle(db, case, row, actor=SYSTEM, now=now)
    fresh = {*wanted} - {row.cause for row, _ in tasks}
    for cause in sorted(fresh):
        letter, case = wanted[cause]
        open_task(db, case, SET_RIGHT, actor=SYSTEM, now=now, cause=cause, about_id=letter.id)
        db.flush()
    return len(over) + len(fresh)
