"""What waits while everybody who might open it is kept out: administrators see that it does, and nothing of it (AZ-04).

They name one more alternate (decisions 12). An administrator who is kept out as well does not hear that it is there.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, select, true
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.climbing import ABOVE, ASK_BODY, ASK_SUBJECT
from models.cases.finding import TEAM, walled
from models.cases.telling import behind_wall, people_of
from models.post.outbox import queue_staff
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.account import Account, AccountRole, AccountState
from models.tables.case import Case
from models.tables.incoming import IncomingMail, IncomingWall
from models.tables.message import Message
from models.tables.safety import SafetyAlert


class Left(NamedTuple):
    """How many of each nobody may open."""

    alerts: int
    cases: int
    mails: int


def left(db: Session, actor: Actor) -> Left:
    """For an administrator, without what they are kept out of themselves; for the command line, all."""
    return Left(*db.execute(select(_alerts(actor), _cases(actor), _mails(actor))).one())


def how_many(actor: Actor) -> Any:
    """The same as one number: part of another query."""
    return _alerts(actor) + _cases(actor) + _mails(actor)


def ask_administrators(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Once a day to each of them while something waits; how many were asked."""
    cause = f"nobody-left:{local_day(now)}"
    gone = set(db.scalars(select(Message.cause).where(Message.cause.startswith(cause))))
    asked = 0
    for person in people_of(db, Role.ADMINISTRATOR):
        once = f"{cause}:{person.account_id}"
        if once not in gone and any(left(db, Actor(kind="staff", id=person.staff_id))):
            queue_staff(db, keys, to=person.email, subject=ASK_SUBJECT, body=ASK_BODY, cause=once, now=now,
                        about={"role": Role.ADMINISTRATOR.value})  # fmt: skip
            asked += 1
    return asked


def _alerts(actor: Actor) -> Any:
    """Nobody has accepted it, and it could go up to nobody. Duty may still have it: they are told twice."""
    here = true() if actor.id is None else ~behind_wall(actor.id)
    nobody = ~_somebody(ABOVE, behind_wall(Account.staff_id))
    return _count(SafetyAlert.id, SafetyAlert.accepted_at.is_(None), nobody, here)


def _cases(actor: Actor) -> Any:
    here = true() if actor.id is None else ~walled(actor.id)
    nobody = ~_somebody((*TEAM, Role.ALTERNATE), walled(Account.staff_id))
    return _count(Case.id, Case.to_alternate.is_(True), Case.closed_on.is_(None), nobody, here)


def _mails(actor: Actor) -> Any:
    here = true() if actor.id is None else ~_named(actor.id)
    nobody = ~_somebody((*TEAM, Role.ALTERNATE), _named(Account.staff_id))
    loose = (IncomingMail.settled_at.is_(None), IncomingMail.case_id.is_(None), IncomingMail.to_alternate.is_(True))
    return _count(IncomingMail.id, *loose, nobody, here)


def _named(staff_id: Any) -> ColumnElement[bool]:
    return exists().where(IncomingWall.mail_id == IncomingMail.id, IncomingWall.staff_id == staff_id)


def _somebody(roles: tuple[Role, ...], kept_out: ColumnElement[bool]) -> ColumnElement[bool]:
    held = (AccountRole.account_id == Account.id, AccountRole.role.in_(roles), Account.state == AccountState.ACTIVE)
    return exists().where(*held, ~kept_out)


def _count(what: Any, *where: ColumnElement[bool]) -> Any:
    return select(func.count(what)).where(*where).scalar_subquery()
