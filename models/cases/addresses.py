"""Where somebody had their letters sent, from when to when: a second person compares it before paper goes (PRV-11)."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.contacting import ANOTHER
from models.cases.releasing import addressee
from models.procedure.terms import Event, Way
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.together import ReachCard
from models.tables.words import Confidential, Letter

HIDDEN = "This address cannot be shown."


@dataclass(frozen=True, slots=True)
class Address:
    """One address as it was given. `until` None: it holds today. `letters`: how many of ours went there by post."""

    text: str
    since: date
    until: date | None
    letters: int


def addresses(db: Session, case: Case, to_id: uuid.UUID | None, keys: Keyring) -> list[Address]:
    """Every address of whoever letters with this `to_id` go to, the newest first. `keys` opens the file."""
    given = _of_another(db, case, to_id, keys) if to_id else _of_the_first(db, case, keys)
    kept: list[tuple[datetime, str]] = []
    for at, text in given:
        if (kept[-1][1] if kept else "") != text:
            kept.append((at, text))
    ours = Letter.case_id.in_((case.id, case.origin_id)) & Letter.to_id.is_not_distinct_from(to_id)
    posted = select(Letter.released_at).where(ours, Letter.way == Way.POST, Letter.counted_at.is_not(None))
    went = db.scalars(posted).all()
    found = []
    for place, (at, text) in enumerate(kept):
        end = kept[place + 1][0] if place + 1 < len(kept) else None
        letters = sum(at <= one and (end is None or one < end) for one in went)
        found.append(Address(text, local_day(at), local_day(end) if end else None, letters))
    return [one for one in reversed(found) if one.text]


def _of_the_first(db: Session, case: Case, keys: Keyring) -> Iterator[tuple[datetime, str]]:
    holder = addressee(db, case, None)
    sent = select(Confidential).where(Confidential.case_id == case.origin_id)
    sent = sent.where(Confidential.holder_id == holder.id) if holder else sent
    rows: list[Any] = [*db.scalars(sent.limit(1))]
    for row in rows:
        yield case.received_at, _address(keys, Confidential.details, row, "sender_contact")
    changes = select(CaseEvent).where(
        CaseEvent.case_id == case.origin_id, CaseEvent.event == Event.CONTACT_CHANGED,
        CaseEvent.details.is_not(None), CaseEvent.reason.is_distinct_from(ANOTHER),
    )  # fmt: skip
    for event in db.scalars(changes.order_by(CaseEvent.number)):
        yield event.at, _address(keys, CaseEvent.details, event, "contact")


def _of_another(db: Session, case: Case, to_id: uuid.UUID, keys: Keyring) -> Iterator[tuple[datetime, str]]:
    query = select(ReachCard).where(ReachCard.case_id == case.origin_id, ReachCard.complainant_id == to_id)
    rows: Iterable[ReachCard] = db.scalars(query.order_by(ReachCard.at, ReachCard.id))
    for row in rows:
        yield row.at, _address(keys, ReachCard.card, row, None)


def _address(keys: Keyring, column: Any, row: Any, part: str | None) -> str:
    try:
        kept = keys.open_json(column, row)
    except Unreadable:
        return HIDDEN
    card = kept.get(part) if part else kept
    return str((card or {}).get("address") or "")
