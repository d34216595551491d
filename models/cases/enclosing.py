"""What goes with a letter as one person reads it: of several who complain together nobody reads what another sent,
and who helps a child reads reports and papers only where the child lets them (S-39, A6)."""

import uuid
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.cases.complainants import others
from models.tables.case import Case
from models.tables.words import Letter

KEPT = "enclosures_kept"  # the child does not let them have what went with it


def for_one(db: Session, case: Case, content: dict[str, Any], holder_id: uuid.UUID | None) -> dict[str, Any]:
    """The letter with what they may read of what goes with it. `holder_id`: whose page it is."""
    there = content.get("enclosures") or []
    if not any(one.get("whose") for one in there):
        return content
    not_first = {str(one) for one in db.scalars(others(case.origin_id))}
    mine = str(holder_id or "")
    fit = [one for one in there if _may(one.get("whose", ""), mine, not_first)]
    return {**content, "enclosures": fit}


def without(content: dict[str, Any]) -> dict[str, Any]:
    """For a helper whom the child does not let have them."""
    return {**content, "enclosures": [], KEPT: True} if content.get("enclosures") else content


def letter_meant(db: Session, one: dict[str, Any], to_id: uuid.UUID | None) -> Letter | None:
    """The letter that a paper is, in the version that went to them; None where it is none, or none went to them."""
    if not one.get("letter"):
        return None
    first = uuid.UUID(one["letter"])
    query = select(Letter).where(or_(Letter.id == first, Letter.beside_id == first))
    return db.scalars(query.where(Letter.to_id.is_not_distinct_from(to_id))).first()


def _may(whose: str, mine: str, not_first: set[str]) -> bool:
    if not whose or not not_first or whose == mine:
        return True
    return mine not in not_first and whose not in not_first
