"""What a person may know of what they told the safety team: that it is there, if someone has it, and if it is over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from models.cases.returning import Theirs
from models.procedure.terms import Safe
from models.tables.safety import SafetyAlert

TOLD = {  # what we promise before they press: "they will tell you what they did, if it is safe to" (experience 2.5)
    "yes": "I told them what I did",
    "not_safe": "It is not safe to tell them",
    "not_reached": "I could not reach them",
}


@dataclass(frozen=True, slots=True)
class Alert:
    """What the person may know of an alert of theirs: that it is there, if someone has it, and if it is over."""

    kind: Safe
    at: datetime
    accepted_at: datetime | None
    closed_at: datetime | None
    told: str | None
    own: bool = True  # they said it themselves, and not one of us

    @property
    def stands(self) -> str:
        """How it is told: a code of the deck."""
        if self.closed_at and self.told == "yes":
            return "told"
        return "closed" if self.closed_at else "accepted" if self.accepted_at else "waiting"


def of(theirs: Theirs) -> ColumnElement[bool]:
    """Which of a case's alerts they hear of."""
    own = SafetyAlert.holder_id == theirs.holder.id
    if theirs.helper or theirs.equal:
        return own
    return or_(own, SafetyAlert.holder_id.is_(None)) if theirs.several is not None else true()


def alerts(db: Session, theirs: Theirs) -> list[Alert]:
    """What somebody told the safety team is theirs: who helps sees their own alone, and each of several who complain
    together theirs; what one of us told it is the first one's."""
    columns = (SafetyAlert.kind, SafetyAlert.created_at, SafetyAlert.accepted_at, SafetyAlert.closed_at)
    query = (
        select(*columns, SafetyAlert.told, SafetyAlert.holder_id)
        .where(SafetyAlert.case_id == theirs.case.id, of(theirs))
        .order_by(SafetyAlert.created_at)
    )
    return [Alert(*row[:-1], own=row[-1] == theirs.holder.id) for row in db.execute(query)]
