"""Accounts: who is given one, what they may do with it, and how a lost way in is given back by two people."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor, note
from models.cases import calendar_links, desk_sessions
from models.cases.policies import councils, in_force
from models.cases.telling import tell
from models.credentials import check_totp, new_recovery_codes, new_totp, recovery_hash
from models.post.outbox import queue_staff
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.account import (
    Account,
    AccountRole,
    AccountState,
    FactorReset,
    Invitation,
    Purpose,
    RecoveryCode,
)
from models.tables.staff import Staff

CONTENT = frozenset({Role.OFFICER, Role.MANAGER, Role.ALTERNATE, Role.RESPONDER, Role.DUTY, Role.RECORDS})
ADVOCATES = frozenset({Role.ADVOCATE, Role.ADVOCATE_LEAD})
OUTSIDE = frozenset({Role.PROVIDER, Role.OUTSIDER}) | ADVOCATES
"""Roles of people who work for another organisation: never together with one of ours."""
LIVES = {
    Purpose.INVITATION: timedelta(days=7),
    Purpose.PASSWORD: timedelta(minutes=30),
    Purpose.FACTOR: timedelta(hours=24),
}


class RoleConflict(ValueError):
    """Two roles that must not be one person's. The message is for the administrator."""


class NotTwoPeople(ValueError):
    """The same person cannot ask and agree. The message is for the administrator."""


ASKED = "An administrator asks you to agree to something"
ASKED_BODY = (
    "Another system administrator has asked for an account, a role or a new authenticator for somebody. It needs a "
    "second administrator. Sign in and open People: it stands at the top. If you did not expect it, ask who asked."
)


def check_roles(roles: Iterable[Role]) -> frozenset[Role]:
    """Decisions 13: who watches does not do, who sets up does not read, who sees figures sees no child."""
    given = frozenset(roles)
    if not given:
        raise RoleConflict("Choose at least one role")
    if Role.AUDITOR in given and len(given) > 1:
        raise RoleConflict("An auditor can have no other role")
    if Role.ADMINISTRATOR in given and given & CONTENT:
        raise RoleConflict("A system administrator can have no role that opens complaints")
    if Role.DIRECTOR in given and given & CONTENT:
        raise RoleConflict("A director sees figures, so can have no role that opens complaints")
    if given & OUTSIDE and len(given) > 1:
        raise RoleConflict("Somebody who works for another organisation can have no other role")
    return given


def check_place(staff: Staff, roles: Iterable[Role]) -> None:
    """A role of another organisation is for its people alone, and its people have no other."""
    if bool(frozenset(roles) & OUTSIDE) != (staff.organisation_id is not None):
        raise RoleConflict(
            "Only somebody who works for an advocacy provider can have that role, and they can have no other"
        )


def invite(
    db: Session, staff_id: uuid.UUID, email: str, roles: Iterable[Role], *, by: Actor, now: datetime
) -> tuple[Account, str]:
    """An account for somebody in the directory, and the token of the link that begins it."""
    _works_here(db, staff_id)
    account = Account(id=uuid.uuid4(), staff_id=staff_id, email=email.strip().lower(), created_at=now)
    account.roles = [AccountRole(role=role) for role in sorted(check_roles(roles))]
    db.add(account)
    db.flush()
    note(db, by, "account_invited", object_kind="account", object_id=account.id, reason=_said(roles), now=now)
    return account, make_link(db, account.id, Purpose.INVITATION, by=by, now=now)


def make_link(db: Session, account_id: uuid.UUID, purpose: Purpose, *, by: Actor, now: datetime) -> str:
    """A new link; older ones of the account open nothing from now on. Only its hash is kept (AUTH-10)."""
    older = update(Invitation).where(Invitation.account_id == account_id, Invitation.used_at.is_(None))
    db.execute(older.values(used_at=now))
    token = secrets.token_urlsafe(32)
    db.add(Invitation(account_id=account_id, purpose=purpose, token_hash=_hash(token), expires_at=now + LIVES[purpose]))
    note(db, by, "link_made", object_kind="account", object_id=account_id, reason=purpose, now=now)
    db.flush()
    return token


