"""What keeps a case whatever its day: a hold that somebody placed, and what is still going on in it (RET-02)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.asked_for import asked_for, numbers
from models.cases.finding import KEEPERS, on_record
from models.cases.retaining import THEMSELVES
from models.cases.telling import behind_wall
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import HOLDS
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case, CaseLink
from models.tables.ombudsman import OmbudsmanRemedy
from models.tables.register import OmbudsmanCase, RegisterLine
from models.tables.retention import LegalHold
from models.tables.safety import SafetyAlert
from models.tables.staff import Staff
from models.tables.words import Action

ASKED_TO_SEE = "Somebody asked to see what is kept, perhaps this, and has no answer yet: request"
EVERY = and_(LegalHold.case_id.is_(None), LegalHold.alert_id.is_(None))
"""A hold over everything. One over a single safety alert has no case either."""
LONGEST = 366  # days until somebody looks at a hold again


@dataclass(frozen=True, slots=True)
class Held:
    """One hold as it is read: who placed it and why; who asked to lift it."""

    row: LegalHold
    case: Case | None
    alert: SafetyAlert | None
    by: str
    asked_by: str
    words: dict[str, Any]

    @property
    def why(self) -> str:
        return HOLDS.get(self.row.why, self.row.why)


def place(
    db: Session,
    case: Case | None,
    why: str,
    words: str,
    review_on: date | None,
    *,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> LegalHold:
    """From now on nothing of `case`, or of any case, is erased. One person is enough to stop something."""
    only_a_keeper(actor)
    if case is not None:  # an erasure that has begun ends first, and one that begins sees this
        db.execute(select(Case.id).where(Case.id == case.origin_id).with_for_update())
        db.refresh(case)
    if case is not None and case.erased_on:
        raise NotAllowed("It is erased already. Nothing is left that could be held.")
    what = {"case_id": case.id if case else None}
    row = begin(db, why, words, review_on, actor=actor, now=now, keys=keys, **what)
    note(db, actor, "hold_placed", now=now, object_kind="case" if case else "hold", object_id=row.case_id or row.id,
         reason=why)  # fmt: skip
    return row


def begin(
    db: Session, why: str, words: str, review_on: date | None, *, actor: Actor, now: datetime, keys: Keyring,
    **what: uuid.UUID | None,
) -> LegalHold:  # fmt: skip
    """The row of a hold over one case, one alert (`alert_id`), or everything, to be looked at again in time."""
    day = _in_time(review_on, local_day(now))
    row = LegalHold(id=uuid.uuid4(), why=why, placed_by=actor.id, placed_at=now, review_on=day, **what)
    keys.seal_json(LegalHold.words, row, {"for": words})
    db.add(row)
    return row


def look_again(db: Session, row: LegalHold, review_on: date | None, *, actor: Actor, now: datetime) -> None:
    """It goes on; the next look is on `review_on`. A wish to lift it is gone with that."""
    only_a_keeper(actor)
    day = _in_time(review_on, local_day(now))
    row.review_on, row.lift_asked_by, row.lift_asked_at = day, None, None
    note(db, actor, "hold_goes_on", now=now, object_kind="hold", object_id=row.id)


def ask_to_lift(db: Session, row: LegalHold, words: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    only_a_keeper(actor)
    row.lift_asked_by, row.lift_asked_at = actor.id, now
    keys.seal_json(LegalHold.words, row, {**_words(row, keys), "lift": words})
    note(db, actor, "hold_lift_asked", now=now, object_kind="hold", object_id=row.id)


def lift(db: Session, row: LegalHold, *, actor: Actor, now: datetime) -> None:
    """Two people end a hold (AZ-10)."""
    only_a_keeper(actor)
    if row.lift_asked_by is None:
        raise NotAllowed("Nobody asked to lift it yet. One person asks, another agrees.")
    if row.lift_asked_by == actor.id:
        raise NotAllowed(THEMSELVES)
    row.lifted_by, row.lifted_at = actor.id, now
    note(db, actor, "hold_lifted", now=now, object_kind="hold", object_id=row.id)


def one(db: Session, actor: Actor, row_id: uuid.UUID) -> LegalHold | None:
    """A hold that stands, if `actor` may decide of what it holds."""
    query = _standing(actor).where(LegalHold.id == row_id)
    return next((row for row, *_ in db.execute(query)), None)


def standing(db: Session, actor: Actor, keys: Keyring, case: Case | None = None) -> Sequence[Held]:
    """Every hold that stands, those to look at first; of one case, also those that hold every case."""
    query = _standing(actor).order_by(LegalHold.review_on, LegalHold.placed_at)
    if case is not None:
        query = query.where(or_(EVERY, LegalHold.case_id == case.id))
    found = db.execute(query).all()
    ids = {row.placed_by for row, *_ in found} | {row.lift_asked_by for row, *_ in found}
    names: dict[Any, str] = {
        key: name for key, name in db.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    }
    return [
        Held(row, of, alert, names.get(row.placed_by, ""), names.get(row.lift_asked_by, ""), _words(row, keys))
        for row, of, alert in found
    ]


def to_lift(db: Session, actor: Actor) -> int:
    """How many holds somebody else asked to end: they wait for this person's yes."""
    asked = _standing(actor).where(LegalHold.lift_asked_by.is_not(None), LegalHold.lift_asked_by != actor.id)
    return db.scalar(select(func.count()).select_from(asked.with_only_columns(LegalHold.id).subquery())) or 0


