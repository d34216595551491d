"""Forms that look like a machine’s: held apart, read by a person, let in or left to go. Nothing is refused (INP-16).

Who sent it has the same answer, the same words and the same page as everybody. Whatever they do there lets it in.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import within_reach
from models.cases.statement import Statement
from models.procedure.lifecycle import NotAllowed
from models.procedure.machines import DAYS, LINKS, looks_like_one, may_be_held, mostly_links
from models.procedure.terms import Safe
from models.procedure.working_days import local_day
from models.tables.case import Case

KEPT_FOR = timedelta(days=DAYS)


@dataclass(frozen=True, slots=True)
class Gone:
    """How many went after their days, and when the last of them did."""

    many: int
    last: date | None


def hold_if_machine(
    db: Session, case: Case, said: Statement, signs: Collection[str], *, came_back: bool, alerted: bool, actor: Actor,
    now: datetime,
) -> bool:  # fmt: skip
    """Hold a case that was opened just now. `came_back`: somebody began it before, and had words for it."""
    urgent = alerted or said.safe in (Safe.NO, Safe.NOT_SURE) or said.freeze_on is not None or bool(said.files)
    if not may_be_held(said.journey, young_person=said.young_person, urgent=urgent, came_back=came_back):
        return False
    found = {*signs, *([LINKS] if mostly_links(said.account) else [])}
    if not looks_like_one(said.journey, found):
        return False
    case.held_at = now
    note(db, actor, "held_apart", now=now, object_kind="case", object_id=case.id, reason=" ".join(sorted(found)))
    return True


def held(db: Session, actor: Actor) -> Sequence[Case]:
    """What is held and `actor` may read: what nobody has judged first, the longest first."""
    return db.scalars(select(Case).where(*_held(actor)).order_by(Case.machine_at.is_not(None), Case.held_at)).all()


def how_many(actor: Actor) -> Any:
    """How many nobody has judged: part of another query."""
    return select(func.count(Case.id)).where(*_held(actor), Case.machine_at.is_(None)).scalar_subquery()


def one(db: Session, actor: Actor, reference: str) -> Case:
    """Raises NoResultFound where it is not held, or not for them."""
    return db.scalars(select(Case).where(Case.reference == reference, *_held(actor))).one()


def gone(db: Session) -> Gone:
    found = (Case.held_at.is_not(None), Case.erased_on.is_not(None))
    many, last = db.execute(select(func.count(Case.id), func.max(Case.erased_on)).where(*found)).one()
    return Gone(many, last)


def let_in(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """It is a complaint like any other, from the day it came. The person themselves lets it in by coming back."""
    if case.held_at is None or case.erased_on:
        raise NotAllowed("This was let in already.")
    case.held_at = case.machine_at = None
    note(db, actor, "let_in", now=now, object_kind="case", object_id=case.id)


def from_machine(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """An officer has read it. It is erased after its days; what nobody has read stays."""
    if case.held_at is None or case.machine_at:
        raise NotAllowed("A colleague has decided this already.")
    case.machine_at = now
    note(db, actor, "called_machine", now=now, object_kind="case", object_id=case.id)


def goes_on(case: Case) -> date | None:
    """The day on which it is erased; None while nobody has said that a machine sent it."""
    return local_day(case.held_at + KEPT_FOR) if case.held_at and case.machine_at else None


def due(db: Session, *, now: datetime) -> Sequence[Case]:
    """What was read, judged, and is past its days."""
    past = (Case.held_at < now - KEPT_FOR, Case.machine_at.is_not(None), Case.erased_on.is_(None))
    return db.scalars(select(Case).where(*past).order_by(Case.held_at).limit(100)).all()


def _held(actor: Actor) -> tuple[Any, ...]:
    return within_reach(actor), Case.held_at.is_not(None), Case.erased_on.is_(None)
