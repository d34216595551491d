"""The numbered points of a case after triage: added, worded anew, put in order, dropped (rules 3.2)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.corresponding import put_message
from models.cases.deciding import standing_of
from models.cases.earlier_round import ASIDE as ASIDE  # a number no point has, while two change places
from models.cases.finding import points_of
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.screening import needs_second_signoff
from models.procedure.taken_away import BEFORE_THE_ANSWER, SAID, TAKEN_AWAY, UNTOLD, why_not
from models.procedure.terms import Event, Procedure
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.words import Point, PointChange

BY_TWO = (
    "The law gives this person the children’s procedure. A point leaves it only when a second person has agreed: "
    "under “Deal with it in another way”, let it become a case of its own."
)


def add_point(
    db: Session, case: Case, text: str, *, procedure: Procedure | None, actor: Actor, keys: Keyring, now: datetime
) -> Point:
    """One more, at the end."""
    before_the_answer(case)
    _stays_with_the_law(case, procedure)
    highest = db.scalars(select(Point.number).where(Point.case_id == case.id).order_by(Point.number.desc())).first()
    point = Point(id=uuid.uuid4(), case_id=case.id, number=(highest or 0) + 1, procedure=procedure, revision=1)
    keys.seal(Point.text, point, text)
    db.add(point)
    record(db, case, Event.POINTS_CHANGED, actor=actor, now=now, reason="added")
    return point


def reword(
    db: Session, case: Case, point_id: uuid.UUID, text: str, *,
    procedure: Procedure | None, actor: Actor, keys: Keyring, now: datetime,
) -> Point:  # fmt: skip
    """Say it better. The person is asked again whether it is right."""
    before_the_answer(case)
    point = one(db, case, point_id)
    if procedure is not point.procedure:
        _stays_with_the_law(case, procedure)
    keys.seal(Point.text, point, text)
    point.procedure, point.agreed = procedure or point.procedure, None
    record(db, case, Event.POINTS_CHANGED, actor=actor, now=now, reason="reworded")
    return point


def classify(
    db: Session, case: Case, point_id: uuid.UUID, *, nature: str, service: str, actor: Actor, now: datetime
) -> None:
    """What it is about and whose service it is, in the council's words (rules 4.3, 4.4). Nobody is asked anew."""
    require_open(case)
    point = one(db, case, point_id)
    point.nature, point.service = nature or None, service or None
    record(db, case, Event.POINTS_CHANGED, actor=actor, now=now, reason="classified")


def move(db: Session, case: Case, point_id: uuid.UUID, *, up: bool, actor: Actor, now: datetime) -> None:
    """One place up or down; at the end of the list nothing moves."""
    before_the_answer(case)
    points = points_of(db, case)
    here = next((place for place, point in enumerate(points) if point.id == point_id), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(points):
        return
    one_number, other_number = points[here].number, points[there].number
    points[here].number = ASIDE
    db.flush()
    points[there].number = one_number
    db.flush()
    points[here].number = other_number
    record(db, case, Event.POINTS_CHANGED, actor=actor, now=now, reason="moved")


def drop(db: Session, case: Case, point_id: uuid.UUID, why: str, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    """It is no point of its own. Kept, and no longer shown or answered; who was told of it reads why (K-06, X-13).
    `why`: a code of TAKEN_AWAY."""
    require_open(case)
    if case.state not in BEFORE_THE_ANSWER:
        raise NotAllowed("What was answered stays a point. Only before the first answer is a point taken away.")
    if len(points_of(db, case)) < 2:
        raise NotAllowed("A complaint needs at least one point. Change its words instead.")
    point = one(db, case, point_id)
    point.dropped = True
    record(db, case, Event.POINTS_CHANGED, actor=actor, now=now, reason=f"dropped_{why}")
    if case.state not in UNTOLD:
        told = SAID.format(point=keys.open(Point.text, point), why=TAKEN_AWAY[why].said)
        put_message(db, case, told, actor=actor, keys=keys, now=now)


def one(db: Session, case: Case, point_id: uuid.UUID) -> Point:
    point = next((point for point in points_of(db, case) if point.id == point_id), None)
    if point is None:
        raise NotAllowed("This point is not there any more.")
    return point


def open_changes(db: Session, case: Case) -> Sequence[PointChange]:
    """What the person says we have wrong, and nobody has dealt with."""
    query = select(PointChange).where(PointChange.case_id == case.id, PointChange.settled_at.is_(None))
    return db.scalars(query.order_by(PointChange.at)).all()


def settle(db: Session, case: Case, change_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """What they said is taken up in the points, or answered in a message."""
    change = next((change for change in open_changes(db, case) if change.id == change_id), None)
    if change is None:
        raise NotAllowed("Somebody has dealt with this already.")
    change.settled_at = now
    record(db, case, Event.POINTS_CHANGED, actor=actor, now=now, reason="settled")


def _stays_with_the_law(case: Case, procedure: Procedure | None) -> None:
    """Where the whole case is corporate, a second person agreed to that already (X-01)."""
    if procedure is None or procedure is case.procedure:
        return
    if needs_second_signoff(standing_of(case), procedure, young_person=case.young_person):
        raise NotAllowed(BY_TWO)


def before_the_answer(case: Case) -> None:
    """A point is added, worded anew or moved only until the first answer: afterwards its finding, the later stages and
    the letters mean it by its words and number (X-13, S-23)."""
    require_open(case)
    if why := why_not(case.state):
        raise NotAllowed(why)


def require_open(case: Case) -> None:
    """Points of a closed case stay as they were answered."""
    if case.closed_on is not None:
        raise NotAllowed("This case is closed. Put it right with a correction.")
