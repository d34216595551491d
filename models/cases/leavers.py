"""Somebody leaves, or comes back: what they may open and be chosen for goes by it at once (AUTH-12, X-16).

A complaint may still name them: they stay in the directory, and the wall around them stands as before (AZ-04).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import accounts, advocates, standing_in
from models.cases.telling import tell_managers
from models.procedure.lifecycle import NotAllowed
from models.sealing import Keyring
from models.tables.account import AccountRequest, AccountState, FactorReset
from models.tables.case import Case
from models.tables.staff import Organisation, Staff, Team
from models.tables.words import Action, Contribution, Point

SUBJECT = "Somebody who has open complaints has left"
BODY = "Sign in and open “Hand cases over”. It says who has left, and lets you give what was theirs to somebody else."
POOL = "They are in the pool. Say there that they are not asked any more."


@dataclass(frozen=True, slots=True)
class Holding:
    """What hangs on somebody: whom they manage, for whom they stand in, and whether they have open complaints."""

    manages: tuple[str, ...]
    stands_in: tuple[str, ...]
    complaints: bool


def holding(db: Session, staff: Staff) -> Holding:
    manages = select(Staff.name).where(Staff.manager_id == staff.id, Staff.active.is_(True)).order_by(Staff.name)
    stood_for = [one.name for one in _stands_in_for(db, staff)]
    return Holding(tuple(db.scalars(manages)), tuple(stood_for), _has_complaints(db, staff))


def leave(db: Session, staff: Staff, on: date, *, keys: Keyring, by: Actor, now: datetime) -> int:
    """Signed out everywhere, chosen for nothing. Returns of how many children they were the advocate."""
    if staff.id == by.id:
        raise NotAllowed("You cannot say that you have left. Ask another administrator.")
    if not staff.active:
        raise NotAllowed("They have left already.")
    if in_pool(db, staff):
        raise NotAllowed(POOL)
    staff.active, staff.left_on = False, on
    note(db, by, "staff_left", now=now, object_kind="staff", object_id=staff.id, reason=on.isoformat())
    _close(db, staff, by=by, now=now)
    for person in _stands_in_for(db, staff):
        standing_in.end(db, person, (), actor=by, now=now)
    if _has_complaints(db, staff):  # it names nobody, so no wall is in its way
        tell_managers(db, keys, subject=SUBJECT, body=BODY, cause=f"left:{staff.id}:{on}", now=now)
    return advocates.left(db, staff.id, keys=keys, actor=by, now=now)


def come_back(db: Session, staff: Staff, *, by: Actor, now: datetime) -> None:
    """They may be chosen again. Their account stays closed until somebody opens it."""
    if staff.active:
        raise NotAllowed("They work here already.")
    if in_pool(db, staff):
        raise NotAllowed(POOL)
    staff.active, staff.left_on = True, None
    if closed_team(db, staff) is not None:
        staff.team_id = None
    note(db, by, "staff_back", now=now, object_kind="staff", object_id=staff.id)
    db.flush()


def closed_team(db: Session, staff: Staff) -> Team | None:
    """The team they were in, where it was closed meanwhile."""
    team = db.get(Team, staff.team_id) if staff.team_id else None
    return team if team is not None and not team.active else None


def in_pool(db: Session, staff: Staff) -> bool:
    """The pool of people from outside says itself who is asked."""
    place = db.get(Organisation, staff.organisation_id) if staff.organisation_id else None
    return place is not None and place.kind == "pool"


def _close(db: Session, staff: Staff, *, by: Actor, now: datetime) -> None:
    """Their account, and what was asked for it and waits for a second administrator."""
    account = accounts.of_staff_or_none(db, staff.id)
    if account is not None and account.state is not AccountState.DISABLED:
        accounts.disable(db, account, by=by, now=now)
    if account is not None:
        lost = (FactorReset.account_id == account.id, FactorReset.approved_at.is_(None))
        db.execute(delete(FactorReset).where(*lost))
    open_ones = (AccountRequest.approved_at.is_(None), AccountRequest.refused_at.is_(None))
    db.execute(update(AccountRequest).where(AccountRequest.staff_id == staff.id, *open_ones).values(refused_at=now))


def _stands_in_for(db: Session, staff: Staff) -> Sequence[Staff]:
    return db.scalars(select(Staff).where(Staff.deputy_id == staff.id).order_by(Staff.name)).all()


def _has_complaints(db: Session, staff: Staff) -> bool:
    """Also what they promised, whether or not the complaint is closed, and what they were asked (X-15)."""
    point = exists().where(Point.case_id == Case.id, Point.responder_id == staff.id, Point.dropped.is_(False))
    asked = exists().where(
        Contribution.case_id == Case.id, Contribution.staff_id == staff.id, Contribution.given_at.is_(None)
    )
    theirs = or_(Case.officer_id == staff.id, Case.responder_id == staff.id, point, asked)
    promised = exists().where(Action.case_id == Case.id, Action.owner_id == staff.id, Action.done_on.is_(None))
    either = or_(and_(Case.closed_on.is_(None), theirs), promised)
    return db.scalars(select(Case.id).where(either).limit(1)).first() is not None