def of_link(db: Session, token: str, *, now: datetime) -> tuple[Invitation, Account] | None:
    """What this link is for, if it is unused and in time and its account may still be used."""
    query = (
        select(Invitation, Account)
        .join(Account, Account.id == Invitation.account_id)
        .where(Invitation.token_hash == _hash(token), Invitation.used_at.is_(None), Invitation.expires_at > now)
        .where(Account.state != AccountState.DISABLED)
        .options(joinedload(Account.staff))
    )
    found = db.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def set_password(db: Session, account: Account, password_hash: str, *, by: Actor, now: datetime) -> None:
    """Every browser of the account is signed out; whoever sets it signs in again."""
    account.password_hash = password_hash
    desk_sessions.end_all(db, account.id)
    note(db, by, "password_set", object_kind="account", object_id=account.id, now=now)
    db.flush()


def offer_factor(db: Session, account: Account, keys: Keyring) -> str:
    """A new secret for an authenticator. It counts once a code made with it is given back."""
    secret = new_totp()
    keys.seal(Account.totp, account, secret)
    account.last_totp_step = 0
    db.flush()
    return secret


def confirm_factor(db: Session, account: Account, typed: str, keys: Keyring, *, by: Actor, now: datetime) -> bool:
    """The authenticator works: the account is open from now on."""
    secret = keys.open(Account.totp, account)
    step = check_totp(secret, typed, now=now, last_step=account.last_totp_step)
    if step is None:
        return False
    account.last_totp_step, account.state = step, AccountState.ACTIVE
    note(db, by, "factor_set", object_kind="account", object_id=account.id, now=now)
    db.flush()
    return True


def use_link(db: Session, invitation: Invitation, *, now: datetime) -> None:
    invitation.used_at = now
    db.flush()


def renew_codes(db: Session, account_id: uuid.UUID, *, by: Actor, now: datetime) -> list[str]:
    """Ten new codes, to be shown once; the old ones open nothing."""
    codes = new_recovery_codes()
    db.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    db.add_all(RecoveryCode(account_id=account_id, hash=recovery_hash(code)) for code in codes)
    note(db, by, "recovery_codes_made", object_kind="account", object_id=account_id, now=now)
    db.flush()
    return codes


def set_roles(db: Session, account: Account, roles: Iterable[Role], *, by: Actor, now: datetime) -> None:
    """What they may do changes at their next click (AZ-11), in a session begun anew (SES-02)."""
    wanted = check_roles(roles)
    account.roles = [AccountRole(account_id=account.id, role=role) for role in sorted(wanted)]
    desk_sessions.end_all(db, account.id)
    note(db, by, "roles_set", object_kind="account", object_id=account.id, reason=_said(wanted), now=now)
    db.flush()


def disable(db: Session, account: Account, *, by: Actor, now: datetime) -> None:
    account.state = AccountState.DISABLED
    desk_sessions.end_all(db, account.id)
    calendar_links.withdraw(db, account.id, by=by, now=now)
    note(db, by, "account_disabled", object_kind="account", object_id=account.id, now=now)
    db.flush()


def enable(db: Session, account: Account, *, by: Actor, now: datetime) -> None:
    _works_here(db, account.staff_id)
    whole = account.password_hash is not None and account.totp is not None
    account.state = AccountState.ACTIVE if whole else AccountState.INVITED
    note(db, by, "account_enabled", object_kind="account", object_id=account.id, now=now)
    db.flush()


def ask_factor_reset(db: Session, account_id: uuid.UUID, *, keys: Keyring, by: Actor, now: datetime) -> FactorReset:
    if by.account_id is None or by.account_id == account_id:
        raise NotTwoPeople("You cannot reset your own authenticator. Ask two other administrators")
    asked = FactorReset(account_id=account_id, asked_by=by.account_id, asked_at=now)
    db.add(asked)
    note(db, by, "factor_reset_asked", object_kind="account", object_id=account_id, now=now)
    db.flush()
    about = db.scalars(select(Account.staff_id).where(Account.id == account_id)).one()
    tell_who_agrees(db, keys, about, cause=f"reset:{asked.id}", by=by, now=now)
    return asked


