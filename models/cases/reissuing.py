"""New words by a person: one asks, another agrees, then they are shown once (decisions 17, sealing.md 2.11)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.recording import record
from models.cases.releasing import go_anew, ways_of
from models.cases.returning import BESIDE, ONE_TIME
from models.credentials import new_reference
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Journey, Way
from models.sealing import Keyring, Lock
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.message import NoticeTo
from models.tables.reissue import WordsRequest
from models.tables.safety import SafetyAlert
from models.tables.staff import Staff
from models.tables.together import Complainant
from models.tables.words import Confidential, PointChange, SafeWay, TheirWords, ThreadMessage

HOW = {
    "call": "By phone, on the safe number they gave us",
    "in_person": "In person",
    "advocate": "Through their advocate",
    "trusted": "Through the person they trust",
}
NEEDS = {"call": Way.CALL, "trusted": Way.TRUSTED}  # only where they said that it is safe (TRK-10, PRV-10)
ADVOCATE = {
    "advocate_here": "They wrote it on their page",
    "advocate_spoken": "They told the one who asks",
    "advocate_letter": "They signed it",
}


CHILD = {"child_call": HOW["call"], "child_in_person": HOW["in_person"], "child_trusted": HOW["trusted"]}
FIRST = {f"first_{how}": words for how, words in HOW.items()}


def holders_of(db: Session, case: Case) -> Sequence[Holder]:
    """Everyone who has words for this case, the person first."""
    found = db.scalars(select(Holder).where(Holder.case_id == case.id).order_by(Holder.created_at)).all()
    return sorted(found, key=lambda holder: (holder.part in BESIDE, holder.reference != case.reference))


def hows_of(db: Session, case: Case, holder_id: uuid.UUID | None) -> dict[str, str]:
    """By which ways of HOW this person may hear new words."""
    safe = {row.way for row in ways_of(db, case, holder_id) if row.allowed}
    return {how: words for how, words in HOW.items() if how not in NEEDS or NEEDS[how] in safe}


def requests_of(db: Session, case: Case) -> Sequence[WordsRequest]:
    """Those that wait for an answer, or for the words to be made."""
    query = select(WordsRequest).where(
        WordsRequest.case_id == case.id, WordsRequest.made_at.is_(None), WordsRequest.refused_at.is_(None)
    )
    return db.scalars(query.order_by(WordsRequest.asked_at)).all()


def askers(db: Session, case: Case) -> dict[uuid.UUID, str]:
    """Who asked, by name."""
    ids = {request.asked_by for request in requests_of(db, case)}
    rows = db.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids))) if ids else ()
    return {row.id: row.name for row in rows}


def request_of(db: Session, case: Case, request_id: uuid.UUID) -> WordsRequest:
    return db.scalars(select(WordsRequest).where(WordsRequest.id == request_id, WordsRequest.case_id == case.id)).one()


def ask(db: Session, case: Case, holder_id: uuid.UUID, how: str, *, actor: Actor, now: datetime) -> WordsRequest:
    """The person has lost their words, or someone found them. `how` is the safe way they will hear the new ones."""
    if actor.id is None or how not in hows_of(db, case, holder_id):
        raise NotAllowed("Say by which safe way the person will hear the words.")
    if any(request.holder_id == holder_id for request in requests_of(db, case)):
        raise NotAllowed("New words for this person have been asked for already.")
    holder = _holder(db, case, holder_id)
    return _asked(db, case, holder.id, how, actor=actor, now=now)


def approve(db: Session, case: Case, request: WordsRequest, *, actor: Actor, now: datetime) -> None:
    """The second person agrees. Never the one who asked."""
    _open(request)
    if actor.id == request.asked_by:
        raise NotAllowed("Somebody else must agree to this.")
    request.approved_by, request.approved_at = actor.id, now
    note(db, actor, "words_approved", now=now, object_kind="case", object_id=case.id)
    db.flush()


def refuse(db: Session, case: Case, request: WordsRequest, *, actor: Actor, now: datetime) -> None:
    _open(request)
    request.refused_at = now
    note(db, actor, "words_refused", now=now, object_kind="case", object_id=case.id)
    db.flush()


def make(
    db: Session,
    case: Case,
    request: WordsRequest,
    *,
    salt: bytes,
    words: Lock,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> Holder:
    """A new holder with these words for seven days; the old one, and every visit of it, is deleted.

    `words` is the lock made of the words, outside the transaction. Only whoever asked may have them made: they are the
    one who will read them out. `keys` needs master.
    """
    _agreed(request, actor)
    old = _holder(db, case, request.holder_id)
    reference, part, old_id = old.reference or new_reference(), old.part, old.id  # the first words of one of several
    db.delete(old)
    db.flush()
    holder = _new_holder(db, case, part, reference, salt=salt, words=words, keys=keys, now=now)
    holder.one_time, holder.expires_at = True, now + ONE_TIME
    for table in (SafeWay, NoticeTo, Confidential, TheirWords, ThreadMessage, PointChange, Complainant, SafetyAlert):
        mine = (table.case_id == case.id) & (table.holder_id == old_id)
        db.execute(update(table).where(mine).values(holder_id=holder.id))
    request.made_at = now
    record(db, case, Event.WORDS_REISSUED, actor=actor, now=now)
    return holder


def ask_advocate(db: Session, case: Case, consent: str, *, actor: Actor, now: datetime) -> WordsRequest:
    """Words of their own for an advocate: two people here too, for they open the person's page (AZ-10).

    `consent` is how we know that the person wants it: here, spoken or letter.
    """
    how = f"advocate_{consent}"
    if actor.id is None or how not in ADVOCATE:
        raise NotAllowed("Say how you know that the person wants this.")
    if any(for_advocate(request) for request in requests_of(db, case)):
        raise NotAllowed("Words for an advocate have been asked for already.")
    return _asked(db, case, uuid.uuid4(), how, actor=actor, now=now)


def ask_child(db: Session, case: Case, how: str, *, actor: Actor, now: datetime) -> WordsRequest:
    """Words of their own for the child whose advocate sent this: the page is theirs from then on (AZ-14)."""
    if actor.id is None or how not in CHILD:
        raise NotAllowed("Say by which safe way the child will hear the words.")
    if not may_have_own(db, case) or any(for_child(request) for request in requests_of(db, case)):
        raise NotAllowed("The child has words already, or they have been asked for.")
    return _asked(db, case, uuid.uuid4(), how, actor=actor, now=now)


def ask_first(db: Session, case: Case, how: str, *, actor: Actor, now: datetime) -> WordsRequest:
    """The first words of who told us by phone, on paper or by mail, and has no page yet (K-18, TRK-10)."""
    if actor.id is None or how.removeprefix("first_") not in hows_of(db, case, None) or how not in FIRST:
        raise NotAllowed("Say by which safe way the person will hear the words.")
    if not may_have_first(db, case) or any(for_first(request) for request in requests_of(db, case)):
        raise NotAllowed("They have words already, or they have been asked for.")
    return _asked(db, case, uuid.uuid4(), how, actor=actor, now=now)


def may_have_first(db: Session, case: Case) -> bool:
    """Whether the one who told us has never had a page. Who left no name and no way cannot be known again (K-94)."""
    none = not db.scalar(select(exists().where(Holder.case_id == case.id, Holder.reference == case.reference)))
    return none and not case.anonymous and case.part_of_id is None


def for_first(request: WordsRequest) -> bool:
    return request.how in FIRST


def may_have_own(db: Session, case: Case) -> bool:
    """Whether this is a child's case where only those beside the child have words."""
    return case.journey is Journey.ADVOCATE and all(holder.part in BESIDE for holder in holders_of(db, case))


