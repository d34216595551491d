"""Mail is found by who sent it, its subject and its words: opened one by one and forgotten, like cases (decision 77).

Only what `seen_by` lets this person open is looked through, so a mail behind the wall is not there, nor counted. Signs
such as % and _ mean nothing: nothing of what was typed reaches the database.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.mail_desk import MOST, Opened, said_in, seen_by
from models.cases.near_words import fit, read
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.incoming import IncomingMail

AT_ONCE = 500  # mails are opened for one page; then it says how far it came and goes on from there


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, the newest first, among how many; and the mail after which it goes on, None at the end."""

    found: list[Opened]
    looked: int
    next: uuid.UUID | None


def look(
    db: Session, actor: Actor, keys: Keyring, typed: str, *, after: uuid.UUID | None = None, size: int = MOST,
    most: int = AT_ONCE,
) -> Result:  # fmt: skip
    """Mail that holds every word of `typed`, one misspelled letter forgiven, whether it waits or was dealt with."""
    wanted, came, found, looked = read(typed), IncomingMail.came_at, [], 0
    if not wanted:
        return Result([], 0, None)
    query = select(IncomingMail, Case).outerjoin(Case, Case.id == IncomingMail.case_id).where(seen_by(actor))
    last = db.scalars(select(IncomingMail).where(IncomingMail.id == after, seen_by(actor))).one_or_none()
    if last is not None:
        query = query.where(or_(came < last.came_at, and_(came == last.came_at, IncomingMail.id > last.id)))
    rows = db.execute(query.order_by(came.desc(), IncomingMail.id).limit(most + 1)).all()
    for row, case in rows[:most]:
        looked, said = looked + 1, said_in(keys, row)
        if fit(wanted, _texts(said)):
            found.append(Opened(row, said, case))
        if len(found) == size:
            break
    return Result(found, looked, rows[looked - 1][0].id if looked < len(rows) else None)


def _texts(said: Mapping[str, Any]) -> list[str]:
    return [str(said.get(part) or "") for part in ("name", "from", "subject", "text", "rest")]
