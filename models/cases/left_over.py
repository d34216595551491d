"""What a wall took from somebody is a task for the team: name another officer, or give it to somebody else (AZ-04).

A wall may rise while nobody of ours looks: on a word of the person's, or because the directory changed.
"""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.audit import SYSTEM
from models.cases.allocating import kept_out
from models.cases.handing_over import FIRST, SECOND
from models.cases.tasks import open_task
from models.cases.who_decided import at_second_stage
from models.procedure.tasks import NO_OFFICER, NO_RESPONDER
from models.procedure.terms import Event
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.safety import WallEntry
from models.tables.task import Task


def ask_for_others(db: Session, among: Select[uuid.UUID] | None = None, *, now: datetime) -> int:
    """A task for each open case, of all or of `among`, whose officer or who was to answer stands behind its wall now.
    Once for each of them. How many."""
    stands = (WallEntry.case_id == Case.origin_id, WallEntry.lifted_at.is_(None))
    query = select(Case).where(Case.closed_on.is_(None), exists().where(*stands).correlate(Case))
    query = query.where(
        or_(_was(Case.officer_id, Event.OFFICER_ASSIGNED), _was(Case.responder_id, Event.RESPONDER_ASSIGNED))
    )
    cases = db.scalars(query if among is None else query.where(Case.id.in_(among))).all()
    return sum(_opened(db, case, kind, now=now) for case in cases for kind in _left(db, case))


def _was(whose: InstrumentedAttribute[uuid.UUID | None], event: Event) -> ColumnElement[bool]:
    """It is nobody's, and somebody had it: most cases with a wall were nobody's yet, and ask nothing more every five
    minutes."""
    given = exists().where(CaseEvent.case_id == Case.id, CaseEvent.event == event).correlate(Case)
    return and_(whose.is_(None), given)


def _left(db: Session, case: Case) -> list[tuple[str, str]]:
    """What is nobody's, and whose it was."""
    was = {NO_OFFICER: _last(db, case, Event.OFFICER_ASSIGNED) if case.officer_id is None else None}
    if case.responder_id is None and case.state in FIRST | SECOND:
        was[NO_RESPONDER] = _last(db, case, Event.RESPONDER_ASSIGNED)
    out = {str(one) for one in db.scalars(kept_out(case))}
    over = {str(one) for one in at_second_stage(db, case)}
    gone = [(kind, who) for kind, who in was.items() if who in out]
    return [(kind, who) for kind, who in gone if who and (kind == NO_OFFICER or who not in over)]


def _last(db: Session, case: Case, event: Event) -> str | None:
    query = select(CaseEvent.reason).where(CaseEvent.case_id == case.id, CaseEvent.event == event)
    return db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()


def _opened(db: Session, case: Case, left: tuple[str, str], *, now: datetime) -> bool:
    kind, who = left
    cause = f"{kind}:{case.id}:{who}"
    if db.scalars(select(Task.id).where(Task.cause == cause)).first() is not None:
        return False
    open_task(db, case, kind, actor=SYSTEM, now=now, cause=cause)
    db.flush()
    return True
