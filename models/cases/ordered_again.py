"""The Ombudsman has a stage done over: stage 1 answered anew, stage 2 investigated anew, or a new panel (rules 3.8).

The round before is kept as it was and is set aside: its answers, reports, findings and people. The stage begins with
its own clocks, and the person is told in a letter.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import panel_rows
from models.cases.appointing import AGAIN, end
from models.cases.earlier_round import set_aside, set_points_aside, set_stage_two_aside
from models.cases.finding import clocks_of, events_of
from models.cases.letter_facts import letter
from models.cases.recording import record
from models.cases.releasing import release
from models.formats import short_date
from models.procedure.clocks import ORDERED
from models.procedure.lifecycle import NotAllowed
from models.procedure.ombudsman import Remedy
from models.procedure.terms import Clock, Event, Procedure, Role, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.ombudsman import OmbudsmanRemedy
from models.tables.outsider import Appointment
from models.tables.register import OmbudsmanCase
from models.tables.words import Point

MAY = frozenset({Role.MANAGER, Role.ALTERNATE})
FROM = frozenset({
    State.CLOSED, State.S1_RESPONDED, State.S2_RESPONDED, State.S3_RESPONDED, State.S3_REFERRED, State.C1_RESPONDED,
    State.C2_RESPONDED,
})  # fmt: skip
NOT_NOW = "This case is not at an end or at an answer, so no stage of it can be done over now."
WHY_ENDED = "The Ombudsman had this looked into again, by new people."


@dataclass(frozen=True, slots=True)
class Stage:
    """One that can be done over. `clock`: the day by which the person has what it brings."""

    label: str
    procedure: Procedure
    event: Event
    clock: Clock
    needs: tuple[Event, ...]  # what must have happened before, so that there is something to do over
    without: str
    proves: Event | None = None  # what the letter about it acknowledges, where a clock counts from that


STAGES: Mapping[str, Stage] = {
    "s1": Stage(
        "Stage 1: answer it anew", Procedure.STATUTORY, Event.RESUBMITTED, Clock.S1_RESPONSE, (), "",
    ),
    "s2": Stage(
        "Stage 2: a new investigation", Procedure.STATUTORY, Event.S2_REQUESTED, Clock.S2_RESPONSE, (), "",
    ),
    "s3": Stage(
        "Stage 3: a new panel", Procedure.STATUTORY, Event.S3_REQUESTED, Clock.S3_PANEL, (Event.S2_ANSWERED,),
        "Stage 2 was never answered, so there is nothing that a panel could review. Choose stage 2.",
    ),
    "c1": Stage(
        "Corporate stage 1: answer it anew", Procedure.CORPORATE, Event.RESUBMITTED, Clock.C1_ACKNOWLEDGE, (), "",
    ),
    "c2": Stage(
        "Corporate stage 2: look at it anew", Procedure.CORPORATE, Event.C2_REQUESTED, Clock.C2_ACKNOWLEDGE,
        (Event.C1_ANSWERED,), "Stage 1 was never answered. Choose stage 1.", Event.C2_ACKNOWLEDGED,
    ),
}  # fmt: skip
ROUTED = {Procedure.STATUTORY: Event.ROUTED_STATUTORY, Procedure.CORPORATE: Event.ROUTED_CORPORATE}


def stages(case: Case) -> list[tuple[str, str]]:
    """What may be done over. A corporate case may go to the children's procedure, where it belonged there (X-01)."""
    if case.procedure not in ROUTED or case.state not in FROM:
        return []
    return [
        (code, one.label)
        for code, one in STAGES.items()
        if one.procedure is Procedure.STATUTORY or case.procedure is one.procedure
    ]


def wanted(db: Session, row: OmbudsmanCase) -> bool:
    """Whether the Ombudsman has decided, or recommends that a stage is started or finished."""
    if row.decided_on is not None:
        return True
    review = select(OmbudsmanRemedy.id).where(OmbudsmanRemedy.ombudsman_id == row.id, OmbudsmanRemedy.kind == "review")
    return db.scalars(review.where(OmbudsmanRemedy.state != Remedy.NOT_AGREED).limit(1)).first() is not None


