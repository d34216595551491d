"""Asking GOV.UK Notify what became of each text and each letter it took: the same ends as for mail (R3).

A text counted when it was taken, and no clock moves back; a letter counts on the day it was printed and posted (K-18).
"""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.cases.mail_told import not_reached
from models.cases.releasing import count
from models.db import Sessions
from models.post.mail import NotNow
from models.post.notify import Became, Fate, Notify
from models.post.outbox import PAPER, queue_notice
from models.procedure.tasks import PAPER_LOST, PAPER_UNKNOWN, TEXT_LOST
from models.procedure.terms import Way
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.message import Message
from models.tables.words import Letter

KEPT = timedelta(days=7)  # Notify forgets after that
UNKNOWN = "unknown"
ONCE_MORE = "again:"


def ask_after(sessions: Sessions, keys: Keyring, notify: Notify | None, *, now: datetime) -> int:
    """How many are settled now. Nothing is asked inside a transaction; without an answer all of them wait."""
    with sessions.reading() as db:
        waiting = db.execute(select(Message.id, Message.sent_at).where(Message.receipt == Fate.WAITING))
        ids = [(message_id, sent_at) for message_id, sent_at in waiting.all() if sent_at is not None]
    settled = 0
    for message_id, sent_at in ids:
        try:
            found = notify.became(str(message_id)) if notify else None
        except NotNow:
            return settled
        if found is not None and found.fate is not Fate.WAITING:
            settled += _settle(sessions, keys, message_id, found, now=now)
        elif now - sent_at > KEPT:
            settled += _settle(sessions, keys, message_id, None, now=now)
    return settled


def _settle(sessions: Sessions, keys: Keyring, message_id: uuid.UUID, found: Became | None, *, now: datetime) -> bool:
    with sessions() as db, db.begin():
        query = select(Message).where(Message.id == message_id, Message.receipt == Fate.WAITING).with_for_update()
        message = db.scalars(query).one_or_none()
        if message is None:
            return False  # another worker was first
        message.receipt = found.fate.value if found else UNKNOWN
        note(db, SYSTEM, f"receipt_{message.receipt}", now=now, object_kind="message", object_id=message.id)
        case = db.get_one(Case, message.case_id)
        if message.kind == PAPER:
            _paper(db, keys, case, message, found, now=now)
        elif found is not None and found.fate is not Fate.ARRIVED:
            _text(db, keys, case, message, found.fate, now=now)
    return True


def _paper(db: Session, keys: Keyring, case: Case, message: Message, found: Became | None, *, now: datetime) -> None:
    """It counts on the day it was posted; otherwise it stands among the letters for our hands again."""
    letter = db.get_one(Letter, message.letter_id)
    if found is not None and found.fate is Fate.ARRIVED:
        day = min(max(local_day(found.at or now), local_day(letter.released_at)), local_day(now))
        count(db, db.get_one(Case, letter.case_id), letter, on=day, now=now)
        return
    message.state = "failed" if found else UNKNOWN
    not_reached(db, keys, case, message, PAPER_LOST if found else PAPER_UNKNOWN, now=now)


def _text(db: Session, keys: Keyring, case: Case, message: Message, fate: Fate, *, now: datetime) -> None:
    """Once more where it may help: their phone was off for three days, or a network was down. Then a person is told."""
    message.state, message.last_error = "failed", "Returned"
    if fate is Fate.AGAIN and not message.cause.startswith(ONCE_MORE):
        queue_notice(db, case, message.holder_id, way=Way.TEXT, cause=f"{ONCE_MORE}{message.id}", now=now)
    else:
        not_reached(db, keys, case, message, TEXT_LOST, now=now)
