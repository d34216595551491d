"""Sending what waits. Claim with a lease, send outside any transaction, mark (R3, decisions 8)."""

import time
import uuid
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.cases import referring
from models.cases.indexing import add_tags
from models.cases.mail_told import not_reached
from models.cases.releasing import count
from models.cases.returning import warn_of_guessing
from models.cases.still_theirs import may_have
from models.db import Sessions
from models.post.mail import Mail, NotNow, Post, Refused
from models.post.notices import not_at_night, notice
from models.post.notify import Fate, Notify, Printed, Text, WrongKey, WrongTemplate
from models.post.outbox import GUESSED, PAPER
from models.post.replies import BOUNCE, REPLY, Replies
from models.procedure.tasks import BOUNCED, PAPER_LOST, TEXT_LOST
from models.procedure.terms import Way
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.message import Message, NoticeTo
from models.tables.words import Letter, SafeWay

LEASE = timedelta(seconds=60)
AT_ONCE = 5
SLOWEST = timedelta(seconds=25)  # one may take that long to fail: it is begun only while the lease lasts longer
WAITS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 480, 720, 1440)]  # then a person is told
HELD = timedelta(minutes=10)  # between two looks whether the key of Notify was mended; no number of looks is the last


@dataclass(frozen=True, slots=True)
class By:
    """What the worker sends by; without `notify` no text and no paper goes."""

    post: Post
    replies: Replies | None = None
    notify: Notify | None = None
    shut: bool = False  # Notify turned our key away in this run: it is not asked again before the next
    wordless: bool = False  # found out in this run: the template of texts is a wrong one


class NotOn(Exception):
    """It was given to Notify, which this worker does not use any more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: its new state, the class of the error, and when to try again."""

    state: str
    error: str = ""
    again_in: timedelta | None = None


def send_pending(sessions: Sessions, keys: Keyring, index: bytes, by: By, *, now: datetime) -> int:
    """Deal with everything that waits; one bad message never stops the rest. Returns how many went.

    Two workers never hold the same message: each claims rows with a lease of a minute and its own token, and one
    that lost its lease may not mark. A crash between sending and marking repeats a notice, which says nothing secret,
    under the same Message-ID; whether Notify has it already is asked by its reference.
    """
    sent, began = 0, time.monotonic()
    while claimed := _claim(sessions, now, now + timedelta(seconds=time.monotonic() - began)):
        ends = time.monotonic() + (LEASE - SLOWEST).total_seconds()
        for message_id, lease in claimed:
            if time.monotonic() > ends:
                break  # the others are taken again once their lease is over
            outcome = _deal_with(sessions, keys, index, by, message_id, now=now)
            _mark(sessions, keys, message_id, lease, outcome, now=now)
            sent += outcome.state == "sent"
            shut, wordless = (outcome.error == one.__name__ for one in (WrongKey, WrongTemplate))
            by = replace(by, shut=by.shut or shut, wordless=by.wordless or wordless)
    return sent


def _claim(sessions: Sessions, now: datetime, at: datetime | None = None) -> Sequence[tuple[uuid.UUID, uuid.UUID]]:
    """What is due `now`, the moment this run began, leased from `at`: a long run must not hold leases already over."""
    lease, at = uuid.uuid4(), at or now
    with sessions() as db, db.begin():
        free = or_(Message.state == "queued", (Message.state == "sending") & (Message.lease_until < at))
        waiting = select(Message.id).where(Message.state.in_(("queued", "sending")), free, Message.due_at <= now)
        waiting = waiting.order_by(Message.due_at, Message.id).limit(AT_ONCE)
        if not sessions.sqlite:
            waiting = waiting.with_for_update(skip_locked=True)
        taken = (
            update(Message)
            .where(Message.id.in_(waiting.scalar_subquery()))
            .values(state="sending", lease=lease, lease_until=at + LEASE, attempts=Message.attempts + 1)
            .returning(Message.id)
        )
        return [(message_id, lease) for message_id in db.scalars(taken)]


def _deal_with(
    sessions: Sessions, keys: Keyring, index: bytes, by: By, message_id: uuid.UUID, *, now: datetime
) -> Outcome:
    try:
        with sessions.reading() as db:
            message = db.get_one(Message, message_id)
            here = _HERE.get(message.kind)
            what = None if here else _carried(db, keys, message, by.replies)
            attempts, way = message.attempts, message.way
        if here is not None:
            with sessions() as db, db.begin():
                here(db, keys, index, message, now)
            return Outcome("sent")
        if what is None:
            return Outcome("stopped", "NotSafe" if way else "NotTheirs")
        _send(what, by, again=attempts > 1)
    except NotOn:
        return Outcome("failed", NotOn.__name__)
    except Refused as error:
        return Outcome("failed", type(error.__cause__ or error).__name__)
    except (WrongKey, WrongTemplate) as error:
        return Outcome("queued", type(error).__name__, HELD)
    except NotNow as error:
        wait = WAITS[attempts - 1] if attempts <= len(WAITS) else None
        return Outcome("queued" if wait else "failed", type(error.__cause__ or error).__name__, wait)
    except Unreadable:
        return Outcome("failed", "Unreadable")
    return Outcome("sent")


