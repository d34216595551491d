"""The statement of complaint on paper: for who has no page, a letter with every line of it and room to sign (K-31)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import stating
from models.cases.finding import left_out_of
from models.cases.letter_facts import letter
from models.cases.recording import running_clocks
from models.cases.releasing import release, way_of
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Way
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.words import Letter


def send(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> Letter:
    """The newest version that was offered, as a letter that goes their way: by post it waits with the others."""
    row = stating.newest(db, case)
    if row is None or row.state != stating.OFFERED:
        raise NotAllowed("Offer the statement first: a draft of ours is no letter yet.")
    said = stating.words_of(row, keys)
    facts: dict[str, Any] = {"version": row.number, "points": [*said.points], "hopes": [*said.wishes]}
    counts = next((one for one in running_clocks(db, case) if one.clock is Clock.S2_RESPONSE), None)
    facts |= {"asked_on": counts and counts.started_on, "answer_by": counts and counts.due_on}
    facts["left_out"] = left_out_of(db, case, keys)
    words = letter(db, case, now, "statement", **facts)
    return release(db, case, "statement", words.content(), event=None, actor=actor, now=now, keys=keys)


def no_page(db: Session, case: Case) -> bool:
    """Whether what we write to them goes by post: then the statement does too, without anybody asking."""
    return way_of(db, case, None) is Way.POST
