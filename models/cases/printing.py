"""Letters for paper: each with its address where post is safe today, one by one or a batch of those that wait."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.caring_details import details_of
from models.cases.contact_rows import warnings
from models.cases.contacting import card_of
from models.cases.policies import policy_of
from models.cases.posting import mark_as_posted, still_safe, to_post
from models.cases.releasing import main_holder
from models.post.letters import enclosed
from models.post.paper import Paper
from models.procedure.terms import Way
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.words import GONE, Letter

NOT_SENT = "Not sent yet"


@dataclass(frozen=True, slots=True)
class Batch:
    """What can be printed of what was chosen, and the references of what cannot, with why."""

    papers: list[Paper]
    left_out: list[tuple[str, str]]


def paper(db: Session, case: Case, letter: Letter, keys: Keyring) -> Paper | None:
    """The letter as it is printed; None where it cannot be opened."""
    try:
        content: dict[str, Any] = keys.open_json(Letter.body, letter)
    except Unreadable:
        return None
    policy, holder = policy_of(db, case), main_holder(db, case)
    posted = letter.way is Way.POST and still_safe(db, case, letter)
    card = card_of(db, keys, case, holder.id if holder else None) if posted else None
    contacts = policy.contacts
    return Paper(
        council=policy.name,
        sender=tuple(line for line in (policy.name, contacts.freepost, contacts.phone) if line),
        to=_to(card, details_of(db, case, keys) or {}),
        mind=tuple(warnings(card)),
        day=letter.counted_on or local_day(letter.released_at),
        reference=case.reference,
        subject=content["subject"],
        blocks=(*content["blocks"], *enclosed(content)),
        mark="" if letter.state == GONE else NOT_SENT,
    )


def batch(db: Session, actor: Actor, chosen: Collection[uuid.UUID], keys: Keyring, *, now: datetime) -> Batch:
    """Those of `chosen` that wait for post, each noted as printed."""
    made = Batch([], [])
    for case, letter in _chosen(db, actor, chosen):
        found = paper(db, case, letter, keys.with_case(case)) if still_safe(db, case, letter) else None
        if found is None or not found.to:
            made.left_out.append((case.reference, "post is not safe for them any more, or no address can be shown"))
            continue
        note(db, actor, "print", now=now, object_kind="letter", object_id=letter.id)
        made.papers.append(found)
    return made


def mark_all(db: Session, actor: Actor, chosen: Collection[uuid.UUID], *, on: date, now: datetime) -> int:
    """All of them left our hands on that day. Returns how many; refused whole where the day fits one of them not."""
    rows = _chosen(db, actor, chosen)
    for case, letter in rows:
        mark_as_posted(db, case, letter, on=on, actor=actor, now=now)
    return len(rows)


def _chosen(db: Session, actor: Actor, chosen: Collection[uuid.UUID]) -> Sequence[tuple[Case, Letter]]:
    return [(case, one) for case, one in to_post(db, actor) if one.id in chosen and one.way is Way.POST]


def _to(card: dict[str, Any] | None, details: dict[str, Any]) -> tuple[str, ...]:
    """Their name, where it is not part of what they gave as address, and the lines of it."""
    lines = [line.strip() for line in str((card or {}).get("address") or "").splitlines() if line.strip()]
    if len(lines) == 1:
        lines = [part.strip() for part in lines[0].split(",") if part.strip()]
    name = str(details.get("full_name") or details.get("name") or "").strip()
    return (name, *lines) if lines and name and name.casefold() not in lines[0].casefold() else tuple(lines)
