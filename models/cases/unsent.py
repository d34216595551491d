"""What a person typed on their own page and did not send: theirs alone, sealed until they are back (experience 5.1).

It lies under the holder's lock, not the visit's, because the visit is over when it is needed: the words open it again,
in this browser or in another. Staff never can.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.drafting import SAVED
from models.sealing import Keyring, Unreadable
from models.tables.holder import Unsent

MOST_FORMS, MOST_TEXT = 30, 60_000  # of one person; more than every form of their page can hold
Fields = Mapping[str, list[str]]


def read(row: Unsent | None, keys: Keyring) -> dict[str, Fields]:
    """What stood in each form, by the address it is sent to; nothing where it cannot be opened."""
    if row is None:
        return {}
    try:
        kept: dict[str, Fields] = keys.open_json(Unsent.forms, row)
    except Unreadable:
        return {}
    return kept


def keep(db: Session, holder_id: uuid.UUID, at: str, fields: Fields, *, keys: Keyring, now: datetime) -> bool:
    """What this form holds now takes the place of what it held; an empty form is forgotten. False: too much to keep."""
    written = {name: texts for name, texts in fields.items() if any(text.strip() for text in texts)}
    row = _row(db, holder_id)
    kept = read(row, keys)
    kept.pop(at, None)
    if written:
        kept[at] = written
    every = [text for form in kept.values() for texts in form.values() for text in texts]
    if len(kept) > MOST_FORMS or sum(map(len, every)) > MOST_TEXT:
        return False
    _write(db, row, holder_id, kept, keys, now)
    return True


def drop(db: Session, holder_id: uuid.UUID, at: str, *, keys: Keyring, now: datetime) -> None:
    """It was sent, or thrown away. In the caller's transaction."""
    keep(db, holder_id, at, {}, keys=keys, now=now)


def _write(
    db: Session, row: Unsent | None, holder_id: uuid.UUID, kept: Mapping[str, Fields], keys: Keyring, now: datetime
) -> None:
    if not kept:
        if row is not None:
            db.delete(row)
        return
    if row is None:
        row = Unsent(id=uuid.uuid4(), holder_id=holder_id, revision=1)
        db.add(row)
    keys.seal_json(Unsent.forms, row, kept)
    row.expires_at = now + SAVED
    db.flush()


def _row(db: Session, holder_id: uuid.UUID) -> Unsent | None:
    query = select(Unsent).where(Unsent.holder_id == holder_id)
    return db.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
