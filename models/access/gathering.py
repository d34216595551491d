"""Everything that is kept in one case, paper by paper: also from a table that nobody thought of here (SAR-03).

Every sealed text of every row that belongs to the case or its parts is opened. What is left out is a short list with
reasons. What happened, who looked at it and what was sent stand beside them, from the clear facts.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, or_, select
from sqlalchemy.orm import Session

from models.access import telling, titles
from models.access.asked import asked_and_said, who_they_are
from models.cases import openings
from models.cases.attaching import read as read_uploads
from models.cases.caring_details import words_of
from models.cases.contact_rows import NAMES as WAYS
from models.cases.entry_marks import about_others
from models.cases.finding import events_of
from models.cases.legal_holds import family_of
from models.cases.timeline import REASONS
from models.formats import moment, short_date
from models.procedure.documents import DOCUMENTS, Document
from models.procedure.event_words import LABELS
from models.procedure.terms import Journey
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.access_request import AccessFile, AccessRequest
from models.tables.base import Base
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.incoming import IncomingMail
from models.tables.message import Message
from models.tables.staff import Staff
from models.tables.upload import Upload
from models.tables.words import Confidential, Letter

SORTS = {"picture": "A picture", "sound": "A recording", "paper": "A paper"}
NOT_SHOWN = "This part cannot be shown."
LAST = datetime.max.replace(tzinfo=UTC)
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
    at: datetime | None = None  # where it stands among those of its day
    number: int = 0  # where it stands among those of no day
    others: tuple[int, ...] = ()  # which of its texts one of us marked as about somebody else


def everything(db: Session, case: Case, keys: Keyring, pages_of: Any) -> list[Found]:
    """Every paper of the case and its parts, the oldest first. `pages_of(attached)`: its words page by page."""
    family = family_of(db, case)
    ids = [one.id for one in family]
    found = [*_story(db, case, keys), *_happened(db, family, keys), *_sealed(db, family, keys)]
    sent = db.scalars(select(Upload).where(Upload.case_id.in_(ids)).order_by(Upload.added_at)).all()
    found += [*_files(sent, keys, pages_of), *_looks(openings.moments(db, ids)), *_mail_log(db, ids)]
    return in_order(found)


def in_order(found: Sequence[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (one.day or date.max, one.at or LAST, one.kind, one.number))


def of_no_case(db: Session, rows: Sequence[Any], keys: Keyring, pages_of: Any) -> list[Found]:
    """Every paper of mail, alerts and earlier requests that hang on no case, with the files of the mail and who opened
    it. What was put on a case since is opened with that case's locks."""
    found: list[Found] = []
    for row in rows:
        case = db.get(Case, case_id) if (case_id := getattr(row, "case_id", None)) else None
        own = _ring(row, keys.with_case(case) if case else keys)
        found += _papers(row, _columns(type(row)), titles.title_of(row, {}), own, None)
        if isinstance(row, AccessRequest):
            found.append(Found("access_request", titles.EARLIER_FACTS, row.received_on, tuple(titles.facts_of(row))))
        if isinstance(row, IncomingMail):
            query = select(Upload).where(Upload.incoming_id == row.id).order_by(Upload.added_at)
            found += _files(db.scalars(query).all(), own, pages_of)
    return in_order([*found, *_looks(openings.moments_apart(db, [row.id for row in rows]))])


def decided_before(db: Session, case: Case, requests: Sequence[uuid.UUID], keys: Keyring) -> Iterator[Found]:
    """What was said of this case in those requests: why it was theirs, given or kept. `keys` has the case's locks."""
    query = select(AccessFile).where(AccessFile.request_id.in_(requests), AccessFile.case_id == case.id)
    for row in db.scalars(query.order_by(AccessFile.added_at)):
        yield from _papers(row, [AccessFile.words], titles.title_of(row, {}), keys, None)


def _columns(kind: Any) -> list[Any]:
    sealed = (prop.key for prop in kind.__mapper__.column_attrs if prop.columns[0].info.get("lock"))
    return [getattr(kind, name) for name in sealed]


def _story(db: Session, case: Case, keys: Keyring) -> Iterator[Found]:
    for one in words_of(db, case, keys):
        texts = [text for question in one.questions or () for text in asked_and_said(question)]
        closed = one.questions is None
        title = "What they told us, as one of us wrote it down" if one.written_by else "What they sent us"
        yield Found("their_words", title, local_day(one.at), tuple(texts) or (NOT_SHOWN,), closed=closed, at=one.at)


def _happened(db: Session, family: Sequence[Case], keys: Keyring) -> Iterator[Found]:
    staff = {str(staff_id): name for staff_id, name in db.execute(select(Staff.id, Staff.name))}
    for case in family:
        rows, events = [], events_of(db, case)
        marked = about_others(db, case, events)
        for event in events:
            said = ""
            if event.details is not None:
                said = _said(keys, type(event).details, event) or NOT_SHOWN
            reason = _why(event.reason or "", staff)
            rows.append(
                " · ".join(filter(None, (short_date(event.on), LABELS[event.event], event.actor_name, reason, said)))
            )
        if rows:
            others = tuple(place for place, event in enumerate(events) if event.id in marked)
            title = f"What happened in {case.reference}, day by day"
            yield Found("case_event", title, case.received_on, tuple(rows), others=others)


