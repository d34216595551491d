"""Making what is left of an erased case anonymous: days, codes and numbers stay to be counted, lead to nobody (RET-01).

Erasing alone leaves its reference, which papers outside may bear, and who of ours is kept from it, worked on it, or was
appointed to it. Here these go too. The case is on no list any more, since the wall that decided who reads it is gone.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.credentials import new_reference
from models.tables.case import Case
from models.tables.outsider import Appointment
from models.tables.register import OmbudsmanCase, RegisterLine, Spend
from models.tables.safety import WallEntry
from models.tables.words import Action, Point

NOBODY: tuple[tuple[Any, dict[str, Any]], ...] = (
    (Point, {"responder_id": None}),
    (Action, {"owner_id": None}),
)
STAY = {  # people of ours in what is left, and why that leads to nobody outside
    "learning_meeting.kept_by": "who keeps the minutes of every such meeting",
    "said_and_done.offered_by": "who offered a line that everybody may read",
    "said_and_done.released_by": "who released a line that everybody may read",
    "retention_decision.decided_by": "the certificate: it bears the new number alone",
    "retention_decision.agreed_by": "the certificate: it bears the new number alone",
}


def make_anonymous(db: Session, ids: Sequence[uuid.UUID]) -> dict[str, int]:
    """Of cases that were erased in this transaction. Returns how many rows of which table went besides."""
    for table, values in NOBODY:
        db.execute(update(table).where(table.case_id.in_(ids)).values(values))
    theirs = select(Appointment.id).where(Appointment.case_id.in_(ids))
    db.execute(update(Spend).where(Spend.appointment_id.in_(theirs)).values(appointment_id=None))
    rows = {
        table.__tablename__: _count(db, delete(table).where(table.case_id.in_(ids)))
        for table in (Appointment, WallEntry)
    }
    for row in db.scalars(select(OmbudsmanCase).where(OmbudsmanCase.case_id.in_(ids))):
        row.ombudsman_reference = new_reference()  # theirs leads to what the Ombudsman published
    for case in db.scalars(select(Case).where(Case.id.in_(ids))):
        case.reference, case.age_band, case.anonymised = new_reference(), None, True
        db.flush()
        for number, spend in enumerate(db.scalars(select(Spend).where(Spend.case_id == case.id)), 1):
            spend.line = (
                f"{spend.paid_on} {spend.heading} {spend.pence} {case.reference} {number}"  # it said the old one
            )
        same = {"reference": case.reference, "case_version": case.version}
        db.execute(update(RegisterLine).where(RegisterLine.case_id == case.id).values(same))
    return {name: count for name, count in rows.items() if count}


def _count(db: Session, statement: Any) -> int:
    return int(db.execute(statement.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]
