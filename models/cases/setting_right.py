"""A letter that had left and is no longer so: the office has a task until the letter that says what is so has gone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.cases.tasks import keep_up
from models.cases.undone import stands_wrong
from models.procedure.tasks import SET_RIGHT
from models.tables.case import Case
from models.tables.words import Letter


def ask(db: Session, *, now: datetime) -> int:
    """A task for each of them, once, and done by itself. The public process may undo a letter and opens no task, so the
    worker does. How many were opened or done."""
    query = select(Letter, Case).join(Case, Case.id == Letter.case_id).where(Case.closed_on.is_(None), stands_wrong())
    wanted = {f"{SET_RIGHT}:{letter.id}": (case, letter.id) for letter, case in db.execute(query)}
    return keep_up(db, SET_RIGHT, wanted, actor=SYSTEM, now=now)
