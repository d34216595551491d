"""Counting answers apart from every case: who we hear from, and how it was to use this (experience Y14, Y15, P17)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.procedure.terms import Journey
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.tally import SiteRemark, Tally

ABOUT_YOU = ("ethnic", "disability", "gender")
FACE = "face"


@dataclass(frozen=True, slots=True)
class Counted:
    question: str
    answer: str
    number: int


def count(db: Session, council: str, journey: Journey, given: Mapping[str, str], *, now: datetime) -> None:
    """One more of each answer that was given. Nothing says whose it was, or at what hour."""
    month = local_day(now).replace(day=1)
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    for question, answer in given.items():
        if not answer:
            continue
        row = {"council": council, "month": month, "journey": journey.value, "question": question, "answer": answer}
        db.execute(insert(Tally).values(id=uuid.uuid4(), number=0, **row).on_conflict_do_nothing())
        same = [getattr(Tally, name) == value for name, value in row.items()]
        db.execute(update(Tally).where(*same).values(number=Tally.number + 1))


def remark(db: Session, council: str, text: str, *, keys: Keyring, now: datetime) -> None:
    row = SiteRemark(id=uuid.uuid4(), council=council, month=local_day(now).replace(day=1))
    keys.seal(SiteRemark.text, row, text)
    db.add(row)


def counted(db: Session, council: str, since: date) -> Sequence[Counted]:
    """Every answer of the months from `since` on, all journeys together."""
    query = select(Tally.question, Tally.answer, func.sum(Tally.number)).where(
        Tally.council == council, Tally.month >= since
    )
    rows = db.execute(query.group_by(Tally.question, Tally.answer).order_by(Tally.question, Tally.answer))
    return [Counted(question, answer, int(number)) for question, answer, number in rows]


def remarks(db: Session, council: str, since: date, keys: Keyring) -> list[tuple[date, str]]:
    """What was written of the site, by month; one that cannot be opened is left out."""
    query = select(SiteRemark).where(SiteRemark.council == council, SiteRemark.month >= since)
    rows = db.scalars(query.order_by(SiteRemark.month.desc(), SiteRemark.id)).all()
    texts = keys.open_each(SiteRemark.text, rows)
    return [(row.month, text) for row, text in zip(rows, texts, strict=True) if not isinstance(text, Unreadable)]
