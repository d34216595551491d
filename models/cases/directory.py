"""The directory: everybody who works with children here, kept by the administrator (decisions 12)."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor, note
from models.cases.near_words import fit, read
from models.cases.wall_upkeep import follow_directory
from models.tables.account import Account
from models.tables.staff import Organisation, Staff, Team


def add(
    db: Session,
    *,
    name: str,
    job: str,
    team_id: uuid.UUID | None,
    manager_id: uuid.UUID | None,
    organisation_id: uuid.UUID | None = None,
    senior: bool = False,
    by: Actor,
    now: datetime,
) -> Staff:
    staff = Staff(id=uuid.uuid4(), name=name, job=job, team_id=team_id, manager_id=manager_id)
    staff.organisation_id, staff.senior = organisation_id, senior
    db.add(staff)
    note(db, by, "staff_added", object_kind="staff", object_id=staff.id, now=now)
    db.flush()
    follow_directory(db, by=by, now=now)
    return staff


def change(
    db: Session,
    staff: Staff,
    *,
    name: str,
    job: str,
    team_id: uuid.UUID | None,
    manager_id: uuid.UUID | None,
    organisation_id: uuid.UUID | None = None,
    senior: bool = False,
    what: str = "",
    by: Actor,
    now: datetime,
) -> None:
    """A new manager changes whom the wall keeps out from the next request on (AZ-04). `what`: which facts, for the
    audit."""
    staff.name, staff.job, staff.team_id, staff.manager_id = name, job, team_id, manager_id
    staff.organisation_id, staff.senior = organisation_id, senior
    note(db, by, "staff_changed", object_kind="staff", object_id=staff.id, reason=what, now=now)
    db.flush()
    follow_directory(db, by=by, now=now)


def lead(db: Session, people: Iterable[Staff], manager: Staff, *, by: Actor, now: datetime) -> None:
    """All of them have this manager from now on; each is kept in the audit (AZ-04)."""
    for person in people:
        person.manager_id = manager.id
        note(db, by, "staff_changed", object_kind="staff", object_id=person.id, reason="Manager", now=now)
    db.flush()
    follow_directory(db, by=by, now=now)


def one(db: Session, staff_id: uuid.UUID) -> Staff:
    return db.scalars(select(Staff).where(Staff.id == staff_id).options(joinedload(Staff.team))).one()


def teams(db: Session) -> Sequence[Team]:
    return db.scalars(select(Team).where(Team.active).order_by(Team.name)).all()


def organisations(db: Session) -> Sequence[Organisation]:
    return db.scalars(select(Organisation).where(Organisation.active).order_by(Organisation.name)).all()


def choices_of_team(db: Session, staff: Staff | None = None) -> list[tuple[str, str]]:
    """The teams to choose from, and the one that somebody is in, even where it was closed."""
    found = [(str(team.id), team.name) for team in teams(db)]
    own = staff.team if staff else None
    return found if own is None or own.active else [*found, (str(own.id), f"{own.name} (closed)")]


def choices_of_manager(db: Session, staff: Staff | None = None) -> list[tuple[str, str]]:
    """Everybody who works here, and the manager that somebody has, even where they have left."""
    found = [(str(person.id), person.name) for person in working(db)]
    own = db.get(Staff, staff.manager_id) if staff and staff.manager_id else None
    return found if own is None or own.active else [*found, (str(own.id), f"{own.name} (has left)")]


def working(db: Session) -> Sequence[Staff]:
    return db.scalars(select(Staff).where(Staff.active).order_by(Staff.name, Staff.id)).all()


def matching(people: Iterable[tuple[Staff, Account | None]], typed: str) -> list[tuple[Staff, Account | None]]:
    """Those whose name, post or team fits what was typed, a slip allowed; nothing typed leaves nobody out."""
    wanted = read(typed)
    return [(one, account) for one, account in people if not wanted or fit(wanted, _said_of(one))]


def _said_of(one: Staff) -> tuple[str, ...]:
    of = one.team.name if one.team else one.organisation.name if one.organisation else ""
    return one.name, one.job or "", of
