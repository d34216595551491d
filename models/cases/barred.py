"""Who has a part in stage 2 and may not have it: named in the case, out of the pool, or tied to the council (G-04).

REG 17(2): the independent person is no officer, no councillor and not married to one. What is found midway stops the
start of the investigation, their final report and the answer, until their part has ended.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.cases.allocating import kept_out
from models.cases.outsiders import wrong_now
from models.procedure.independence import STAGE_2, Part
from models.procedure.lifecycle import NotAllowed
from models.tables.case import Case
from models.tables.outsider import Appointment

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
