"""A case with words that work, for the tests of the person's own page."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.opening import Opened
from models.credentials import new_salt, stretch
from models.procedure.terms import Journey
from models.sealing import Keyring, Lock, words_lock
from models.tables import Holder
from tests.conftest import MONDAY, Locks
from tests.making import make_case

WORDS = "otter bread river lamp snow"
REFERENCE = "HV-7K3M-9QX2-4TJ"


def case_with_words(
    db: Session,
    keys: Locks,
    *,
    words: str = WORDS,
    reference: str = REFERENCE,
    now: datetime = MONDAY,
    journey: Journey = Journey.YOUNG_PERSON,
    **change: Any,
) -> Opened:
    """As `make_case`, and the words open its holder."""
    opened = make_case(db, keys.staff.ring, now=now, journey=journey, reference=reference, **change)
    holder = db.scalars(select(Holder).where(Holder.case_id == opened.case.id)).one()
    give_words(keys, holder, opened, words)
    db.commit()
    return opened


def give_words(keys: Locks, holder: Holder, opened: Opened, words: str) -> None:
    """A new lock for the holder, wrapped by these words, and the case's locks wrapped by it."""
    lock, salt = Lock.new("holder"), new_salt()
    ring: Keyring = opened.keys.plus(holder=lock)
    thread, file = ring["thread"], ring["file"]
    ring.seal_bytes(Holder.thread_wrap, holder, (thread.seed or b"") + (file.with_public().public or b""))
    made = words_lock(stretch(words, salt), keys.public.words_pepper, keys.public.words_version)
    ring.plus(words=made).wrap(Holder.words_wrap, holder, lock)
    holder.salt, holder.pepper = salt, made.version


def another_holder(db: Session, keys: Locks, opened: Opened, words: str, reference: str) -> Holder:
    """An advocate beside the person."""
    holder = Holder(
        id=uuid.uuid4(),
        case_id=opened.case.id,
        part="advocate",
        reference=reference,
        created_at=MONDAY,
        pepper=1,
    )
    give_words(keys, holder, opened, words)
    db.add(holder)
    db.commit()
    return holder
