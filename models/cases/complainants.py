"""Who complains: one person, or several together, each in their own right (S-39); a part has those of the first."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.together import Complainant, ReachCard


def everybody(db: Session, case: Case) -> Sequence[Complainant]:
    """All of several, the first one first, with who has withdrawn; empty where only one person complains."""
    query = select(Complainant).where(Complainant.case_id == case.origin_id)
    return db.scalars(query.order_by(Complainant.first.desc(), Complainant.joined_on, Complainant.id)).all()


def still_in(db: Session, case: Case) -> list[Complainant]:
    """Those who have not withdrawn."""
    return [one for one in everybody(db, case) if one.left_on is None]


def others(case_id: uuid.UUID) -> Select[uuid.UUID | None]:
    """The ids of the pages of everybody but the first, for a query."""
    mine = (Complainant.case_id == case_id) & Complainant.first.is_(False) & Complainant.holder_id.is_not(None)
    return select(Complainant.holder_id).where(mine)


def holder_of(db: Session, case: Case, complainant_id: uuid.UUID) -> Holder | None:
    """Their page; None for anybody of another case."""
    query = select(Holder).join(Complainant, Complainant.holder_id == Holder.id)
    mine = (Complainant.id == complainant_id) & (Complainant.case_id == case.origin_id)
    return db.scalars(query.where(mine)).one_or_none()


def one_of(db: Session, case: Case, complainant_id: uuid.UUID) -> Complainant:
    """One of them; `NoResultFound` for any other."""
    mine = (Complainant.id == complainant_id) & (Complainant.case_id == case.origin_id)
    return db.scalars(select(Complainant).where(mine)).one()


def who(one: Complainant, keys: Keyring) -> dict[str, str]:
    """Their name, and what they are to the child; empty where it cannot be shown. `keys` holds the file's lock."""
    try:
        found: dict[str, str] = keys.open_json(Complainant.who, one)
    except Unreadable:
        return {}
    return found


def names(db: Session, case: Case, keys: Keyring) -> dict[uuid.UUID | None, str]:
    """The name of each, by what a letter or a message carries: None is the first."""
    return {None if one.first else one.id: who(one, keys).get("name", "") for one in everybody(db, case)}


def newest_card(db: Session, case: Case, complainant_id: uuid.UUID, keys: Keyring) -> dict[str, Any] | None:
    """How they may be reached, as they said it last; None where it cannot be shown."""
    query = select(ReachCard).where(ReachCard.case_id == case.origin_id, ReachCard.complainant_id == complainant_id)
    row = db.scalars(query.order_by(ReachCard.at.desc(), ReachCard.id).limit(1)).first()
    try:
        card: dict[str, Any] | None = keys.open_json(ReachCard.card, row) if row else None
    except Unreadable:
        return None
    return card


def named_twice(db: Session, case: Case, keys: Keyring) -> tuple[dict[uuid.UUID | None, str], ...]:
    """Their names by what a letter carries, and by their page, read once."""
    there = [(one, who(one, keys).get("name", "")) for one in everybody(db, case)]
    return {None if one.first else one.id: name for one, name in there}, {one.holder_id: name for one, name in there}


def by_page(db: Session, case: Case, keys: Keyring) -> dict[uuid.UUID | None, str]:
    """The name of each by their page: who wrote a message or sent something is known by it."""
    return {one.holder_id: who(one, keys).get("name", "") for one in everybody(db, case)}
