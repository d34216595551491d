"""What both sides can read: messages and letters, and marking what the person has read."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from models.cases.complainants import others
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.staff import Staff
from models.tables.together import Complainant
from models.tables.words import GONE, Letter, PointChange, TheirWords, ThreadMessage


def messages_of(
    db: Session, case: Case, *, theirs: Complainant | None = None, all_of_them: bool = True
) -> Sequence[ThreadMessage]:
    """All of them; or those of one of several who complain together (`theirs`; None is the first and who helps them):
    nobody reads what another wrote or was written (AZ-02)."""
    query = select(ThreadMessage).where(ThreadMessage.case_id == case.origin_id)
    query = query if all_of_them else query.where(theirs_alone(case.origin_id, theirs))
    return db.scalars(query.order_by(ThreadMessage.at, ThreadMessage.id)).all()


def theirs_alone(case_id: uuid.UUID, theirs: Complainant | None) -> ColumnElement[bool]:
    """The messages of one of several."""
    if theirs is not None and not theirs.first:
        return or_(ThreadMessage.holder_id == theirs.holder_id, ThreadMessage.to_id == theirs.id)
    not_theirs = or_(ThreadMessage.holder_id.is_(None), ThreadMessage.holder_id.not_in(others(case_id)))
    return and_(ThreadMessage.to_id.is_(None), not_theirs)


def names_of(db: Session, messages: Iterable[ThreadMessage]) -> dict[uuid.UUID, str]:
    """The first names of those of us who wrote."""
    ids = {message.from_staff_id for message in messages if message.from_staff_id}
    rows = db.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids))) if ids else ()
    return {row.id: row.name.split()[0] for row in rows}


def parts_of(db: Session, case: Case) -> dict[uuid.UUID, str]:
    """What each one with words for this case is; an advocate with an account has none, and is not in it."""
    return {row.id: row.part for row in db.execute(select(Holder.id, Holder.part).where(Holder.case_id == case.id))}


def letters_of(db: Session, case: Case, *, to_id: uuid.UUID | None = None, everybody: bool = False) -> Sequence[Letter]:
    """What has left for the person, the newest first: nothing that could still be called back. `to_id`: for another
    who complains together with them; `everybody`: for each of them."""
    query = select(Letter).where(Letter.case_id.in_(_with_parts(case)), Letter.state == GONE)
    query = query if everybody else query.where(Letter.to_id.is_not_distinct_from(to_id))
    return db.scalars(query.order_by(Letter.released_at.desc(), Letter.id)).all()


def letter_of(db: Session, case: Case, letter_id: uuid.UUID, *, to_id: uuid.UUID | None = None) -> Letter:
    """One of these; `NoResultFound` for any other."""
    query = select(Letter).where(Letter.id == letter_id, Letter.case_id.in_(_with_parts(case)), Letter.state == GONE)
    query = query.where(Letter.to_id.is_not_distinct_from(to_id))
    return db.scalars(query).one()


def _with_parts(case: Case) -> Select[uuid.UUID]:
    """What was split off shares the locks and the page of the first (E-56)."""
    return select(Case.id).where(or_(Case.id == case.id, Case.part_of_id == case.id))


def mark_messages_seen(db: Session, case: Case, *, theirs: Complainant | None = None, now: datetime) -> None:
    for message in messages_of(db, case, theirs=theirs, all_of_them=False):
        if message.from_staff_id is not None and message.seen_at is None:
            message.seen_at = now
    db.flush()


def mark_letter_seen(db: Session, letter: Letter, *, now: datetime) -> None:
    letter.seen_at = letter.seen_at or now
    db.flush()


def sent_by(db: Session, case: Case, holder_id: uuid.UUID) -> Sequence[TheirWords]:
    """What this person sent, in the order they sent it."""
    query = select(TheirWords).where(TheirWords.case_id == case.id, TheirWords.holder_id == holder_id)
    return db.scalars(query.order_by(TheirWords.at)).all()


def sent_for(db: Session, case: Case) -> Sequence[TheirWords]:
    """What somebody sent for the child, who may read it: the words are the child's."""
    return db.scalars(select(TheirWords).where(TheirWords.case_id == case.id).order_by(TheirWords.at)).all()


def changes_of(db: Session, case: Case, *, theirs: Complainant | None) -> Sequence[PointChange]:
    """What they said we got wrong, or missed; of several who complain together only what is their own (S-39)."""
    whose = or_(PointChange.holder_id.is_(None), PointChange.holder_id.not_in(others(case.origin_id)))
    if theirs is not None and not theirs.first:
        whose = PointChange.holder_id == theirs.holder_id
    return db.scalars(select(PointChange).where(PointChange.case_id == case.id, whose).order_by(PointChange.at)).all()
