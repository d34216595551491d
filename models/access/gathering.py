"""Everything that is kept in one case, paper by paper: also from a table that nobody thought of here (SAR-03).

Every sealed text of every row that belongs to the case or its parts is opened. What is left out is a short list with
reasons. What happened, who looked at it and what was sent stand beside them, from the clear facts.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, or_, select
from sqlalchemy.orm import Session

from models.access import telling
from models.cases.attaching import read as read_uploads
from models.cases.caring_details import words_of
from models.cases.contact_rows import NAMES as WAYS
from models.cases.finding import events_of
from models.cases.legal_holds import family_of
from models.cases.shown_words import Question
from models.cases.timeline import REASONS
from models.formats import moment, short_date
from models.post.catalogue import CATALOGUE
from models.procedure.event_words import LABELS
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.audit import AuditRow
from models.tables.base import Base
from models.tables.case import Case
from models.tables.message import Message
from models.tables.staff import Staff
from models.tables.upload import Upload

NOT_SHOWN = "This part cannot be shown."
NOT_PAPERS: dict[str, str] = {
    "case": "its locks",
    "holder": "locks of their words",
    "notice_to": "the same address as on the contact card, sealed to the worker",
    "message": "what waits to go; what went is listed",
    "upload": "files are papers of their own",
    "their_words": "shown question by question",
    "case_event": "shown as what happened",
    "legal_hold": "how long it is kept, and the request itself",
    "retention_decision": "how long it is kept",
    "advocate_draft": "not sent, and the advocate's own",
    "access_file": "this request", "access_paper": "this request", "access_bundle": "this request",
}  # fmt: skip
NAMES: dict[str, str] = {
    "confidential": "Who they are and how they are reached", "thread_message": "Message", "note": "Note among staff",
    "letter": "Letter", "contribution": "Facts that a manager gave", "answer": "The answer as it was written",
    "point": "Point", "point_change": "What they said we got wrong", "transcript": "What a recording says",
    "translation": "Their words in English", "interview": "Interview", "investigation_report": "Report of stage 2",
    "complaint_statement": "Statement of complaint", "incoming_mail": "Mail that came in", "task": "Task",
    "safety_alert": "Safety alert", "judgement": "What was judged", "action": "What we promised",
    "panel_text": "The panel", "panel_recommendation": "Recommendation of the panel",
    "told_back": "What they told us after",
    "behaviour": "About contact", "register_line": "Equality answers", "extension": "More time",
}  # fmt: skip
MOMENTS = ("at", "received_at", "came_at", "added_at", "released_at", "asked_at", "saved_at", "created_at", "opened_at",
           "offered_at", "drafted_at", "sent_at", "given_at", "kept_at", "warned_at", "imported_at",
           "starts_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One paper before it is kept. `pictures`: pages that are given as pixels."""

    kind: str
    title: str
    day: date | None
    texts: tuple[str, ...]
    upload_id: uuid.UUID | None = None
    pictures: tuple[int, ...] = ()
    seconds: int = 0  # of a recording, which is given as a file beside the papers
    closed: bool = False


def everything(db: Session, case: Case, keys: Keyring, pages_of: Any) -> list[Found]:
    """Every paper of the case and its parts, the oldest first. `pages_of(attached)`: its words page by page."""
    family = family_of(db, case)
    ids = [one.id for one in family]
    found = [*_story(db, case, keys), *_happened(db, family, keys), *_sealed(db, ids, keys)]
    found += [*_files(db, case, keys, pages_of), *_looks(db, ids), *_mail_log(db, ids)]
    return sorted(found, key=lambda one: (one.day or date.max, one.title))


def _story(db: Session, case: Case, keys: Keyring) -> Iterator[Found]:
    for one in words_of(db, case, keys):
        texts = [text for question in one.questions or () for text in _asked(question)]
        closed = one.questions is None
        yield Found("their_words", "What was sent", local_day(one.at), tuple(texts) or (NOT_SHOWN,), closed=closed)


def _asked(question: Question) -> Iterator[str]:
    """The question once, and under it what was answered: with its own name only where there were several."""
    for place, given in enumerate(question.given):
        said = ", ".join(given.texts)
        line = f"{given.label}: {said}" if len(question.given) > 1 and given.label != question.title else said
        yield line if place else f"{question.title}\n{line}"


def _happened(db: Session, family: Sequence[Case], keys: Keyring) -> Iterator[Found]:
    staff = {str(staff_id): name for staff_id, name in db.execute(select(Staff.id, Staff.name))}
    for case in family:
        rows, events = [], events_of(db, case)
        for event in events:
            said = ""
            if event.details is not None:
                said = _said(keys, type(event).details, event) or NOT_SHOWN
            reason = _why(event.reason or "", staff)
            rows.append(
                " · ".join(filter(None, (short_date(event.on), LABELS[event.event], event.actor_name, reason, said)))
            )
        if rows:
            yield Found("case_event", f"What happened in {case.reference}", case.received_on, tuple(rows))


