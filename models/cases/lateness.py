"""The one meaning of late, asked of the database: the queue, the day's page, the figures and the lists all ask here."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Label, and_, exists, func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import walled
from models.procedure.lateness import LATE, is_late
from models.procedure.terms import Clock
from models.tables.case import TO_LOOK, Case
from models.tables.history import RunningClock

HERE = and_(Case.closed_on.is_(None), Case.waiting_on != TO_LOOK)  # what came in with a register has a list of its own
ANY = "late"


def late(today: Any) -> ColumnElement[bool]:
    """A case of which something is late. `today` may be a parameter that is filled in when the query runs."""
    return is_late(Case.next_due_on, today)  # type: ignore[arg-type, return-value]


def kinds(today: date) -> dict[str, ColumnElement[bool]]:
    """Every way in which a page calls cases late, by the name in its addresses: in any way, and each of LATE."""
    return {ANY: late(today), **{name: has_overdue(one.clocks, today) for name, one in LATE.items()}}


def numbers_late(theirs: ColumnElement[bool], today: date) -> list[Label[int]]:
    """How many open cases of `theirs` each of those ways holds, as columns: the day's page and the figures both ask."""
    counted = select(func.count()).select_from(Case).where(HERE, theirs)
    return [counted.where(found).scalar_subquery().label(name) for name, found in kinds(today).items()]


def overdue(clocks: Collection[Clock], today: date) -> ColumnElement[bool]:
    """A running clock of these that is late."""
    return and_(
        RunningClock.clock.in_(clocks),
        RunningClock.stopped_on.is_(None),
        RunningClock.cancelled.is_(False),
        is_late(RunningClock.due_on, today),  # type: ignore[arg-type]
    )


def how_many_late(db: Session, actor: Actor, clocks: Collection[Clock], today: date) -> int:
    """Open cases on which one of these is overdue, for who reads figures: whatever the wall keeps from them is not
    counted (AZ-03)."""
    if actor.id is None:
        raise ValueError("Figures are for somebody.")
    query = select(func.count()).select_from(Case).where(HERE, ~walled(actor.id))
    return db.scalar(query.where(has_overdue(clocks, today))) or 0


def has_overdue(clocks: Collection[Clock], today: date) -> ColumnElement[bool]:
    """A case on which one of these is."""
    return exists().where(RunningClock.case_id == Case.id, overdue(clocks, today))
