"""What an answer promised to do: by when, who does it, and when it was done (X-15)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.allocating import OUR_TEAM, candidates, kept_out
from models.cases.finding import visible
from models.cases.recording import record
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import BACK, REPLACED, Action, Letter

ANSWERS = {
    1: ("answer_statutory", "answer_corporate", "answer_concern", "confirmation"),
    2: ("answer_stage2", "answer_corporate2"),
    3: ("answer_stage3",),
}
NOBODY, HIDDEN = "Nobody", "This cannot be shown."


def owners(db: Session, case: Case) -> Sequence[Staff]:
    """Who may own a promise: they can sign in and read of it, or are the officer of record. Nobody behind the wall."""
    ids = {person.id for person in candidates(db, case, roles=(*OUR_TEAM, Role.RESPONDER))}
    ids |= {case.officer_id} if case.officer_id else set()
    query = select(Staff).where(Staff.id.in_(ids), Staff.active.is_(True), Staff.id.not_in(kept_out(case)))
    return db.scalars(query.order_by(Staff.name)).all()


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise as staff read it."""

    row: Action
    text: str
    owner: str
    late: bool


def promised(db: Session, case: Case, keys: Keyring, *, today: date, only: uuid.UUID | None = None) -> list[Promised]:
    """What was promised on this case, the nearest day first; `only` what that person owns."""
    query = select(Action, Staff.name).outerjoin(Staff, Staff.id == Action.owner_id).where(Action.case_id == case.id)
    query = query.where(Action.owner_id == only) if only else query
    rows = db.execute(query.order_by(Action.due_on, Action.id)).all()
    texts = keys.open_each(Action.text, [row for row, _ in rows])
    return [
        Promised(row, text if isinstance(text, str) else HIDDEN, name or NOBODY, _late(row, today))
        for (row, name), text in zip(rows, texts, strict=True)
    ]


def late_for(db: Session, actor: Actor, theirs: Collection[uuid.UUID | None], today: date) -> list[tuple[str, date]]:
    """The late promises that `actor` owns or, as officer of record, watches over; a manager, all they may see."""
    query = (
        select(Case.reference, Action.due_on)
        .join(Action, Action.case_id == Case.id)
        .where(Action.done_on.is_(None), Action.due_on < today, visible(actor))
        .order_by(Action.due_on, Case.reference)
    )
    if Role.MANAGER not in actor.roles:
        query = query.where(or_(Action.owner_id.in_(theirs), Case.officer_id.in_(theirs)))
    return [(reference, due) for reference, due in db.execute(query) if due is not None]


def proof_of(action_id: uuid.UUID) -> str:
    """What a file that shows that it was done is kept under, where others stand under the question they answer."""
    return f"proof {action_id.hex}"


def mark_done(
    db: Session, case: Case, action_id: uuid.UUID, *, on: date, note: str, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """It was done, on a day, and how we know. Only who owns it or the complaints team says so."""
    row = db.scalars(select(Action).where(Action.id == action_id, Action.case_id == case.id)).one_or_none()
    if row is None or row.done_on is not None:
        raise NotAllowed("This is marked as done already.")
    if row.owner_id != actor.id and not actor.roles & {*OUR_TEAM, Role.ALTERNATE}:
        raise NotAllowed("Only who promised it or the complaints team marks it as done.")
    if on > local_day(now):
        raise NotAllowed("Choose today or an earlier day.")
    if on < (since := _since(db, case, row)):
        raise NotAllowed(f"It was promised on {short_date(since)}. Choose that day or a later one.")
    row.done_on = on
    details = f"Done on {short_date(on)}: {keys.open(Action.text, row)} {note}"
    record(db, case, Event.NOTED, actor=actor, now=now, reason="promise_done", details=details, keys=keys)


def _since(db: Session, case: Case, row: Action) -> date:
    """The day of the answer that promised it; where there is none of that stage, the day the case came."""
    said = select(func.min(Letter.released_at)).where(Letter.case_id == case.id, Letter.state.not_in((BACK, REPLACED)))
    at = db.scalar(said.where(Letter.kind.in_(ANSWERS.get(row.stage, ()))))
    return local_day(at) if at else case.received_on


def _late(row: Action, today: date) -> bool:
    return row.done_on is None and row.due_on is not None and row.due_on < today
