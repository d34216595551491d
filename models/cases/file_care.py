"""What staff do with a file that was sent: open its copy, its original with a reason, lock it away, type it up.

An intimate image of a child is not looked at, copied or passed on: it is locked, and safeguarding is told at once.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.attaching import Attached, read
from models.cases.telling import tell, tell_managers
from models.cases.walls import heed
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.upload import Transcript, Upload

WHY_ORIGINAL = {
    "evidence": "The copy does not show what matters",
    "asked": "The person, a court or the ombudsman needs it as it was sent",
    "unreadable": "The copy cannot be read",
}
WHY_UNLOCK = {
    "mistake": "It is not an intimate image",
    "agreed": "Safeguarding or the police have said that it may be opened",
}
SUBJECT = "A file was locked away"
BODY = (
    "A colleague has locked a file on the case {reference}: nobody may look at it, copy it or pass it on. "
    "Follow the safeguarding procedure today. Sign in and open Files on that case. Do not ask for the file by mail."
)


@dataclass(frozen=True, slots=True)
class TypedUp:
    """What a recording says, as far as anybody has written it down. `theirs`: the person put it right."""

    text: str | None
    at: datetime
    theirs: bool


def looked_at(db: Session, file: Attached, *, actor: Actor, now: datetime) -> None:
    note(db, actor, "view_file", now=now, object_kind="upload", object_id=file.id)


def own(db: Session, file: Attached, *, actor: Actor, now: datetime) -> None:
    """The person, looking at what they sent themselves."""
    note(db, actor, "own_file", now=now, object_kind="upload", object_id=file.id)


def open_original(db: Session, file: Attached, why: str, *, actor: Actor, now: datetime) -> None:
    """A deliberate act, with a reason, kept (UPL-05). Raises NotAllowed for what nobody may open."""
    if not file.shown:
        raise NotAllowed("This file cannot be opened.")
    if file.quarantined:
        raise NotAllowed("What was sent carries something that acts by itself, so it stays locked. Read the copy.")
    note(db, actor, "file_original", now=now, object_kind="upload", object_id=file.id, reason=why)


def lock_away(db: Session, case: Case, file: Attached, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """From now on nobody opens it. The complaints managers and everyone on duty are told, across no wall."""
    row = file.row
    if row.locked_at is not None:
        return
    row.locked_at, row.locked_by = now, actor.id
    note(db, actor, "file_locked", now=now, object_kind="upload", object_id=file.id)
    body, once = BODY.format(reference=case.reference), f"file-locked:{row.id}:{now:%Y%m%d%H%M%S}"
    tell_managers(db, keys, subject=SUBJECT, body=body, cause=once, now=now, case_id=case.id)
    tell(db, keys, Role.DUTY, subject=SUBJECT, body=body, cause=f"{once}:duty", now=now, case_id=case.id)
    db.flush()


def unlock(db: Session, file: Attached, why: str, *, actor: Actor, now: datetime) -> None:
    """Somebody else than who locked it has decided that it may be seen. Raises NotAllowed."""
    if file.row.locked_at is None:
        raise NotAllowed("This file is not locked.")
    if file.row.locked_by == actor.id:
        raise NotAllowed("You locked it. Somebody else has to decide that it may be opened.")
    file.row.locked_at = file.row.locked_by = None
    note(db, actor, "file_unlocked", now=now, object_kind="upload", object_id=file.id, reason=why)
    db.flush()


def give(db: Session, file: Attached, yes: bool, *, actor: Actor, now: datetime) -> None:
    """Let whoever writes the answer see its copy, or no longer. They see no file that nobody has given them."""
    if file.row.locked_at is not None:
        raise NotAllowed("A file that is locked away is given to nobody.")
    file.row.given_at = now if yes else None
    note(db, actor, "file_given" if yes else "file_taken_back", now=now, object_kind="upload", object_id=file.id)
    db.flush()


def given(db: Session, case_id: uuid.UUID, keys: Keyring) -> list[Attached]:
    """What whoever writes the answer may see: given to them, looked through for viruses, and not locked away."""
    query = select(Upload).where(Upload.case_id == case_id, Upload.given_at.is_not(None))
    rows = db.scalars(query.order_by(Upload.added_at, Upload.id)).all()
    return [file for file in read(keys, rows) if file.shown]


def type_up(
    db: Session, case: Case, file: Attached, text: str, *, keys: Keyring, actor: Actor, now: datetime,
    made: uuid.UUID | None = None,
) -> Transcript:  # fmt: skip
    """What the recording says, by one of us or put right by the person. What was there before stays."""
    if file.row.sort != "sound":
        raise NotAllowed("Only a recording can be typed up.")
    theirs = actor.kind == "person"
    if theirs:
        heed(db, case, text, now=now)
    by = None if theirs else actor.id
    row = Transcript(id=made or uuid.uuid4(), case_id=case.id, upload_id=file.id, at=now, staff_id=by)
    keys.seal(Transcript.body, row, text)
    db.add(row)
    note(db, actor, "file_typed", now=now, object_kind="upload", object_id=file.id)
    db.flush()
    return row


def typed_up(db: Session, case_id: uuid.UUID, keys: Keyring) -> dict[uuid.UUID, TypedUp]:
    """The newest text of each recording of a case."""
    rows = db.scalars(select(Transcript).where(Transcript.case_id == case_id).order_by(Transcript.at)).all()
    texts: Iterable[str | Unreadable] = keys.open_each(Transcript.body, rows)
    return {
        row.upload_id: TypedUp(None if isinstance(text, Unreadable) else text, row.at, row.staff_id is None)
        for row, text in zip(rows, texts, strict=True)
    }