def _why(reason: str, staff: Mapping[str, str]) -> str:
    """The reason of an event in words; the number of somebody who works here is their name."""
    return REASONS.get(reason) or staff.get(reason) or telling.value(reason)


def _sealed(db: Session, family: Sequence[Case], keys: Keyring) -> Iterator[Found]:
    ids = [case.id for case in family]
    parts = {key: part for key, part in db.execute(select(Holder.id, Holder.part).where(Holder.case_id.in_(ids)))}
    known = {key: titles.PARTS.get(part, titles.THE_PERSON) for key, part in parts.items()}
    journeys: dict[Any, Journey] = {case.id: Journey(case.journey) for case in family}
    split: dict[Any, str] = {case.id: f", in {case.reference}" for case in family if case.part_of_id}
    marked = {key for case in family for key in about_others(db, case, events_of(db, case))}
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__tablename__):
        kind: Any = mapper.class_
        columns = _columns(kind)
        owner = _owner(kind.__table__, ids)
        if kind.__tablename__ in NOT_PAPERS or not columns or owner is None:
            continue
        for row in db.scalars(select(kind).where(owner)):
            title = titles.title_of(row, known) + split.get(getattr(row, "case_id", None), "")
            papers = _papers(row, columns, title, _ring(row, keys), journeys.get(getattr(row, "case_id", None)))
            yield from (_of_others(one) for one in papers) if row.id in marked else papers


def _of_others(one: Found) -> Found:
    return replace(one, others=tuple(range(len(one.texts))))


def _papers(row: Any, columns: Sequence[Any], title: str, keys: Keyring, journey: Journey | None) -> Iterator[Found]:
    """One paper a row; of a letter with an easy version two, so that neither runs into the other."""
    name, at = row.__tablename__, titles.moment_of(row)
    said = getattr(row, "number", 0)
    number = said if isinstance(said, int) else 0  # of a request it is no place in an order
    texts = [_said(keys, column, row, journey) for column in columns if getattr(row, column.key) is not None]
    lines = [line for text in texts for line in (text or NOT_SHOWN).split("\0")]
    if name == "confidential":  # the same card for the child and for who sent it
        lines = list(dict.fromkeys(lines))
    if texts:
        yield Found(name, title, titles.day_of(row), tuple(lines), _sound(row), closed=None in texts, at=at,
                    number=number)  # fmt: skip
    if name == "letter" and (short := _easy(keys, row)):
        yield Found(name, titles.easy(title), titles.day_of(row), short, at=at, number=number + 1)


def _easy(keys: Keyring, letter: Letter) -> tuple[str, ...]:
    try:
        return tuple(telling.lines(keys.open_json(Letter.body, letter).get("easy") or ()))
    except Unreadable:
        return ()


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


def _said(keys: Keyring, column: Any, row: Any, journey: Journey | None = None) -> str | None:
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
    if column is Confidential.details and journey:
        return "\0".join(who_they_are(content, journey))
    if column is Letter.body:  # its easy version is a paper of its own
        content = {name: one for name, one in content.items() if name != "easy"}
    return "\0".join(telling.lines(content)) if isinstance(content, dict | list) else text


def _sound(row: Any) -> uuid.UUID | None:
    """The recording whose words these are."""
    return row.upload_id if row.__tablename__ == "transcript" else None


def _files(rows: Sequence[Upload], keys: Keyring, pages_of: Any) -> Iterator[Found]:
    for one in read_uploads(keys, rows):
        title, day, at = _file_title(one.row), one.row.dated_on or local_day(one.row.added_at), one.row.added_at
        name = (f"Its name: {one.name}",) if one.name else ()
        if not one.shown:
            yield Found("upload", title, day, (*name, NOT_SHOWN), one.id, closed=True, at=at)
        elif one.row.sort == "sound":
            yield Found("upload", title, day, name, one.id, seconds=int(one.said("seconds") or 1), at=at)
        else:
            pages: list[str | None] = pages_of(one)
            texts = (*name, *(text for text in pages if text is not None))
            drawn = tuple(n for n, text in enumerate(pages) if text is None)
            yield Found("upload", title, day, texts, one.id, drawn, at=at)


def _file_title(row: Upload) -> str:
    """A holder sends; without one it was put in by one of us, who said what it is where it is a document."""
    what = DOCUMENTS.get(Document(row.document)) if row.document else SORTS[row.sort]
    return f"{what} that was sent to us" if row.holder_id else f"{what} that one of us put in"


def _looks(opened: Sequence[tuple[datetime, str]]) -> Iterator[Found]:
    """Who opened it: role and moment, as they may know it (AUD-07)."""
    rows = [f"{moment(at)} · {telling.of_ours(role)}" for at, role in opened]
    if rows:
        yield Found("audit", "Who of us opened it, and when", None, tuple(rows))


def _mail_log(db: Session, ids: Sequence[uuid.UUID]) -> Iterator[Found]:
    query = select(Message).where(Message.case_id.in_(ids), Message.kind == "notice").order_by(Message.queued_at)
    rows = []
    for row in db.scalars(query):
        way = WAYS[row.way] if row.way else ""
        rows.append(" · ".join((moment(row.sent_at or row.queued_at), way, telling.SENT[row.state])))
    if rows:
        yield Found("message", "Notices from us to them that there was something to read", None, tuple(rows))
