"""A letter that is read out: one of ours records it, and it plays beside the letter on their page (6.3, Y12).

The recording belongs to one letter. A letter that was changed is another one, and begins without.
"""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import attaching
from models.cases.attaching import Attached
from models.files.judging import Taken
from models.procedure.lifecycle import NotAllowed
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.upload import Upload
from models.tables.words import GONE, REPLACED, Letter

THERE = "It is recorded already. Take that recording away first."
NEVER_SENT = "This version was never sent. Record the one that takes its place."
HEARD = "It has left with this recording, and they may have heard it. Put it right with a new letter."


def kept_under(letter_id: uuid.UUID) -> str:
    """What its recording is kept under, where others stand under the question they answer."""
    return f"spoken {letter_id.hex}"


def of_letter(db: Session, letter: Letter, keys: Keyring) -> Attached | None:
    """Its recording; None where there is none. `keys` holds the lock of the thread."""
    mine = (Upload.case_id == letter.case_id, Upload.question == kept_under(letter.id))
    return next(iter(attaching.read(keys, db.scalars(select(Upload).where(*mine)))), None)


def record_it(
    db: Session, case: Case, letter: Letter, taken: Taken, label: str, *, scan: bool, actor: Actor, now: datetime,
    keys: Keyring,
) -> Upload:  # fmt: skip
    """From now on it plays where the letter is read, for whoever reads the letter."""
    if letter.state == REPLACED:
        raise NotAllowed(NEVER_SENT)
    if of_letter(db, letter, keys) is not None:
        raise NotAllowed(THERE)
    row = attaching.attach(
        db, taken, keys, question=kept_under(letter.id), now=now, scan=scan, case_id=case.id, said={"label": label}
    )
    note(db, actor, "letter_recorded", now=now, object_kind="letter", object_id=letter.id)
    return row


def take_away(db: Session, letter: Letter, *, actor: Actor, now: datetime, keys: Keyring) -> uuid.UUID | None:
    """Only before it has left. Returns whose file the caller removes once this is committed."""
    found = of_letter(db, letter, keys)
    if found is None:
        return None
    if letter.state == GONE:
        raise NotAllowed(HEARD)
    attaching.drop(db, found.row)
    note(db, actor, "letter_recording_gone", now=now, object_kind="letter", object_id=letter.id)
    return found.id
