"""What an entry of a timeline is about: the note, message, letter or document that it tells of (experience 6.4)."""

import uuid
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from models.cases.corresponding import KINDS
from models.cases.holding import all_of
from models.procedure.documents import ADDED
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.words import Letter, Note, ThreadMessage

WROTE = frozenset({Event.MESSAGE_FROM_PERSON, Event.MESSAGE_FROM_STAFF})


class Thing(NamedTuple):
    kind: str  # note | message | letter | document
    id: uuid.UUID | None = None  # None: it stands on that page, and which one it is is not known


def things(db: Session, case: Case, happened: Sequence[CaseEvent]) -> dict[int, Thing]:
    """By the number of the entry. A note or a message is kept at the moment that is told; a letter counts on a day."""
    noted = select(Note.id, Note.at, literal("note")).where(Note.case_id == case.id)
    wrote = select(ThreadMessage.id, ThreadMessage.at, literal("message"))
    both = db.execute(union_all(noted, wrote.where(ThreadMessage.case_id == case.origin_id))).all()
    notes, messages = ({at: key for key, at, one in both if one == kind} for kind in ("note", "message"))
    letters = all_of(db, case)
    found: dict[int, Thing] = {}
    for event in happened:
        if event.event is Event.NOTED and event.reason in KINDS and event.at in notes:
            found[event.number] = Thing("note", notes[event.at])
        elif event.event in WROTE:
            found[event.number] = Thing("message", messages.get(event.at))
        elif event.reason and event.reason.startswith(ADDED.format("")):
            found[event.number] = Thing("document")
        elif letter := _letter(event, letters):
            found[event.number] = Thing("letter", letter.id)
    return found


def words(db: Session, case: Case, ring: Keyring, told: Mapping[int, Thing]) -> dict[int, str]:
    """What stands in each note and message that an entry tells of, so that a search finds it."""
    at = {thing.id: number for number, thing in told.items() if thing.id}
    notes = db.scalars(select(Note).where(Note.id.in_(at))).all()
    messages = db.scalars(select(ThreadMessage).where(ThreadMessage.id.in_(at))).all()
    ids = [*(row.id for row in notes), *(row.id for row in messages)]
    opened = (*ring.open_each(Note.body, notes), *ring.open_each(ThreadMessage.body, messages))
    return {at[key]: text for key, text in zip(ids, opened, strict=True) if isinstance(text, str)}


def _letter(event: CaseEvent, letters: Sequence[Letter]) -> Letter | None:
    """The one that proves it: of the same kind of thing, and counted on its day."""
    proves = [one for one in letters if one.event is event.event]
    same_day = [one for one in proves if event.on in (one.counted_on, local_day(one.released_at))]
    return same_day[0] if same_day else None
