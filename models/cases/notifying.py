"""Telling a person that there is something to read, by the way that is safe: a mail, or a text where the worker can."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from models.cases.releasing import addressee, best_way, has_page, ways_of
from models.post.machine_ways import machine_ways
from models.post.outbox import queue_notice
from models.procedure.terms import Way
from models.tables.case import Case

CARRIED = frozenset({Way.EMAIL, Way.TEXT})  # ways that a neutral notice travels by


def way_to(db: Session, case: Case, to_id: uuid.UUID | None = None) -> Way:
    """How this person hears that there is something to read. `to_id`: another of several who complain together."""
    holder = addressee(db, case, to_id)
    return best_way(ways_of(db, case, holder.id if holder else None), has_words=has_page(holder))


def tell_person(db: Session, case: Case, *, cause: str, now: datetime, to_id: uuid.UUID | None = None) -> Way | None:
    """Put a neutral notice in the outbox; None where no machine may reach them (PRV-10). `cause` makes it go once."""
    way = way_to(db, case, to_id)
    if way not in CARRIED & machine_ways(db):
        return None
    holder, origin = addressee(db, case, to_id), db.get_one(Case, case.origin_id)  # whose ways the worker asks again
    queue_notice(db, origin, holder.id if holder else None, way=way, cause=cause, now=now)
    return way
