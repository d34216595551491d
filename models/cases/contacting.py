"""How a person may be reached: changed by a new entry, and never shown back to them (sealing.md 2.5)."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.complainants import newest_card
from models.cases.recording import record
from models.cases.releasing import addressee
from models.cases.told import ContactCard
from models.post.outbox import queue_index
from models.procedure.terms import Event, Way
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.holder import Holder
from models.tables.message import NoticeTo
from models.tables.together import ReachCard
from models.tables.words import Confidential, SafeWay

ASK_AGAIN = timedelta(hours=12)  # one line at each visit, not at each page (experience 2.7)
LASTING = ("must_not_see", "address_secret", "speak_to")
NOT_SAFE = "not_safe_"
ANOTHER = "another"  # the reason of an event about one of several who is not the first
ASKED = (Way.TEXT, Way.EMAIL, Way.CALL, Way.POST, Way.TRUSTED)


def ways_of(db: Session, case_id: uuid.UUID, holder_id: uuid.UUID) -> Sequence[SafeWay]:
    query = select(SafeWay).where(SafeWay.case_id == case_id, SafeWay.holder_id == holder_id)
    return db.scalars(query).all()


def ask_whether_safe(holder: Holder, ways: Sequence[SafeWay], now: datetime, *, after: int = 0) -> list[Way]:
    """The ways to ask about at this visit: those in use, unless they were asked about just now.

    `after`: the place in `ASKED`, from 1, of the way they have just answered for; those behind it come next.
    """
    if not after and holder.asked_safe_at is not None and now - holder.asked_safe_at < ASK_AGAIN:
        return []
    in_use = {way.way for way in ways if way.allowed}
    return [way for way in ASKED[after:] if way in in_use]


def still_safe(
    db: Session, case: Case, holder: Holder, way: Way, safe: bool, *, actor: Actor, now: datetime, equal: bool = False
) -> None:
    """The person said whether a way is still safe. A no holds from this moment. `equal`: another of several."""
    holder.asked_safe_at = now
    for row in ways_of(db, case.id, holder.id):
        if row.way is way and row.allowed and not safe:
            row.allowed, row.since = False, now
            record(
                db,
                case,
                Event.CONTACT_CHANGED,
                actor=actor,
                now=now,
                reason=ANOTHER if equal else f"{NOT_SAFE}{way.value}",
            )
    db.flush()


def change(
    db: Session, case: Case, holder: Holder, card: ContactCard, *, keys: Keyring, actor: Actor, now: datetime,
    another: uuid.UUID | None = None, made: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """New ways to reach this person. `keys` needs the public halves of the case's file and of the worker. `another`: it
    is one of several who complain together, and not the first, whose card stands in what happened to the case."""
    if another is None:
        details = json.dumps({"contact": asdict(card)}, ensure_ascii=False)
        record(db, case, Event.CONTACT_CHANGED, actor=actor, now=now, details=details, keys=keys, made=made)
    else:
        keep_card(db, case, another, card, keys=keys, now=now)
        record(db, case, Event.CONTACT_CHANGED, actor=actor, now=now, reason=ANOTHER, made=made)
    use(db, case, holder, card, keys=keys, now=now)


def keep_card(db: Session, case: Case, another: uuid.UUID, card: ContactCard, *, keys: Keyring, now: datetime) -> None:
    """How another of several may be reached from now on (S-39)."""
    row = ReachCard(id=uuid.uuid4(), case_id=case.id, complainant_id=another, at=now)
    keys.seal_json(ReachCard.card, row, asdict(card))
    db.add(row)


def use(db: Session, case: Case, holder: Holder, card: ContactCard, *, keys: Keyring, now: datetime) -> None:
    """The clear yes or no of each way, the address for the worker, and what finds them again."""
    rows = {row.way: row for row in ways_of(db, case.id, holder.id)}
    for choice in card.choices:
        row = rows.get(choice.way)
        if row is None:
            row = SafeWay(case_id=case.id, holder_id=holder.id, way=choice.way)
            db.add(row)
        row.allowed, row.shared, row.since = choice.allowed, choice.shared, now
    notice = db.scalars(
        select(NoticeTo).where(NoticeTo.case_id == case.id, NoticeTo.holder_id == holder.id)
    ).one_or_none()
    if notice is None:
        notice = NoticeTo(id=uuid.uuid4(), case_id=case.id, holder_id=holder.id, revision=1)
        db.add(notice)
    keys.seal_json(NoticeTo.work, notice, card.notice_to)
    numbers = [number for number in (card.text_number, card.call_number) if number]
    queue_index(db, keys, case, {"email": [card.email] if card.email else [], "phone": numbers, "name": []}, now=now)
    holder.asked_safe_at = now
    db.flush()


def card_of(
    db: Session, keys: Keyring, case: Case, holder_id: uuid.UUID | None = None, sent_with: dict[str, Any] | None = None
) -> dict[str, Any] | None:
    """The card as it is today, for staff: the newest change, or what was sent. None where it cannot be shown.

    What the person's page does not ask again (who must not see it, whether the address is secret) stays as it was sent.
    A way that they said is not safe any more is not among its ways, whatever the card held before.
    `sent_with`: what was sent, where the page has opened it already.
    """
    changes = select(CaseEvent).where(CaseEvent.case_id == case.origin_id, CaseEvent.event == Event.CONTACT_CHANGED)
    changes = changes.where(CaseEvent.reason.is_distinct_from(ANOTHER))
    happened = db.scalars(changes.order_by(CaseEvent.number)).all()
    newest = next((event for event in reversed(happened) if event.details is not None), None)
    since = [event for event in happened if newest is None or event.number > newest.number]
    refused = {(event.reason or "").removeprefix(NOT_SAFE) for event in since}
    changed = _opened(keys, CaseEvent.details, newest, "contact")
    sent = select(Confidential).where(Confidential.case_id == case.origin_id)
    if holder_id is not None:
        sent = sent.where(Confidential.holder_id == holder_id)
    card = (sent_with or {}).get("sender_contact")
    card = card or _opened(keys, Confidential.details, db.scalars(sent.limit(1)).first(), "sender_contact")
    if newest is not None:
        lasting = {name: card[name] for name in LASTING if card and card.get(name)}
        card = (
            lasting | {name: value for name, value in changed.items() if value or name not in lasting}
            if changed
            else None
        )
    if card is None:
        return None
    return card | {"ways": [way for way in card.get("ways") or () if str(way) not in refused]}


def card_to(db: Session, keys: Keyring, case: Case, to_id: uuid.UUID | None) -> dict[str, Any] | None:
    """The card of whoever a letter or a message goes to: the first or only one, or another of several (S-39)."""
    holder = addressee(db, case, to_id)
    if to_id is None or holder is None:
        return card_of(db, keys, case, holder.id if holder else None)
    card = newest_card(db, case, to_id, keys)
    safe = {row.way.value for row in ways_of(db, case.origin_id, holder.id) if row.allowed}
    return card and card | {"ways": [way for way in card.get("ways") or () if str(way) in safe]}


def _opened(keys: Keyring, column: Any, row: Any, part: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] | None = keys.open_json(column, row)[part] if row is not None else None
    except (Unreadable, KeyError):
        return None
    return found
