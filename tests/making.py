"""Making the smallest case that is valid; a test names only what it is about."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor
from models.cases.opening import Opened, open_case
from models.cases.statement import Statement
from models.procedure.terms import Channel, Journey
from models.procedure.working_days import local_day
from models.sealing import Blob, Keyring, Lock
from models.tables.holder import Holder
from models.tables.words import TheirWords

ANSWERS: dict[Journey, dict[str, dict[str, Any]]] = {
    Journey.YOUNG_PERSON: {"tell": {"story": "Nobody rings me back."}, "who": {"age": "13_15", "call_me": "Sam"}},
    Journey.PARENT: {
        "standing": {"standing": "parent"},
        "points": {"account": "My son was moved and nobody told me."},
        "you": {"name": "Jo Marsh"},
    },
    Journey.ADVOCATE: {"words": {"child_words": "I want to see my sister."}, "you": {"name": "Ade Bell"}},
    Journey.PRAISE: {"what": {"kind": "good", "story": "Rosa was kind to me."}},
}


def make_case(
    db: Session,
    keys: Keyring,
    *,
    now: datetime,
    journey: Journey = Journey.YOUNG_PERSON,
    answers: dict[str, dict[str, Any]] | None = None,
    holder: bool = True,
    actor: Actor = SYSTEM,
    reference: str = "",
    received_at: datetime | None = None,
    channel: Channel = Channel.ONLINE,
    **change: Any,
) -> Opened:
    """A case as it is a moment after it was sent. `change` sets columns of it afterwards."""
    statement = Statement.build(journey, {**ANSWERS[journey], **(answers or {})}, local_day(now))
    reference = reference or f"CV-{uuid.uuid4().hex[:4].upper()}-{uuid.uuid4().hex[:2].upper()}"
    person = None
    ring = keys
    if holder:
        lock = Lock.new("holder")
        ring = keys.plus(holder=lock)
        person = Holder(id=uuid.uuid4(), part=journey.value, reference=reference, created_at=now, pepper=1)
        ring.plus(words=Lock.new("words")).wrap(Holder.words_wrap, person, lock)
        db.add(person)
        db.flush()
    opened = open_case(
        db,
        statement,
        reference=reference,
        council="ashbourne",
        form_instance=uuid.uuid4(),
        keys=ring,
        actor=actor,
        now=now,
        holder=person,
        channel=channel,
        received_at=received_at,
    )
    for name, value in change.items():
        setattr(opened.case, name, value)
    db.flush()
    return opened


def spoil(db: Session, row: TheirWords) -> None:
    """One byte of what somebody sent is wrong, as after a fault of the disk: our own code cannot change it (T43)."""
    wrong = Blob(bytes(row.answers)[:-1] + b"x")
    db.execute(update(TheirWords).where(TheirWords.id == row.id).values(answers=wrong))
    db.commit()
    db.expire_all()
