"""Other cases of the same person or matter, for staff only: counted and shown over what one may see (AZ-03, AZ-13).

A case behind the wall is not in the count either: the number is the same as if it did not exist.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from models.audit import Actor
from models.cases.finding import visible
from models.cases.linking import TOGETHER, linked
from models.tables.case import Case, CaseLink
from models.tables.message import Tag

CONTACT = frozenset({"email", "phone"})
SAME_DAYS = timedelta(days=28)  # the same person twice within four weeks may have sent the same thing twice
MOST = 50


@dataclass(frozen=True, slots=True)
class Other:
    """One other case, and what it has in common with this one."""

    case: Case
    kinds: frozenset[str]
    twice: bool  # perhaps the same complaint, sent twice


@dataclass(frozen=True, slots=True)
class Others:
    repeat: list[Other]  # the same e-mail or phone
    named: list[Other]  # the same name, and nothing else
    linked: int  # a brother or sister, the same matter: linked by an officer

    @property
    def twice(self) -> int:
        return sum(one.twice for one in self.repeat)

    @property
    def said(self) -> list[str]:
        """The counts, each in words; what is none is left out."""
        sent = "of them may be the same complaint sent twice"
        counted = (
            (len(self.repeat), "other case from the same e-mail or phone", "other cases from the same e-mail or phone"),
            (self.twice, sent, sent),
            (len(self.named), "other case with the same name", "other cases with the same name"),
            (self.linked, "linked case of the family or matter", "linked cases of the family or matter"),
        )
        return [f"{many} {one if many == 1 else more}" for many, one, more in counted if many]


def others(db: Session, case: Case, actor: Actor, *, links: int | None = None) -> Others:
    """One query, and one more where nobody has counted the `links` yet. Neither parts of one case nor what was sent
    once about several children is repeat contact."""
    mine, theirs = aliased(Tag), aliased(Tag)
    query = (
        select(Case, theirs.kind)
        .join(theirs, theirs.case_id == Case.id)
        .join(mine, (mine.kind == theirs.kind) & (mine.tag == theirs.tag))
        .where(mine.case_id == case.origin_id, Case.id.not_in((case.id, case.origin_id)), visible(actor))
        .where(~_sent_with(case))
        .order_by(Case.received_on.desc(), Case.id)
        .limit(MOST * 3)
    )
    found: dict[uuid.UUID, tuple[Case, set[str]]] = {}
    kinds: dict[uuid.UUID, set[str]] = defaultdict(set)
    for other, kind in db.execute(query):
        kinds[other.id].add(kind)
        found[other.id] = other, kinds[other.id]
    rows = [Other(other, frozenset(held), _twice(case, other, held)) for other, held in found.values()][:MOST]
    repeat = [row for row in rows if row.kinds & CONTACT]
    named = [row for row in rows if not row.kinds & CONTACT]
    return Others(repeat, named, len(linked(db, case, actor)) if links is None else links)


def _sent_with(case: Case) -> ColumnElement[bool]:
    """Sent in one go with this one, about another child (P4)."""
    either = or_(
        and_(CaseLink.case_id == case.id, CaseLink.other_id == Case.id),
        and_(CaseLink.other_id == case.id, CaseLink.case_id == Case.id),
    )
    return exists().where(CaseLink.why == TOGETHER, either)


def _twice(case: Case, other: Case, kinds: set[str]) -> bool:
    near = abs(case.received_on - other.received_on) <= SAME_DAYS
    return near and bool(kinds & CONTACT) and case.journey == other.journey and case.young_person == other.young_person
