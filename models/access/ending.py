"""When a request to see what is kept is over for long enough: one asks to erase it, another agrees (RET-01 to RET-03).

With it go the papers that were copied for it and what left, which is kept only to prove what left. Its cases have
periods of their own and stay.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from models.access import loose
from models.access.requests import THEMSELVES, only_a_keeper
from models.audit import Actor, note
from models.cases.asked_for import of_the_same
from models.cases.legal_holds import EVERY
from models.cases.retaining import periods
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import Kind, Period, request_ends_on
from models.procedure.working_days import local_day
from models.tables.access_request import AccessBundle, AccessFile, AccessPaper, AccessPause, AccessRequest, AccessTag
from models.tables.retention import LegalHold

ASKED_AGAIN = "They have asked again, and have no answer yet. It stays until then."
HELD = "A legal hold stands over it, or over one of its cases. It stays until that is lifted."


def ends_on(db: Session, row: AccessRequest) -> date | None:
    """The day on which it comes up. None: it is not answered, or nobody decided a period, so it never does."""
    return _ends(row, periods(db).get(Kind.ACCESS))


def due(db: Session, actor: Actor, *, today: date) -> Sequence[AccessRequest]:
    """Those whose day has come, the longest first."""
    only_a_keeper(actor)
    period = periods(db).get(Kind.ACCESS)
    if period is None:
        return []
    answered = select(AccessRequest).where(AccessRequest.answered_on.is_not(None)).order_by(AccessRequest.answered_on)
    return [row for row in db.scalars(answered) if (day := _ends(row, period)) and day <= today]


def ask(db: Session, row: AccessRequest, *, actor: Actor, now: datetime) -> None:
    only_a_keeper(actor)
    _may_go(db, row, local_day(now))
    if row.erase_by:
        raise NotAllowed("It waits for a second person already.")
    row.erase_by = actor.id
    note(db, actor, "access_erase_asked", now=now, object_kind="access", object_id=row.id)


def settle(db: Session, row: AccessRequest, *, agree: bool, actor: Actor, now: datetime) -> None:
    """The second person's yes, after which nothing of it is here; or anybody's no."""
    only_a_keeper(actor)
    if row.erase_by is None:
        raise NotAllowed("Nothing waits for a second person here.")
    if not agree:
        row.erase_by = None
        note(db, actor, "access_erase_refused", now=now, object_kind="access", object_id=row.id)
        return
    if row.erase_by == actor.id:
        raise NotAllowed(THEMSELVES)
    _may_go(db, row, local_day(now))
    note(db, actor, "access_erased", now=now, object_kind="access", object_id=row.id)
    _erase(db, row)


def _ends(row: AccessRequest, period: Period | None) -> date | None:
    return request_ends_on(row.answered_on, period) if row.answered_on and period else None


def _may_go(db: Session, row: AccessRequest, today: date) -> None:
    day = ends_on(db, row)
    if day is None or day > today:
        raise NotAllowed("Its day has not come.")
    theirs = select(AccessFile.case_id).where(AccessFile.request_id == row.id)
    over = or_(EVERY, LegalHold.case_id.in_(theirs))
    if db.scalars(select(LegalHold.id).where(LegalHold.lifted_at.is_(None), over).limit(1)).first():
        raise NotAllowed(HELD)
    if db.scalars(of_the_same(row).limit(1)).first():
        raise NotAllowed(ASKED_AGAIN)


def _erase(db: Session, row: AccessRequest) -> None:
    ids: list[uuid.UUID] = list(db.scalars(select(AccessFile.id).where(AccessFile.request_id == row.id)))
    db.execute(delete(AccessBundle).where(AccessBundle.file_id.in_(ids)))
    db.execute(delete(AccessPaper).where(AccessPaper.file_id.in_(ids)))
    loose.forget(db, row.id)
    db.execute(delete(AccessFile).where(AccessFile.request_id == row.id))
    db.execute(delete(AccessTag).where(AccessTag.request_id == row.id))
    db.execute(delete(AccessPause).where(AccessPause.request_id == row.id))
    db.delete(row)
    db.flush()
