"""Who is named in a report, an interview or the papers of a panel is kept out at once, as by a message (AZ-04).

Who has a part in the case by our choice stands in such papers as a matter of course: their own name is no suspicion. An
officer who reads that it is one puts them behind the wall. Of everybody else it keeps out them alone: a witness is
named in every report, and the managers above a witness are who has to decide on it (K-40).
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.finding import family
from models.cases.walls import find_someone_eligible, raise_for_text
from models.procedure.terms import Event
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.outsider import Appointment, Outsider
from models.tables.words import Contribution, Point

GIVEN = (Event.OFFICER_ASSIGNED, Event.RESPONDER_ASSIGNED)


def heed_papers(db: Session, case: Case, said: object, *, now: datetime) -> None:
    """`said`: a text, or a form of several, as it is kept."""
    if raise_for_text(db, "\n".join(_texts(said)), now=now, case=case, but=_parts(db, case), line=False):
        find_someone_eligible(db, case)


def _texts(said: object) -> Iterable[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        yield from (text for part in said.values() for text in _texts(part))
    elif isinstance(said, Iterable):
        yield from (text for part in said for text in _texts(part))


def _parts(db: Session, case: Case) -> set[uuid.UUID | None]:
    """Whoever has or had this case or a point of it, was asked for facts, or was appointed to it from outside."""
    ids = family(case)
    outside = select(Outsider.staff_id).join(Appointment, Appointment.outsider_id == Outsider.id)
    queries = (
        select(Case.officer_id).where(Case.id.in_(ids)),
        select(Case.responder_id).where(Case.id.in_(ids)),
        select(Point.responder_id).where(Point.case_id.in_(ids)),
        select(Contribution.staff_id).where(Contribution.case_id.in_(ids)),
        outside.where(Appointment.case_id.in_(ids)),
    )
    given = select(CaseEvent.reason).where(CaseEvent.case_id.in_(ids), CaseEvent.event.in_(GIVEN))
    found = {one for query in queries for one in db.scalars(query)}
    return found | {uuid.UUID(one) for one in db.scalars(given) if one and len(one) == 36}
