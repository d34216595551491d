"""The address of somebody's own days: made, made anew, taken back. Only its hash is kept, so it is shown once."""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.audit import Actor, note
from models.cases.desk_sessions import actor_of
from models.tables.account import Account, AccountState
from models.tables.audit import AuditRow
from models.tables.calendar import CalendarLink

READ = "calendar_read"
MOST, WITHIN = 30, timedelta(hours=1)


def make_link(db: Session, actor: Actor, *, now: datetime) -> str:
    """A new address, shown once; the one before stops working."""
    _drop(db, actor.account_id)
    token = secrets.token_urlsafe(32)
    db.add(CalendarLink(account_id=actor.account_id, token_hash=_hash(token), made_at=now))
    note(db, actor, "calendar_made", now=now, object_kind="account", object_id=actor.account_id)
    db.flush()
    return token


def withdraw(db: Session, account_id: uuid.UUID | None, *, by: Actor, now: datetime) -> None:
    """The address stops working."""
    if _drop(db, account_id):
        note(db, by, "calendar_withdrawn", now=now, object_kind="account", object_id=account_id)


def made_at(db: Session, account_id: uuid.UUID | None) -> datetime | None:
    return db.scalar(select(CalendarLink.made_at).where(CalendarLink.account_id == account_id))


def whose(db: Session, token: str) -> Actor | None:
    """Whose address it is; None for one that never was, was withdrawn, or belongs to an account that is closed."""
    query = select(Account).join(CalendarLink, CalendarLink.account_id == Account.id)
    query = query.options(joinedload(Account.staff), selectinload(Account.roles))
    account = db.scalars(query.where(CalendarLink.token_hash == _hash(token))).one_or_none()
    return actor_of(account) if account is not None and account.state is AccountState.ACTIVE else None


def too_often(db: Session, actor: Actor, *, now: datetime) -> bool:
    """Whether their calendar has looked as often as it may. Counted in the audit, since a GET writes nothing else."""
    looks = select(func.count()).where(AuditRow.actor_id == actor.id, AuditRow.action == READ)
    return (db.scalar(looks.where(AuditRow.at > now - WITHIN)) or 0) >= MOST


def _drop(db: Session, account_id: uuid.UUID | None) -> bool:
    gone = db.execute(delete(CalendarLink).where(CalendarLink.account_id == account_id).returning(CalendarLink.id))
    return gone.first() is not None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
