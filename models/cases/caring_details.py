"""A case opened for the people who look after it: what was sent, who they are, and how they may be reached."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.paragraphs import said_in
from models.cases.shown_words import Question, questions, story
from models.cases.statement import Statement
from models.procedure.terms import Channel, Event, Journey
from models.sealing import Keyring, Unreadable
from models.tables.audit import AuditRow
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.words import Confidential, TheirWords

UNREADABLE = "This cannot be shown."


@dataclass(frozen=True, slots=True)
class Sent:
    """One sending. `questions` is None where it cannot be shown."""

    at: datetime
    written_by: str  # who of us wrote it down; empty where the person sent it
    questions: list[Question] | None
    story: str
    id: uuid.UUID


def words_of(db: Session, case: Case, ring: Keyring) -> list[Sent]:
    """Everything they sent, the first first. What we registered was written down for them, words of theirs or not."""
    query = select(TheirWords).where(TheirWords.case_id == case.origin_id).order_by(TheirWords.at)
    scribe = _scribe(db, case) if case.channel is not Channel.ONLINE else ""
    rows = db.scalars(query).all()
    writers = [scribe if not place else "" if row.holder_id else "one of us" for place, row in enumerate(rows)]
    return [_sent(case, row, ring, by) for row, by in zip(rows, writers, strict=True)]


def _scribe(db: Session, case: Case) -> str:
    query = select(CaseEvent.actor_name).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.REGISTERED)
    return db.scalars(query.limit(1)).first() or ""


def statement_of(db: Session, case: Case, ring: Keyring) -> Statement | None:
    """What they told us, read again out of both halves; None where neither can be shown."""
    answers: dict[str, Any] = {}
    first = select(TheirWords).where(TheirWords.case_id == case.origin_id).order_by(TheirWords.at).limit(1)
    row = db.scalars(first).first()
    try:
        answers |= ring.open_json(TheirWords.answers, row) if row else {}
        answers |= (details_of(db, case, ring) or {}).get("answers") or {}
        return Statement.build(Journey(case.journey), answers, case.received_on)
    except (Unreadable, ValueError, TypeError):
        return None


def details_of(db: Session, case: Case, ring: Keyring) -> dict[str, Any] | None:
    """The other half, which only staff open. None where there is none or it cannot be shown."""
    row = db.scalars(select(Confidential).where(Confidential.case_id == case.origin_id).limit(1)).first()
    try:
        content: dict[str, Any] | None = ring.open_json(Confidential.details, row) if row else None
    except Unreadable:
        return None
    return content


def called(details: Mapping[str, Any]) -> str:
    """The name they want to be called by, else their whole name; empty where they gave none."""
    return str(details.get("name") or details.get("full_name") or "")


def suggested_points(statement: Statement | None, case: Case, ring_story: str = "") -> list[str]:
    """Points to begin from, in the person's own words: theirs where they listed them, else each paragraph that says
    something."""
    if statement is None:
        return [ring_story] if ring_story else []
    if statement.points:
        return [point.what for point in statement.points if point.what]
    return said_in(statement.account) or [statement.wants_words or " ".join(statement.topics).replace("_", " ")]


def open_texts(ring: Keyring, column: Any, rows: Sequence[Any]) -> list[str]:
    """Each row's text, or for that row alone the sentence that it cannot be shown."""
    return [UNREADABLE if isinstance(text, Unreadable) else text for text in ring.open_each(column, rows)]


def seen(db: Session, case_id: uuid.UUID, actor: Actor, *, now: datetime, what: str = "") -> None:
    """One row in the audit for one page of a case opened (AUD-01); the person's own page lists them."""
    note(db, actor, "view", now=now, object_kind="case", object_id=case_id, reason=what)


def seen_since(db: Session, case_id: uuid.UUID, actor: Actor, *, since: datetime) -> bool:
    """Whether the audit holds a look of theirs at this case already."""
    same = (AuditRow.object_id == case_id, AuditRow.actor_id == actor.id, AuditRow.action == "view")
    with db.no_autoflush:
        return db.scalars(select(AuditRow.number).where(*same, AuditRow.at >= since).limit(1)).first() is not None


def _sent(case: Case, row: TheirWords, ring: Keyring, written_by: str) -> Sent:
    try:
        answers = ring.open_json(TheirWords.answers, row)
    except Unreadable:
        return Sent(row.at, written_by, None, "", row.id)
    journey = Journey(case.journey)
    return Sent(row.at, written_by, questions(answers, journey), story(answers, journey), row.id)
