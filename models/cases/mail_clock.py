"""By when a mail that waits is acknowledged: counted from the day it reached anybody in the council, whoever opens it
(K-01 to K-03). What answers a notice of ours has the day of a message (experience 5.2)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.mail_desk import Opened, seen_by
from models.cases.policies import holidays, in_force
from models.cases.queue_lines import Due, due_for
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import due_on
from models.procedure.terms import Clock
from models.procedure.updating import MESSAGE, message_answered_by
from models.procedure.working_days import ENGLAND, Holidays, add_working_days, local_day
from models.tables.incoming import IncomingMail

ACKNOWLEDGE = LIMITS[Clock.ACKNOWLEDGE]


@dataclass(frozen=True, slots=True)
class Over:
    """Mail whose day has passed, and nobody has said what it is."""

    many: int
    oldest: datetime | None
    days: int  # that an acknowledgement may take


def days_of(db: Session, council: str, mails: Sequence[Opened], *, now: datetime) -> dict[uuid.UUID, Due]:
    """The day of each, and how it stands."""
    today, free, length = local_day(now), holidays(db), _length(db, council, now)
    return {one.row.id: _due(one, length, free, today) for one in mails if one.row.settled_at is None}


def over(db: Session, actor: Actor, council: str, *, now: datetime) -> Over:
    """What `actor` may see of it. One statement."""
    today, free, length = local_day(now), holidays(db), _length(db, council, now)
    loose = and_(IncomingMail.case_id.is_(None), IncomingMail.came_at < _begins(today, length, free))
    answers = and_(IncomingMail.case_id.is_not(None), IncomingMail.came_at < _begins(today, MESSAGE, free))
    query = select(func.count(IncomingMail.id), func.min(IncomingMail.came_at))
    many, oldest = db.execute(query.where(IncomingMail.settled_at.is_(None), seen_by(actor), or_(loose, answers))).one()
    return Over(many, oldest, length)


def _due(mail: Opened, length: int, free: Holidays, today: date) -> Due:
    came = local_day(mail.row.came_at)
    if mail.case is not None:
        return due_for("Answer it", message_answered_by(came, free), free, today)
    return due_for(ACKNOWLEDGE.label, due_on(ACKNOWLEDGE.unit, length, came, free), free, today)


def _length(db: Session, council: str, now: datetime) -> int:
    return in_force(db, council, local_day(now)).lengths[Clock.ACKNOWLEDGE]


def _begins(today: date, length: int, free: Holidays) -> datetime:
    """What came before this moment had its last day before today."""
    return datetime.combine(add_working_days(today, -length, free), time.min, ENGLAND).astimezone(UTC)