def for_child(request: WordsRequest) -> bool:
    return request.how in CHILD


def for_advocate(request: WordsRequest) -> bool:
    return request.how in ADVOCATE


def add_advocate(
    db: Session,
    case: Case,
    request: WordsRequest,
    *,
    reference: str,
    salt: bytes,
    words: Lock,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> Holder:
    """They see the thread, and nothing of the file; the child, whose page it is then, likewise."""
    _agreed(request, actor)
    part = "young_person" if for_child(request) else "advocate"
    holder = _new_holder(db, case, part, reference, salt=salt, words=words, keys=keys, now=now)
    holder.one_time, holder.expires_at = True, now + ONE_TIME
    request.made_at = now
    reason = request.how if for_child(request) else request.how.replace("advocate_", "advocate_added_")
    record(db, case, Event.NOTED, actor=actor, now=now, reason=reason)
    db.flush()
    return holder


def make_first(
    db: Session, case: Case, request: WordsRequest, *, salt: bytes, words: Lock, keys: Keyring, actor: Actor,
    now: datetime,
) -> Holder:  # fmt: skip
    """Under the reference the case has. What they told us and how they may be reached is theirs from now on, and what
    waited for somebody's hands goes its way."""
    _agreed(request, actor)
    if not may_have_first(db, case):
        raise NotAllowed("They have words already.")
    holder = _new_holder(db, case, case.journey.value, case.reference, salt=salt, words=words, keys=keys, now=now)
    holder.one_time, holder.expires_at = True, now + ONE_TIME
    for table in (SafeWay, NoticeTo, Confidential, TheirWords):
        nobodys = (table.case_id == case.id) & table.holder_id.is_(None)
        db.execute(update(table).where(nobodys).values(holder_id=holder.id))
    theirs = (ThreadMessage.case_id == case.id) & ThreadMessage.holder_id.is_(None)
    theirs &= ThreadMessage.from_staff_id.is_(None)
    db.execute(update(ThreadMessage).where(theirs).values(holder_id=holder.id))
    first = (Complainant.case_id == case.id) & Complainant.first
    db.execute(update(Complainant).where(first).values(holder_id=holder.id))
    request.made_at = now
    record(db, case, Event.NOTED, actor=actor, now=now, reason=request.how)
    db.flush()
    go_anew(db, case, actor=actor, now=now)
    return holder


def _asked(db: Session, case: Case, holder_id: uuid.UUID, how: str, *, actor: Actor, now: datetime) -> WordsRequest:
    """`holder_id`: whose words, or a new one where they have none yet."""
    request = WordsRequest(
        id=uuid.uuid4(), case_id=case.id, holder_id=holder_id, how=how, asked_by=actor.id, asked_at=now
    )
    db.add(request)
    note(db, actor, "words_asked", now=now, object_kind="case", object_id=case.id, reason=how)
    db.flush()
    return request


def _new_holder(
    db: Session, case: Case, part: str, reference: str, *, salt: bytes, words: Lock, keys: Keyring, now: datetime
) -> Holder:
    lock, ring = Lock.new("holder"), keys.with_case(case)
    holder = Holder(
        id=uuid.uuid4(),
        case_id=case.id,
        part=part,
        reference=reference,
        salt=salt,
        pepper=words.version,
        created_at=now,
    )
    both = (ring["thread"].seed or b"") + (ring["file"].with_public().public or b"")
    ring.plus(holder=lock).seal_bytes(Holder.thread_wrap, holder, both)
    ring.plus(words=words).wrap(Holder.words_wrap, holder, lock)
    db.add(holder)
    db.flush()
    return holder


def _holder(db: Session, case: Case, holder_id: uuid.UUID) -> Holder:
    return db.scalars(select(Holder).where(Holder.id == holder_id, Holder.case_id == case.id)).one()


def _open(request: WordsRequest) -> None:
    if request.made_at is not None or request.refused_at is not None:
        raise NotAllowed("This request is closed.")


def _agreed(request: WordsRequest, actor: Actor) -> None:
    _open(request)
    if request.approved_by is None:
        raise NotAllowed("Somebody else must agree to this first.")
    if actor.id != request.asked_by:
        raise NotAllowed("Only the person who asked for the words may have them.")
