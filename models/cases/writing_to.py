"""A letter about anything else: what an officer has to say, and always how to reach the next stage (rules 3.6); or what
is so now, where a letter that had left says otherwise (`undone`)."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import choosing
from models.cases.letter_facts import letter
from models.cases.releasing import release
from models.cases.undone import stands_wrong
from models.post.catalogue import CATALOGUE
from models.post.form import tidy
from models.post.letters import Composed
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.together import Complainant
from models.tables.words import Letter

KIND, RIGHT = "general", "no_longer_so"


def wrong_one(db: Session, case: Case, letter_id: uuid.UUID) -> Letter | None:
    """That letter, while it stands wrong with the person."""
    return db.scalars(select(Letter).where(Letter.id == letter_id, Letter.case_id == case.id, stands_wrong())).first()


def composed(db: Session, case: Case, words: str, *, now: datetime, about: Letter | None = None) -> Composed:
    """As they will read it. Raises `Incomplete` while nothing is written. `about`: a letter that is no longer so."""
    if about is not None:
        day, named = local_day(about.leaves_at or about.released_at), CATALOGUE[about.kind].label
        return letter(db, case, now, RIGHT, tell=tidy(words), sent_on=day, about=named)
    following = choosing.next_stage(db, case, now=now).open
    return letter(db, case, now, KIND, words=tidy(words), next_stage=following)


def send(
    db: Session, case: Case, words: str, because: str, *, actor: Actor, now: datetime, keys: Keyring,
    about: Letter | None = None,
) -> Letter:  # fmt: skip
    """Let it go. `because`: why it may be hard to read, where it is."""
    made = composed(db, case, words, now=now, about=about)
    only = db.get(Complainant, about.to_id) if about is not None and about.to_id else None
    kind = RIGHT if about is not None else KIND
    return release(
        db, case, kind, made.content(), event=None, actor=actor, now=now, keys=keys, because=because, only=only
    )
