"""Asking a manager for facts on some of the points, by a day. They see that question and those points, no more."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.audit import Actor
from models.cases.allocating import candidates, kept_out
from models.cases.finding import points_of, visible
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import Contribution, Point

MAY_BE_ASKED = (Role.RESPONDER, Role.OFFICER, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one person was asked, opened for them alone."""

    row: Contribution
    question: str
    answer: str
    points: tuple[tuple[int, str], ...]


def ask(
    db: Session,
    case: Case,
    staff_id: uuid.UUID,
    *,
    point_ids: Collection[uuid.UUID],
    question: str,
    due_on: date,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> Contribution:
    """Put a question to somebody whom no wall keeps out."""
    if case.ask_first:
        raise NotAllowed("The person wants to be asked before the service is told. Ask them first.")
    if actor.id is None or staff_id not in {person.id for person in candidates(db, case, roles=MAY_BE_ASKED)}:
        raise NotAllowed("This person cannot be asked. They may have no account, or no part in it.")
    if due_on < local_day(now):
        raise NotAllowed("Choose a date from today onwards.")
    row = Contribution(
        id=uuid.uuid4(), case_id=case.id, staff_id=staff_id, asked_by=actor.id, asked_at=now, due_on=due_on, revision=1
    )
    points = [str(point.id) for point in points_of(db, case) if point.id in point_ids]
    keys.seal_json(Contribution.body, row, {"points": points, "question": question, "answer": ""})
    db.add(row)
    record(db, case, Event.CONTRIBUTION_ASKED, actor=actor, now=now, reason=str(staff_id))
    return row


def give(
    db: Session, case: Case, row: Contribution, answer: str, *, version: int, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """Keep the answer. `version` is the one the page showed: an older page raises, and nothing is lost."""
    if row.staff_id != actor.id:
        raise NotAllowed("This question was put to somebody else.")
    if row.version != version:
        raise StaleDataError("contribution")
    body = keys.open_json(Contribution.body, row)
    keys.seal_json(Contribution.body, row, {**body, "answer": answer})
    row.given_at = now
    record(db, case, Event.CONTRIBUTION_GIVEN, actor=actor, now=now, reason=str(row.id))


def asked_of(db: Session, actor: Actor, contribution_id: uuid.UUID) -> tuple[Case, Contribution]:
    """The case and the question, if it was put to `actor`; otherwise `NoResultFound`, as for none (AZ-02)."""
    query = (
        select(Case, Contribution)
        .join(Contribution, Contribution.case_id == Case.id)
        .where(Contribution.id == contribution_id, Contribution.staff_id == actor.id, visible(actor))
    )
    case, row = db.execute(query).one()
    return case, row


def contributions_of(db: Session, case: Case) -> Sequence[Contribution]:
    return db.scalars(select(Contribution).where(Contribution.case_id == case.id).order_by(Contribution.asked_at)).all()


def opened(db: Session, case: Case, row: Contribution, keys: Keyring) -> Asked | None:
    """The question with its points, or None where it cannot be read."""
    try:
        body = keys.open_json(Contribution.body, row)
    except Unreadable:
        return None
    wanted = set(body["points"])
    points = [point for point in points_of(db, case) if str(point.id) in wanted]
    return Asked(row, body["question"], body["answer"], tuple(texts(points, keys)))


def texts(points: Sequence[Point], keys: Keyring) -> list[tuple[int, str]]:
    """Each point's number and words; one that cannot be read says so and hides no other."""
    read = keys.open_each(Point.text, points)
    return [
        (point.number, words if isinstance(words, str) else "This cannot be shown.")
        for point, words in zip(points, read, strict=True)
    ]


def stepped_out(db: Session, case: Case) -> frozenset[uuid.UUID]:
    """Who sees the case no more: no answer comes from them."""
    return frozenset(db.scalars(kept_out(case)))


def names(db: Session, rows: Sequence[Contribution]) -> dict[uuid.UUID, str]:
    """The names of everyone who was asked."""
    found = db.execute(select(Staff.id, Staff.name).where(Staff.id.in_({row.staff_id for row in rows})))
    return {staff_id: name for staff_id, name in found}
