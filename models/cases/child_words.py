"""Who speaks for a child asks for the child's own words: once, as a message, so that the case waits on us (AZ-14)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.choosing import say
from models.cases.counting import CHILD_WORDS, counts
from models.cases.recording import record
from models.procedure.terms import Event
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.holder import Holder


def ask(db: Session, case: Case, text: str, *, holder: Holder, keys: Keyring, actor: Actor, now: datetime) -> None:
    """Their page says from then on that they asked, and when; asking again changes nothing."""
    if counts(db, case.id, now=now).child_words_on is not None:
        return
    say(db, case, text, holder=holder, keys=keys, actor=actor, now=now)
    record(db, case, Event.NOTED, actor=actor, now=now, reason=CHILD_WORDS)