def tell_who_agrees(db: Session, keys: Keyring, staff_id: uuid.UUID, *, cause: str, by: Actor, now: datetime) -> None:
    """The other administrators, none of whom the request is about: a mail that names nobody (AZ-10)."""
    but = [one for one in (by.id, staff_id) if one]
    tell(db, keys, Role.ADMINISTRATOR, subject=ASKED, body=ASKED_BODY, cause=cause, now=now, but=but)


def approve_factor_reset(db: Session, asked: FactorReset, *, by: Actor, now: datetime) -> str:
    """The second person. The old authenticator, its codes and every open session end; a link to begin anew is made."""
    if by.account_id in (asked.asked_by, asked.account_id):
        raise NotTwoPeople("A different administrator has to agree")
    account = db.get_one(Account, asked.account_id)
    _works_here(db, account.staff_id)
    asked.approved_by, asked.approved_at = by.account_id, now
    account.totp, account.state = None, AccountState.INVITED
    db.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    desk_sessions.end_all(db, account.id)
    calendar_links.withdraw(db, account.id, by=by, now=now)  # it may be on the phone that is lost
    note(db, by, "factor_reset_approved", object_kind="account", object_id=account.id, now=now)
    return make_link(db, account.id, Purpose.FACTOR, by=by, now=now)


def waiting_reset(db: Session, account_id: uuid.UUID) -> FactorReset | None:
    query = select(FactorReset).where(FactorReset.account_id == account_id, FactorReset.approved_at.is_(None))
    return db.scalars(query.order_by(FactorReset.asked_at.desc()).limit(1)).one_or_none()


def one(db: Session, account_id: uuid.UUID) -> Account:
    query = select(Account).where(Account.id == account_id)
    return db.scalars(query.options(joinedload(Account.staff), joinedload(Account.roles))).unique().one()


def of_staff(db: Session, staff_id: uuid.UUID) -> Account:
    query = select(Account).where(Account.staff_id == staff_id)
    return db.scalars(query.options(joinedload(Account.staff), joinedload(Account.roles))).unique().one()


def of_staff_or_none(db: Session, staff_id: uuid.UUID) -> Account | None:
    query = select(Account).where(Account.staff_id == staff_id).options(joinedload(Account.roles))
    return db.scalars(query).unique().one_or_none()


def post_link(db: Session, keys: Keyring, account: Account, link: str, *, now: datetime) -> None:
    """To its owner and nobody else: who makes a link never sees it."""
    whose = [in_force(db, code, local_day(now)) for code, _ in councils(db, local_day(now))][:1]
    council, phone = (whose[0].name, whose[0].contacts.phone) if whose else ("The council", "")
    body = (
        f"{council} works with Heard, and has an account for you there.\n\nOpen this page to go on:\n\n{link}\n\n"
        f"If you did not expect it, do not open it: {f'ring us on {phone}' if phone else 'ask us first'}."
    )
    cause = f"link:{hashlib.sha256(link.encode()).hexdigest()[:32]}"
    queue_staff(db, keys, to=account.email, subject="Your Heard account", body=body, cause=cause, now=now)
    db.flush()


def everybody(db: Session) -> Sequence[tuple[Staff, Account | None]]:
    """The whole directory by name, each with the account they may have (decisions 12)."""
    query = select(Staff, Account).outerjoin(Account, Account.staff_id == Staff.id).order_by(Staff.name, Staff.id)
    found = db.execute(
        query.options(joinedload(Staff.team), joinedload(Staff.organisation), joinedload(Account.roles))
    ).unique()
    return [(staff, account) for staff, account in found]


def with_email(db: Session, email: str) -> Account | None:
    return db.scalars(select(Account).where(Account.email == email.strip().lower())).one_or_none()


def _works_here(db: Session, staff_id: uuid.UUID) -> None:
    if not db.get_one(Staff, staff_id).active:
        raise NotAllowed("They have left. Say first that they are back.")


def _hash(token: str) -> str:
    return hashlib.sha256(b"heard/link" + token.encode()).hexdigest()


def _said(roles: Iterable[Role]) -> str:
    return " ".join(sorted(roles))
