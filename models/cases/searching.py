"""Words in what was told and written, found by unsealing only the cases that the searcher may open, the newest first.

No index of words is kept anywhere (security 0.1): each search opens the texts, looks, and forgets them. It looks
through so many cases at a time and says how far it came. What was looked for is in the audit only as a keyed hash
(AUD-01).
"""

import hashlib
import hmac
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.audit import Actor
from models.cases.finding import visible
from models.cases.near_words import Wanted, fit, nearest, plain, strings
from models.procedure.terms import Journey
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.task import Task
from models.tables.words import Confidential, Note, Point, TheirWords, ThreadMessage

CHUNK, LOOKED, FOUND = 200, 1_000, 25
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
    MESSAGES = "messages"
    NOTES = "notes"
    TASKS = "tasks"


TEXTS: dict[Part, tuple[InstrumentedAttribute[Any], bool]] = {  # the sealed column, and whether it is kept as fields
    Part.NAMES: (Confidential.details, True),
    Part.WORDS: (TheirWords.answers, True),
    Part.POINTS: (Point.text, False),
    Part.MESSAGES: (ThreadMessage.body, False),
    Part.NOTES: (Note.body, False),
    Part.TASKS: (Task.said, True),
}


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
) -> Search:
    """Look through the newest cases that `actor` may open, going on after those seen before; best fits first."""
    found: list[Found] = []
    filters, looked, older = filters or Filters(), 0, _read_after(after)
    more = True
    while more and looked < LOOKED and len(found) < FOUND:
        cases = db.scalars(_next(actor, filters, older)).all()
        more = len(cases) == CHUNK
        for case, hit in _among(db, cases, wanted, keys, filters.part):
            looked, older = looked + 1, (case.received_on, case.id)
            found += [hit] if hit else []
            if len(found) == FOUND:
                more = more or case is not cases[-1]
                break
    found.sort(key=lambda one: -one.fits)
    return Search(found, looked, f"{older[0].isoformat()}_{older[1].hex}" if more and older else None)


def hashed(key: bytes, typed: str) -> str:
    """What the audit keeps of what was looked for: the same words give the same signs, and nobody reads them."""
    return hmac.digest(key, f"search\0{plain(typed)}".encode(), hashlib.sha256).hex()[:16]


def references_like(db: Session, actor: Actor, typed: str) -> list[str]:
    """References of cases they may see that differ from what was typed by one sign. Only for what looks like one."""
    if not 8 <= len(typed) <= 16 or " " in typed:
        return []
    newest = select(Case.reference).where(visible(actor)).order_by(Case.received_on.desc(), Case.id).limit(REFERENCES)
    return nearest(typed, db.scalars(newest))


def _next(actor: Actor, filters: Filters, older: tuple[date, uuid.UUID] | None) -> Select[Case]:
    query = select(Case).where(visible(actor), *filters.conditions())
    if older is not None:
        query = query.where(tuple_(Case.received_on, Case.id) < older)
    return query.order_by(Case.received_on.desc(), Case.id.desc()).limit(CHUNK)


def _among(
    db: Session, cases: Sequence[Case], wanted: Wanted, keys: Keyring, part: Part | None
) -> Iterator[tuple[Case, Found | None]]:
    ids = [case.id for case in cases]
    rows = {one: _by_case(db, TEXTS[one][0], ids) for one in ([part] if part else TEXTS)}
    for case in cases:
        held = {one: kept[case.id] for one, kept in rows.items() if case.id in kept}
        yield case, _in_one(case, held, wanted, keys) if held else None


def _by_case(db: Session, column: InstrumentedAttribute[Any], ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    table = column.class_
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in db.scalars(select(table).where(table.case_id.in_(ids), column.is_not(None))):
        found[row.case_id].append(row)
    return found


def _in_one(case: Case, held: dict[Part, list[Any]], wanted: Wanted, keys: Keyring) -> Found | None:
    """The words may be spread over its parts; where all of them stand in one, that part is named."""
    ring = keys.with_case(case)
    texts = {part: [text for row in rows for text in _texts(ring, part, row)] for part, rows in held.items()}
    fits = fit(wanted, [text for some in texts.values() for text in some])
    if not fits:
        return None
    whole = tuple(part for part, some in texts.items() if fit(wanted, some) == fits)
    return Found(case.id, whole or tuple(part for part in texts if _some(wanted, texts[part])), fits)


def _some(wanted: Wanted, texts: Sequence[str]) -> bool:
    return any(fit(Wanted((word,), ()), texts) for word in wanted.words)


def _texts(ring: Keyring, part: Part, row: Any) -> list[str]:
    column, fields = TEXTS[part]
    opening: Callable[..., Any] = ring.open_json if fields else ring.open
    try:
        return strings(opening(column, row))
    except Unreadable:
        return []  # one that cannot be opened hides no other (ENC-03)


def _read_after(text: str | None) -> tuple[date, uuid.UUID] | None:
    """Where to go on, as the address has it; nonsense begins at the beginning."""
    try:
        day, hexed = (text or "").split("_")
        return date.fromisoformat(day), uuid.UUID(hex=hexed)
    except ValueError:
        return None
