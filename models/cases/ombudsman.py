"""Complaints at the Ombudsman: the history of each, what we owe by when, and the decision (S-18, S-19)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import visible
from models.cases.owed_outside import owed
from models.cases.recording import keep_next_due, record
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.ombudsman import ENQUIRY, GOES_ON, INVESTIGATION, PREMATURE, STATUSES
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.ombudsman import OmbudsmanStep
from models.tables.register import OmbudsmanCase

__all__ = ["ENQUIRY", "PREMATURE"]
HIDDEN = "This cannot be shown."


@dataclass(frozen=True, slots=True)
class Listed:
    """One complaint at the Ombudsman for the list; `owed` is the nearest day by which they want something of us."""

    row: OmbudsmanCase
    reference: str  # of our case, where there is one
    owed: date | None


@dataclass(frozen=True, slots=True)
class Moved:
    row: OmbudsmanStep
    words: str


def listed(db: Session, actor: Actor) -> list[Listed]:
    """Those that wait for us first, the nearest day on top; then the newest. Never past a wall (AZ-04)."""
    query = (
        select(OmbudsmanCase, Case.reference)
        .outerjoin(Case, Case.id == OmbudsmanCase.case_id)
        .where(or_(OmbudsmanCase.case_id.is_(None), visible(actor)))
    )
    found = db.execute(query).all()
    days = owed(db, [row.id for row, _ in found])
    rows = [Listed(row, reference or "", days.get(row.id)) for row, reference in found]
    return sorted(rows, key=lambda one: (one.owed or date.max, -one.row.received_on.toordinal()))


def one(db: Session, actor: Actor, row_id: uuid.UUID) -> tuple[OmbudsmanCase, Case | None] | None:
    """One of them with its case; None where there is none or the wall keeps it from them."""
    query = (
        select(OmbudsmanCase, Case)
        .outerjoin(Case, Case.id == OmbudsmanCase.case_id)
        .where(OmbudsmanCase.id == row_id, or_(OmbudsmanCase.case_id.is_(None), visible(actor)))
    )
    found = db.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def of_case(db: Session, case_id: uuid.UUID) -> Sequence[OmbudsmanCase]:
    query = select(OmbudsmanCase).where(OmbudsmanCase.case_id == case_id)
    return db.scalars(query.order_by(OmbudsmanCase.received_on.desc(), OmbudsmanCase.ombudsman_reference)).all()


def open_case(
    db: Session,
    reference: str,
    *,
    case: Case | None,
    received_on: date,
    status: str,
    service: str | None,
    words: str,
    answer_by: date | None = None,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> OmbudsmanCase:
    """The Ombudsman wrote to us about a complaint. They may at any time, so only the days are held to each other."""
    if status not in STATUSES or not reference.strip():
        raise NotAllowed("Give the Ombudsman's reference and how it stands.")
    if received_on > local_day(now) or (case is not None and received_on < case.received_on):
        raise NotAllowed("The day must be between the day we had the complaint and today.")
    _answer_after(answer_by, received_on)
    row = OmbudsmanCase(
        id=uuid.uuid4(), case_id=case.id if case else None, ombudsman_reference=reference.strip(), service=service,
        received_on=received_on, status=status,
    )  # fmt: skip
    try:
        with db.begin_nested():
            db.add(row)
            db.flush()
    except IntegrityError:
        seen = any(known.row.ombudsman_reference == row.ombudsman_reference for known in listed(db, actor))
        raise NotAllowed(
            "There is a file with this reference of the Ombudsman already."
            if seen  # what a wall keeps from them is not told by a refusal either (AZ-02)
            else "This reference cannot be taken. Check it, then ask a complaints manager or the alternate."
        ) from None
    _step(db, row, status, on=received_on, answer_by=answer_by, words=words, keys=keys, actor=actor, now=now)
    _tell_case(db, case, STATUSES[status], on=received_on, actor=actor, now=now)
    return row


def is_decided(row: OmbudsmanCase) -> bool:
    return row.decided_on is not None and row.finding not in GOES_ON


def move(
    db: Session,
    row: OmbudsmanCase,
    case: Case | None,
    status: str,
    *,
    on: date,
    answer_by: date | None,
    words: str,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> None:
    """Another day in its history: a new status, or a letter that wants something of us by a day (S-19)."""
    if status not in STATUSES:
        raise NotAllowed("Choose how it stands now.")
    if is_decided(row):
        raise NotAllowed("The Ombudsman has decided this. A new enquiry has a reference of its own.")
    _possible(db, row, on, now)
    _answer_after(answer_by, on)
    row.status = status
    _step(db, row, status, on=on, answer_by=answer_by, words=words, keys=keys, actor=actor, now=now)
    _tell_case(db, case, STATUSES[status], on=on, actor=actor, now=now)


def answered(db: Session, row: OmbudsmanCase, step_id: uuid.UUID, *, on: date, actor: Actor, now: datetime) -> None:
    """We gave them what they wanted, on a day."""
    step = db.scalars(select(OmbudsmanStep).where(OmbudsmanStep.id == step_id)).one_or_none()
    if step is None or step.ombudsman_id != row.id or step.answer_by is None or step.answered_on is not None:
        raise NotAllowed("Nothing is owed here any more.")
    if not step.on <= on <= local_day(now):
        raise NotAllowed("The day must be between the day they asked and today.")
    step.answered_on = on
    _keep_next(db, row)
    note(db, actor, "ombudsman_answered", now=now, object_kind="ombudsman", object_id=row.id)


def decide(
    db: Session,
    row: OmbudsmanCase,
    case: Case | None,
    finding: str,
    *,
    on: date,
    no_new_fault: bool,
    words: str,
    why: str = "",
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> None:
    """Their decision. `no_new_fault`: they found only what our own stages had found already (S-18). `why`: what was
    wrong with the one written down before, which stays in the history."""
    if not finding or finding in GOES_ON:
        raise NotAllowed("Choose what the Ombudsman found.")
    _possible(db, row, on, now)
    again = is_decided(row)
    if again:
        _put_right(db, row, why, keys=keys, actor=actor, now=now)
    row.finding, row.decided_on, row.no_new_fault = finding, on, no_new_fault
    if words:
        keys.seal(OmbudsmanCase.recommendation, row, words)
    note(db, actor, "ombudsman_decided", now=now, object_kind="ombudsman", object_id=row.id)
    _tell_case(db, case, "put_right" if again else "decided", on=on, actor=actor, now=now)


def _put_right(db: Session, row: OmbudsmanCase, why: str, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    if not why:
        raise NotAllowed("Their decision is written down already. Say what was wrong with it to put it right.")
    was = f"{row.finding}, {short_date(row.decided_on)}" if row.decided_on else f"{row.finding}"
    words = " ".join(filter(None, (f"Their decision was put right: {why} Before: {was}.", said(row, keys))))
    _step(db, row, row.status or INVESTIGATION, on=local_day(now), answer_by=None, words=words, keys=keys, actor=actor,
          now=now)  # fmt: skip


def link(db: Session, row: OmbudsmanCase, case: Case, *, actor: Actor, now: datetime) -> None:
    """It is about this case of ours: found later, or registered after they sent it back (S-18)."""
    if row.case_id is not None:
        raise NotAllowed("It belongs to a case already.")
    row.case_id = case.id
    db.flush()
    _tell_case(db, case, "linked", on=local_day(now), actor=actor, now=now)


def history(db: Session, row: OmbudsmanCase, keys: Keyring) -> list[Moved]:
    """Every day of it, the newest first."""
    query = select(OmbudsmanStep).where(OmbudsmanStep.ombudsman_id == row.id)
    steps = db.scalars(query.order_by(OmbudsmanStep.on.desc(), OmbudsmanStep.at.desc())).all()
    return [Moved(step, _text(step, keys)) for step in steps]


def said(row: OmbudsmanCase, keys: Keyring) -> str:
    """What they recommended, in their words."""
    try:
        return keys.open_if(OmbudsmanCase.recommendation, row) or ""
    except Unreadable:
        return HIDDEN


def _answer_after(answer_by: date | None, wrote: date) -> None:
    if answer_by is not None and answer_by < wrote:
        raise NotAllowed("They cannot want an answer before the day they wrote.")


def _possible(db: Session, row: OmbudsmanCase, on: date, now: datetime) -> None:
    last = db.scalars(select(OmbudsmanStep.on).where(OmbudsmanStep.ombudsman_id == row.id)).all()
    first = max([row.received_on, *last])
    if not first <= on <= local_day(now):
        raise NotAllowed(f"The day must be between {short_date(first)}, the last thing that happened, and today.")


def _step(
    db: Session,
    row: OmbudsmanCase,
    status: str,
    *,
    on: date,
    answer_by: date | None,
    words: str,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> None:
    if actor.id is None:
        raise NotAllowed("Only a member of staff writes this down.")
    step = OmbudsmanStep(
        id=uuid.uuid4(), ombudsman_id=row.id, on=on, status=status, answer_by=answer_by, at=now, by_id=actor.id
    )
    if words:
        keys.seal(OmbudsmanStep.words, step, words)
    db.add(step)
    db.flush()
    note(db, actor, "ombudsman_step", now=now, object_kind="ombudsman", object_id=row.id, reason=STATUSES[status])


def _keep_next(db: Session, row: OmbudsmanCase) -> None:
    case = db.get(Case, row.case_id) if row.case_id else None
    if case is not None:
        keep_next_due(db, case)


def _tell_case(db: Session, case: Case | None, what: str, *, on: date, actor: Actor, now: datetime) -> None:
    if case is not None:
        record(db, case, Event.OMBUDSMAN, actor=actor, now=now, on=on, reason=f"ombudsman_{what}")


def _text(step: OmbudsmanStep, keys: Keyring) -> str:
    try:
        return keys.open_if(OmbudsmanStep.words, step) or ""
    except Unreadable:
        return HIDDEN
