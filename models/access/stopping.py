"""A new request stops an erasure that two people have agreed to already, if the case may be theirs who ask (RET-02)."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import legal_holds
from models.cases.asked_for import same_people
from models.cases.matching import people_of
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import GOING
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.access_request import AccessRequest
from models.tables.case import Case
from models.tables.retention import RetentionDecision

REVIEW = timedelta(days=120)  # a month, two more, and some days to lift the hold


def hold_agreed(
    db: Session, row: AccessRequest, words: dict[str, Any], *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """The worker knows the same name by the same spelling alone. So where it is about to erase, a hold is placed by
    whoever writes the request down; of a case that they may not see, they hear nothing."""
    agreed = (RetentionDecision.decision.in_(GOING), RetentionDecision.agreed_at.is_not(None))
    query = select(Case).join(RetentionDecision, RetentionDecision.case_id == Case.id)
    for case in db.scalars(query.where(*agreed, RetentionDecision.erased_at.is_(None))).all():
        if same_people(words, people_of(db, case, keys.with_case(case))):
            by: dict[str, Any] = {"actor": actor, "now": now, "keys": keys}
            with suppress(NotAllowed):  # it is erased by now
                legal_holds.place(db, case, "access", f"Request {row.number}", local_day(now) + REVIEW, **by)
