"""Some weeks after the answer: did they get what they asked for, and what changed because of them."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.telling import tell
from models.cases.walls import heed
from models.cases.wishes import wishes_of
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role, State
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.following import Afterwards, ToldBack
from models.tables.history import CaseEvent
from models.tables.words import Action

ASK_AFTER = 30  # working days (experience 5.3)
ANSWERS = (Event.S1_ANSWERED, Event.C1_ANSWERED, Event.CONCERN_ANSWERED, Event.S2_ANSWERED, Event.C2_ANSWERED,
           Event.S3_ANSWERED)  # fmt: skip
SETTLED = frozenset({
    State.S1_RESPONDED, State.C1_RESPONDED, State.S2_RESPONDED, State.C2_RESPONDED, State.CONCERN_ANSWERED,
    State.S3_RESPONDED, State.CLOSED,
})  # fmt: skip
CHANGED = ("yes", "some", "no")
SUBJECT = "Somebody says that nothing changed"
BODY = "Some weeks after our answer somebody says that nothing changed. Open {reference} and read what they say."


def ask_from(answered_on: date | None, db: Session) -> date | None:
    """The day from which we ask."""
    return add_working_days(answered_on, ASK_AFTER, holidays(db)) if answered_on else None


def answered_on(db: Session, case: Case) -> date | None:
    """The day the last answer counted."""
    query = select(CaseEvent.on).where(CaseEvent.case_id == case.id, CaseEvent.event.in_(ANSWERS))
    return db.scalars(query.order_by(CaseEvent.number.desc()).limit(1)).first()


def may_ask(db: Session, case: Case, answered: date | None, *, now: datetime) -> bool:
    day = ask_from(answered, db)
    return case.state in SETTLED and day is not None and day <= local_day(now)


def asked_for(db: Session, case: Case, keys: Keyring) -> list[str]:
    """What they wanted, in the words they picked or wrote."""
    return [wish.asked for wish in wishes_of(db, case, keys)]


def keep(
    db: Session,
    case: Case,
    *,
    changed: str,
    wishes: Mapping[str, str],
    text: str,
    holder_id: uuid.UUID | None,
    keys: Keyring,
    actor: Actor,
    now: datetime,
    made: uuid.UUID | None = None,
) -> None:
    """What they said. A no goes to the officers the same day: a promise may not have been kept."""
    if changed not in CHANGED or not may_ask(db, case, answered_on(db, case), now=now):
        raise NotAllowed("We ask this some weeks after our answer.")
    heed(db, case, "\n".join((text, *wishes.values())), now=now)
    row = Afterwards(id=uuid.uuid4(), case_id=case.id, holder_id=holder_id, at=now, changed=changed)
    keys.seal_json(Afterwards.said, row, {"wishes": dict(wishes), "text": text})
    db.add(row)
    happened = record(db, case, Event.CHANGE_TOLD, actor=actor, now=now, reason=f"changed_{changed}", made=made)
    if changed == "no":
        case.waiting_on = "us"
        body = BODY.format(reference=case.reference)
        cause = f"nothing-changed:{happened.id}"
        tell(db, keys, Role.OFFICER, subject=SUBJECT, body=body, cause=cause, now=now, case_id=case.id)


def said(db: Session, case: Case, keys: Keyring) -> list[tuple[Afterwards, dict[str, object] | None]]:
    """For staff: everything they said about what changed, the newest first; None where it cannot be shown."""
    found: list[tuple[Afterwards, dict[str, object] | None]] = []
    query = select(Afterwards).where(Afterwards.case_id == case.id).order_by(Afterwards.at.desc())
    for row in db.scalars(query):
        try:
            found.append((row, keys.open_json(Afterwards.said, row)))
        except Unreadable:
            found.append((row, None))
    return found


def tell_back(
    db: Session, case: Case, text: str, *, action_id: uuid.UUID | None, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """ "Because of you": one thing that changed, put where the person reads it."""
    if actor.id is None:
        raise NotAllowed("Only a member of staff tells what changed.")
    row = ToldBack(id=uuid.uuid4(), case_id=case.id, action_id=action_id, at=now, staff_id=actor.id)
    keys.seal(ToldBack.text, row, text)
    db.add(row)
    record(db, case, Event.TOLD_BACK, actor=actor, now=now)


def told_back(db: Session, case: Case) -> Sequence[ToldBack]:
    return db.scalars(select(ToldBack).where(ToldBack.case_id == case.id).order_by(ToldBack.at)).all()


def kept_promises(db: Session, case: Case) -> Sequence[Action]:
    """What we promised and did: the person may read when."""
    query = select(Action).where(Action.case_id == case.id, Action.done_on.is_not(None))
    return db.scalars(query.order_by(Action.done_on)).all()


def promised(db: Session, case: Case) -> Sequence[Action]:
    return db.scalars(select(Action).where(Action.case_id == case.id, Action.done_on.is_(None))).all()
