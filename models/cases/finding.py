"""Which cases a person may see, and finding one. Lists, counts, search and exports all use `visible`."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from models.audit import Actor
from models.procedure.terms import Procedure, Role
from models.sealing import Keyring
from models.tables.access import AdvocateAccess
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.outsider import Appointment, Outsider
from models.tables.safety import WallEntry
from models.tables.words import Contribution, Point

TEAM = frozenset({Role.OFFICER, Role.MANAGER})
KEEPERS = frozenset({Role.RECORDS, Role.MANAGER})


def visible(actor: Actor) -> ColumnElement[bool]:
    """The one condition that decides which cases `actor` may see (AZ-03, AZ-04). What looks like a machine's is on no
    list but its own (INP-16), and what was made anonymous on none."""
    return within_reach(actor) & Case.held_at.is_(None) & Case.anonymised.is_(False)


def within_reach(actor: Actor) -> ColumnElement[bool]:
    """The same with what is held as a machine's. The wall beats every role."""
    if actor.kind != "staff" or actor.id is None:
        return false()
    reasons: list[ColumnElement[bool]] = []
    if actor.roles & TEAM:
        reasons.append(_of_the_team(actor))
    else:
        if Role.ALTERNATE in actor.roles:
            reasons.append(Case.to_alternate.is_(True))
        if actor.roles & {Role.ADVOCATE, Role.ADVOCATE_LEAD}:
            reasons.append(_lets_them_in(actor.id))
        if Role.OUTSIDER in actor.roles:
            reasons.append(_room(actor.id))
        if Role.RESPONDER in actor.roles:
            reasons.append(or_(*_theirs(actor.id)) & Case.sensitive.is_(False))
    if not reasons:
        return false()
    return or_(*reasons) & ~walled(actor.id)


def _of_the_team(actor: Actor) -> ColumnElement[bool]:
    """Everything, but for what was closed as a sensitive matter: that only managers and its own officer see (S-07)."""
    if Role.MANAGER in actor.roles:
        return Case.id.is_not(None)
    return or_(Case.sensitive.is_(False), Case.officer_id == actor.id)


def walled(
    staff_id: uuid.UUID | InstrumentedAttribute[uuid.UUID] | InstrumentedAttribute[uuid.UUID | None],
) -> ColumnElement[bool]:
    """Whether the wall stands between this member of staff and the case."""
    here = WallEntry.case_id.in_((Case.id, Case.part_of_id))  # a wall stands round a case and all its parts
    return exists().where(WallEntry.staff_id == staff_id, here, WallEntry.lifted_at.is_(None))


def by_reference(db: Session, actor: Actor, reference: str) -> Case:
    """The case, if `actor` may see it; otherwise `NoResultFound`, as for one that does not exist (AZ-02)."""
    query = (
        select(Case)
        .where(Case.reference == reference, visible(actor))
        .options(joinedload(Case.officer), joinedload(Case.responder))
    )
    return db.scalars(query).one()


def on_record(actor: Actor) -> ColumnElement[bool]:
    """The cases whose keeping `actor` may decide: their facts, and none of their words. The wall beats this too. What
    was closed as sensitive is for managers alone (S-07)."""
    if actor.kind == "system":
        return true()  # the command line counts, and shows references alone
    if actor.kind != "staff" or actor.id is None or not actor.roles & KEEPERS:
        return false()
    open_to_them = true() if Role.MANAGER in actor.roles else Case.sensitive.is_(False)
    return open_to_them & ~walled(actor.id) & Case.held_at.is_(None)


def find_on_record(db: Session, actor: Actor, reference: str) -> Case | None:
    return db.scalars(select(Case).where(Case.reference == reference, on_record(actor))).one_or_none()


def hidden(db: Session, reference: str) -> uuid.UUID | None:
    """The case behind a refusal, for the audit alone: an attempt on it is kept, whatever was answered (AZ-04)."""
    return db.scalars(select(Case.id).where(Case.reference == reference)).one_or_none()


def find(db: Session, actor: Actor, reference: str) -> Case | None:
    """`by_reference` for callers who keep a refusal before they give it."""
    try:
        return by_reference(db, actor, reference)
    except NoResultFound:
        return None


def only_theirs(actor: Actor) -> bool:
    """Whether `actor` sees a case only through what was given to them: their points, not the whole file."""
    return not actor.roles & (TEAM | {Role.ALTERNATE})


def family(case: Case) -> Select[uuid.UUID]:
    """The case, the one it was split off from, and every other part of that: of one person, told at once (E-56)."""
    return select(Case.id).where(or_(Case.id == case.origin_id, Case.part_of_id == case.origin_id))


def events_of(db: Session, case: Case) -> Sequence[CaseEvent]:
    return db.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number)).all()


def clocks_of(db: Session, case: Case) -> Sequence[RunningClock]:
    """Every clock the case ever had, the earliest due first."""
    query = select(RunningClock).where(RunningClock.case_id == case.id).order_by(RunningClock.due_on, RunningClock.id)
    return db.scalars(query).all()


def points_of(db: Session, case: Case) -> Sequence[Point]:
    query = select(Point).where(Point.case_id == case.id, Point.dropped.is_(False)).order_by(Point.number)
    return db.scalars(query).all()


def looked_into(case: Case, points: Iterable[Point]) -> list[Point]:
    """Without those that were left out on a ground of the closed list: they are named with it, and nobody answers or
    judges them (E-30, K-06, X-03)."""
    return [one for one in points if one.procedure is not Procedure.REFUSED or case.procedure is Procedure.REFUSED]


def left_out_of(db: Session, case: Case, keys: Keyring) -> list[str]:
    """Those that were, each with its ground, as the person was told."""
    rows = points_of(db, case)
    kept = {one.id for one in looked_into(case, rows)}
    texts = keys.open_each(Point.text, out := [one for one in rows if one.id not in kept])
    return [text for text, _ in zip(texts, out, strict=True) if isinstance(text, str)]


def _lets_them_in(staff_id: uuid.UUID) -> ColumnElement[bool]:
    """An advocate opens what a child lets them, until that ends (AZ-14)."""
    ours = (AdvocateAccess.case_id == Case.id) & (AdvocateAccess.staff_id == staff_id)
    return exists().where(ours, AdvocateAccess.ended_at.is_(None)).correlate(Case)


def _room(staff_id: uuid.UUID) -> ColumnElement[bool]:
    """Who was appointed from outside opens that one case, while their room is open and they are in the pool."""
    of_outsider = (Outsider.id == Appointment.outsider_id) & (Outsider.staff_id == staff_id) & Outsider.active
    here = exists().where(Appointment.case_id == Case.id, of_outsider, Appointment.ended_on.is_(None))
    return here.where(Appointment.room_until.is_not(None), Case.closed_on.is_(None)).correlate(Case)


def _theirs(staff_id: uuid.UUID) -> list[ColumnElement[bool]]:
    return [
        Case.responder_id == staff_id,
        exists()
        .where(Point.case_id == Case.id, Point.responder_id == staff_id, Point.dropped.is_(False))
        .correlate(Case),
        exists(Contribution.id)
        .where(Contribution.case_id == Case.id, Contribution.staff_id == staff_id)
        .correlate(Case),
    ]
