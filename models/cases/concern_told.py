"""A concern that was settled by phone or at a meeting: the manager picks how, and the letter says what was said (E-51).

Nobody answers it again in writing. What was said is kept with its day, and goes to the person at once, with what
they can do if they are not content.
"""

import uuid
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.answer_release import KINDS, WAYS_OF_TELLING
from models.cases.answering import RELEASED, Desk, desk
from models.cases.letter_facts import letter, name_of
from models.cases.recording import record
from models.cases.releasing import release
from models.post.letters import require_complete
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.words import Answer, Letter

HOW = dict(zip(WAYS_OF_TELLING, ("by phone", "at a meeting"), strict=True))


def is_concern(shown: Desk) -> bool:
    """Whether this is a concern whose answer is still owed."""
    return shown.event is Event.CONCERN_ANSWERED and shown.event in allowed(shown.case.state)


def end(
    db: Session, case: Case, *, how: str, on: date, said: str, actor: Actor, now: datetime, keys: Keyring
) -> Letter:
    shown = desk(db, case, actor, keys, now=now)
    if not is_concern(shown):
        raise NotAllowed("Only a concern that has no answer yet ends with what was said.")
    if not shown.frame:
        raise NotAllowed("Only the manager who answers or the complaints team can end it.")
    if not case.received_on <= on <= local_day(now):
        raise NotAllowed("Choose the day it was said: not before it was received, and not after today.")
    kind, signed = KINDS[Event.CONCERN_ANSWERED], name_of(db, case.responder_id) or actor.name
    words = letter(db, case, now, kind, opening="", said=said, told_on=on, told_how=HOW[how], signed=signed)
    require_complete(kind, words.blocks, young_person=case.young_person)
    record(db, case, Event.NOTED, actor=actor, now=now, on=on, reason=f"concern_told_{how}", details=said, keys=keys)
    kept = release(db, case, kind, words.content(), event=Event.CONCERN_ANSWERED, actor=actor, now=now, keys=keys)
    _close_desk(db, shown, actor=actor, now=now, keys=keys)
    return kept


def _close_desk(db: Session, shown: Desk, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """What was begun there stays as it is; called back, the letter is open for writing at the desk."""
    row = shown.row or Answer(id=uuid.uuid4(), case_id=shown.case.id, stage=shown.stage, revision=1)
    if shown.row is None:
        keys.seal_json(Answer.body, row, shown.reply.kept())
        row.written_by = actor.id
        db.add(row)
    row.state, row.released_at = RELEASED, now
    db.flush()
