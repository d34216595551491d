"""Learning from complaints: the meeting after stages 2 and 3, its actions, and which of both are late (K-65, X-15)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, exists, func, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import only_theirs, visible, walled
from models.cases.policies import holidays, policy_of
from models.cases.promises import HIDDEN, NOBODY, owners
from models.cases.queue_lines import Due, due_for
from models.cases.recording import record
from models.procedure.lateness import is_late
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.learning import LearningMeeting
from models.tables.staff import Staff
from models.tables.words import Action

AFTER: dict[str, int] = {"s2_answered": 2, "s3_answered": 3}  # the answer that makes a meeting due, and its stage
MEETING_DAYS = 25  # working days, K-65; a council may choose less


@dataclass(frozen=True, slots=True)
class Owed:
    """A meeting that nobody has written down, its last day and how that stands, also where the case is closed."""

    case: Case
    stage: int
    answered_on: date
    due: Due
    late: bool


@dataclass(frozen=True, slots=True)
class Held:
    row: LearningMeeting
    kept: dict[str, str]


@dataclass(frozen=True, slots=True)
class LateAction:
    """Something we said we would do, and have not."""

    reference: str
    due: date
    text: str
    owner: str


def owed(db: Session, actor: Actor, *, today: date) -> list[Owed]:
    """Every learning meeting that is due or late, in the cases `actor` may see, the nearest day first."""
    if only_theirs(actor):
        return []
    found = [_owed(db, case, event, today) for case, event in db.execute(_unmet().where(visible(actor)))]
    return sorted(found, key=lambda one: one.due.on)


def owed_by(db: Session, actor: Actor, *, today: date) -> list[Owed]:
    """Those in the cases they are officer of record of, and in those that nobody is."""
    return [one for one in owed(db, actor, today=today) if one.case.officer_id in (actor.id, None)]


def owed_here(db: Session, case: Case, *, today: date) -> list[Owed]:
    return [_owed(db, case, event, today) for _, event in db.execute(_unmet().where(Case.id == case.id))]


def meet(
    db: Session, case: Case, stage: int, *, on: date, who: str, noted: str, actor: Actor, now: datetime, keys: Keyring
) -> LearningMeeting:
    """The meeting, chaired by the complaints team: who was there, what was said. What follows are actions."""
    today = local_day(now)
    one = next((one for one in owed_here(db, case, today=today) if one.stage == stage), None)
    if one is None:
        raise NotAllowed("No learning meeting is owed for this stage, or it is written down already.")
    if not one.answered_on <= on <= today:
        raise NotAllowed("Choose the day of the meeting: from the day of the answer until today.")
    if actor.id is None:
        raise NotAllowed("Only a member of staff writes down a meeting.")
    row = LearningMeeting(
        id=uuid.uuid4(), case_id=case.id, stage=stage, held_on=on, kept_at=now, kept_by=actor.id
    )  # fmt: skip
    keys.seal_json(LearningMeeting.noted, row, {"who": who, "noted": noted})
    db.add(row)
    record(db, case, Event.NOTED, actor=actor, now=now, on=on, reason="learning_met", details=noted, keys=keys)
    return row


def add_action(
    db: Session, case: Case, *, text: str, owner: uuid.UUID, due: date, stage: int, actor: Actor, now: datetime,
    keys: Keyring,
) -> Action:  # fmt: skip
    """One thing we will do because of this complaint: the person reads it on their page, with its day."""
    if owner not in {one.id for one in owners(db, case)}:
        raise NotAllowed("Choose somebody who can sign in and may know of this.")
    if due < local_day(now):
        raise NotAllowed("Choose today or a later day.")
    row = Action(id=uuid.uuid4(), case_id=case.id, point_id=None, due_on=due, owner_id=owner, stage=stage)
    keys.seal(Action.text, row, text)
    db.add(row)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="action_added", details=text, keys=keys)
    return row


def held(db: Session, case: Case, keys: Keyring) -> list[Held]:
    query = select(LearningMeeting).where(LearningMeeting.case_id == case.id).order_by(LearningMeeting.stage)
    return [Held(row, _opened(row, keys)) for row in db.scalars(query)]


def late_actions(db: Session, actor: Actor, today: date) -> tuple[int, date | None]:
    """How many actions nobody has marked as done on their day, and since when the oldest: numbers, for a director."""
    many, oldest = db.execute(select(*late_numbers(actor, today))).one()
    return many, oldest


def late_numbers(actor: Actor, today: date) -> tuple[ScalarSelect[int], ScalarSelect[date | None]]:
    """The same as two columns of another question."""
    if actor.id is None:
        raise ValueError("Figures are for somebody.")
    query = select(Action.id).join(Case, Case.id == Action.case_id)
    query = query.where(Action.done_on.is_(None), Action.due_on < today, ~walled(actor.id))
    many, oldest = query.with_only_columns(func.count()), query.with_only_columns(func.min(Action.due_on))
    return many.scalar_subquery(), oldest.scalar_subquery()


def late_by_case(db: Session, actor: Actor, keys: Keyring, today: date) -> list[LateAction]:
    """The same as a list, for who may open the cases: what was promised, whose it is, and since when it is late."""
    if only_theirs(actor):
        return []
    query = select(Case, Action, Staff.name).join(Action, Action.case_id == Case.id)
    query = query.outerjoin(Staff, Staff.id == Action.owner_id)
    query = query.where(Action.done_on.is_(None), Action.due_on < today, visible(actor))
    rows = db.execute(query.order_by(Action.due_on, Case.reference, Action.id)).all()
    return [
        LateAction(case.reference, row.due_on, _text(case, row, keys), name or NOBODY)
        for case, row, name in rows
        if row.due_on
    ]


def _text(case: Case, row: Action, keys: Keyring) -> str:
    try:
        return str(keys.with_case(case, "thread").open(Action.text, row))
    except Unreadable:
        return HIDDEN


def _unmet() -> Select[Case, CaseEvent]:
    """Each answer of a stage that calls for a meeting, where none is written down."""
    events = [event for event in Event if event.value in AFTER]
    met = exists().where(LearningMeeting.case_id == CaseEvent.case_id, LearningMeeting.stage == _stage())
    return (
        select(Case, CaseEvent)
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(CaseEvent.event.in_(events), CaseEvent.corrects_id.is_(None), ~met)
        .order_by(CaseEvent.on, CaseEvent.number)
    )


def _stage() -> Any:
    return when(*((CaseEvent.event == event, AFTER[event.value]) for event in Event if event.value in AFTER))


def _owed(db: Session, case: Case, event: CaseEvent, today: date) -> Owed:
    days = min(policy_of(db, case).figures.get("learning", MEETING_DAYS), MEETING_DAYS)
    stage, free = AFTER[event.event.value], holidays(db)
    on = add_working_days(event.on, days, free)
    due = due_for(f"Learning meeting after stage {stage}", on, free, today)
    return Owed(case, stage, event.on, due, is_late(on, today))


def _opened(row: LearningMeeting, keys: Keyring) -> dict[str, str]:
    try:
        found: dict[str, str] = keys.open_json(LearningMeeting.noted, row)
    except Unreadable:
        return {"who": "", "noted": "This cannot be shown."}
    return found
