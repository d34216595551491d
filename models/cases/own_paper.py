"""A letter as the person may keep it on paper, from their own page: nothing of how to reach them is on it (5.2)."""

from typing import Any

from sqlalchemy.orm import Session

from models.cases.policies import policy_of
from models.post.letters import enclosed
from models.post.paper import Paper, write_pdf
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.words import Letter


def own_pdf(db: Session, case: Case, letter: Letter, content: dict[str, Any], *, easy: bool) -> bytes:
    """`content`: the letter as it was opened; `easy`: its short version, where there is one."""
    policy, short = policy_of(db, case), content.get("easy") if easy else None
    blocks = short or (*content["blocks"], *enclosed(content))
    paper = Paper(
        council=policy.name,
        sender=tuple(line for line in (policy.name, policy.contacts.freepost, policy.contacts.phone) if line),
        to=(),
        mind=(),
        day=letter.counted_on or local_day(letter.released_at),
        reference=case.reference,
        subject=str(content["subject"]),
        blocks=tuple(blocks),
    )
    return write_pdf([paper], title=paper.subject)
