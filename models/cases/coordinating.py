"""Several services in one complaint: who leads, and who brings their parts together into one answer (E-56, S-08).

Sealed to the file. The person reads it in the first letter.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.words import Note

KIND = "lead"


class Together(NamedTuple):
    """A service or a person for each; either may be open still."""

    leads: str = ""
    coordinates: str = ""

    def __bool__(self) -> bool:
        return bool(self.leads or self.coordinates)

    @property
    def said(self) -> str:
        """In a line, for a page of ours."""
        parts = {"leads": self.leads, "coordinates": self.coordinates}
        return ", ".join(f"{who} {does}" for does, who in parts.items() if who)


def keep(db: Session, case: Case, together: Together, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """From now on it is they. The same again changes nothing."""
    if actor.id is None:
        raise NotAllowed("Only a member of staff says who leads.")
    if together == of(db, case, keys):
        return
    for old in _rows(db, case):
        db.delete(old)  # what was said before stays in the history
    row = Note(id=uuid.uuid4(), case_id=case.id, at=now, staff_id=actor.id, kind=KIND)
    keys.seal_json(Note.body, row, together._asdict())
    db.add(row)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="lead", details=together.said or None, keys=keys)
    db.flush()


def of(db: Session, case: Case, keys: Keyring) -> Together:
    """Who leads and who coordinates, as it was said last."""
    row = next(iter(_rows(db, case)), None)
    try:
        return Together(**keys.open_json(Note.body, row)) if row else Together()
    except (Unreadable, TypeError):
        return Together()


def _rows(db: Session, case: Case) -> Sequence[Note]:
    return db.scalars(select(Note).where(Note.case_id == case.id, Note.kind == KIND)).all()
