"""A letter about anything else: what an officer has to say, and always how to reach the next stage (rules 3.6)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import choosing
from models.cases.letter_facts import letter
from models.cases.releasing import release
from models.post.form import tidy
from models.post.letters import Composed
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.words import Letter

KIND = "general"


def composed(db: Session, case: Case, words: str, *, now: datetime) -> Composed:
    """As they will read it. Raises `Incomplete` while nothing is written."""
    following = choosing.next_stage(db, case, now=now).open
    return letter(db, case, now, KIND, words=tidy(words), next_stage=following)


def send(db: Session, case: Case, words: str, because: str, *, actor: Actor, now: datetime, keys: Keyring) -> Letter:
    """Let it go. `because`: why it may be hard to read, where it is."""
    made = composed(db, case, words, now=now)
    return release(db, case, KIND, made.content(), event=None, actor=actor, now=now, keys=keys, because=because)
