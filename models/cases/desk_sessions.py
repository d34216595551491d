"""Staff sessions: idle 15 minutes, 8 hours at most, three browsers at once, and dead the moment an account is."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor
from models.sealing import Keyring, Lock, Unreadable, visit_of
from models.tables.account import Account, AccountState
from models.tables.session import HeldForm, StaffSession

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
HALF = timedelta(minutes=10)  # between password and code
HELD = timedelta(hours=1)
AT_ONCE = 3
TOUCH_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, repr=False)
class Desk:
    """One browser of one member of staff, now. `whole` only after the second proof."""

    id: uuid.UUID
    actor: Actor
    email: str
    whole: bool
    created_at: datetime
    last_seen_at: datetime
    factor_at: datetime | None
    over: bool
    lock: Lock
    kept: Mapping[str, Any] = field(default_factory=dict)


def start(
    db: Session, token: bytes, account_id: uuid.UUID, *, whole: bool, now: datetime, since: datetime | None = None
) -> None:
    """Bind this cookie to this account. A fourth browser ends the one longest unused (SES-06).

    `since`: when they signed in, where a new cookie goes on with a session and must not make it last longer.
    """
    session_id, _ = visit_of(token)
    if whole:
        mine = select(StaffSession.id).where(StaffSession.account_id == account_id, StaffSession.whole)
        others = db.scalars(mine.order_by(StaffSession.last_seen_at.desc())).all()
        db.execute(delete(StaffSession).where(StaffSession.id.in_(others[AT_ONCE - 1 :])))
    db.add(
        StaffSession(
            id=session_id,
            account_id=account_id,
            whole=whole,
            created_at=since or now,
            last_seen_at=now,
            expires_at=(since or now) + (LONGEST if whole else HALF),
            factor_at=now if whole else None,
        )
    )
    db.flush()


def look(db: Session, token: bytes, *, now: datetime) -> Desk | None:
    """Whose cookie this is. `over` where the time has run out: what they were writing can still be kept for them."""
    session_id, lock = visit_of(token)
    row = db.get(StaffSession, session_id)
    if row is None:
        return None
    query = select(Account).where(Account.id == row.account_id)
    account = db.scalars(query.options(joinedload(Account.staff), joinedload(Account.roles))).unique().one()
    if account.state is AccountState.DISABLED or (row.whole and account.state is not AccountState.ACTIVE):
        return None
    return Desk(
        id=row.id,
        actor=actor_of(account),
        email=account.email,
        whole=row.whole,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        factor_at=row.factor_at,
        over=now - row.last_seen_at > IDLE or now >= row.expires_at,
        lock=lock,
        kept=_kept(row, lock),
    )


def actor_of(account: Account) -> Actor:
    return Actor(
        kind="staff",
        id=account.staff_id,
        name=account.staff.name,
        roles=frozenset(given.role for given in account.roles),
        account_id=account.id,
        team_id=account.staff.team_id,
    )


def save(db: Session, desk_id: uuid.UUID, lock: Lock, kept: Mapping[str, Any] | None, *, seen: datetime | None) -> None:
    """Note that they are still there, and what Flask wants to say on the next page."""
    row = db.get(StaffSession, desk_id)
    if row is None:
        return
    if seen is not None:
        row.last_seen_at = seen
    if kept is not None:
        Keyring({"visit": lock}).seal_json(StaffSession.data, row, dict(kept))
    db.flush()


def end(db: Session, token: bytes) -> None:
    db.execute(delete(StaffSession).where(StaffSession.id == visit_of(token)[0]))


def end_all(db: Session, account_id: uuid.UUID, but: uuid.UUID | None = None) -> None:
    """A new password, a disabled account, a lost phone: every other browser is signed out now (AUTH-12)."""
    db.execute(delete(StaffSession).where(StaffSession.account_id == account_id, StaffSession.id != but))


def end_one(db: Session, account_id: uuid.UUID, session_id: uuid.UUID) -> None:
    db.execute(delete(StaffSession).where(StaffSession.account_id == account_id, StaffSession.id == session_id))


def open_ones(db: Session, account_id: uuid.UUID, *, now: datetime) -> list[StaffSession]:
    query = select(StaffSession).where(
        StaffSession.account_id == account_id,
        StaffSession.whole,
        StaffSession.last_seen_at > now - IDLE,
        StaffSession.expires_at > now,
    )
    return list(db.scalars(query.order_by(StaffSession.last_seen_at.desc())))


def hold(db: Session, token: bytes, account_id: uuid.UUID, form: Mapping[str, Any], *, now: datetime) -> None:
    """Keep what was being written when the time ran out, for this account in this browser alone (SES-03)."""
    held_id, lock = visit_of(token)
    row = HeldForm(id=held_id, account_id=account_id, expires_at=now + HELD)
    Keyring({"visit": lock}).seal_json(HeldForm.body, row, dict(form))
    db.add(row)
    db.flush()


def held(db: Session, token: bytes, account_id: uuid.UUID, *, now: datetime) -> dict[str, Any] | None:
    held_id, lock = visit_of(token)
    row = db.get(HeldForm, held_id)
    if row is None or row.account_id != account_id or row.expires_at <= now:
        return None
    try:
        form: dict[str, Any] = Keyring({"visit": lock}).open_json(HeldForm.body, row)
    except Unreadable:
        return None
    return form


def move_held(db: Session, before: bytes, after: bytes, account_id: uuid.UUID, *, now: datetime) -> bool:
    """Signing in changes the cookie twice; what is held goes along, if it is theirs."""
    form = held(db, before, account_id, now=now)
    drop_held(db, before)
    if form is not None:
        hold(db, after, account_id, form, now=now)
    return form is not None


def drop_held(db: Session, token: bytes) -> None:
    db.execute(delete(HeldForm).where(HeldForm.id == visit_of(token)[0]))


def _kept(row: StaffSession, lock: Lock) -> dict[str, Any]:
    if row.data is None:
        return {}
    try:
        kept: dict[str, Any] = Keyring({"visit": lock}).open_json(StaffSession.data, row)
    except Unreadable:
        return {}
    return kept
