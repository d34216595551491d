"""Giving a case, or some of its points, to the manager who answers (K-04), and naming the officer of record."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor
from models.cases.finding import points_of
from models.cases.recording import record
from models.cases.who_decided import SECOND, at_second_stage, decided_first
from models.procedure.lifecycle import STAGE_TWO, NotAllowed
from models.procedure.terms import Event, Role
from models.tables.account import Account, AccountRole, AccountState
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.safety import WallEntry
from models.tables.staff import Staff

OUR_TEAM = (Role.OFFICER, Role.MANAGER)
NO_SENIOR = (
    "A director, assistant director or strategic lead decides at stage 2 (K-40), and nobody who can sign in as a "
    "responding manager is marked as one. A system administrator marks them under People, on the page of that person."
)
NOT_SENIOR = (
    "{name} is not marked as a director, assistant director or strategic lead, and one of them decides at stage 2 "
    "(K-40). Choose somebody who is, or ask a system administrator to mark them, under People."
)


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
    """The same, without who answered at stage 1, and their service, where stage 2 is to be answered. At the statutory
    stage 2 a director, assistant director or strategic lead alone (rules 3.1, K-40)."""
    first, any_grade = at_second_stage(db, case), case.state not in STAGE_TWO
    return [one for one in candidates(db, case) if one.id not in first and (any_grade or one.senior)]


def nobody_senior(db: Session) -> bool:
    """Whether no director, assistant director or strategic lead can be given a stage 2 at all."""
    theirs = (Account.state == AccountState.ACTIVE, AccountRole.role == Role.RESPONDER)
    query = select(Staff.id).join(Account, Account.staff_id == Staff.id).join(AccountRole).where(*theirs)
    return db.scalars(query.where(Staff.senior.is_(True), Staff.active.is_(True)).limit(1)).first() is None


def why_not_senior(db: Session, case: Case, person: Staff | None) -> str:
    """What is missing for this person to decide at the statutory stage 2, in a sentence; empty where nothing is."""
    if case.state not in STAGE_TWO or person is None or person.senior:
        return ""
    return NO_SENIOR if nobody_senior(db) else NOT_SENIOR.format(name=person.name)


def why_not_named(db: Session, case: Case, staff_id: str | None) -> str:
    """The same for somebody who is not on the list, or is no longer: what is missing, where only their grade is."""
    found = next((one for one in candidates(db, case) if str(one.id) == staff_id), None)
    return why_not_senior(db, case, found)


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
    if lacks := why_not_senior(db, case, person):
        raise NotAllowed(lacks)
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
    if case.responder_id in decided_first(db, case):
        return ""  # who answered at stage 1 is still named until the reports are in
    return (case.responder_id and db.scalars(query).one_or_none()) or ""
