"""Points that go another way become a case of their own: own clock, own letters, own end (E-56, X-13, S-09)."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.deciding import Decision, PointGiven
from models.cases.finding import points_of
from models.cases.proposing import keep
from models.cases.recording import record
from models.credentials import new_reference
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.screening import ROUTES
from models.procedure.taken_up import OTHER, STATUTORY, route_refused
from models.procedure.terms import Event, Procedure, State
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case, CaseLink
from models.tables.history import CaseEvent
from models.tables.words import Point

UNANSWERED = frozenset({State.S1_OPEN, State.S1_EXTENDED})
COPIED = (
    "council", "policy_since", "journey", "channel", "young_person", "age_band", "standing", "wants", "topics",
    "anonymous", "ask_first",
    "received_at", "received_on", "safe", "advocate", "late_flag", "to_alternate", "officer_id", "wrapped_by",
    "looked_at",
)  # fmt: skip


def set_apart(db: Session, case: Case, decision: Decision, *, actor: Actor, now: datetime, keys: Keyring) -> list[Case]:
    """After triage: a case for each way that its points go, waiting to be decided with what was written of them."""
    ways = dict.fromkeys(point.procedure for point in decision.set_apart if point.procedure)
    return [
        _part(db, case, way, [p for p in decision.set_apart if p.procedure is way], actor=actor, now=now, keys=keys)
        for way in ways
    ]


def split(
    db: Session,
    case: Case,
    point_ids: Iterable[uuid.UUID],
    way: Procedure,
    *,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> Case:
    """Later on: these points go that way. They leave this case, which keeps at least one."""
    if case.state is State.CLOSED or Event.SPLIT not in allowed(case.state) or case.procedure is None:
        raise NotAllowed("As this case stands nothing can be split off. Decide first how it is dealt with.")
    points, wanted = points_of(db, case), set(point_ids)
    chosen = [point for point in points if point.id in wanted]
    if not chosen or len(chosen) != len(wanted):
        raise NotAllowed("Choose the points that go another way. Somebody may have changed them meanwhile.")
    if len(chosen) == len(points):
        raise NotAllowed("All of them go that way: deal with the whole case in another way instead.")
    if way is case.procedure or way is Procedure.REFUSED:
        raise NotAllowed("Choose another way than this case takes. What was taken up is not refused (E-43).")
    ways = {point.procedure or case.procedure for point in chosen}
    was = STATUTORY if Procedure.STATUTORY in ways else OTHER
    if was == STATUTORY and case.state not in UNANSWERED:
        raise NotAllowed("What was answered at stage 1 of the children’s procedure keeps its next stages (E-43).")
    if shut := route_refused(was, way, ""):
        raise NotAllowed(f"{shut}.")
    given = [PointGiven(_words(keys, point)) for point in chosen]
    for point in chosen:
        point.dropped = True
    return _part(db, case, way, given, was, actor=actor, now=now, keys=keys)


def taken_up(db: Session, case: Case) -> str:
    """Whether these points were accepted before they became a part: a code of models.procedure.taken_up, or nothing."""
    if case.part_of_id is None:
        return ""
    begun = (CaseEvent.case_id == case.id, CaseEvent.event == Event.REGISTERED)
    return db.scalars(select(CaseEvent.reason).where(*begun).order_by(CaseEvent.number).limit(1)).first() or ""


def parts_of(db: Session, case: Case) -> Sequence[Case]:
    """The cases that were split off from this one."""
    return db.scalars(select(Case).where(Case.part_of_id == case.id).order_by(Case.last_event_at, Case.id)).all()


def _part(
    db: Session, case: Case, way: Procedure, points: Sequence[PointGiven], was: str = "", *,
    actor: Actor, now: datetime, keys: Keyring,
) -> Case:  # fmt: skip
    """A part that waits to be decided, with what was written of its points."""
    part = begin(db, case, actor=actor, now=now, keys=keys, was=was)
    await_decision(db, part, way, points, actor=actor, now=now, keys=keys)
    return part


def await_decision(
    db: Session, part: Case, way: Procedure, points: Sequence[PointGiven], *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """What an officer reads at triage of a part: its points, and the way they were meant to go."""
    decision = Decision(route=way, reason=ROUTES[way].reasons[0].id, points=tuple(points), safe="safe")
    if actor.id is not None:
        keep(db, part, decision, by=actor.id, keys=keys.with_case(part), now=now)
    db.flush()


def begin(
    db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring, came: datetime | None = None, was: str = ""
) -> Case:
    """It shares the locks of the first: the person's words open its letters, and its file is the same file. `came`:
    when it was told, where that is later than the first; its days count from then. `was`: as what it was taken up."""
    if actor.id is None:
        raise NotAllowed("Only a member of staff splits a case.")
    kept = {name: getattr(case, name) for name in COPIED}
    if came is not None:
        kept |= {"received_at": came, "received_on": local_day(came)}
    part = Case(
        id=uuid.uuid4(), form_instance=uuid.uuid4(), reference=new_reference(), state=State.NEW,
        part_of_id=case.origin_id,
        freeze_decided=True, safety_waiting=False, waiting_on="us", last_event_at=now, **kept,
    )  # fmt: skip
    keys.wrap(Case.thread_wrap, part, keys["thread"])
    keys.wrap(Case.file_wrap, part, keys["file"])
    db.add(part)
    db.flush()
    record(db, part, Event.REGISTERED, actor=actor, now=now, reason=was or None)
    if part.young_person:
        record(db, part, Event.ADVOCATE_OFFERED, actor=actor, now=now)  # on the page and in the letter of the first
    db.add(CaseLink(id=uuid.uuid4(), case_id=case.id, other_id=part.id, why="split"))
    record(db, case, Event.SPLIT, actor=actor, now=now, reason=part.reference)
    db.flush()
    return part


def _words(keys: Keyring, point: Point) -> str:
    try:
        return keys.open(Point.text, point)
    except Unreadable:
        raise NotAllowed("A point cannot be read, so it stays where it is.") from None
