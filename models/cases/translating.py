"""Their words in English beside the original, which is the record. A better translation is added; none is changed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import TheirWords, Translation


@dataclass(frozen=True, slots=True)
class Translated:
    """The newest translation of one sending."""

    language: str
    text: str
    by: str
    at: datetime


def translations_of(db: Session, case_id: uuid.UUID, ring: Keyring) -> Mapping[uuid.UUID, Translated]:
    """By the sending that each is of. One that cannot be opened is not shown."""
    query = select(Translation, Staff.name).join(Staff, Staff.id == Translation.by_staff_id)
    rows = db.execute(query.where(Translation.case_id == case_id).order_by(Translation.at)).all()
    found = {}
    for row, name in rows:
        try:
            body = ring.open_json(Translation.body, row)
        except Unreadable:
            continue
        found[row.words_id] = Translated(str(body["language"]), str(body["text"]), name, row.at)
    return found


def sending_of(db: Session, case: Case, words_id: uuid.UUID) -> TheirWords:
    """One sending of this case; `NoResultFound` for any other."""
    return db.scalars(select(TheirWords).where(TheirWords.id == words_id, TheirWords.case_id == case.id)).one()


def translate(
    db: Session, case: Case, words: TheirWords, language: str, text: str, *, keys: Keyring, actor: Actor, now: datetime
) -> None:
    row = Translation(id=uuid.uuid4(), case_id=case.id, words_id=words.id, by_staff_id=actor.id, at=now)
    keys.seal_json(Translation.body, row, {"language": language, "text": text})
    db.add(row)
    note(db, actor, "translated", now=now, object_kind="case", object_id=case.id)
    db.flush()
