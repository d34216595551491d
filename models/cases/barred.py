"""Who has a part in stage 2 and may not have it: named in the case, out of the pool, or tied to the council (G-04).

REG 17(2): the independent person is no officer, no councillor and not married to one. What is found midway stops the
start of the investigation, their final report and the answer, until their part has ended. The office has a task for
each of them, and the radar lists the case (X-16).
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from models.audit import SYSTEM
from models.cases.allocating import kept_out
from models.cases.finding import walled
from models.cases.outsiders import wrong_now
from models.cases.tasks import keep_up
from models.procedure.independence import PANEL, STAGE_2, TIES, Part
from models.procedure.lifecycle import STAGE_TWO, NotAllowed
from models.procedure.tasks import MAY_NOT
from models.procedure.terms import State
from models.tables.case import Case
from models.tables.outsider import Appointment, Outsider

DO = "End their part with the reason and appoint somebody else (REG 17(2))."


def barred(db: Session, case: Case, parts: Collection[Part] = STAGE_2) -> list[str]:
    """What stands against those who have these parts now, in words; empty where nothing does."""
    query = select(Appointment).where(Appointment.case_id == case.id).options(joinedload(Appointment.outsider))
    rows, walled = db.scalars(query).all(), set(db.scalars(kept_out(case)))
    here = [row for row in rows if row.ended_on is None and row.part in parts]
    held = {row.outsider_id: [one.part for one in rows if one.outsider_id == row.outsider_id] for row in here}
    return [words for row in here for words in wrong_now(row, held[row.outsider_id], walled)]


def refuse(db: Session, case: Case, parts: Collection[Part] = STAGE_2) -> None:
    """Raise `NotAllowed` while somebody has a part who may not have it."""
    if found := barred(db, case, parts):
        raise NotAllowed(" ".join([*found, DO]))


def on_it() -> ColumnElement[bool]:
    """For a query over cases: somebody has a part at the stage it is at, and may not have it."""
    here = (Appointment.case_id == Case.id, Outsider.id == Appointment.outsider_id)
    return exists().where(*here, _may_not())


def ask_for_others(db: Session, *, now: datetime) -> int:
    """A task for each who has a part that they may not have, once; it is done by itself when they have it no more. How
    many were opened or done."""
    query = select(Appointment.id, Case).join(Case, Case.id == Appointment.case_id)
    query = query.join(Outsider, Outsider.id == Appointment.outsider_id).where(Case.closed_on.is_(None), _may_not())
    wanted = {f"{MAY_NOT}:{id_}": (case, None) for id_, case in db.execute(query)}
    return keep_up(db, MAY_NOT, wanted, actor=SYSTEM, now=now)


def _may_not() -> ColumnElement[bool]:
    """The same as `wrong_now`, for everybody at once: a condition over appointments with their person and case."""
    other, part = aliased(Appointment), Appointment.part
    at_two = and_(Case.state.in_(STAGE_TWO), part.in_(STAGE_2))
    at_three = and_(Case.state == State.S3_REQUESTED, part.in_(PANEL))
    tied = (and_(part == one, getattr(Outsider, tie).is_(True)) for one, ties in TIES.items() for tie in ties)
    both = exists().where(
        other.case_id == Appointment.case_id, other.outsider_id == Appointment.outsider_id, other.part != part,
        or_(part.in_(STAGE_2), other.part.in_(STAGE_2)),
    )  # fmt: skip
    wrong = or_(false(), *tied, both, Outsider.active.is_(False), walled(Outsider.staff_id))
    return and_(Appointment.ended_on.is_(None), or_(at_two, at_three), wrong)
