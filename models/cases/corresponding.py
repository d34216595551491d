"""What staff write: to the person, who is told by a neutral notice, and among ourselves, for the file alone."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.by_hand import Hand, hand_to
from models.cases.notifying import tell_person, way_to
from models.cases.recording import record
from models.cases.releasing import page_of
from models.cases.thread import messages_of
from models.post.machine_ways import machine_ways
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import SPOKEN, Event, Way
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.staff import Staff
from models.tables.words import Note, ThreadMessage

KINDS = {"note": "Note", "call": "Phone call", "visit": "Visit or meeting", "email": "E-mail"}
BY_MACHINE = "We send a neutral text: “You have an update. Go to the page you used before.”"
TOLD_BY = {
    Way.EMAIL: "We send a neutral e-mail: “You have an update. Go to the page you used before.”",
    Way.TEXT: "Text them afterwards, from the team’s phone: it then stands here and under To post.",
    Way.HERE: "They will see it when they next open their page. We do not write to them.",
    Way.POST: "Nothing tells them of it by itself. Write to them by post as well.",
    Way.CALL: "Nothing tells them of it by itself. Ring them as well, if that is safe.",
    Way.TRUSTED: "Nothing tells them of it by itself. Reach whoever they trust, and say no more than they allowed.",
}
NO_PAGE = "They have no page, so they do not read this: {do}."
INSTEAD = {
    Hand.POST: "write to them by post as well",
    Hand.CALL: "ring them as well",
    Hand.TRUSTED: "reach whoever they trust as well",
    Hand.ASK_TEXT: "text them that you want to ask them something, and make secret words with them",
    Hand.ASK_EMAIL: "e-mail them that you want to ask them something, and make secret words with them",
    Hand.NOTHING: "no way is safe. It waits here until they come to us and get secret words",
}


def told_by(db: Session, case: Case, to_id: uuid.UUID | None = None) -> tuple[str, bool]:
    """How they hear of a message, in words for whoever writes it; and whether they have a page to read it on."""
    way = way_to(db, case, to_id)
    if way in (Way.POST, *SPOKEN) and not page_of(db, case, to_id):
        return NO_PAGE.format(do=INSTEAD[hand_to(db, case, to_id, way)]), False
    return (BY_MACHINE if way is Way.TEXT and way in machine_ways(db) else TOLD_BY[way]), True


def send_message(
    db: Session, case: Case, text: str, *, actor: Actor, keys: Keyring, now: datetime, to_id: uuid.UUID | None = None
) -> ThreadMessage:
    """Put a message in the thread. Answering counts as having read what they wrote. `keys` holds the thread's lock.
    `to_id`: to another of several who complain together, and not to the first (S-39)."""
    case = _with_the_page(db, case)
    mark_read(db, case, now=now)
    if case.waiting_on == "us":
        case.waiting_on = "person"
    return put_message(db, case, text, actor=actor, keys=keys, now=now, to_id=to_id)


def put_message(
    db: Session, case: Case, text: str, *, actor: Actor, keys: Keyring, now: datetime, to_id: uuid.UUID | None = None
) -> ThreadMessage:
    """The same of what answers nothing that they wrote."""
    if actor.id is None:
        raise NotAllowed("Only a member of staff writes here.")
    case = _with_the_page(db, case)
    message = ThreadMessage(id=uuid.uuid4(), case_id=case.id, at=now, from_staff_id=actor.id, to_id=to_id)
    keys.seal(ThreadMessage.body, message, text)
    db.add(message)
    record(db, case, Event.MESSAGE_FROM_STAFF, actor=actor, now=now)
    told = tell_person(db, case, cause=f"message:{message.id}", now=now, to_id=to_id)
    message.to_text = True if told is None and way_to(db, case, to_id) is Way.TEXT else None
    db.flush()
    return message


def _with_the_page(db: Session, case: Case) -> Case:
    """The person has one page, and reads there what is about a part too."""
    return db.get_one(Case, case.part_of_id) if case.part_of_id else case


def mark_read(db: Session, case: Case, *, now: datetime) -> int:
    """We have read what they wrote. Returns how many messages that was."""
    unread = [m for m in messages_of(db, case) if m.from_staff_id is None and m.seen_at is None]
    for message in unread:
        message.seen_at = now
    db.flush()
    return len(unread)


def add_note(
    db: Session, case: Case, text: str, *, kind: str = "note", actor: Actor, keys: Keyring, now: datetime
) -> Note:
    """Something for the file. `keys` holds the file's lock."""
    if actor.id is None or kind not in KINDS:
        raise NotAllowed("Only a member of staff writes notes.")
    note = Note(id=uuid.uuid4(), case_id=case.id, at=now, staff_id=actor.id, kind=kind)
    keys.seal(Note.body, note, text)
    db.add(note)
    record(db, case, Event.NOTED, actor=actor, now=now, reason=kind)
    return note


def notes_of(db: Session, case: Case) -> Sequence[Note]:
    """Notes as people wrote them, the newest first."""
    query = select(Note).where(Note.case_id == case.id, Note.kind.in_(KINDS))
    return db.scalars(query.order_by(Note.at.desc(), Note.id)).all()


def names_of(db: Session, notes: Sequence[Note]) -> dict[uuid.UUID, str]:
    """Who wrote them."""
    rows = db.execute(select(Staff.id, Staff.name).where(Staff.id.in_({note.staff_id for note in notes})))
    return {row.id: row.name for row in rows}
