"""Letters that no machine sends: printed and posted, or told by phone and then given in writing (K-18, decisions 7)."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.finding import only_theirs, visible
from models.cases.recording import record
from models.cases.releasing import addressee, count, ways_of
from models.post.machine_ways import machine_ways
from models.post.outbox import PAPER
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.terms import SPOKEN, Event, Way
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.message import Message
from models.tables.words import GONE, Letter, Note, ThreadMessage

BY_HAND = (Way.TEXT, Way.POST, *SPOKEN)  # a text carries the neutral notice, from the team's own phone
UNTOLD = and_(ThreadMessage.to_text.is_(True), ThreadMessage.seen_at.is_(None))
GOING = or_(Message.state.in_(("queued", "sending")), and_(Message.kind == PAPER, Message.state == "sent"))
_OURS = (
    Letter.way.in_(BY_HAND),
    Letter.counted_at.is_(None),
    Letter.state == GONE,
    Letter.undone_at.is_(None),  # else what it says is no longer so
)
IN_WRITING = frozenset(
    {Event.S1_ANSWERED, Event.C1_ANSWERED, Event.CONCERN_ANSWERED, Event.CONFIRMATION_SENT, Event.REFUSAL_SENT}
)
"""What the law wants in writing: a call may come first, and never instead (K-17, E-44)."""


def to_post(db: Session, actor: Actor) -> Sequence[tuple[Case, Letter]]:
    """Every letter that waits for somebody's hands, the one released first on top."""
    query = _waiting(actor).order_by(Letter.released_at, Letter.id)
    return [(case, letter) for case, letter in db.execute(query)]


def how_many(actor: Actor) -> Any:
    """All that waits for hands, as a part of one query: the letters, and whoever has to be texted about a message."""
    letters = _waiting(actor).with_only_columns(func.count(Letter.id)).scalar_subquery()
    query = select(func.count(ThreadMessage.case_id.distinct())).select_from(ThreadMessage)
    query = query.join(Case, ThreadMessage.case_id == Case.id).where(UNTOLD, visible(actor))
    return letters + (query.where(Case.id.is_(None)) if only_theirs(actor) else query).scalar_subquery()


def with_machine(db: Session, actor: Actor) -> Sequence[tuple[Case, Letter]]:
    """Every letter that is being printed and posted for us, or texted about: no hand of ours touches it meanwhile."""
    query = _by_hand(actor).where(by_machine()).order_by(Letter.released_at, Letter.id)
    return [(case, letter) for case, letter in db.execute(query)]


def to_text(db: Session, actor: Actor) -> Sequence[tuple[Case, datetime]]:
    """Whoever asked for texts and has a message that they have not read and nobody told them of; since when."""
    since = func.min(ThreadMessage.at)
    query = select(Case, since).join(ThreadMessage, ThreadMessage.case_id == Case.id).where(UNTOLD, visible(actor))
    query = query.where(Case.id.is_(None)) if only_theirs(actor) else query
    return [(case, at) for case, at in db.execute(query.group_by(Case.id).order_by(since))]


def owes_text(db: Session, case: Case) -> bool:
    """Whether somebody has to text this person that a message is there."""
    query = select(ThreadMessage.id).where(UNTOLD, ThreadMessage.case_id == case.origin_id).limit(1)
    return db.scalar(query) is not None