def _why(reason: str, staff: Mapping[str, str]) -> str:
    """The reason of an event in words; the number of somebody who works here is their name."""
    return REASONS.get(reason) or staff.get(reason) or telling.value(reason)


def _sealed(db: Session, ids: Sequence[uuid.UUID], keys: Keyring) -> Iterator[Found]:
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__tablename__):
        kind: Any = mapper.class_
        name = kind.__tablename__
        columns = [getattr(kind, prop.key) for prop in mapper.column_attrs if prop.columns[0].info.get("lock")]
        owner = _owner(kind.__table__, ids)
        if name in NOT_PAPERS or not columns or owner is None:
            continue
        for row in db.scalars(select(kind).where(owner)):
            ring = _ring(row, keys)
            texts = [_said(ring, column, row) for column in columns if getattr(row, column.key) is not None]
            if texts:
                lines = [line for text in texts for line in (text or NOT_SHOWN).split("\0")]
                if name == "confidential":  # the same card for the child and for who sent it
                    lines = list(dict.fromkeys(lines))
                yield Found(name, _title(row), _day(row), tuple(lines), _sound(row), closed=None in texts)


def _owner(table: Table, ids: Sequence[uuid.UUID]) -> Any:
    """The condition for the rows of these cases: by their own case, or by that of the row they hang on."""
    direct = [key.parent for key in table.foreign_keys if key.column.table is Case.__table__]
    if direct:
        return or_(*(column.in_(ids) for column in direct))
    for key in table.foreign_keys:
        above = [one.parent for one in key.column.table.foreign_keys if one.column.table is Case.__table__]
        if above and key.column.table.name not in NOT_PAPERS:
            return key.parent.in_(select(key.column).where(or_(*(column.in_(ids) for column in above))))
    return None


def _ring(row: Any, keys: Keyring) -> Keyring:
    """A safety alert has a lock of its own."""
    if row.__tablename__ != "safety_alert":
        return keys
    try:
        return keys.plus(alert=keys.unwrap(type(row).wrap, row, "alert"))
    except Unreadable:
        return keys


def _said(keys: Keyring, column: Any, row: Any) -> str | None:
    """The text, or the lines of a JSON, apart by NUL. None where it cannot be opened; nothing for a lock."""
    if column.key == "wrap":
        return ""
    try:
        text = keys.open(column, row)
    except Unreadable:
        return None
    try:
        content = keys.open_json(column, row)
    except Unreadable:
        return text
    return "\0".join(telling.lines(content)) if isinstance(content, dict | list) else text


def _sound(row: Any) -> uuid.UUID | None:
    """The recording whose words these are."""
    return row.upload_id if row.__tablename__ == "transcript" else None


def _title(row: Any) -> str:
    if row.__tablename__ == "letter":
        return f"Letter: {CATALOGUE[row.kind].label}"
    name: str = row.__tablename__
    return NAMES.get(name, name.replace("_", " ").capitalize())


def _day(row: Any) -> date | None:
    at = next((value for name in MOMENTS if isinstance(value := getattr(row, name, None), datetime)), None)
    return local_day(at) if at else None


def _files(db: Session, case: Case, keys: Keyring, pages_of: Any) -> Iterator[Found]:
    rows = db.scalars(select(Upload).where(Upload.case_id == case.origin_id).order_by(Upload.added_at)).all()
    for one in read_uploads(keys, rows):
        title, day = "File", local_day(one.row.added_at)
        name = (f"Its name: {one.name}",) if one.name else ()
        if not one.shown:
            yield Found("upload", title, day, (*name, NOT_SHOWN), one.id, closed=True)
        elif one.row.sort == "sound":
            yield Found("upload", "Recording", day, name, one.id, seconds=int(one.said("seconds") or 1))
        else:
            pages: list[str | None] = pages_of(one)
            texts = (*name, *(text for text in pages if text is not None))
            yield Found("upload", title, day, texts, one.id, tuple(n for n, text in enumerate(pages) if text is None))


def _looks(db: Session, ids: Sequence[uuid.UUID]) -> Iterator[Found]:
    """Who opened it: role and moment, as they may know it (AUD-07)."""
    query = select(AuditRow).where(AuditRow.object_id.in_(ids), AuditRow.action == "view").order_by(AuditRow.at)
    rows = [f"{moment(row.at)} · {row.role.replace('_', ' ')}" for row in db.scalars(query)]
    if rows:
        yield Found("audit", "Who opened it", None, tuple(rows))


def _mail_log(db: Session, ids: Sequence[uuid.UUID]) -> Iterator[Found]:
    query = select(Message).where(Message.case_id.in_(ids), Message.kind == "notice").order_by(Message.queued_at)
    rows = [" · ".join((moment(row.sent_at or row.queued_at), WAYS[row.way] if row.way else "", row.state))
            for row in db.scalars(query)]  # fmt: skip
    if rows:
        yield Found("message", "Notices we sent", None, tuple(rows))
