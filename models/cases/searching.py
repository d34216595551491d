"""Words in what was told and written, found by unsealing only the cases that the searcher may open, the newest first.

No index of words is kept anywhere (security 0.1): each search opens the texts, looks, and forgets them. It looks
through so many cases and so much text at a time and says how far it came. Where a text may be looked for is what the
office reads on the pages of a case: what an investigator has not handed in yet, and what they noted when they spoke
with somebody, is theirs alone (S-20). What was looked for is in the audit only as a keyed hash
(AUD-01).
"""

import hashlib
import hmac
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.audit import Actor
from models.cases import queue
from models.cases.finding import visible
from models.cases.near_words import Text, Wanted, fit_in, nearest, plain, strings
from models.cases.panel_rows import DRAFT
from models.cases.reporting import LEFT, WORKING
from models.procedure.terms import Journey
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.investigation import InvestigationReport
from models.tables.outsider import OutsiderLetter
from models.tables.panel import PanelRecommendation, PanelText
from models.tables.register import CorrectiveAction, RegisterPoint
from models.tables.stage_two import ComplaintStatement, StatementReply
from models.tables.task import Task
from models.tables.upload import Transcript, Upload
from models.tables.words import (
    Action,
    Answer,
    Confidential,
    Contribution,
    Letter,
    Note,
    Point,
    PointChange,
    TheirWords,
    ThreadMessage,
    Translation,
)  # fmt: skip

CHUNK, LOOKED, FOUND = 200, 1_000, 25
SIGNS = 2_000_000  # so much text is looked through at once, whatever the number of cases
REFERENCES = 5_000  # the newest, for a reference with a slip in it


class Stands(StrEnum):
    """Which cases are looked through."""

    ANY = "any"
    OPEN = "open"
    CLOSED = "closed"


class Part(StrEnum):
    """Where in a case it was found, each a page of its own."""

    NAMES = "names"
    WORDS = "words"
    POINTS = "points"
    STATEMENT = "statement"
    MESSAGES = "messages"
    LETTERS = "letters"
    OUTSIDE = "outside"
    ANSWER = "answer"
    QUESTIONS = "questions"
    PROMISES = "promises"
    REPORTS = "reports"
    PANEL = "panel"
    NOTES = "notes"
    TASKS = "tasks"
    HAPPENED = "happened"


class Source(NamedTuple):
    """One sealed column with words of a case. `fields`: kept as fields, whose texts are looked through."""

    column: InstrumentedAttribute[Any]
    fields: bool = False
    only: Callable[[], ColumnElement[bool]] | None = None  # which rows are the office's to read


