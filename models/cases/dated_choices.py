"""What a council decides of its lists and letters: from a day on, kept for good, put back when it was careless.

A choice is never changed. A newer one stands in its place from its own day; before its day it can be taken back. So
what is in force on any day, and what was before, can always be said.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.tables.account import Account
from models.tables.settings import CouncilChoice
from models.tables.staff import Staff

FARTHEST = 366  # days ahead
Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """One choice as the page shows it: who made it, and how it stands."""

    row: CouncilChoice
    by: str
    ahead: bool
    back: str  # who took it back; empty where nobody did
    stands: bool  # the one in force today


def in_force(db: Session, topic: str, on: date) -> dict[str, Value]:
    """By name, what counts on that day; a name that went back to what was shipped is not among them."""
    found = {row.name: row.value for row in _rows(db, topic) if row.since <= on}
    return {name: value for name, value in found.items() if value}


def ahead_of(db: Session, topic: str, on: date) -> Sequence[CouncilChoice]:
    """What was decided and has not begun."""
    return [row for row in _rows(db, topic) if row.since > on]


def choose(db: Session, topic: str, name: str, value: Value, *, since: date, by: Actor, now: datetime) -> CouncilChoice:
    """From that day on this counts, unless somebody decides anew."""
    today = local_day(now)
    if not today <= since or (since - today).days > FARTHEST:
        raise NotAllowed("Choose today or a day within a year.")
    if by.account_id is None:
        raise NotAllowed("Only somebody with an account can decide this.")
    row = CouncilChoice(
        id=uuid.uuid4(), topic=topic, name=name, since=since, value=dict(value), made_by=by.account_id, made_at=now
    )
    db.add(row)
    note(db, by, "choice_made", now=now, object_kind="setting", object_id=row.id, reason=f"{topic} {name}"[:200])
    db.flush()
    return row


def put_back(db: Session, topic: str, choice_id: uuid.UUID, *, by: Actor, now: datetime) -> CouncilChoice:
    """Not begun: it never begins. In force: from today on what was there before it, as a choice of its own."""
    row, before = instead(db, topic, choice_id)
    today = local_day(now)
    if row.since > today:
        row.taken_back_at, row.taken_back_by = now, by.account_id
        note(db, by, "choice_taken_back", now=now, object_kind="setting", object_id=row.id)
        db.flush()
        return row
    return choose(db, row.topic, row.name, before, since=today, by=by, now=now)


def instead(db: Session, topic: str, choice_id: uuid.UUID) -> tuple[CouncilChoice, Value]:
    """A choice that may be put back, and what counts then: nothing where it is what was shipped."""
    row = db.get(CouncilChoice, choice_id)
    if row is None or row.topic != topic or row.taken_back_at is not None:
        raise NotAllowed("This was put back already.")
    before = [one for one in _rows(db, topic) if one.name == row.name and _order(one) < _order(row)]
    return row, before[-1].value if before else {}


def history(db: Session, topic: str, *, now: datetime, name: str = "") -> list[Kept]:
    """Every choice about it, the newest first."""
    query = select(CouncilChoice).where(CouncilChoice.topic == topic)
    rows = list(db.scalars(query.where(CouncilChoice.name == name) if name else query))
    today, names = local_day(now), _people(db, rows)
    last = {row.name: row.id for row in _rows(db, topic) if row.since <= today}
    return [
        Kept(
            row,
            names.get(row.made_by, ""),
            row.since > today,
            names.get(row.taken_back_by, ""),
            last.get(row.name) == row.id,
        )
        for row in sorted(rows, key=lambda row: (row.made_at, row.since), reverse=True)
    ]


def _rows(db: Session, topic: str) -> list[CouncilChoice]:
    """Those that nobody took back, in the order in which they count."""
    query = select(CouncilChoice).where(CouncilChoice.topic == topic, CouncilChoice.taken_back_at.is_(None))
    return sorted(db.scalars(query), key=_order)


def _order(row: CouncilChoice) -> tuple[date, datetime]:
    return row.since, row.made_at


def _people(db: Session, rows: Sequence[CouncilChoice]) -> dict[uuid.UUID | None, str]:
    ids = {one for row in rows for one in (row.made_by, row.taken_back_by) if one}
    query = select(Account.id, Staff.name).join(Staff, Staff.id == Account.staff_id).where(Account.id.in_(ids))
    return {account: name for account, name in db.execute(query)}
