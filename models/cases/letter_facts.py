"""What any letter about a case may name: the council, the officer of record, the reference, the advocate's answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.cases.letter_wording import wordings
from models.cases.policies import policy_of
from models.cases.referring import said_in_letters
from models.post.letters import Composed, compose, council_facts, require_complete
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.staff import Staff

NOBODY_YET = "The complaints team"


def letter(db: Session, case: Case, now: datetime, kind: str, /, **facts: Any) -> Composed:
    """Compose a letter of `kind` for this person, in the council's words of that day, and refuse one without its
    mandatory parts (G-05)."""
    known = {**facts_of(db, case), "wordings": wordings(db, local_day(now))}
    made = compose(kind, case.young_person, **{**known, **facts})
    require_complete(kind, made.blocks, young_person=case.young_person)
    return made


def facts_of(db: Session, case: Case) -> dict[str, Any]:
    return {
        **council_facts(policy_of(db, case)),
        "reference": case.reference,
        "officer": name_of(db, case.officer_id) or NOBODY_YET,
        "follows": db.scalar(
            select(exists().where(Holder.case_id == case.id, Holder.words_wrap.is_not(None)))
        ),  # they have words, and so a page
        "advocate": said_in_letters(db, case),
    }


def name_of(db: Session, staff_id: object) -> str:
    person = db.get(Staff, staff_id) if staff_id else None
    return person.name if person else ""
