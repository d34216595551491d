"""Whether a mail to a colleague that waits may still go to them: asked at the moment of sending (AZ-11, AZ-04).

What it is about goes with it, sealed to the worker. Whoever has left, has lost the role it was for, or stands behind a
wall that was raised meanwhile, gets nothing. An address that is no account's (of the settings, or from outside) is not
asked about.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.audit import Actor
from models.cases.finding import visible
from models.cases.telling import walled_off
from models.procedure.terms import Role
from models.tables.account import Account, AccountState
from models.tables.case import Case
from models.tables.incoming import IncomingWall

CASE, ALERT, MAIL, ROLE, OPENS = "case", "alert", "mail", "role", "opens"


def may_have(db: Session, work: Mapping[str, Any]) -> bool:
    """`work`: what the worker opened of the mail, with its `about` where it has one."""
    query = select(Account).where(Account.email == str(work["to"]).lower()).options(selectinload(Account.roles))
    account = db.scalars(query).one_or_none()
    if account is None:
        return True
    about, roles = work.get("about") or {}, frozenset(held.role for held in account.roles)
    if account.state is AccountState.DISABLED or (about.get(ROLE) and Role(about[ROLE]) not in roles):
        return False
    actor = Actor(kind="staff", id=account.staff_id, roles=roles, account_id=account.id)
    return not _kept_out(db, account.staff_id, about) and set(named(db, actor, about.get(OPENS) or ())) == {
        *(about.get(OPENS) or ())
    }


def named(db: Session, actor: Actor, words: Sequence[str]) -> list[str]:
    """Those of the words that are references of cases which `actor` may open."""
    if not words:
        return []
    query = select(Case.reference).where(Case.reference.in_(set(words)), visible(actor))
    return sorted(db.scalars(query))


def _kept_out(db: Session, staff_id: uuid.UUID, about: Mapping[str, Any]) -> bool:
    case, alert, mail = (uuid.UUID(about[one]) if about.get(one) else None for one in (CASE, ALERT, MAIL))
    if staff_id in walled_off(db, case, alert):
        return True
    walls = select(IncomingWall.id).where(IncomingWall.mail_id == mail, IncomingWall.staff_id == staff_id)
    return mail is not None and db.scalars(walls.limit(1)).first() is not None
