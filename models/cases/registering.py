"""Registering what came by phone, letter, e-mail or in person, in the words it was said in (K-01, E-07)."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.alerting import raise_alert
from models.cases.drafting import wrap_for_words
from models.cases.opening import Opened, already_opened, open_case
from models.cases.said_not_safe import reach_now
from models.cases.statement import Statement
from models.cases.walls import find_someone_eligible, raise_for_name
from models.cases.words_made import FreshWords
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Advocate, Channel, Journey, Safe, Way
from models.procedure.working_days import local_day
from models.sealing import Keyring, Lock
from models.tables.case import Case
from models.tables.holder import Holder

_DANGER = {Safe.YES: "no", Safe.NO: "yes", Safe.NOT_SURE: "not_sure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person told one of us, and when it first reached anyone in the council."""

    journey: Journey
    channel: Channel
    received_at: datetime
    words: str  # as said
    form_instance: uuid.UUID
    safe: Safe = Safe.NOT_SAID
    standing: str = ""
    name: str = ""
    age_band: str = ""
    child_name: str = ""
    child_born: date | None = None
    child_lives: str = ""
    organisation: str = ""
    worker: str = ""
    ask_first: str = ""  # ask | ok | not_sure
    advocate: Advocate | None = None
    wants: str = ""
    ways: tuple[Way, ...] = ()
    email: str = ""
    phone: str = ""
    text: str = ""
    address: str = ""
    must_not_see: str = ""


def answers_of(told: Told) -> dict[str, dict[str, Any]]:
    """The same as the answers of a journey, so that one reader reads both."""
    given: dict[str, dict[str, Any]] = {
        **dict(_JOURNEYS[told.journey](told)),
        "wants": {"words": told.wants},
        "contact": {"ways": [way.value for way in told.ways]},
        "contact_details": {
            "email": told.email, "call_number": told.phone, "text_number": told.text, "address": told.address,
        },
        "privacy": {"must_not_see": told.must_not_see},
    }  # fmt: skip
    filled = {question: {name: value for name, value in fields.items() if value} for question, fields in given.items()}
    return {question: fields for question, fields in filled.items() if fields}


def register(
    db: Session,
    told: Told,
    *,
    reference: str,
    council: str,
    fresh: FreshWords | None,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> Opened | Case:
    """Open a case for somebody who did not write it themselves. With `fresh` they get words of their own.

    The same form sent twice gives back the case that the first one opened (R2).
    """
    if (already := already_opened(db, told.form_instance)) is not None:
        return already
    if told.received_at > now:
        raise NotAllowed("It cannot have been received after now.")
    holder, ring = None, keys
    if fresh is not None:
        lock = Lock.new("holder")
        holder = Holder(id=uuid.uuid4(), part=_part(told), reference=fresh.reference, created_at=now)
        wrap_for_words(holder, lock, salt=fresh.salt, words=fresh.lock)
        db.add(holder)
        db.flush()
        ring = keys.plus(holder=lock)
    opened = open_case(
        db,
        Statement.build(told.journey, answers_of(told), local_day(now)),
        reference=fresh.reference if fresh else reference,
        council=council,
        form_instance=told.form_instance,
        keys=ring,
        actor=actor,
        now=now,
        holder=holder,
        channel=told.channel,
        received_at=told.received_at,
    )
    if told.worker and told.journey is not Journey.YOUNG_PERSON:  # whose own statement names no worker
        raise_for_name(db, told.worker, now=now, case=opened.case)
        find_someone_eligible(db, opened.case)
    if told.safe in (Safe.NO, Safe.NOT_SURE):
        _alert(db, told, opened, keys, actor=actor, now=now)
    return opened


def _alert(db: Session, told: Told, opened: Opened, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """Duty hears of it at once, with the words and how to reach them, as if the person had pressed it themselves."""
    raise_alert(
        db, council=opened.case.council, kind=told.safe, said=told.words, reach=reach_now(db, opened.case, opened.keys),
        about_worker=bool(told.worker) or None, worker=told.worker, holder_id=None, case=opened.case,
        keys=keys, actor=actor, now=now,
    )  # fmt: skip


def _part(told: Told) -> str:
    return told.journey.value


def _young(told: Told) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "safe", {"safe": "" if told.safe is Safe.NOT_SAID else told.safe.value}
    yield "tell", {"story": told.words}
    if told.worker or told.ask_first:
        yield "worker", {"worker": told.worker, "ask_first": told.ask_first}
    yield "who", {"call_me": told.name, "age": told.age_band, "born": _iso(told.child_born), "lives": told.child_lives}
    yield "advocate", {"advocate": told.advocate.value if told.advocate else ""}


def _parent(told: Told) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "urgent", {"danger": _DANGER.get(told.safe, "")}
    yield "standing", {"standing": told.standing}
    yield "points", {"account": told.words}
    yield "you", {"name": told.name}
    child = {"name": told.child_name, "born": _iso(told.child_born), "lives": told.child_lives}
    yield "children", {"rows": [child] if any(child.values()) else []}


def _advocate(told: Told) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "words", {"child_words": told.words}
    yield "you", {"name": told.name, "organisation": told.organisation, "email": told.email, "phone": told.phone}
    yield (
        "child",
        {"name": told.child_name, "age": told.age_band, "born": _iso(told.child_born), "lives": told.child_lives},
    )


def _praise(told: Told) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "what", {"kind": "good", "story": told.words}
    yield "who", {"name": told.name}
    yield "use", {"email": told.email if Way.EMAIL in told.ways else ""}


_JOURNEYS = {
    Journey.YOUNG_PERSON: _young,
    Journey.PARENT: _parent,
    Journey.ADVOCATE: _advocate,
    Journey.PRAISE: _praise,
}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
