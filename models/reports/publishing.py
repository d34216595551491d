"""Publishing a report: guarded against what is out already, its checks looked at, kept as plain files for everybody."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.procedure.periods import Period
from models.procedure.shares import FEWEST
from models.procedure.working_days import local_day
from models.reports.document import Document, document
from models.reports.guarding import Kept, guard, period_of
from models.reports.narrating import About, boxes, released
from models.reports.report import Report
from models.reports.storing import from_plain, to_plain
from models.reports.writers import FORMATS
from models.sealing import Keyring
from models.tables.publication import Publication, PublicationFile
from models.tables.settings import Setting

SETTING = "publishing"
LEAST, MOST = 3, 20  # what the smallest number shown may be set to


class Overlaps(ValueError):
    """Another publication tells of the same days in another way, and one could be taken from the other."""


class NotOver(ValueError):
    """Its days are not over: what is still to come would show as the difference from a later edition."""


class ChecksFail(ValueError):
    """Something does not add up, and nobody has said why it is published all the same."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What would be published, and what has to be known before it is."""

    document: Document
    kept: Kept
    replaces: Publication | None
    checks: tuple[str, ...]


def fewest_shown(db: Session) -> int:
    row = db.get(Setting, SETTING)
    value = row.value.get("fewest") if row else None
    return value if isinstance(value, int) and LEAST <= value <= MOST else FEWEST


def set_fewest(db: Session, fewest: int, *, by: Actor, now: datetime) -> None:
    if not LEAST <= fewest <= MOST:
        raise ValueError(f"Choose a number from {LEAST} to {MOST}.")
    db.merge(Setting(name=SETTING, value={"fewest": fewest}, changed_at=now))
    note(db, by, "setting", now=now, object_kind="setting", reason=f"{SETTING} {fewest}")


def prepare(db: Session, keys: Keyring, made: Report, *, now: datetime) -> Ready:
    """The report as the public would read it. `made` counts every case, whoever asks (raises Overlaps, NotOver)."""
    if local_day(now) <= made.last:
        raise NotOver(f"These days end on {made.last:%-d %B %Y}. The report can be published once they are over.")
    about = About(made.layout, made.authority, made.part, Period(made.first, made.last))
    replaces = _check_overlaps(_earlier(db, made.authority), about)
    public, kept = for_public(db, made)
    checks = tuple(str(check) for check in made.checks)
    return Ready(written(db, keys, public, public=True, now=now), kept, replaces, checks)


def for_public(db: Session, made: Report) -> tuple[Report, Kept]:
    """Without what is small, or would give it away beside this report or any that was published."""
    earlier = _earlier(db, made.authority)
    alike = [row for row in earlier if (row.layout, row.part) == (made.layout, made.part)]
    before = Kept(
        frozenset(key for row in earlier for key in row.numbers["hidden"]),
        frozenset(key for row in earlier for key in row.numbers["shown"]),
        frozenset(period for row in alike for period in _told(row)),
        frozenset(period for row in earlier if row not in alike for period in _told(row)),
    )
    return guard(made, fewest=fewest_shown(db), before=before)


def written(db: Session, keys: Keyring, made: Report, *, public: bool, now: datetime, mark: str = "") -> Document:
    """A report with the words and the released quotes that belong to it."""
    about = About(made.layout, made.authority, made.part, Period(made.first, made.last))
    words = {section: box.text for section, box in boxes(db, keys, about).items()}
    quotes = released(db, keys, made.authority, about.period)
    day, fewest = local_day(now), fewest_shown(db)
    return document(made, words, made_on=day, public=public, fewest=fewest, quotes=quotes, mark=mark)


