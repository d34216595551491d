"""Another for a brother or sister, by who helps without an account: what it starts with, and its link (A8, AZ-13)."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.filing import SHARED
from models.procedure.terms import Journey
from models.tables.case import Case, CaseLink

LIKE = "like"  # in a draft beside the answers: whose brother or sister this is. No part of what is sent
SAME = ("you", *SHARED)

Answers = Mapping[str, Mapping[str, Any]]


def shared(journey: Journey, answers: Answers, reference: str) -> dict[str, dict[str, Any]]:
    """What the next one starts with, out of one that is being sent: who helps them, and what happened to both.

    Never a child's words, wishes, name or way to be reached. Empty for whoever complains about themselves.
    """
    if journey is not Journey.ADVOCATE:
        return {}
    before = answers.get(LIKE, {}).get("references") or ()
    kept = {question: dict(answers[question]) for question in SAME if question in answers}
    return {**kept, LIKE: {"references": [*before, reference]}}


def link(db: Session, case: Case, answers: Answers, *, actor: Actor, now: datetime) -> None:
    """Staff see that they belong together; each has a page and words of its own, and no page says so (AZ-13)."""
    before = answers.get(LIKE, {}).get("references") or ()
    for other in db.scalars(select(Case.id).where(Case.reference.in_(before))).all() if before else ():
        db.add(CaseLink(id=uuid.uuid4(), case_id=other, other_id=case.id, why="sibling"))
        note(db, actor, "case_linked", now=now, object_kind="case", object_id=case.id)
    db.flush()
