"""A letter that was called back and is not sent after all: only where the law allows, and what it began is undone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import behaving
from models.post.owed import DROPPED, OWED
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.history import Extension
from models.tables.words import Letter

OTHERWISE = "This letter is owed to the person. Change it, and send it."
TAKEN_BACK = "taken_back"  # as an answer to more time: nobody was asked or told
MET = "A meeting followed this warning, so it is owed. Change it, and send it."


def may_drop(kind: str) -> bool:
    return kind in DROPPED


def said(kind: str) -> str:
    """What dropping a letter of this kind leaves, or why it may not be dropped."""
    return DROPPED.get(kind) or OWED.get(kind, OTHERWISE)


def undo(db: Session, case: Case, letter: Letter, *, actor: Actor, now: datetime) -> None:
    """What was waiting for this letter to go does not wait any more; `NotAllowed` where it may not be dropped."""
    if not may_drop(letter.kind):
        raise NotAllowed(said(letter.kind))
    if letter.kind.startswith("extension_") or letter.kind == "holding":
        _take_back(db, case, now=now)
    elif letter.kind == "behaviour_warning":
        _end(db, case, now=now)


def _take_back(db: Session, case: Case, *, now: datetime) -> None:
    """More time that was asked or announced by a letter nobody had: the newest that moved nothing yet."""
    query = select(Extension).where(Extension.case_id == case.id, Extension.notice_in_time.is_(None))
    query = query.where(Extension.answer.is_(None) | (Extension.answer == "agreed"))
    row = db.scalars(query.order_by(Extension.asked_at.desc())).first()
    if row is not None:
        row.answer, row.answered_at = TAKEN_BACK, now
    case.waiting_on = "us"


def _end(db: Session, case: Case, *, now: datetime) -> None:
    found = behaving.current(db, case)
    if found is None:
        return
    if found.met_on is not None:
        raise NotAllowed(MET)
    found.ended_on = local_day(now)