def texted(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """It was sent, from the team's own phone: one text for every message that waited."""
    if not text_safe(db, case):
        raise NotAllowed("Texts are not safe for them any more. Ask them how they want to hear from us.")
    rows = db.scalars(select(ThreadMessage).where(UNTOLD, ThreadMessage.case_id == case.origin_id)).all()
    for row in rows:
        row.to_text = False
    if rows:
        note(db, actor, "texted", now=now, object_kind="case", object_id=case.id)
    db.flush()


def text_safe(db: Session, case: Case) -> bool:
    """Whether a text may go today to everybody who waits for one (PRV-10)."""
    waiting = select(ThreadMessage.to_id).where(UNTOLD, ThreadMessage.case_id == case.origin_id).distinct()
    return all(_safe_by(db, case, to_id, Way.TEXT) for to_id in db.scalars(waiting).all() or [None])


def letter_of(db: Session, actor: Actor, letter_id: uuid.UUID) -> tuple[Case, Letter]:
    """The letter and its case, where `actor` may see the whole case; otherwise `NoResultFound` (AZ-02)."""
    query = select(Case, Letter).join(Letter, Letter.case_id == Case.id).where(Letter.id == letter_id, visible(actor))
    case, letter = db.execute(query).one()
    return case, letter


def may_print(db: Session) -> bool:
    """Whether GOV.UK Notify may print and post for us."""
    return Way.POST in machine_ways(db)


def chosen_of(db: Session, actor: Actor, ids: Collection[uuid.UUID]) -> Sequence[tuple[Case, Letter]]:
    """Of these letters those that `actor` may see, waiting or not: its verb says what cannot be done with one."""
    query = select(Case, Letter).join(Letter, Letter.case_id == Case.id).where(Letter.id.in_(ids), visible(actor))
    query = query.where(Case.id.is_(None)) if only_theirs(actor) else query
    return [(case, letter) for case, letter in db.execute(query.order_by(Letter.released_at, Letter.id))]


def waits(db: Session, letter: Letter) -> bool:
    """Whether it waits for somebody's hands."""
    here = letter.way in BY_HAND and letter.counted_at is None and letter.state == GONE and letter.undone_at is None
    return here and not db.scalar(select(Message.id).where(Message.letter_id == letter.id, GOING).limit(1))


def still_safe(db: Session, case: Case, letter: Letter) -> bool:
    """Whether the way it was meant to go is safe today: the person may have said no since (PRV-10)."""
    return _safe_by(db, case, letter.to_id, letter.way)


def mark_as_posted(db: Session, case: Case, letter: Letter, *, on: date, actor: Actor, now: datetime) -> None:
    """The letter left our hands on that day. The clock stops on it, not on the day somebody wrote it down (K-18)."""
    if letter.way not in BY_HAND:
        raise NotAllowed("This letter was not sent by hand.")
    if letter.state != GONE:
        raise NotAllowed("This letter has not left yet: a second person checks it, or it can still be called back.")
    if letter.counted_at is not None:
        raise NotAllowed("This letter is already marked as sent. Put a wrong day right with a correction.")
    if letter.undone_at is not None:
        raise NotAllowed("What this letter says is no longer so: it is not posted any more.")
    if not waits(db, letter):
        raise NotAllowed("This letter is being printed and posted, or texted about, by GOV.UK Notify.")
    if on > local_day(now):
        raise NotAllowed("Choose today or an earlier day: a letter cannot be marked before it goes.")
    if on < local_day(letter.released_at):
        raise NotAllowed("Choose the day it was released, or a later one.")
    note(db, actor, "posted", now=now, object_kind="letter", object_id=letter.id)
    count(db, case, letter, on=on, actor=actor, now=now)
    db.flush()


def record_call(
    db: Session, case: Case, letter: Letter, said: str, *, on: date, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """Nothing is safe but a call, or somebody they trust: keep what was said. What must be in writing stays on the list
    until it is given."""
    if not waits(db, letter) or letter.way not in SPOKEN:
        raise NotAllowed("No call is waiting for this letter.")
    if not local_day(letter.released_at) <= on <= local_day(now):
        raise NotAllowed("Choose the day of the call: from the day it was released until today.")
    if actor.id is None:
        raise NotAllowed("Only a member of staff can write down a call.")
    call = Note(id=uuid.uuid4(), case_id=case.id, at=now, staff_id=actor.id, kind="call")
    keys.seal(Note.body, call, said)
    db.add(call)
    if letter.event not in IN_WRITING:
        count(db, case, letter, on=on, actor=actor, now=now)
    elif letter.event is Event.S1_ANSWERED and Event.OUTCOME_TOLD in allowed(case.state):
        record(db, case, Event.OUTCOME_TOLD, actor=actor, now=now, on=on, reason="phone")
    db.flush()


def _safe_by(db: Session, case: Case, to_id: uuid.UUID | None, wanted: Way) -> bool:
    holder = addressee(db, case, to_id)
    return any(way.way is wanted and way.allowed for way in ways_of(db, case, holder.id if holder else None))


def waits_for_hands() -> ColumnElement[bool]:
    """For a query over cases: a letter or a text of it waits for hands of ours, so that we wait for nobody yet."""
    letter = exists().where(Letter.case_id == Case.id, *_OURS, ~by_machine())
    return or_(letter, exists().where(ThreadMessage.case_id == Case.origin_id, UNTOLD))


def by_machine() -> ColumnElement[bool]:
    """For a query over letters: it is being printed and posted for us, or texted about."""
    return exists().where(Message.letter_id == Letter.id, GOING)


def _waiting(actor: Actor) -> Select[Case, Letter]:
    return _by_hand(actor).where(~by_machine())


def for_hands() -> Select[Case, Letter]:
    """Every letter on its way by our hands, whoever sees its case."""
    return select(Case, Letter).join(Letter, Letter.case_id == Case.id).where(*_OURS)


def _by_hand(actor: Actor) -> Select[Case, Letter]:
    query = for_hands().where(visible(actor))
    return query.where(Case.id.is_(None)) if only_theirs(actor) else query
