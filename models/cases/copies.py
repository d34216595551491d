"""Which letters somebody reads who helps a child: the child's rule over copies, by kind and by letter (A6, AZ-14)."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import advocates
from models.cases.choosing import advocates_of
from models.cases.recording import record
from models.cases.returning import Theirs
from models.cases.thread import sent_by
from models.procedure.terms import Event
from models.sealing import Keyring, Unreadable
from models.tables.access import AdvocateAccess, LetterLeave
from models.tables.case import Case
from models.tables.words import Letter, TheirWords


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody beside the child, and whether they may read this letter. Who has words only has no name here."""

    whose: uuid.UUID
    name: str
    may: bool


def may_read(db: Session, me: Theirs, keys: Keyring, letter: Letter) -> bool:
    """What the child said of this letter; else, once the child has a page of their own, the kinds that they agreed to:
    until then nobody else could read it to the child. Whom an officer gave words to, because the child wanted it, reads
    all until the child ends it."""
    return not me.helper or _holder_may(db, me.case, me.holder.id, keys, letter, own=me.own)


def may_read_reports(db: Session, me: Theirs, keys: Keyring) -> bool:
    """The same of the reports and papers that go with a letter: a kind of its own (A6)."""
    if not me.helper or not me.own:
        return True
    agreed = [_copies(keys, row) for row in sent_by(db, me.case, me.holder.id)]
    return not agreed or any("reports" in one for one in agreed)


def advocate_may(db: Session, access: AdvocateAccess, letter: Letter) -> bool:
    """The same for an advocate with an account."""
    said = _said(db, letter).get(access.id)
    by_kind = advocates.copy_of(letter.kind) in access.copies.split()
    return access.confirmed_at is not None and (by_kind if said is None else said)


def readers(db: Session, case: Case, keys: Keyring, letter: Letter) -> list[Reader]:
    """Everybody beside the child, for the child's own page of that letter: they say there who reads it."""
    known = [
        Reader(access.id, name, advocate_may(db, access, letter))
        for access, name, _ in advocates.beside(db, case)
        if access.confirmed_at
    ]
    with_words = advocates_of(db, case)
    return known + [Reader(one.id, "", _holder_may(db, case, one.id, keys, letter, own=True)) for one in with_words]


def say(db: Session, case: Case, letter: Letter, reader: Reader, *, allowed: bool, actor: Actor, now: datetime) -> None:
    """From the next request on."""
    db.add(LetterLeave(case_id=case.id, letter_id=letter.id, whose=reader.whose, at=now, allowed=allowed))
    record(db, case, Event.NOTED, actor=actor, now=now, reason="letter_let" if allowed else "letter_kept")
    db.flush()


def _said(db: Session, letter: Letter) -> dict[uuid.UUID, bool]:
    query = select(LetterLeave.whose, LetterLeave.allowed).where(LetterLeave.letter_id == letter.id)
    return {whose: allowed for whose, allowed in db.execute(query.order_by(LetterLeave.at))}


def _holder_may(db: Session, case: Case, holder_id: uuid.UUID, keys: Keyring, letter: Letter, *, own: bool) -> bool:
    if (said := _said(db, letter).get(holder_id)) is not None:
        return said
    agreed = [_copies(keys, row) for row in sent_by(db, case, holder_id)] if own else []
    return not agreed or any(advocates.copy_of(letter.kind) in copies for copies in agreed)


def _copies(keys: Keyring, row: TheirWords) -> list[str]:
    try:
        return list(keys.open_json(TheirWords.answers, row).get("copies", {}).get("copies") or ())
    except Unreadable:
        return []
