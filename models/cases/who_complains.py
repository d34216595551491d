"""Who complains and what they wrote, for whoever writes the answer: no more than is theirs to read (AZ-03)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.answering import Desk
from models.cases.caring_details import called, details_of, statement_of, suggested_points
from models.cases.finding import family, only_theirs
from models.cases.queue_who import who
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import Point


@dataclass(frozen=True, slots=True)
class Complains:
    name: str  # a first name, where they may read the whole case
    who: str  # "Young person, 13 to 15"
    words: tuple[str, ...]  # their own, a paragraph each; none where they are about points of others too
    ask: str  # the officer, who can say more


def complains(db: Session, desk: Desk, actor: Actor, ring: Keyring) -> Complains:
    """For who has only some of the points: the words are about all of them, so none of them is shown."""
    case, whole = desk.case, not only_theirs(actor)
    words: list[str] = []
    if whole or _all_theirs(db, desk):
        statement = statement_of(db, case, ring)
        words = [text for text in suggested_points(statement, case) if text] if statement else []
    officer = db.get(Staff, case.officer_id) if case.officer_id else None
    name, ask = first_name(db, case, ring) if whole else "", officer.name if officer else ""
    return Complains(name, who(case), tuple(words), ask)


def first_name(db: Session, case: Case, ring: Keyring) -> str:
    """What they are called; empty where nobody knows it."""
    return next(iter(called(details_of(db, case, ring) or {}).split()), "")


def _all_theirs(db: Session, desk: Desk) -> bool:
    """Every point of what was sent is theirs: none is another's, left out, or answered in a part of its own."""
    points = select(func.count()).select_from(Point).where(Point.case_id.in_(family(desk.case)))
    return bool(desk.mine) and db.scalar(points) == len(desk.mine)
