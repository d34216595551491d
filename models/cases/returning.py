"""Coming back with a reference and words: the same work whether either is wrong (TRK-04), and the locks they open."""

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased, contains_eager

from models.audit import Actor, note
from models.cases.drafting import wrap_for_words
from models.cases.quarantining import let_in
from models.cases.telling import tell_managers
from models.cases.visiting import end_others
from models.procedure.terms import Journey, State
from models.procedure.working_days import local_day
from models.sealing import SEED, Keyring, Lock, Unreadable, words_lock
from models.tables.case import Case
from models.tables.holder import Draft, Holder, Unsent
from models.tables.message import Message
from models.tables.staff import Staff
from models.tables.together import Complainant

SETTLED = frozenset(
    {State.S1_RESPONDED, State.C1_RESPONDED, State.CONCERN_ANSWERED, State.REFUSED, State.WITHDRAWN, State.CLOSED}
)
Stretch = Callable[[str, bytes], bytes]  # argon2id: words and salt to 64 bytes
SALT = 16
BESIDE = frozenset({"advocate", "helper"})  # parts of those who help; the page is the person's
ONE_TIME = timedelta(days=7)
SUBJECT = "Somebody is trying words"
BODY = (
    "Somebody has tried wrong words ten times for one reference. It is not locked: the right words still open it. "
    "Ask the person, by a way that is safe, whether it was them. The reference is {reference}."
)


@dataclass(frozen=True, repr=False)
class Theirs:
    """One person's way in, and the case behind it, read in one query."""

    holder: Holder
    case: Case
    deputy: Staff | None  # who acts for the officer of record meanwhile (S-35)
    own: bool = False  # the child has words of their own, where somebody else sent it
    unsent: Unsent | None = None  # what they typed here and have not sent
    several: Complainant | None = None  # they are one of several who complain together (S-39)

    @property
    def equal(self) -> bool:
        """Whether they complain beside the first person, in their own right."""
        return self.several is not None and not self.several.first

    @property
    def to_id(self) -> uuid.UUID | None:
        """What letters and messages to them carry."""
        return self.several.id if self.several is not None and self.equal else None

    @property
    def left(self) -> bool:
        """Whether they withdrew while others go on."""
        return self.several is not None and self.several.left_on is not None

    @property
    def helper(self) -> bool:
        """Whether it is somebody who speaks for the person, and not the person: the page speaks to them as that."""
        return self.holder.part in BESIDE

    @property
    def main(self) -> bool:
        """Whether it is the person whose case it is; an advocate beside them sees less."""
        if self.holder.part not in BESIDE:
            return self.equal or self.holder.reference == self.case.reference or self.case.journey is Journey.ADVOCATE
        return self.holder.reference == self.case.reference and not self.own

    @property
    def may_correct(self) -> bool:
        """Whether "did we get it right?" is still a question: not once there is an answer, or it has ended."""
        return self.case.state not in SETTLED

    @property
    def actor(self) -> Actor:
        return Actor(kind="person", id=self.holder.id, name=self.holder.part.replace("_", " "))


def find(db: Session, reference: str) -> Holder:
    """Who has this reference; somebody made up where nobody has, so that the work after it is the same."""
    query = select(Holder).where(Holder.reference == reference, Holder.words_wrap.is_not(None))
    return db.scalars(query).one_or_none() or NOBODY


def unlock(holder: Holder, words: str, *, stretch: Stretch, pepper: bytes, now: datetime) -> Lock | None:
    """The holder's lock, if these are the words. Slow on purpose: call it outside every transaction."""
    lock = words_lock(stretch(words, holder.salt or b""), pepper, holder.pepper)
    try:
        opened = Keyring({"words": lock}).unwrap(Holder.words_wrap, holder, "holder")
    except Unreadable:
        return None
    return None if holder.expires_at is not None and holder.expires_at <= now else opened


def came_back(db: Session, holder: Holder, *, now: datetime) -> None:
    actor = Actor(kind="person", id=holder.id, name=holder.part.replace("_", " "))
    note(db, actor, "came_back", now=now, object_kind="case", object_id=holder.case_id)
    case = db.get(Case, holder.case_id) if holder.case_id else None
    if case is not None and case.held_at is not None and case.erased_on is None:
        let_in(db, case, actor=actor, now=now)  # whoever comes back with the words is no machine (INP-16)


def holder_of(db: Session, holder_id: uuid.UUID) -> Holder | None:
    return db.get(Holder, holder_id)


