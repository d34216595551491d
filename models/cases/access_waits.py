"""Requests to see what is kept that wait: for a second person, or for an answer whose month is over (SAR-01, SAR-05).

Days and codes alone: nothing sealed is opened to count them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import KEEPERS
from models.cases.policies import holidays
from models.procedure.access import Asked, By, answer_by
from models.procedure.terms import Role
from models.tables.access_request import AccessFile, AccessPause, AccessRequest

STILL_OPEN = AccessRequest.answered_on.is_(None)


@dataclass(frozen=True, slots=True)
class Late:
    """One request that had to be answered before today."""

    row: AccessRequest
    due: date


def for_a_second(actor: Actor) -> ColumnElement[bool]:
    """Requests in which somebody else asked for a second person, and `actor` may be the one; erasing one is such."""
    waits = or_(
        (AccessFile.asked_by != actor.id) & AccessFile.agreed_by.is_(None),
        (AccessFile.shared_by != actor.id) & AccessFile.shared_agreed_by.is_(None),
    )
    nothing = (AccessRequest.nothing_by != actor.id) & AccessRequest.nothing_agreed_by.is_(None)
    files = select(AccessFile.id).where(AccessFile.request_id == AccessRequest.id, waits)
    return or_(STILL_OPEN & or_(nothing, files.exists()), AccessRequest.erase_by != actor.id)


def to_agree(db: Session, actor: Actor) -> Sequence[AccessRequest]:
    query = select(AccessRequest).where(for_a_second(actor))
    return db.scalars(query.order_by(AccessRequest.received_on, AccessRequest.id)).all()


def still_open(db: Session, actor: Actor) -> Sequence[AccessRequest]:
    """Those that are not answered and wait for nobody else's word: a records officer's to go on with, longest first."""
    if Role.RECORDS not in actor.roles:
        return []
    elsewhere = {row.id for row in to_agree(db, actor)}
    query = select(AccessRequest).where(STILL_OPEN).order_by(AccessRequest.received_on, AccessRequest.id)
    return [row for row in db.scalars(query) if row.id not in elsewhere]


def late(db: Session, actor: Actor, *, today: date) -> list[Late]:
    """Those past their month, the longest first. Two questions; nobody but who may answer reads that there are any."""
    if not actor.roles & KEEPERS:
        return []
    rows = db.scalars(select(AccessRequest).where(STILL_OPEN)).all()
    pauses: dict[object, list[tuple[date, date | None]]] = {row.id: [] for row in rows}
    for one in db.scalars(select(AccessPause).where(AccessPause.request_id.in_(list(pauses)))) if rows else ():
        pauses[one.request_id].append((one.since, one.until))
    free = holidays(db)
    known = ((row, answer_by(asked_of(row, pauses[row.id]), free)) for row in rows)
    return sorted((Late(row, due) for row, due in known if due and due < today), key=lambda one: one.due)


def asked_of(row: AccessRequest, pauses: Sequence[tuple[date, date | None]]) -> Asked:
    """What decides its day."""
    days = [day for day in (row.identity_on, row.authority_on) if day]
    return Asked(row.received_on, row.proof_asked_on, max(days) if proved(row) else None, pauses, bool(row.more_time))


def proved(row: AccessRequest) -> bool:
    """Who asks is clear, and that they may ask for whom they ask."""
    for_another = row.by in (By.PARENT, By.REPRESENTATIVE)
    return row.identity_on is not None and (row.authority_on is not None or not for_another)
