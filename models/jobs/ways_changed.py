"""What waits for hands follows the ways that are safe today: nobody is rung who took the call back (PRV-10)."""

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.cases.notifying import tell_person, way_to
from models.cases.posting import UNTOLD, by_machine, for_hands
from models.cases.releasing import leave, way_of
from models.procedure.terms import Way
from models.tables.case import Case
from models.tables.words import Letter, SafeWay, ThreadMessage

MOST = 500  # at one turn of the worker


def follow_ways(db: Session, *, now: datetime) -> int:
    """Whoever has said since how else they may be reached gets it that way; how many that were."""
    return _letters(db, now) + _messages(db, now)


def _letters(db: Session, now: datetime) -> int:
    """Where only their page is left, the letter lies there, and counts from today and not from before (K-18)."""
    left = func.coalesce(Letter.leaves_at, Letter.released_at)
    said = exists().where(SafeWay.case_id == Case.origin_id, SafeWay.since > left)
    query = for_hands().where(~by_machine(), said).order_by(Letter.id)
    changed = 0
    for case, letter in db.execute(query.limit(MOST)).all():
        if way_of(db, case, letter.to_id) is not letter.way:
            leave(db, case, letter, actor=SYSTEM, now=now, again=True)
            changed += 1
    return changed


def _messages(db: Session, now: datetime) -> int:
    """A message that a text from our hands was to tell of."""
    said = exists().where(SafeWay.case_id == Case.origin_id, SafeWay.since > ThreadMessage.at)
    query = select(Case, ThreadMessage).join(ThreadMessage, ThreadMessage.case_id == Case.id).where(UNTOLD, said)
    changed = 0
    for case, message in db.execute(query.order_by(ThreadMessage.id).limit(MOST)).all():
        if way_to(db, case, message.to_id) is not Way.TEXT:
            message.to_text = None
            tell_person(db, case, cause=f"message:{message.id}:{now:%Y%m%dT%H%M%S}", now=now, to_id=message.to_id)
            changed += 1
    return changed