_THEIRS_ALONE = or_(InvestigationReport.kind.startswith(WORKING), InvestigationReport.kind.startswith(LEFT))
SOURCES: dict[Part, tuple[Source, ...]] = {
    Part.NAMES: (Source(Confidential.details, fields=True),),
    Part.WORDS: (
        Source(TheirWords.answers, fields=True), Source(Translation.body, fields=True), Source(Transcript.body),
    ),
    Part.POINTS: (Source(Point.text), Source(PointChange.text), Source(RegisterPoint.text)),
    Part.STATEMENT: (
        Source(ComplaintStatement.draft, fields=True), Source(ComplaintStatement.body, fields=True),
        Source(StatementReply.text),
    ),
    Part.MESSAGES: (Source(ThreadMessage.body),),
    Part.LETTERS: (Source(Letter.body, fields=True),),
    Part.OUTSIDE: (Source(OutsiderLetter.body, fields=True),),
    Part.ANSWER: (Source(Answer.body, fields=True),),
    Part.QUESTIONS: (Source(Contribution.body, fields=True),),
    Part.PROMISES: (Source(Action.text), Source(CorrectiveAction.words, fields=True)),
    Part.REPORTS: (
        Source(InvestigationReport.body, fields=True, only=lambda: ~_THEIRS_ALONE),
    ),
    Part.PANEL: (
        Source(PanelText.ours, fields=True, only=lambda: ~PanelText.kind.startswith(DRAFT)),
        Source(PanelText.theirs, fields=True), Source(PanelRecommendation.text),
    ),
    Part.NOTES: (Source(Note.body),),
    Part.TASKS: (Source(Task.said, fields=True),),
    Part.HAPPENED: (Source(CaseEvent.details),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search; each is in its address, so that it can be kept as a link."""

    stands: Stands = Stands.ANY
    journey: Journey | None = None
    part: Part | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        closed = {Stands.OPEN: Case.closed_on.is_(None), Stands.CLOSED: Case.closed_on.is_not(None)}
        found: list[ColumnElement[bool]] = [closed[self.stands]] if self.stands in closed else []
        found += [Case.journey == self.journey] if self.journey else []
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """One case that holds it."""

    case_id: uuid.UUID
    parts: tuple[Part, ...]
    fits: int  # 2 as typed, 1 with a slip


@dataclass(frozen=True, slots=True)
class Search:
    """What came of it, and from where older cases go on: None where all were looked through."""

    found: list[Found]
    looked: int
    older: str | None


def look(
    db: Session,
    actor: Actor,
    wanted: Wanted,
    keys: Keyring,
    *,
    filters: Filters | None = None,
    after: str | None = None,
    but: Select[uuid.UUID] | None = None,
) -> Search:
    """Look through the newest cases that `actor` may open, going on after those seen before; best fits first. `but`:
    those that were shown already."""
    found: list[Found] = []
    filters, looked, signs, older = filters or Filters(), 0, 0, _read_after(after)
    more = True
    while more and looked < LOOKED and signs < SIGNS and len(found) < FOUND:
        cases = db.scalars(_next(actor, filters, older, but)).all()
        more = len(cases) == CHUNK
        for case, length, hit in _among(db, cases, wanted, keys, filters.part):
            looked, signs, older = looked + 1, signs + length, (case.received_on, case.id)
            found += [hit] if hit else []
            if len(found) == FOUND or signs >= SIGNS:
                more = more or case is not cases[-1]
                break
    found.sort(key=lambda one: -one.fits)
    return Search(found, looked, _place(*older) if more and older else None)


def exactly(
    db: Session, actor: Actor, having: Select[uuid.UUID], *, filters: Filters, after: str | None = None
) -> tuple[list[queue.Row], str | None]:
    """Those that the blind index has, narrowed like every other find, the newest first; and where they go on."""
    if filters.part not in {None, Part.NAMES}:
        return [], None
    narrow, begins = filters.conditions(), _read_after(after)
    if begins is not None:
        day, case_id = begins
        narrow += [or_(Case.received_on < day, and_(Case.received_on == day, Case.id > case_id))]
    page = queue.matching(db, actor, having, size=FOUND, narrow=narrow)
    last = page.rows[-1].case if page.next else None
    return page.rows, _place(last.received_on, last.id) if last else None


def hashed(key: bytes, typed: str) -> str:
    """What the audit keeps of what was looked for: the same words give the same signs, and nobody reads them."""
    return hmac.digest(key, f"search\0{plain(typed)}".encode(), hashlib.sha256).hex()[:16]


def references_like(db: Session, actor: Actor, typed: str) -> list[str]:
    """References of cases they may see that differ from what was typed by one sign. Only for what looks like one."""
    if not 8 <= len(typed) <= 16 or " " in typed:
        return []
    newest = select(Case.reference).where(visible(actor)).order_by(Case.received_on.desc(), Case.id).limit(REFERENCES)
    return nearest(typed, db.scalars(newest))


def _next(
    actor: Actor, filters: Filters, older: tuple[date, uuid.UUID] | None, but: Select[uuid.UUID] | None
) -> Select[Case]:
    query = select(Case).where(visible(actor), *filters.conditions())
    if but is not None and filters.part in {None, Part.NAMES}:
        query = query.where(Case.id.not_in(but))
    if older is not None:
        query = query.where(tuple_(Case.received_on, Case.id) < older)
    return query.order_by(Case.received_on.desc(), Case.id.desc()).limit(CHUNK)


def _among(
    db: Session, cases: Sequence[Case], wanted: Wanted, keys: Keyring, part: Part | None
) -> Iterator[tuple[Case, int, Found | None]]:
    """Each case, how much of it was looked through, and whether it is there."""
    ids = [case.id for case in cases]
    held: dict[uuid.UUID, list[tuple[Part, Source, Any]]] = defaultdict(list)
    for one in [part] if part else SOURCES:
        for source in SOURCES[one]:
            for row in _rows(db, source, ids):
                held[row.case_id].append((one, source, row))
    for case in cases:
        texts = _opened(case, held.pop(case.id, []), wanted, keys)
        yield case, sum(len(text.run) for some in texts.values() for text in some), _in_one(case, texts, wanted)


def _rows(db: Session, source: Source, ids: Sequence[uuid.UUID]) -> Sequence[Any]:
    table: Any = source.column.class_
    query = select(table).where(source.column.is_not(None))
    if table is Transcript:
        query = query.where(Transcript.upload_id.in_(select(Upload.id).where(Upload.case_id.in_(ids))))
    else:
        query = query.where(table.case_id.in_(ids))
    return db.scalars(query.where(source.only()) if source.only else query).all()


def _opened(
    case: Case, rows: Sequence[tuple[Part, Source, Any]], wanted: Wanted, keys: Keyring
) -> dict[Part, list[Text]]:
    if not rows:
        return {}
    ring = keys.with_case(case)
    texts: dict[Part, list[Text]] = defaultdict(list)
    for part, source, row in rows:
        texts[part] += [Text.of(" ".join(_texts(ring, source, row)), wanted)]
    return texts


def _in_one(case: Case, texts: dict[Part, list[Text]], wanted: Wanted) -> Found | None:
    """The words may be spread over its parts; where all of them stand in one, that part is named."""
    fits = fit_in(wanted, [text for some in texts.values() for text in some])
    if not fits:
        return None
    whole = tuple(part for part, some in texts.items() if fit_in(wanted, some) == fits)
    return Found(case.id, whole or tuple(part for part in texts if _some(wanted, texts[part])), fits)


def _some(wanted: Wanted, texts: Sequence[Text]) -> bool:
    return any(fit_in(Wanted((word,), ()), texts) for word in wanted.words)


def _texts(ring: Keyring, source: Source, row: Any) -> list[str]:
    opening: Callable[..., Any] = ring.open_json if source.fields else ring.open
    try:
        texts = strings(opening(source.column, row))
    except Unreadable:
        return []  # one that cannot be opened hides no other (ENC-03)
    return [text for text in texts if not text.startswith('{"contact"')]  # shown on the contact card alone


def _place(day: date, case_id: uuid.UUID) -> str:
    return f"{day.isoformat()}_{case_id.hex}"


def _read_after(text: str | None) -> tuple[date, uuid.UUID] | None:
    """Where to go on, as the address has it; nonsense begins at the beginning."""
    try:
        day, hexed = (text or "").split("_")
        return date.fromisoformat(day), uuid.UUID(hex=hexed)
    except ValueError:
        return None
