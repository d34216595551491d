""" "You said, we did": what the public reads of an action that was done, in words that name nobody, once somebody else
has released it. A line can be taken back at any time."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.caring_details import details_of
from models.cases.finding import only_theirs, visible
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.learning import SaidAndDone
from models.tables.words import Action

RELEASERS = frozenset({Role.MANAGER, Role.ALTERNATE})
SHORTEST = 3  # letters: "Al" would be found in "also"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as staff have it before them."""

    row: SaidAndDone
    said: str
    did: str

    @property
    def stands(self) -> str:
        if self.row.withdrawn_at:
            return "withdrawn"
        return "released" if self.row.released_at else "waiting"


def offer(
    db: Session, case: Case, action_id: uuid.UUID, said: str, did: str, *, actor: Actor, now: datetime, keys: Keyring
) -> SaidAndDone:
    """Words for the public, of an action that was done. They wait for somebody else."""
    action = db.scalars(select(Action).where(Action.id == action_id, Action.case_id == case.id)).one()
    if action.done_on is None:
        raise NotAllowed("Only what was done is told: mark it as done first.")
    if actor.id is None:
        raise NotAllowed("Only a member of staff offers a line.")
    if found := names_in(f"{said}\n{did}", case, details_of(db, case, keys) or {}):
        raise NotAllowed(f"Somebody could be known by this: take out “{found}”.")
    row = db.scalars(select(SaidAndDone).where(SaidAndDone.action_id == action.id)).one_or_none()
    if row is not None and row.withdrawn_at is None:
        raise NotAllowed("This has its line already. Take that one back first.")
    if row is None:
        row = SaidAndDone(id=uuid.uuid4(), case_id=case.id, action_id=action.id, council=case.council)
        db.add(row)
    row.offered_at, row.offered_by = now, actor.id
    row.released_at, row.released_by, row.withdrawn_at, row.said, row.did = None, None, None, "", ""
    keys.seal_json(SaidAndDone.draft, row, {"said": said, "did": did})
    record(db, case, Event.NOTED, actor=actor, now=now, reason="line_offered")
    return row


def release(db: Session, row_id: uuid.UUID, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """A manager who did not write it has read it: from now on it is public."""
    case, row = _one(db, actor, row_id)
    if not actor.roles & RELEASERS:
        raise NotAllowed("A complaints manager releases what the public reads.")
    if row.offered_by == actor.id:
        raise NotAllowed("Somebody else has to release this: you wrote it.")
    if row.released_at is not None or row.withdrawn_at is not None:
        raise NotAllowed("This line was dealt with already.")
    draft = keys.with_case(case).open_json(SaidAndDone.draft, row)
    row.said, row.did, row.released_at, row.released_by = draft["said"], draft["did"], now, actor.id
    note(db, actor, "line_released", now=now, object_kind="case", object_id=case.id)
    db.flush()


def take_back(db: Session, row_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """It is public no more, or never will be."""
    case, row = _one(db, actor, row_id)
    if row.withdrawn_at is not None:
        raise NotAllowed("This line was taken back already.")
    row.withdrawn_at, row.said, row.did = now, "", ""
    note(db, actor, "line_taken_back", now=now, object_kind="case", object_id=case.id)
    db.flush()


def shown(db: Session, council: str, most: int = 50) -> Sequence[SaidAndDone]:
    """What the public reads, the newest first."""
    query = select(SaidAndDone).where(SaidAndDone.council == council, SaidAndDone.released_at.is_not(None))
    query = query.where(SaidAndDone.withdrawn_at.is_(None)).order_by(SaidAndDone.released_at.desc(), SaidAndDone.id)
    return db.scalars(query.limit(most)).all()


def lines_of(db: Session, case: Case, keys: Keyring) -> list[Line]:
    return [_line(row, keys) for row in db.scalars(select(SaidAndDone).where(SaidAndDone.case_id == case.id))]


def lines(db: Session, actor: Actor, keys: Keyring) -> list[tuple[Case, Line]]:
    """Every line of the cases `actor` may see that waits or is public, those that wait first."""
    if only_theirs(actor):
        return []
    query = select(Case, SaidAndDone).join(SaidAndDone, SaidAndDone.case_id == Case.id)
    query = query.where(SaidAndDone.withdrawn_at.is_(None), visible(actor))
    query = query.order_by(SaidAndDone.released_at.is_not(None), SaidAndDone.offered_at.desc())
    return [(case, _line(row, keys.with_case(case))) for case, row in db.execute(query)]


NO_NAME = frozenset((
    "all", "and", "any", "boss", "can", "dad", "does", "for", "foster", "from", "girl", "guy", "has", "her",
    "him", "his", "how", "its", "lady", "last", "man", "manager", "mum", "new", "not", "old", "one", "other",
    "our", "she", "social", "someone", "team", "that", "the", "their", "them", "they", "this", "was", "who",
    "with", "woman", "worker", "you",
))  # fmt: skip
"""Who does not know a name writes "the new one": none of it is a name that a title could give away."""


def names_in(text: str, case: Case, details: dict[str, Any]) -> str:
    """The first name or reference of this case that stands in the text."""
    known = [case.reference, *_names(details)]
    words = {word for given in known for word in re.findall(r"[\w’'-]+", given) if len(word) >= SHORTEST}
    words = {word for word in words if word.casefold() not in NO_NAME}
    found = (word for word in sorted(words) if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))
    return next(found, "")


def _names(details: Any) -> Iterator[str]:
    """Every name that somebody typed, however deep it lies."""
    if isinstance(details, dict):
        for key, value in details.items():
            if isinstance(value, str) and key.endswith(("name", "named")):
                yield value
            else:
                yield from _names(value)
    elif isinstance(details, list):
        for one in details:
            yield from _names(one)


def _one(db: Session, actor: Actor, row_id: uuid.UUID) -> tuple[Case, SaidAndDone]:
    query = select(Case, SaidAndDone).join(SaidAndDone, SaidAndDone.case_id == Case.id)
    case, row = db.execute(query.where(SaidAndDone.id == row_id, visible(actor))).one()
    return case, row


def _line(row: SaidAndDone, keys: Keyring) -> Line:
    try:
        draft = keys.open_json(SaidAndDone.draft, row)
    except Unreadable:
        return Line(row, row.said, row.did or "This cannot be shown.")
    return Line(row, draft["said"], draft["did"])
