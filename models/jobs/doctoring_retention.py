"""How the keeping of cases stands, for `heard doctor`: kinds without a period, holds, what is stuck."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.cases.retaining import in_force
from models.jobs.erasing import agreed_now
from models.procedure.retention import KINDS
from models.procedure.working_days import local_day
from models.tables.retention import LegalHold, RetentionDecision

STUCK = timedelta(days=2)


def retention_stands(db: Session, *, now: datetime) -> Iterator[tuple[str, str]]:
    decided = in_force(db)
    if not decided:
        yield "warning", "no period is set, so no case is ever deleted. Ask for the council's own schedule."
    elif missing := [words for kind, words in KINDS.items() if kind not in decided]:
        yield "warning", f"no period is set for: {'; '.join(missing)}. These are never deleted."
    else:
        yield "ok", "a period is set for every kind of case."
    overdue = (LegalHold.lifted_at.is_(None), LegalHold.review_on < local_day(now))
    if count := db.scalar(select(func.count()).select_from(LegalHold).where(*overdue)):
        yield "warning", f"{count} legal holds were to be looked at again."
    stuck = agreed_now().where(RetentionDecision.agreed_at < now - STUCK)
    if count := len(db.scalars(stuck).all()):
        yield (
            "warning",
            f"{count} cases were agreed to be erased and are still here: a hold or something open stops it.",
        )