def draft_journey(db: Session, holder_id: uuid.UUID) -> Journey | None:
    """Which journey this person has saved and not sent yet."""
    return db.scalars(select(Draft.journey).where(Draft.holder_id == holder_id)).one_or_none()


def case_of(db: Session, holder_id: uuid.UUID) -> Case | None:
    """The case this person sent, if they have sent it."""
    query = select(Case).join(Holder, Holder.case_id == Case.id).where(Holder.id == holder_id)
    return db.scalars(query).one_or_none()


def theirs(db: Session, holder_id: uuid.UUID) -> Theirs:
    """The case of this visit. `NoResultFound` where nothing was sent yet."""
    return Theirs(*db.execute(_theirs(), {"holder": holder_id}).one())


@cache
def _theirs() -> Select[Holder, Case, Staff, bool, Unsent, Complainant]:
    """Put together once: it was a third of the time of every page of theirs."""
    child = aliased(Holder)
    theirs = (child.case_id == Case.id) & child.part.not_in(BESIDE) & (child.id != Holder.id)
    equal = (Complainant.holder_id == child.id) & Complainant.first.is_(False)
    own = exists().where(theirs, ~exists().where(equal).correlate(child)).correlate(Case, Holder)
    officer, responder, deputy = aliased(Staff), aliased(Staff), aliased(Staff)
    return (
        select(Holder, Case, deputy, own, Unsent, Complainant)
        .join(Case, Case.id == Holder.case_id)
        .outerjoin(officer, officer.id == Case.officer_id)
        .outerjoin(responder, responder.id == Case.responder_id)
        .outerjoin(deputy, deputy.id == officer.deputy_id)
        .outerjoin(Unsent, Unsent.holder_id == Holder.id)
        .outerjoin(Complainant, Complainant.holder_id == Holder.id)
        .where(Holder.id == bindparam("holder"))
        .options(contains_eager(Case.officer.of_type(officer)), contains_eager(Case.responder.of_type(responder)))
    )


def ring_of(keys: Keyring, holder: Holder) -> Keyring:
    """What the person's words open: the thread, to read and write; the file, only to put things in (sealing.md 2.5)."""
    raw = keys.open_bytes(Holder.thread_wrap, holder)
    return keys.plus(thread=Lock.of_seed("thread", raw[:SEED]), file=Lock.of_public("file", raw[SEED:]))


def new_words(
    db: Session, holder: Holder, *, salt: bytes, words: Lock, visit_id: uuid.UUID, lock: Lock, now: datetime
) -> None:
    """These words from now on; the old ones, and every other browser, open nothing (TRK-06)."""
    wrap_for_words(holder, lock, salt=salt, words=words)
    holder.one_time = False
    if holder.case_id is not None:
        holder.expires_at = None
    end_others(db, holder.id, but=visit_id)
    actor = Actor(kind="person", id=holder.id, name=holder.part.replace("_", " "))
    note(db, actor, "words_changed", now=now, object_kind="case", object_id=holder.case_id)
    db.flush()


def cancel_words(db: Session, holder: Holder, *, actor: Actor, now: datetime) -> None:
    """Nobody comes in with them any more: someone found them (TRK-06). New ones need a person."""
    holder.words_wrap = None
    end_others(db, holder.id)
    note(db, actor, "words_cancelled", now=now, object_kind="case", object_id=holder.case_id)
    db.flush()


def warn_of_guessing(db: Session, reference: str, *, keys: Keyring, now: datetime) -> bool:
    """Ten wrong tries: the complaints managers are told, once a day for each reference. It is never locked. The worker
    does it: whether anybody has the reference makes no difference to whoever tries (TRK-04)."""
    case_id = db.scalars(select(Holder.case_id).where(Holder.reference == reference)).one_or_none()
    first = f"guessing:{reference}:{local_day(now)}"
    if case_id is None or db.scalars(select(Message.id).where(Message.cause.startswith(first)).limit(1)).first():
        return False
    tell_managers(
        db, keys, subject=SUBJECT, body=BODY.format(reference=reference), cause=first, now=now, case_id=case_id
    )
    note(db, Actor(kind="person"), "guessing", now=now, object_kind="case", object_id=case_id)
    return True


def _nobody() -> Holder:
    """Sealed by a lock that nobody has, of the same size as a real one."""
    holder = Holder(id=uuid.uuid4(), part="young_person", salt=os.urandom(SALT), pepper=1)
    Keyring({"words": Lock.new("words")}).wrap(Holder.words_wrap, holder, Lock.new("holder"))
    return holder


NOBODY = _nobody()
