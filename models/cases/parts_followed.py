"""What a person's own page says of points that go another way: each part has its own line, days and lateness (E-56)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.cases.following import Late, Where, late, where
from models.cases.policies import holidays
from models.cases.returning import Theirs
from models.procedure.terms import State
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.history import RunningClock


@dataclass(frozen=True, slots=True)
class Followed:
    """One part: the sentence of where it is, and what we promised of it and missed."""

    reference: str
    where: Where
    late: Late | None


def parts_followed(db: Session, theirs: Theirs, *, now: datetime) -> Sequence[Followed]:
    """Every part that is not closed, in order: asked only where the case was split."""
    query = select(Case).where(Case.part_of_id == theirs.case.id, Case.state != State.CLOSED)
    query = query.options(joinedload(Case.officer), joinedload(Case.responder)).order_by(Case.reference)
    parts = db.scalars(query).all()
    clocks: dict[object, list[RunningClock]] = defaultdict(list)
    if parts:
        ids = [one.id for one in parts]
        for clock in db.scalars(select(RunningClock).where(RunningClock.case_id.in_(ids))):
            clocks[clock.case_id].append(clock)
    today, free = local_day(now), holidays(db)
    return [
        Followed(
            one.reference,
            where(replace(theirs, case=one), clocks[one.id], today=today, days_off=free),
            late(clocks[one.id], today),
        )
        for one in parts
    ]
