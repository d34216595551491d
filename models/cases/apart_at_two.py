"""What leaves stage 2 for a case of its own: something new, to stage 1; what is corporate, to its own stage 2.

A statement that is amended may take new points in, by agreement; otherwise they are a new complaint (S-23). A complaint
of two procedures, answered in one letter at stage 1, goes two ways from there (S-09).
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.deciding import PointGiven
from models.cases.finding import events_of, points_of
from models.cases.proposing import kept_of
from models.cases.recording import record
from models.cases.splitting import await_decision, begin
from models.procedure.lifecycle import STAGE_TWO, NotAllowed
from models.procedure.terms import Event, Procedure, State
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.words import Point

WALKED = (
    Event.ROUTED_CORPORATE, Event.ACKNOWLEDGED, Event.RESPONDER_ASSIGNED, Event.C1_ANSWERED, Event.C2_REQUESTED,
)  # fmt: skip
SAME = {  # how what happened to the first is called in its part
    Event.ROUTED_STATUTORY: Event.ROUTED_CORPORATE,
    Event.S1_ANSWERED: Event.C1_ANSWERED,
    Event.CONFIRMATION_SENT: Event.C1_ANSWERED,
    Event.S2_REQUESTED: Event.C2_REQUESTED,
}


def new_matter(db: Session, case: Case, text: str, *, actor: Actor, now: datetime, keys: Keyring) -> Case:
    """Told at stage 2, and not looked at in it: a complaint of its own, whose days count from today."""
    if case.state not in STAGE_TWO:
        raise NotAllowed("Something new becomes a complaint of its own from stage 2 on. Before that, add a point.")
    if not text.strip():
        raise NotAllowed("Write down what is new, as they said it.")
    if _told_already(db, case, text, keys):
        raise NotAllowed("This is a complaint of its own already. Open it from what belongs with this case.")
    part = begin(db, case, actor=actor, now=now, keys=keys, came=now)
    await_decision(db, part, Procedure.STATUTORY, [PointGiven(text)], actor=actor, now=now, keys=keys)
    return part


def _told_already(db: Session, case: Case, text: str, keys: Keyring) -> bool:
    """Whether the same words began a part that nobody has decided: pressed twice, or written down by two officers."""
    query = select(Case).where(Case.part_of_id.in_({case.id, case.origin_id}), Case.state == State.RECEIVED)
    wanted = text.split()
    there = [kept_of(db, part, keys.with_case(part)) for part in db.scalars(query)]
    return any(point.text.split() == wanted for one in there if one for point in one.decision.points)


def corporate_points(db: Session, case: Case) -> Sequence[Point]:
    """The points that may go to the corporate stage 2: corporate all along, answered, beside statutory ones."""
    points = points_of(db, case)
    answered = {one.event for one in events_of(db, case)} & {Event.S1_ANSWERED, Event.CONFIRMATION_SENT}
    if case.state is not State.S2_REQUESTED or not answered:
        return []
    found = [point for point in points if point.procedure is Procedure.CORPORATE]
    return found if len(found) < len(points) else []


def corporate_second(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> Case:
    """They go on at the corporate stage 2, on the days that they have walked: answered, asked for, and not decided
    again by who answered (K-82). A statutory point never goes this way: its own stage 2 is a right (E-43)."""
    points = corporate_points(db, case)
    if not points:
        raise NotAllowed("No point of this case goes to the corporate stage 2.")
    part = begin(db, case, actor=actor, now=now, keys=keys)
    part.procedure, part.route_reason = Procedure.CORPORATE, "not_function"
    for one in events_of(db, case):
        event = SAME.get(one.event, one.event)
        if event in WALKED:
            record(db, part, event, actor=actor, now=now, on=one.on, reason=one.reason)
    for point in points:
        moved = Point(id=uuid.uuid4(), case_id=part.id, number=point.number, procedure=Procedure.CORPORATE, revision=1)
        keys.with_case(part).seal(Point.text, moved, keys.open(Point.text, point))
        moved.nature, moved.service, moved.finding, moved.remedy = (
            point.nature, point.service, point.finding, point.remedy,
        )  # fmt: skip
        point.dropped = True
        db.add(moved)
    db.flush()
    return part