def publish(db: Session, keys: Keyring, made: Report, *, reason: str, by: Actor, now: datetime) -> Publication:
    """Raises Overlaps or NotOver; ChecksFail when a check fails and `reason` does not say why it is published so."""
    assert by.id is not None  # noqa: S101 - the guard let somebody in
    ready = prepare(db, keys, made, now=now)
    if ready.checks and not reason.strip():
        raise ChecksFail("Say why it is published although a check fails")
    if ready.replaces is not None and ready.replaces.withdrawn_at is None:
        ready.replaces.withdrawn_at = now
    row = Publication(
        id=uuid.uuid4(),
        layout=made.layout,
        authority=made.authority,
        part=made.part,
        first=made.first,
        last=made.last,
        title=made.title,
        fewest=ready.document.fewest,
        published_by=by.id,
        published_at=now,
        body=to_plain(ready.document),
        numbers={"hidden": sorted(ready.kept.hidden), "shown": sorted(ready.kept.shown)},
    )
    if ready.checks:
        keys.seal(Publication.reason, row, reason.strip())
    db.add(row)
    db.flush()
    for form in FORMATS.values():
        db.add(PublicationFile(publication_id=row.id, form=form.name, content=form.write(ready.document)))
    why = f"{made.layout} {made.first} {made.last}" + (" although a check fails" if ready.checks else "")
    note(db, by, "report_published", now=now, object_kind="publication", object_id=row.id, reason=why)
    return row


def withdraw(db: Session, publication_id: uuid.UUID, *, by: Actor, now: datetime) -> None:
    """Off the public site. What it showed and hid is remembered: somebody may have kept a copy."""
    row = db.get(Publication, publication_id, with_for_update=True)
    if row is None:
        raise LookupError("There is no such report.")
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        note(db, by, "report_withdrawn", now=now, object_kind="publication", object_id=row.id)


def published(db: Session) -> Sequence[Publication]:
    """What is on the public site, the newest period first."""
    query = select(Publication).where(Publication.withdrawn_at.is_(None))
    return db.scalars(query.order_by(Publication.last.desc(), Publication.published_at.desc())).all()


def one(db: Session, publication_id: uuid.UUID) -> tuple[Publication, Document] | None:
    row = db.get(Publication, publication_id)
    if row is None or row.withdrawn_at is not None:
        return None
    return row, from_plain(row.body)


def file_of(db: Session, publication_id: uuid.UUID, form: str) -> bytes | None:
    query = (
        select(PublicationFile.content)
        .join(Publication, Publication.id == PublicationFile.publication_id)
        .where(Publication.id == publication_id, Publication.withdrawn_at.is_(None), PublicationFile.form == form)
    )
    return db.scalars(query).one_or_none()


def _earlier(db: Session, authority: str) -> Sequence[Publication]:
    """Everything ever published for this council, withdrawn or not."""
    query = select(Publication).where(Publication.authority == authority)
    return db.scalars(query.order_by(Publication.published_at)).all()


def _told(row: Publication) -> set[Period]:
    """Of which periods it has a number: its own, the years beside it and their quarters."""
    every = (*row.numbers["hidden"], *row.numbers["shown"])
    return {Period(row.first, row.last), *(period_of(key) for key in every)}


def _check_overlaps(earlier: Sequence[Publication], about: About) -> Publication | None:
    """The edition that this one replaces, if there is one."""
    replaces = None
    for row in earlier:
        alike = (row.layout, row.part) == (about.layout, about.part)
        own, told = Period(row.first, row.last), _told(row)
        if alike and own == about.period:
            replaces = row
        elif alike and about.period in told and about.period.months == own.months:
            continue  # it stood beside that year, and its numbers are known again one by one
        elif any(about.period.meets(period) for period in told):
            raise Overlaps(
                f"“{row.title}” for {own.words} was published on "
                f"{local_day(row.published_at):%-d %B %Y}. It tells of some of the same days in another way. Side by "
                "side the two could give away a small number, so this one cannot be published as well, even when that "
                "one is withdrawn: somebody may have kept a copy. Point people to that report, or publish days that no "
                "report has told of yet. A report of a year can show its quarters."
            )
    return replaces
