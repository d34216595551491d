"""Who may come in, and as what: asked for by one administrator, agreed by another (AZ-10)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import accounts
from models.cases.accounts import CONTENT, NotTwoPeople, check_place, check_roles
from models.cases.telling import tell
from models.procedure.terms import Role
from models.sealing import Keyring
from models.tables.account import Account, AccountRequest, FactorReset
from models.tables.staff import Staff

WAITS = timedelta(days=7)
SUBJECT = "Somebody new can open complaints"
BODY = (
    "One system administrator has asked for it and another has agreed: somebody has an account, or a role, that opens "
    "complaints. If you did not expect this, ask a system administrator who it is."
)


def ask(
    db: Session, staff_id: uuid.UUID, roles: Iterable[Role], *, email: str | None = None, keys: Keyring, by: Actor,
    now: datetime,
) -> AccountRequest:  # fmt: skip
    """A new account at this address, or other roles for the one there is. What was asked before is asked no more, and
    the other administrators hear that one of them has to agree."""
    if by.account_id is None or by.id == staff_id:
        raise NotTwoPeople("You cannot ask for this for yourself")
    open_ones = update(AccountRequest).where(
        AccountRequest.staff_id == staff_id, AccountRequest.approved_at.is_(None), AccountRequest.refused_at.is_(None)
    )
    db.execute(open_ones.values(refused_at=now))
    given = check_roles(roles)
    check_place(db.get_one(Staff, staff_id), given)
    wanted = " ".join(sorted(given))
    address = email.strip().lower() if email else None
    asked = AccountRequest(
        id=uuid.uuid4(), staff_id=staff_id, email=address, roles=wanted, asked_by=by.account_id, asked_at=now
    )
    db.add(asked)
    action = "account_asked" if address else "roles_asked"
    note(db, by, action, object_kind="staff", object_id=staff_id, reason=wanted, now=now)
    db.flush()
    accounts.tell_who_agrees(db, keys, staff_id, cause=f"asked:{asked.id}", by=by, now=now)
    return asked


def agree(db: Session, asked: AccountRequest, *, keys: Keyring, by: Actor, now: datetime) -> tuple[Account, str | None]:
    """By neither who asked nor whom it is about. The token begins a new account; there is none where roles change."""
    _still_open(asked, now)
    if by.account_id is None or by.account_id == asked.asked_by or by.id == asked.staff_id:
        raise NotTwoPeople("A different administrator has to agree")
    asked.approved_by, asked.approved_at = by.account_id, now
    note(db, by, "account_agreed", object_kind="staff", object_id=asked.staff_id, reason=asked.roles, now=now)
    roles = check_roles(Role(code) for code in asked.roles.split())
    check_place(db.get_one(Staff, asked.staff_id), roles)
    account, before, token = _carry_out(db, asked, roles, by, now)
    if roles & CONTENT - before:
        tell(db, keys, Role.MANAGER, subject=SUBJECT, body=BODY, cause=f"account:{asked.id}", now=now)
    db.flush()
    return account, token


def refuse(db: Session, asked: AccountRequest, *, by: Actor, now: datetime) -> None:
    _still_open(asked, now)
    asked.refused_at = now
    note(db, by, "account_refused", object_kind="staff", object_id=asked.staff_id, reason=asked.roles, now=now)
    db.flush()


def waiting(db: Session, staff_id: uuid.UUID, *, now: datetime) -> AccountRequest | None:
    query = select(AccountRequest).where(AccountRequest.staff_id == staff_id, _open(now))
    return db.scalars(query.order_by(AccountRequest.asked_at.desc()).limit(1)).one_or_none()


@dataclass(frozen=True, slots=True)
class Waits:
    """What one administrator asked for and another has to agree to."""

    staff: Staff
    what: str
    asked_at: datetime
    mine: bool  # asked by the reader, or about them: somebody else has to agree


def everything_waiting(db: Session, *, by: Actor, now: datetime) -> list[Waits]:
    """Accounts, roles and authenticators, the oldest first."""
    asked = select(AccountRequest, Staff).join(Staff, Staff.id == AccountRequest.staff_id).where(_open(now))
    lost = select(FactorReset, Staff).join(Account, Account.id == FactorReset.account_id)
    lost = lost.join(Staff, Staff.id == Account.staff_id).where(FactorReset.approved_at.is_(None))
    rows: list[tuple[AccountRequest | FactorReset, Staff, str]] = [
        (row, staff, "an account" if row.email else "other roles") for row, staff in db.execute(asked)
    ]
    rows += [(row, staff, "a new authenticator") for row, staff in db.execute(lost)]
    found = [Waits(staff, what, row.asked_at, by.account_id == row.asked_by or by.id == staff.id)
             for row, staff, what in rows]  # fmt: skip
    return sorted(found, key=lambda one: one.asked_at)


def how_many(actor: Actor, now: datetime) -> Any:
    """Of those, what this administrator may agree to."""
    asked = select(func.count()).where(
        _open(now), AccountRequest.asked_by != actor.account_id, AccountRequest.staff_id != actor.id
    )
    lost = select(func.count()).where(
        FactorReset.approved_at.is_(None),
        FactorReset.asked_by != actor.account_id,
        FactorReset.account_id != actor.account_id,
    )
    return asked.scalar_subquery() + lost.scalar_subquery()


def _open(now: datetime) -> ColumnElement[bool]:
    return and_(
        AccountRequest.approved_at.is_(None), AccountRequest.refused_at.is_(None), AccountRequest.asked_at > now - WAITS
    )


def one(db: Session, staff_id: uuid.UUID, request_id: uuid.UUID) -> AccountRequest:
    query = select(AccountRequest).where(AccountRequest.id == request_id, AccountRequest.staff_id == staff_id)
    return db.scalars(query).one()


def _carry_out(
    db: Session, asked: AccountRequest, roles: frozenset[Role], by: Actor, now: datetime
) -> tuple[Account, frozenset[Role], str | None]:
    """The account, what it could do before, and the token of a new one."""
    there = accounts.of_staff_or_none(db, asked.staff_id)
    if asked.email is None:
        account = accounts.of_staff(db, asked.staff_id)
        before = frozenset(given.role for given in account.roles)
        accounts.set_roles(db, account, roles, by=by, now=now)
        return account, before, None
    if there is not None or accounts.with_email(db, asked.email) is not None:
        raise NotTwoPeople("There is an account for this person or this address already")
    account, token = accounts.invite(db, asked.staff_id, asked.email, roles, by=by, now=now)
    return account, frozenset(), token


def _still_open(asked: AccountRequest, now: datetime) -> None:
    if asked.approved_at or asked.refused_at or asked.asked_at <= now - WAITS:
        raise NotTwoPeople("This was answered already, or has waited too long. Ask again")
