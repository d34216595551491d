"""Giving a case, or some of its points, to the manager who answers (K-04), and naming the officer of record."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor
from models.cases.finding import points_of
from models.cases.recording import record
from models.cases.who_decided import SECOND, at_second_stage
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.tables.account import Account, AccountRole, AccountState
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.safety import WallEntry
from models.tables.staff import Staff

OUR_TEAM = (Role.OFFICER, Role.MANAGER)


def candidates(db: Session, case: Case, *, roles: Collection[Role] = (Role.RESPONDER,)) -> Sequence[Staff]:
    """Who may be given this case: they can sign in, have the role, and no wall stands before them (AZ-04)."""
    return db.scalars(
        select(Staff)
        .join(Account, Account.staff_id == Staff.id)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(
            Staff.active.is_(True),
            Account.state == AccountState.ACTIVE,
            AccountRole.role.in_(roles),
            Staff.id.not_in(kept_out(case)),
        )
        .options(joinedload(Staff.team))
        .order_by(Staff.name)
        .distinct()
    ).all()


def who_may_answer(db: Session, case: Case) -> Sequence[Staff]:
    """The same, without who answered at stage 1, and their service, where stage 2 is to be answered."""
    first = at_second_stage(db, case)
    return [person for person in candidates(db, case) if person.id not in first]


def kept_out(case: Case) -> Select[uuid.UUID]:
    """The members of staff on the far side of the wall, as a query."""
    return select(WallEntry.staff_id).where(
        WallEntry.case_id.in_((case.id, case.origin_id)), WallEntry.lifted_at.is_(None)
    )


def give(
    db: Session,
    case: Case,
    staff_id: uuid.UUID,
    *,
    actor: Actor,
    now: datetime,
    point_ids: Collection[uuid.UUID] | None = None,
) -> CaseEvent:
    """Give the case to a responding manager, or only the points named. Nobody answers a complaint about themselves."""
    if case.ask_first:
        raise NotAllowed("The person wants to be asked before the service is told. Ask them first.")
    person = _eligible(db, case, staff_id, (Role.RESPONDER,))
    if person.id in at_second_stage(db, case):
        raise NotAllowed("They or their service answered at stage 1. Somebody else has to decide at stage 2 (K-82).")
    if point_ids is not None and case.state in SECOND:
        raise NotAllowed("One person decides on all of stage 2. Give them the whole case (K-40, K-82).")
    if point_ids is None:
        case.responder_id = person.id
    else:
        for point in points_of(db, case):
            if point.id in point_ids:
                point.responder_id = person.id
    return record(db, case, Event.RESPONDER_ASSIGNED, actor=actor, now=now, reason=str(person.id))


def name_officer(db: Session, case: Case, staff_id: uuid.UUID, *, actor: Actor, now: datetime) -> CaseEvent:
    """The officer whose first name the person's page shows (decisions 16)."""
    person = _eligible(db, case, staff_id, OUR_TEAM)
    case.officer_id = person.id
    return record(db, case, Event.OFFICER_ASSIGNED, actor=actor, now=now, reason=str(person.id))


def _eligible(db: Session, case: Case, staff_id: uuid.UUID, roles: Collection[Role]) -> Staff:
    person = next((p for p in candidates(db, case, roles=roles) if p.id == staff_id), None)
    if person is None:
        raise NotAllowed("This person cannot be given this. They may have no account, or no part in it.")
    return person


def who_answers(db: Session, case: Case) -> list[tuple[int, str]]:
    """The name of whoever answers each point; empty where nobody does yet."""
    rows = points_of(db, case)
    ids = {row.responder_id or case.responder_id for row in rows}
    found = db.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    names = {staff_id: name for staff_id, name in found}
    return [(row.number, names.get(row.responder_id or case.responder_id, "")) for row in rows]  # type: ignore[arg-type]


def who_decides(db: Session, case: Case) -> str:
    """The name of who decides at stage 2; empty where nobody does yet."""
    query = select(Staff.name).where(Staff.id == case.responder_id)
    return (case.responder_id and db.scalars(query).one_or_none()) or ""
