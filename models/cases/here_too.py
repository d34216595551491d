"""Who else has just opened the same page of a case and may be writing: a warning, never a lock (experience 6.4)."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.tables.audit import AuditRow
from models.tables.case import Case
from models.tables.staff import Staff

LATELY = timedelta(minutes=15)


def here_too(
    db: Session, case: Case, actor: Actor, pages: Collection[str], *, now: datetime,
    without: Collection[uuid.UUID] = (),
) -> list[tuple[str, datetime]]:  # fmt: skip
    """Colleagues who opened one of these pages in the last quarter of an hour: name and when, the latest first;
    `without` those who may not write there.

    The audit knows it already, so that nothing is written to say it. One query.
    """
    query = (
        select(Staff.name, func.max(AuditRow.at))
        .join(Staff, Staff.id == AuditRow.actor_id)
        .where(AuditRow.object_id == case.id, AuditRow.action == "view", AuditRow.reason.in_(pages))
        .where(AuditRow.at >= now - LATELY, AuditRow.actor_id.not_in({actor.id, *without}))
        .group_by(Staff.name)
        .order_by(func.max(AuditRow.at).desc())
    )
    return [(name, at) for name, at in db.execute(query)]
