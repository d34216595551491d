"""Putting something in the outbox, in the caller's transaction. Sending is the worker's: models/jobs/outbox.py."""

import uuid
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from models.post.notices import not_at_night
from models.procedure.terms import Way
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.message import Message
from models.tables.words import Letter

GUESSED = "guessed"
PAPER = "paper"


def queue_notice(
    db: Session,
    case: Case,
    holder_id: uuid.UUID | None,
    *,
    way: Way,
    cause: str,
    now: datetime,
    letter: Letter | None = None,
) -> Message:
    """A neutral notice that there is something to read (PRV-10). The worker knows the address and asks again
    whether the way is still safe at the moment of sending; `cause` makes it go once. No phone sounds at night."""
    message = Message(
        id=uuid.uuid4(),
        kind="notice",
        cause=cause,
        case_id=case.id,
        holder_id=holder_id,
        letter_id=letter.id if letter else None,
        way=way,
        queued_at=now,
        due_at=not_at_night(now) if way is Way.TEXT else now,
    )
    db.add(message)
    return message


def queue_paper(
    db: Session, keys: Keyring, case: Case, holder_id: uuid.UUID | None, letter: Letter, pdf: bytes, *, now: datetime
) -> Message:
    """A letter to be printed and posted. The worker asks again whether that address is still safe before it goes."""
    cause, work = f"paper:{letter.id}", {"pdf": b64encode(pdf).decode()}
    message = _with_work(db, keys, kind=PAPER, cause=cause, case_id=case.id, work=work, now=now)
    message.holder_id, message.letter_id, message.way = holder_id, letter.id, Way.POST
    return message


def queue_index(db: Session, keys: Keyring, case: Case, values: dict[str, list[str]], *, now: datetime) -> Message:
    """Values for the blind index, sealed to the worker, which alone holds the index key (sealing.md 2.12)."""
    return _with_work(
        db, keys, kind="index", cause=f"index:{case.id}:{uuid.uuid4()}", case_id=case.id, work=values, now=now
    )


def queue_guessed(db: Session, keys: Keyring, reference: str, *, now: datetime) -> Message:
    """Wrong words were tried often for a reference, or for what looks like one: the same row whether anybody has it,
    and the worker alone finds out (TRK-04)."""
    work = {"reference": reference}
    return _with_work(db, keys, kind=GUESSED, cause=f"{GUESSED}:{uuid.uuid4()}", case_id=None, work=work, now=now)


def queue_staff(
    db: Session, keys: Keyring, *, to: str, subject: str, body: str, cause: str, now: datetime, kind: str = "staff",
    about: Mapping[str, object] | None = None,
) -> Message:  # fmt: skip
    """A mail to a colleague: a digest, a warning, an alert. It names references and never a person. `about`: the case,
    alert or mail, the role, by which the worker asks again whether it may still go to them (AZ-11)."""
    asked = {name: str(one) if isinstance(one, uuid.UUID) else one for name, one in (about or {}).items() if one}
    work = {"to": to, "subject": subject, "body": body, **({"about": asked} if asked else {})}
    return _with_work(db, keys, kind=kind, cause=cause, case_id=None, work=work, now=now)


def _with_work(
    db: Session, keys: Keyring, *, kind: str, cause: str, case_id: uuid.UUID | None, work: object, now: datetime
) -> Message:
    message = Message(id=uuid.uuid4(), kind=kind, cause=cause, case_id=case_id, queued_at=now, due_at=now)
    keys.seal_json(Message.work, message, work)
    db.add(message)
    return message
