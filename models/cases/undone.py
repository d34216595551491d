"""A letter whose fact is undone: the day was cancelled, a version was replaced, a report was put right.

Nobody has to think of it: whatever undoes the fact is recorded, and `record` asks here. One that has not left does not
leave. One that has left is marked: its page says so, it is not posted any more, and a task asks for the letter that
says what is so instead, until that has gone.
"""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from models.audit import Actor, note
from models.post.owed import SET_RIGHT_BY, UNDONE_BY
from models.procedure.terms import Event
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.words import BACK, CHECK, GONE, HELD, REPLACED, Letter

NOT_GONE = (HELD, CHECK, BACK)
UNDONE = "letter_undone"


def withdraw(db: Session, case: Case, event: Event, reason: str | None, *, actor: Actor, now: datetime) -> bool:
    """Keep back every letter that waits with what is no longer so; whether there was one. The worker may let one go at
    the same moment: of the two, one is right. What has left already is marked."""
    kinds = UNDONE_BY.get(event.value, frozenset()) | UNDONE_BY.get(reason or "", frozenset())
    if not kinds:
        return False
    mark_gone(db, case, kinds, actor=actor, now=now)
    query = select(Letter).where(Letter.case_id == case.id, Letter.kind.in_(kinds), Letter.state.in_(NOT_GONE))
    kept = [letter for letter in db.scalars(query).all() if _taken(db, letter)]
    for letter in kept:
        note(db, actor, UNDONE, now=now, object_kind="letter", object_id=letter.id)
    return bool(kept)


def mark_gone(db: Session, case: Case, kinds: frozenset[str], *, actor: Actor, now: datetime) -> None:
    """Those of them that have left, and are not of a panel that has met: that one took place as they said."""
    met = select(func.max(CaseEvent.at)).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.S3_HELD)
    since = db.scalar(met) if kinds & UNDONE_BY[Event.PANEL_CANCELLED.value] else None
    query = select(Letter).where(Letter.case_id == case.id, Letter.kind.in_(kinds), Letter.state == GONE)
    query = query.where(Letter.undone_at.is_(None), *([Letter.released_at > since] if since else []))
    for letter in db.scalars(query):
        letter.undone_at = now
        note(db, actor, UNDONE, now=now, object_kind="letter", object_id=letter.id)
    db.flush()


def mark(ids: Collection[uuid.UUID], among: Iterable[Letter], *, now: datetime) -> None:
    """These, and the same to the others who complain together: their page says that a newer letter counts."""
    for letter in among:
        if letter.state == GONE and letter.undone_at is None and {letter.id, letter.beside_id} & {*ids}:
            letter.undone_at = now


def stands_wrong() -> ColumnElement[bool]:
    """For a query over letters: it left, it is no longer so, and none has been let go that says what is so."""
    newer = aliased(Letter)
    same = (newer.case_id == Letter.case_id, newer.to_id.is_not_distinct_from(Letter.to_id), newer.state != REPLACED)
    rights: list[ColumnElement[bool]] = [
        (Letter.kind == kind) & newer.kind.in_(right) for kind, right in SET_RIGHT_BY.items()
    ]
    rights.append(newer.kind.in_(("correction", "no_longer_so")))
    right = exists().where(*same, newer.id != Letter.id, newer.released_at >= Letter.undone_at, or_(*rights))
    return Letter.undone_at.is_not(None) & (Letter.state == GONE) & ~right


def _taken(db: Session, letter: Letter) -> bool:
    wanted = update(Letter).where(Letter.id == letter.id, Letter.state.in_(NOT_GONE))
    wanted = wanted.values(state=REPLACED, leaves_at=None).execution_options(synchronize_session=False)
    changed: int = db.execute(wanted).rowcount  # type: ignore[attr-defined]
    db.refresh(letter)
    return changed == 1
