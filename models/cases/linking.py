"""Cases that belong together: linked, never merged, for staff only (E-24, AZ-13)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import visible
from models.procedure.lifecycle import NotAllowed
from models.tables.case import Case, CaseLink

TOGETHER = "together"  # sent once, about several children (P4)
WHY = {
    "sibling": "A brother or sister",
    "same_matter": "The same matter",
    "split": "Part of the same complaint",
    TOGETHER: "Sent together, a case for each child. Files that came with it are with one of them",
}


def link(db: Session, case: Case, reference: str, why: str, *, actor: Actor, now: datetime) -> None:
    """Link two cases. One that this person may not see is answered like one that does not exist."""
    other = db.scalars(select(Case).where(Case.reference == reference, visible(actor))).one_or_none()
    if other is None:
        raise NotAllowed("There is no case with that reference.")
    if other.id == case.id:
        raise NotAllowed("This is the same case.")
    if why not in WHY:
        raise NotAllowed("Choose why they belong together.")
    if other.id not in {row.id for row, _ in linked(db, case, actor)}:
        db.add(CaseLink(id=uuid.uuid4(), case_id=case.id, other_id=other.id, why=why))
    note(db, actor, "case_linked", now=now, object_kind="case", object_id=case.id)
    db.flush()


def linked(db: Session, case: Case, actor: Actor) -> Sequence[tuple[Case, str]]:
    """The cases this one belongs with that `actor` may see, and why."""
    other = or_(
        (CaseLink.case_id == case.id) & (CaseLink.other_id == Case.id),
        (CaseLink.other_id == case.id) & (CaseLink.case_id == Case.id),
    )
    query = select(Case, CaseLink.why).join(CaseLink, other).where(visible(actor)).order_by(Case.reference)
    return [(found, why) for found, why in db.execute(query)]
