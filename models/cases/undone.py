"""A letter that has not left does not leave once what it says is undone: the day was cancelled, a version was replaced.

Nobody has to think of it: whatever undoes the fact is recorded, and `record` asks here.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.post.owed import UNDONE_BY
from models.procedure.terms import Event
from models.tables.case import Case
from models.tables.words import BACK, CHECK, HELD, REPLACED, Letter

NOT_GONE = (HELD, CHECK, BACK)
UNDONE = "letter_undone"


def withdraw(db: Session, case: Case, event: Event, reason: str | None, *, actor: Actor, now: datetime) -> bool:
    """Keep back every letter that waits with what is no longer so; whether there was one. The worker may let one go at
    the same moment: of the two, one is right."""
    kinds = UNDONE_BY.get(event.value, frozenset()) | UNDONE_BY.get(reason or "", frozenset())
    if not kinds:
        return False
    query = select(Letter).where(Letter.case_id == case.id, Letter.kind.in_(kinds), Letter.state.in_(NOT_GONE))
    kept = [letter for letter in db.scalars(query).all() if _taken(db, letter)]
    for letter in kept:
        note(db, actor, UNDONE, now=now, object_kind="letter", object_id=letter.id)
    return bool(kept)


def _taken(db: Session, letter: Letter) -> bool:
    wanted = update(Letter).where(Letter.id == letter.id, Letter.state.in_(NOT_GONE))
    wanted = wanted.values(state=REPLACED, leaves_at=None).execution_options(synchronize_session=False)
    changed: int = db.execute(wanted).rowcount  # type: ignore[attr-defined]
    db.refresh(letter)
    return changed == 1
