"""Answers that are not sent yet: kept as they are given, saved for later under words, or thrown away (sealing.md 2)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.cases.visiting import DRAFTING, Visit
from models.languages import current
from models.procedure.terms import Journey
from models.sealing import Keyring, Lock, Unreadable
from models.tables.holder import Draft, Holder

SAVED = timedelta(days=28)
FILES = "files"  # how many stand beside the answers: no question, and no part of what is sent
AT = "at"  # which page they go on from: no question either
PARTS = {
    Journey.YOUNG_PERSON: "young_person",
    Journey.PARENT: "parent",
    Journey.ADVOCATE: "advocate",
    Journey.PRAISE: "young_person",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft, opened for this request."""

    id: uuid.UUID
    journey: Journey
    form_instance: uuid.UUID
    answers: dict[str, dict[str, Any]]
    saved: bool
    expires_at: datetime
    at: str = ""  # the page they go on from, as the site calls it (2.8: coming back leads to where they stopped)


def start_draft(db: Session, journey: Journey, *, now: datetime) -> tuple[uuid.UUID, Lock]:
    """A holder and an empty draft, at the first answer. Whoever has the lock opens it; nobody has it at rest."""
    lock = Lock.new("holder")
    holder = Holder(id=uuid.uuid4(), part=PARTS[journey], language=current().code, created_at=now)
    draft = Draft(
        id=uuid.uuid4(),
        holder_id=holder.id,
        form_instance=uuid.uuid4(),
        journey=journey,
        created_at=now,
        expires_at=now + DRAFTING,
        revision=1,
    )
    Keyring({"holder": lock}).seal_json(Draft.answers, draft, {})
    db.add(holder)
    db.flush()
    db.add(draft)
    db.flush()
    return holder.id, lock


def load(db: Session, visit: Visit | None, journey: Journey | None = None) -> Kept | None:
    """The draft of this visit, if it has one that still stands (and, where named, of that journey)."""
    return opened(_row(db, visit), visit, journey)


def opened(draft: Draft | None, visit: Visit | None, journey: Journey | None = None) -> Kept | None:
    """The same for a row that was read already."""
    if draft is None or visit is None or (journey and draft.journey is not journey):
        return None
    try:
        answers = visit.keys.open_json(Draft.answers, draft)
    except Unreadable:
        return None
    return _kept(draft, answers)


def keep_answer(
    db: Session, visit: Visit, question: str, answer: Mapping[str, Any], *, now: datetime, at: str = ""
) -> Kept | None:
    """Write one answer into the draft; None where the draft is gone. An unsaved draft lives another day.

    `at`: the page they go on from after it; empty leaves what was known."""
    draft = _row(db, visit, lock=True)
    if draft is None:
        return None
    answers = visit.keys.open_json(Draft.answers, draft)
    answers[question] = dict(answer)
    if at:
        answers[AT] = {"page": at}
    visit.keys.seal_json(Draft.answers, draft, answers)
    if not draft.saved:
        draft.expires_at = now + DRAFTING
    db.flush()
    return _kept(draft, answers)


def stand_at(db: Session, visit: Visit, at: str) -> None:
    """Remember the page they go on to where they answered nothing on the one before."""
    draft = _row(db, visit, lock=True)
    if draft is not None:
        answers = visit.keys.open_json(Draft.answers, draft)
        visit.keys.seal_json(Draft.answers, draft, {**answers, AT: {"page": at}})
        db.flush()


def discard(db: Session, visit: Visit) -> None:
    """Throw the draft and its holder away, with every visit of it, where no words were given out for it (PRV-08)."""
    draft = _row(db, visit, lock=True)
    if draft is not None and not draft.saved:
        db.delete(draft)
        db.flush()
        db.execute(delete(Holder).where(Holder.id == visit.holder_id, Holder.case_id.is_(None)))


def save_for_later(
    db: Session, visit: Visit, *, reference: str, salt: bytes, words: Lock, now: datetime, at: str = ""
) -> Kept | None:
    """Give the draft's holder a reference and words: from now on it lives 28 days, and opens from any browser.

    `at`: as in `keep_answer`."""
    draft = _row(db, visit, lock=True)
    holder = db.get(Holder, visit.holder_id)
    if draft is None or holder is None or draft.saved:
        return None
    wrap_for_words(holder, visit.keys["holder"], salt=salt, words=words)
    holder.reference = reference
    if at:
        answers = visit.keys.open_json(Draft.answers, draft)
        visit.keys.seal_json(Draft.answers, draft, {**answers, AT: {"page": at}})
    draft.saved = True
    draft.expires_at = holder.expires_at = now + SAVED
    db.flush()
    return load(db, visit)


def wrap_for_words(holder: Holder, lock: Lock, *, salt: bytes, words: Lock) -> None:
    """From now on these words open this holder."""
    holder.salt, holder.pepper = salt, words.version
    Keyring({"words": words}).wrap(Holder.words_wrap, holder, lock)


def holder_of(db: Session, visit: Visit) -> Holder | None:
    return db.get(Holder, visit.holder_id)


def draft_of(db: Session, visit: Visit) -> Draft | None:
    """The row itself, locked, for sending it."""
    return _row(db, visit, lock=True)


def _kept(draft: Draft, answers: dict[str, dict[str, Any]]) -> Kept:
    at = str(answers.pop(AT, {}).get("page", ""))
    return Kept(draft.id, draft.journey, draft.form_instance, answers, draft.saved, draft.expires_at, at)


def _row(db: Session, visit: Visit | None, *, lock: bool = False) -> Draft | None:
    if visit is None:
        return None
    query = select(Draft).where(Draft.holder_id == visit.holder_id).execution_options(populate_existing=True)
    return db.scalars(query.with_for_update() if lock else query).one_or_none()
