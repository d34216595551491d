"""Signing in: a password, then a code used once or one of ten for a lost phone (AUTH-04, AUTH-05, AUTH-09)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor, note
from models.cases.desk_sessions import actor_of
from models.credentials import check_password, check_totp, hash_password, recovery_hash
from models.sealing import Keyring, Unreadable
from models.tables.account import Account, AccountState, RecoveryCode

NOBODY = Actor(kind="staff")


@dataclass(frozen=True, repr=False)
class Stored:
    """What a typed password is compared with. The same shape for an address that nobody has."""

    account_id: uuid.UUID | None
    password_hash: str | None


def stored_for(db: Session, email: str) -> Stored:
    query = select(Account.id, Account.password_hash).where(
        Account.email == email.strip().lower(), Account.state == AccountState.ACTIVE
    )
    found = db.execute(query).one_or_none()
    return Stored(*found) if found else Stored(None, None)


def password_is_right(stored: Stored, password: str, peppers: Mapping[int, bytes]) -> tuple[bool, str | None]:
    """Slow on purpose: call it outside every transaction. The second value is a newer hash to keep, if one is due."""
    verdict = check_password(stored.password_hash, password, peppers)
    right = verdict.right and stored.account_id is not None
    return right, hash_password(password, peppers) if right and verdict.stale else None


def keep_hash(db: Session, account_id: uuid.UUID, newer: str | None) -> None:
    if newer is not None:
        db.execute(update(Account).where(Account.id == account_id).values(password_hash=newer))


def failed(db: Session, account_id: uuid.UUID | None, what: str, *, now: datetime) -> None:
    """Counted for its owner to see (AUTH-14); one row and one update whoever it was, so that time tells nothing."""
    known = account_id or uuid.UUID(int=0)
    db.execute(update(Account).where(Account.id == known).values(failures=Account.failures + 1))
    note(db, NOBODY, "sign_in_failed", object_kind="account", object_id=account_id, reason=what, now=now)


def second_proof(db: Session, account_id: uuid.UUID, typed: str, keys: Keyring, *, now: datetime) -> str | None:
    """ "code" or "recovery code" where it is right and was never used; the use is written before anything else is."""
    account = db.get_one(Account, account_id)
    if account.totp is not None and _takes_step(db, account, typed, keys, now):
        return "code"
    query = select(RecoveryCode.id).where(
        RecoveryCode.account_id == account_id,
        RecoveryCode.hash == recovery_hash(typed),
        RecoveryCode.used_at.is_(None),
    )
    code_id = db.scalars(query).one_or_none()
    return "recovery code" if code_id is not None and _uses(db, code_id, now) else None


def signed_in(db: Session, account_id: uuid.UUID, how: str, *, now: datetime) -> None:
    query = select(Account).where(Account.id == account_id)
    account = db.scalars(query.options(joinedload(Account.staff), joinedload(Account.roles))).unique().one()
    account.signed_in_before, account.signed_in_at, account.failures = account.signed_in_at, now, 0
    note(db, actor_of(account), "signed_in", object_kind="account", object_id=account_id, reason=how, now=now)
    db.flush()


def signed_out(db: Session, actor: Actor, *, now: datetime) -> None:
    note(db, actor, "signed_out", object_kind="account", object_id=actor.account_id, now=now)


def codes_left(db: Session, account_id: uuid.UUID) -> int:
    query = select(RecoveryCode.id).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return len(db.scalars(query).all())


def _takes_step(db: Session, account: Account, typed: str, keys: Keyring, now: datetime) -> bool:
    """Two browsers with the same code: the UPDATE lets one of them in."""
    try:
        secret = keys.open(Account.totp, account)
    except Unreadable:
        return False
    step = check_totp(secret, typed, now=now, last_step=account.last_totp_step)
    if step is None:
        return False
    took = update(Account).where(Account.id == account.id, Account.last_totp_step < step)
    changed = db.execute(took.values(last_totp_step=step).execution_options(synchronize_session=False))
    db.expire(account)
    return int(changed.rowcount) == 1  # type: ignore[attr-defined]


def _uses(db: Session, code_id: uuid.UUID, now: datetime) -> bool:
    took = update(RecoveryCode).where(RecoveryCode.id == code_id, RecoveryCode.used_at.is_(None))
    changed = db.execute(took.values(used_at=now).execution_options(synchronize_session=False))
    return int(changed.rowcount) == 1  # type: ignore[attr-defined]
