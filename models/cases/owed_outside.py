"""What we owe the Ombudsman by a day, for every case or file that has something of theirs (S-19, K-68)."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.procedure.ombudsman import OPEN
from models.tables.ombudsman import OmbudsmanRemedy, OmbudsmanStep
from models.tables.register import OmbudsmanCase

OWED = "What the Ombudsman waits for"


def owed(db: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The nearest day on which each of these files of the Ombudsman waits for something of ours."""
    asked = select(OmbudsmanStep.ombudsman_id, OmbudsmanStep.answer_by).where(
        OmbudsmanStep.ombudsman_id.in_(ids), OmbudsmanStep.answer_by.is_not(None), OmbudsmanStep.answered_on.is_(None)
    )
    found: dict[uuid.UUID, date] = {}
    days = [(row_id, day) for row_id, day in db.execute(asked)]
    days_of = ("ombudsman_id", "state", "due_on", "prove_by", "proven_on")  # and no word: the public site runs this too
    theirs = select(*(getattr(OmbudsmanRemedy, name) for name in days_of))
    for remedy in db.execute(theirs.where(OmbudsmanRemedy.ombudsman_id.in_(ids))):
        days += [(remedy.ombudsman_id, remedy.due_on)] if remedy.state in OPEN else []
        days += [(remedy.ombudsman_id, remedy.prove_by)] if remedy.state == "done" and not remedy.proven_on else []
    for row_id, day in days:
        if day is not None:
            found[row_id] = min(day, found.get(row_id, day))
    return found


def owed_by(db: Session, case_id: uuid.UUID) -> date | None:
    """The nearest such day of one case; None where the Ombudsman waits for nothing."""
    ids = db.scalars(select(OmbudsmanCase.id).where(OmbudsmanCase.case_id == case_id)).all()
    return min(owed(db, ids).values(), default=None) if ids else None