def _index(db: Session, keys: Keyring, index: bytes, message: Message, now: datetime) -> None:
    values: dict[str, list[str]] = keys.open_json(Message.work, message)
    if message.case_id is not None:
        add_tags(db, index, message.case_id, values)


def _guessed(db: Session, keys: Keyring, index: bytes, message: Message, now: datetime) -> None:
    warn_of_guessing(db, keys.open_json(Message.work, message)["reference"], keys=keys, now=now)


# What the worker does by itself, and sends to nobody.
_HERE: dict[str, Callable[[Session, Keyring, bytes, Message, datetime], None]] = {"index": _index, GUESSED: _guessed}


def _send(what: Mail | Text | Printed, by: By, *, again: bool) -> None:
    if isinstance(what, Mail):
        by.post(what)
    elif by.notify is None:
        raise NotOn
    elif by.shut:
        raise WrongKey
    elif by.wordless and isinstance(what, Text):
        raise WrongTemplate
    else:
        by.notify.send(what, again=again)


def _carried(
    db: Session, keys: Keyring, message: Message, replies: Replies | None = None
) -> Mail | Text | Printed | None:
    """What goes, or None where it may not go now: the way stopped being safe after it was queued (PRV-10), or the
    colleague has left, lost the role or stands behind a wall since (AZ-11)."""
    message_id = str(message.id)
    if message.work is not None and message.kind != PAPER:
        work = keys.open_json(Message.work, message)
        if not may_have(db, work):
            return None
        return Mail(to=work["to"], subject=work["subject"], body=work["body"], message_id=message_id)
    way = db.scalars(
        select(SafeWay).where(
            SafeWay.case_id == message.case_id,
            SafeWay.holder_id.is_not_distinct_from(message.holder_id),
            SafeWay.way == message.way,
        )
    ).one_or_none()
    to = db.scalars(
        select(NoticeTo).where(
            NoticeTo.case_id == message.case_id, NoticeTo.holder_id.is_not_distinct_from(message.holder_id)
        )
    ).one_or_none()
    if way is None or not way.allowed:
        return None
    if message.kind == PAPER:  # an address that was given since is another one, and the paper bears the old (PRV-11)
        work = None if way.since > message.queued_at else keys.open_json(Message.work, message)
        return Printed(pdf=b64decode(work["pdf"]), reference=message_id) if work else None
    address = keys.open_json(NoticeTo.work, to).get(way.way.value) if to is not None else None
    if not address:
        return None
    if way.way is Way.TEXT:
        return Text(to=address, reference=message_id)
    return Mail(to=address, message_id=message_id, **notice(), **_back(message, replies))


def _back(message: Message, replies: Replies | None) -> dict[str, str]:
    """Where an answer comes to, and word that it did not arrive: addresses that lead to its case alone."""
    if replies is None or message.case_id is None:
        return {}
    made = {what: replies.address(what, message.id, message.case_id) for what in (REPLY, BOUNCE)}
    return {"reply_to": made[REPLY], "bounce_to": made[BOUNCE]}


def _mark(
    sessions: Sessions, keys: Keyring, message_id: uuid.UUID, lease: uuid.UUID, outcome: Outcome, *, now: datetime
) -> None:
    with sessions() as db, db.begin():
        message = db.scalars(select(Message).where(Message.id == message_id, Message.lease == lease)).one_or_none()
        if message is None:
            return  # another worker has it now
        message.state, message.last_error, message.lease, message.lease_until = outcome.state, outcome.error, None, None
        due = now + (outcome.again_in or timedelta())
        if outcome.error in (WrongKey.__name__, WrongTemplate.__name__):
            message.attempts -= 1  # it was no try of this message
        message.due_at = not_at_night(due) if message.way is Way.TEXT else due
        if outcome.state == "sent":
            message.sent_at, message.work = now, None
            message.receipt = Fate.WAITING if message.way in (Way.TEXT, Way.POST) else None
        if message.kind == referring.KIND and outcome.state == "sent":
            referring.went(db, message, now=now)
        elif message.kind == referring.KIND and outcome.state in ("failed", "stopped"):
            db.flush()
            referring.did_not_go(db, keys, message, now=now)
        note(db, SYSTEM, f"{message.kind}_{outcome.state}", now=now, object_kind="message", object_id=message.id)
        if outcome.state == "failed" and message.way is not None:
            _tell_somebody(db, keys, message, now=now)
        if message.kind != PAPER and message.letter_id is not None and outcome.state in ("sent", "failed", "stopped"):
            _tell_the_letter(db, message.letter_id, outcome, now=now)


def _tell_the_letter(db: Session, letter_id: uuid.UUID, outcome: Outcome, *, now: datetime) -> None:
    """A letter counts when its notice is accepted (K-18); otherwise a person must find another way."""
    letter = db.get_one(Letter, letter_id)
    case = db.get_one(Case, letter.case_id)
    if outcome.state == "sent":
        count(db, case, letter, on=local_day(now), now=now)
    elif letter.counted_at is None and outcome.error != NotOn.__name__:  # a text can go by hand then
        letter.way = Way.CALL


def _tell_somebody(db: Session, keys: Keyring, message: Message, *, now: datetime) -> None:
    kind = PAPER_LOST if message.kind == PAPER else TEXT_LOST if message.way is Way.TEXT else BOUNCED
    not_reached(db, keys, db.get_one(Case, message.case_id), message, kind, now=now)