def held() -> ColumnElement[bool]:
    """Whether a hold stands over the case, or over every case; an open request to see it holds it as well."""
    alerts = select(SafetyAlert.id).where(SafetyAlert.case_id.in_((Case.id, Case.part_of_id))).correlate(Case)
    here = or_(EVERY, LegalHold.case_id.in_((Case.id, Case.part_of_id)), LegalHold.alert_id.in_(alerts))
    stands = exists().where(LegalHold.lifted_at.is_(None), here).correlate(Case)
    return or_(stands, asked_for(Case.id, Case.part_of_id))


def everything_held(db: Session) -> bool:
    """Whether nothing at all may be destroyed now: what belongs to no case waits too (RET-02)."""
    every = exists().where(LegalHold.lifted_at.is_(None), EVERY)
    return bool(db.scalar(select(every)))


def still_needed(db: Session, case: Case, keys: Keyring | None = None) -> list[str]:
    """What is not over, in words, whoever decided what: asked again in the moment of erasing. Empty: it may go.
    `keys`: whose names it bears is compared with who asked to see records. The worker has the blind index alone."""
    family = family_of(db, case)
    ids = [one.id for one in family]
    alerts = select(SafetyAlert.id).where(SafetyAlert.case_id.in_(ids))  # one was put on the case since it was held
    held_here = or_(EVERY, LegalHold.case_id.in_(ids), LegalHold.alert_id.in_(alerts))
    checks: tuple[tuple[ColumnElement[bool], str], ...] = (
        (LegalHold.lifted_at.is_(None) & held_here, "A legal hold stands over it."),
        (OmbudsmanCase.case_id.in_(ids) & OmbudsmanCase.decided_on.is_(None), "The Ombudsman has not decided it."),
        (SafetyAlert.case_id.in_(ids) & SafetyAlert.closed_at.is_(None), "A safety alert about it is not finished."),
        (Action.case_id.in_(ids) & Action.done_on.is_(None) & Action.due_on.is_not(None),
         "Something that was promised in it is not marked as done."),
        (RegisterLine.case_id.in_(ids) & RegisterLine.to_check, "It came with a register and waits to be looked at."),
    )  # fmt: skip
    said = [words for condition, words in checks if db.scalar(select(exists().where(condition)))]
    if any(one.closed_on is None for one in family):
        said.insert(0, "It is not closed." if case.closed_on is None else "A part of it is still open.")
    if db.scalar(_remedy_owed(ids)):
        said.append("Something the Ombudsman recommended is not proven to be done.")
    said += [f"{ASKED_TO_SEE} {number}." for number in numbers(db, family, keys)]
    return said


def family_of(db: Session, case: Case) -> Sequence[Case]:
    """The case and its parts: they share their locks, so they go together (decision 58)."""
    origin = case.origin_id
    query = select(Case).where(or_(Case.id == origin, Case.part_of_id == origin)).order_by(Case.received_on, Case.id)
    return db.scalars(query).all()


def linked(db: Session, case: Case) -> int:
    """How many others are linked with it: for whoever decides to think of."""
    query = select(CaseLink.id).where(or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id))
    return len(db.scalars(query).all())


def _in_time(day: date | None, today: date) -> date:
    if day is None or not today < day or (day - today).days > LONGEST:
        raise NotAllowed("Choose a day after today and within a year on which somebody looks at the hold again.")
    return day


def _remedy_owed(ids: Sequence[uuid.UUID]) -> Any:
    theirs = OmbudsmanRemedy.ombudsman_id.in_(select(OmbudsmanCase.id).where(OmbudsmanCase.case_id.in_(ids)))
    open_one = or_(OmbudsmanRemedy.state == "accepted", OmbudsmanRemedy.state == "done")
    return select(
        exists().where(theirs, open_one, OmbudsmanRemedy.proven_on.is_(None), OmbudsmanRemedy.prove_by.is_not(None))
    )


def _standing(actor: Actor) -> Any:
    """With its case or alert; what the wall keeps from `actor` is not there."""
    mine = or_(EVERY, on_record(actor), and_(SafetyAlert.id.is_not(None), ~behind_wall(actor.id)))
    query = select(LegalHold, Case, SafetyAlert).outerjoin(Case, Case.id == LegalHold.case_id)
    query = query.outerjoin(SafetyAlert, SafetyAlert.id == LegalHold.alert_id)
    return query.where(LegalHold.lifted_at.is_(None), mine)


def _words(row: LegalHold, keys: Keyring) -> dict[str, Any]:
    try:
        found: dict[str, Any] = keys.open_json(LegalHold.words, row)
    except Unreadable:
        return {}
    return found


def only_a_keeper(actor: Actor) -> None:
    if not actor.roles & KEEPERS:
        raise NotAllowed("Only a records officer or a complaints manager decides how long cases are kept.")
