"""Files of a form that an advocate has not sent: sealed beside its draft, and moved with it to the case (A3, UPL-01).

What is chosen on the page of a child they help already waits in the same way, in a draft under the number of their
access: whichever form of that page is sent next takes it along.

They are the advocate's alone until then, under the lock that their answers are under. What is never sent goes with its
draft after 28 days (models.jobs.lapsing).
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases import attaching
from models.files.judging import Taken
from models.files.kinds import LIMITS
from models.sealing import Keyring
from models.tables.access import AdvocateAccess, AdvocateDraft
from models.tables.upload import Upload

FILED = "words"  # beside the child's words, as on the form without an account


def rows_of(db: Session, draft: AdvocateDraft) -> Sequence[Upload]:
    query = select(Upload).where(Upload.advocate_draft_id == draft.id)
    return db.scalars(query.order_by(Upload.added_at, Upload.id)).all()


def keep(
    db: Session, draft: AdvocateDraft, taken: Taken, *, scan: bool, keys: Keyring, now: datetime,
    beside: Sequence[Upload] = (),
) -> None:  # fmt: skip
    """Raise Refused where the form has all that it may have already: what one form of an adult may send, with what was
    sent `beside` it. A file that is there under its name already came by a second click, and is kept once (T22)."""
    there = rows_of(db, draft)
    this = (taken.name, taken.original.sha256.hex())
    if this in [(one.facts.get("name"), one.facts.get("sha256")) for one in attaching.read(keys, there)]:
        return
    attaching.check_room([*there, *beside], LIMITS["adult"], taken.kind.sort)
    attaching.check_sum(sum(row.size for row in there))
    attaching.attach(db, taken, keys, question=FILED, now=now, scan=scan, advocate_draft_id=draft.id)


def move(
    db: Session, draft: AdvocateDraft, access: AdvocateAccess, *, keys: Keyring, ring: Keyring,
    message_id: uuid.UUID | None = None, shows: str = "",
) -> None:  # fmt: skip
    """They are the case's from now on, or a message's of it, and the advocate brought them. `ring` has the case's
    locks."""
    for row in rows_of(db, draft):
        facts = attaching.read(keys, [row])[0].facts
        row.advocate_draft_id, row.held = None, None
        row.case_id, row.holder_id = access.case_id, access.id
        if message_id:
            row.message_id, row.question = message_id, "message"
        if facts:  # one that cannot be read goes along as that, and keeps nobody from sending
            ring.seal_json(Upload.about, row, {**facts, "shows": shows} if shows else facts)
    db.flush()
    db.delete(draft)
    db.flush()
