"""Their number by text, when they ask for it: only where a text is safe and nobody else reads it (2.8, PRV-10).

The number alone and never the words (TRK-05): what is found in a phone opens nothing. Somebody of the team texts it by
hand, past the card that says which ways are safe at that moment; the texts of a machine have one wording and no number.
"""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.choosing import say
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Way
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.holder import Holder
from models.tables.words import SafeWay

ASKED = "number_asked"  # the reason of what is noted then


def may_be_texted(db: Session, case_id: uuid.UUID, holder_id: uuid.UUID) -> bool:
    """Whether a text is safe for this person now, and they said that nobody else sees it."""
    safe = select(SafeWay.way).where(
        SafeWay.case_id == case_id,
        SafeWay.holder_id == holder_id,
        SafeWay.way == Way.TEXT,
        SafeWay.allowed,
        SafeWay.shared.is_(False),
    )
    return db.scalars(safe).first() is not None


def ask(db: Session, case: Case, text: str, *, holder: Holder, keys: Keyring, actor: Actor, now: datetime) -> None:
    """Put `text` before the team as their message, so that the case waits on us; once a day, however often it is
    pressed. Raises `NotAllowed` where a text is not safe for them now."""
    if not may_be_texted(db, case.id, holder.id):
        raise NotAllowed("A text is not safe now. Write down your number, or change how we reach you.")
    already = select(CaseEvent.id).where(
        CaseEvent.case_id == case.id, CaseEvent.reason == ASKED, CaseEvent.on == local_day(now)
    )
    if db.scalars(already).first() is None:
        say(db, case, text, holder=holder, keys=keys, actor=actor, now=now)
        record(db, case, Event.NOTED, actor=actor, now=now, reason=ASKED)