def order(
    db: Session, row: OmbudsmanCase, case: Case | None, code: str, *, on: date, why: str, keys: Keyring, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Put the case back to that stage from `on`, the day it was ordered or we agreed to it. `keys` opens the case."""
    stage = STAGES.get(code)
    if case is None or row.case_id != case.id or stage is None or code not in dict(stages(case)):
        raise NotAllowed(NOT_NOW)
    _may(db, row, case, stage, on, why, actor, now)
    if case.state is not State.CLOSED:
        record(db, case, Event.CLOSED, actor=actor, now=now, reason=ORDERED)
    _set_aside(db, case, code, actor=actor, now=now, keys=keys)
    case.responder_id, case.waiting_on, case.delay_reason = None, "us", None
    _procedure(db, case, stage)
    if stage.event is Event.S3_REQUESTED:
        panel_rows.begin(db, case, on=on, late=False)
    record(db, case, stage.event, actor=actor, now=now, on=on, reason=ORDERED, details=why, keys=keys)
    if stage.event is Event.RESUBMITTED:
        record(db, case, ROUTED[stage.procedure], actor=actor, now=now, on=on, reason=ORDERED)
    due = next((c.due_on for c in clocks_of(db, case) if c.clock is stage.clock and c.stopped_on is None), None)
    theirs = {"decided_on": row.decided_on, "theirs": row.ombudsman_reference}
    words = letter(db, case, now, AGAIN, stage=code, began_on=on, due=due, **theirs)
    release(db, case, AGAIN, words.content(), event=stage.proves, actor=actor, now=now, keys=keys)


def _may(
    db: Session, row: OmbudsmanCase, case: Case, stage: Stage, on: date, why: str, actor: Actor, now: datetime
) -> None:
    if not actor.roles & MAY:
        raise NotAllowed("A complaints manager puts a case back to a stage. Ask one of them.")
    if not wanted(db, row):
        raise NotAllowed(
            "Write down first what they decided, or the remedy “Start or finish a stage of the procedure”: a stage is "
            "done over because they want it."
        )
    if not why.strip():
        raise NotAllowed("Write down what the Ombudsman wants to be done over, and why.")
    if stage.needs and not {event.event for event in events_of(db, case)} & set(stage.needs):
        raise NotAllowed(stage.without)
    first = max(row.received_on, row.decided_on or row.received_on)
    if not first <= on <= local_day(now):
        raise NotAllowed(f"The day must be between {short_date(first)}, when they wrote or decided, and today.")


def _set_aside(db: Session, case: Case, code: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """What this stage and those after it have brought is of the round before, and its people have no part in this."""
    for row in _people(db, case):
        if code != "s3" or row.part in ("chair", "member"):
            end(db, case, row.id, WHY_ENDED, on=local_day(now), actor=actor, now=now, keys=keys)
    if code in ("s1", "c1"):
        _again(db, case, set_points_aside(db, case), keys)
        set_aside(db, case)
    elif code in ("s2", "c2"):
        set_aside(db, case, ("s2", "c2"))
    if code != "s3":
        set_stage_two_aside(db, case)


def _people(db: Session, case: Case) -> Sequence[Appointment]:
    query = select(Appointment).where(Appointment.case_id == case.id, Appointment.ended_on.is_(None))
    return db.scalars(query).all()


def _again(db: Session, case: Case, points: Sequence[Point], keys: Keyring) -> None:
    """The same points, to be answered anew: what was found of each stands until then."""
    texts = keys.open_each(Point.text, points)
    for number, (old, text) in enumerate(zip(points, texts, strict=True), 1):
        if not isinstance(text, str):
            raise NotAllowed("A point of this case cannot be opened, so stage 1 cannot be answered anew.")
        point = Point(
            id=uuid.uuid4(), case_id=case.id, number=number, procedure=old.procedure, nature=old.nature,
            service=old.service, finding=old.finding, remedy=old.remedy, revision=1,
        )  # fmt: skip
        keys.seal(Point.text, point, text)
        db.add(point)
    db.flush()


def _procedure(db: Session, case: Case, stage: Stage) -> None:
    """Where they find that it belonged to the children's procedure, it goes on there, and so do its points (X-01)."""
    if case.procedure is stage.procedure:
        return
    for point in db.scalars(select(Point).where(Point.case_id == case.id, Point.dropped.is_(False))):
        if point.procedure is case.procedure:
            point.procedure = stage.procedure
    case.procedure = stage.procedure
