"""The words round a report's tables: kept box by box, from year to year, and quotes that somebody has released."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.procedure.periods import Period
from models.reports.document import Quote
from models.sealing import Keyring
from models.tables.publication import ReportQuote, ReportWords
from models.tables.staff import Staff


@dataclass(frozen=True, slots=True)
class About:
    """Which report: the words of a quarter are not those of the year."""

    layout: str
    authority: str
    part: str
    period: Period


@dataclass(frozen=True, slots=True)
class Box:
    """One box as it stands: what is in it, by whom, and what the report of the year before said there."""

    section: str
    text: str = ""
    number: int = 0
    written_by: str = ""
    written_at: datetime | None = None
    before: str = ""


class WordsChanged(Exception):
    """Somebody saved this box meanwhile. `theirs` is what it says now."""

    def __init__(self, theirs: Box) -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.theirs = theirs


class NotForThem(ValueError):
    """Who writes a quote down does not release it themselves."""


def boxes(db: Session, keys: Keyring, about: About) -> dict[str, Box]:
    """Every box of this report that anybody has written in, or wrote in a year before."""
    found = _newest(db, keys, about)
    for section, old in _newest(
        db, keys, About(about.layout, about.authority, about.part, about.period.back(1))
    ).items():
        box = found.get(section, Box(section))
        found[section] = Box(section, box.text, box.number, box.written_by, box.written_at, old.text)
    return found


def keep_words(
    db: Session, keys: Keyring, about: About, section: str, text: str, *, seen: int, by: Actor, now: datetime
) -> None:
    """Save one box. `seen` is the number that its writer had before them; raises WordsChanged when it has moved on."""
    assert by.id is not None  # noqa: S101 - the guard let somebody in
    there = _newest(db, keys, about).get(section, Box(section))
    if there.number != seen:
        raise WordsChanged(there)
    if there.text == text:
        return
    row = ReportWords(
        id=uuid.uuid4(),
        layout=about.layout,
        authority=about.authority,
        part=about.part,
        first=about.period.first,
        last=about.period.last,
        section=section,
        number=seen + 1,
        written_by=by.id,
        written_at=now,
    )
    keys.seal(ReportWords.text, row, text)
    db.add(row)
    note(db, by, "report_words", now=now, object_kind="report", object_id=row.id, reason=about.layout)


def _newest(db: Session, keys: Keyring, about: About) -> dict[str, Box]:
    query = (
        select(ReportWords, Staff.name)
        .join(Staff, Staff.id == ReportWords.written_by)
        .where(
            ReportWords.layout == about.layout,
            ReportWords.authority == about.authority,
            ReportWords.part == about.part,
            ReportWords.first == about.period.first,
            ReportWords.last == about.period.last,
        )
        .order_by(ReportWords.number)
    )
    newest = {row.section: (row, name) for row, name in db.execute(query)}
    return {
        section: Box(section, keys.open(ReportWords.text, row), row.number, name, row.written_at)
        for section, (row, name) in newest.items()
    }


@dataclass(frozen=True, slots=True)
class KeptQuote:
    id: uuid.UUID
    text: str
    said_by: str
    kept_by: uuid.UUID
    kept_at: datetime
    writer: str
    releaser: str
    released_at: datetime | None


def quotes(db: Session, keys: Keyring, authority: str, period: Period) -> list[KeptQuote]:
    """Those kept for a report of exactly this period, the oldest first."""
    query = (
        select(ReportQuote)
        .where(
            ReportQuote.authority == authority,
            ReportQuote.first == period.first,
            ReportQuote.last == period.last,
            ReportQuote.dropped_at.is_(None),
        )
        .order_by(ReportQuote.kept_at, ReportQuote.id)
    )
    rows = db.scalars(query).all()
    ids = {row.kept_by for row in rows} | {row.released_by for row in rows}
    names: dict[uuid.UUID | None, str] = {
        staff.id: staff.name for staff in db.scalars(select(Staff).where(Staff.id.in_(ids)))
    }
    return [_quote(row, keys, names) for row in rows]


def _quote(row: ReportQuote, keys: Keyring, names: dict[uuid.UUID | None, str]) -> KeptQuote:
    words = keys.open_json(ReportQuote.words, row)
    writer, releaser = names.get(row.kept_by, ""), names.get(row.released_by, "")
    return KeptQuote(
        row.id, words["text"], words["said_by"], row.kept_by, row.kept_at, writer, releaser, row.released_at
    )


def released(db: Session, keys: Keyring, authority: str, period: Period) -> tuple[Quote, ...]:
    """What a published report may say in a person's own words."""
    found = (quote for quote in quotes(db, keys, authority, period) if quote.released_at)
    return tuple(Quote(quote.text, quote.said_by) for quote in found)


def keep_quote(
    db: Session, keys: Keyring, authority: str, period: Period, text: str, said_by: str, *, by: Actor, now: datetime
) -> None:
    assert by.id is not None  # noqa: S101 - the guard let somebody in
    row = ReportQuote(
        id=uuid.uuid4(), authority=authority, first=period.first, last=period.last, kept_by=by.id, kept_at=now
    )
    keys.seal_json(ReportQuote.words, row, {"text": text, "said_by": said_by})
    db.add(row)
    note(db, by, "quote_kept", now=now, object_kind="quote", object_id=row.id)


def release_quote(db: Session, quote_id: uuid.UUID, *, by: Actor, now: datetime) -> None:
    """By somebody other than who wrote it down: two people read it for what could give a person away."""
    row = _kept(db, quote_id)
    if row.kept_by == by.id:
        raise NotForThem("Somebody else has to release a quote that you wrote down.")
    if row.released_at is None and row.dropped_at is None:
        row.released_by, row.released_at = by.id, now
        note(db, by, "quote_released", now=now, object_kind="quote", object_id=row.id)


def drop_quote(db: Session, quote_id: uuid.UUID, *, by: Actor, now: datetime) -> None:
    """Out of the reports to come; one that is published already is withdrawn as a whole, or stays."""
    row = _kept(db, quote_id)
    if row.dropped_at is None:
        row.dropped_at = now
        note(db, by, "quote_dropped", now=now, object_kind="quote", object_id=row.id)


def _kept(db: Session, quote_id: uuid.UUID) -> ReportQuote:
    row = db.get(ReportQuote, quote_id, with_for_update=True)
    if row is None:
        raise LookupError("There is no such quote.")
    return row
