"""Each remedy, the Ombudsman's or ours: its own days, offered, accepted or declined, done and proven (K-68, S-17)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import paying
from models.cases.recording import keep_next_due, record
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.ombudsman import BEGINS, NEEDS_WORDS, NEXT, REMEDIES, STANDS, Remedy
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.ombudsman import OmbudsmanRemedy
from models.tables.register import OmbudsmanCase

ISO_DAY = 10  # letters: each thing that was said of a remedy begins with its day


@dataclass(frozen=True, slots=True)
class Shown:
    """One remedy as staff read it; `said` is what was written at each step, the newest last."""

    row: OmbudsmanRemedy
    what: str
    said: tuple[str, ...]

    @property
    def stands(self) -> Remedy:
        return Remedy(self.row.state)


def add(
    db: Session,
    row: OmbudsmanCase,
    case: Case | None,
    *,
    kind: str,
    what: str,
    pence: int | None,
    due_on: date | None,
    prove_by: date | None,
    state: str,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> OmbudsmanRemedy:
    """A recommendation with its own days, or something that we offer."""
    if kind not in REMEDIES or state not in BEGINS or not what.strip():
        raise NotAllowed("Say what it is, and whether it is recommended or offered.")
    if any(day is not None and day < row.received_on for day in (due_on, prove_by)):
        raise NotAllowed("It cannot be due, or be proven, before the Ombudsman wrote to us.")
    if prove_by is not None and due_on is not None and prove_by < due_on:
        raise NotAllowed("It is done before it can be proven: the day of the proof comes after.")
    number = db.scalar(select(func.max(OmbudsmanRemedy.number)).where(OmbudsmanRemedy.ombudsman_id == row.id)) or 0
    made = OmbudsmanRemedy(
        id=uuid.uuid4(), ombudsman_id=row.id, number=number + 1, kind=kind, pence=pence, due_on=due_on,
        prove_by=prove_by, state=state,
    )  # fmt: skip
    keys.seal_json(OmbudsmanRemedy.words, made, {"what": what.strip(), "said": []})
    db.add(made)
    db.flush()
    _note(db, row, case, state, actor=actor, now=now)
    return made


def go_on(
    db: Session,
    row: OmbudsmanCase,
    case: Case | None,
    remedy_id: uuid.UUID,
    to: str,
    *,
    on: date,
    said: str,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> None:
    """What became of it: agreed, offered, accepted, declined, done. A no, a decline and a done need their words."""
    remedy = _one(db, row, remedy_id)
    if to not in NEXT[Remedy(remedy.state)]:
        raise NotAllowed(f"It is “{STANDS[Remedy(remedy.state)].lower()}”, and cannot go there from that.")
    if to in NEEDS_WORDS and not said.strip():
        raise NotAllowed("Say why, or how we know that it was done.")
    _after(row, on, now)
    words = _words(remedy, keys)
    if words["said"] and on.isoformat() < words["said"][-1][:ISO_DAY]:
        raise NotAllowed("The day cannot be before the last thing that happened with this remedy.")
    remedy.state = to
    if to == Remedy.DONE:
        remedy.done_on = on
        if remedy.pence and case is not None:  # money that went out is counted with what the case cost
            paying.redress(db, case, remedy.pence, on=on, actor=actor, now=now)
    words["said"] = [*words["said"], f"{on.isoformat()} {STANDS[Remedy(to)]}. {said}".strip()]
    keys.seal_json(OmbudsmanRemedy.words, remedy, words)
    _note(db, row, case, to, actor=actor, now=now)


def prove(db: Session, row: OmbudsmanCase, remedy_id: uuid.UUID, *, on: date, actor: Actor, now: datetime) -> None:
    """The Ombudsman has the proof that it was done (K-68)."""
    remedy = _one(db, row, remedy_id)
    if remedy.state != Remedy.DONE or remedy.done_on is None or remedy.proven_on is not None:
        raise NotAllowed("Only what was done, and was not proven yet, is proven.")
    if not remedy.done_on <= on <= local_day(now):
        raise NotAllowed("The day must be between the day it was done and today.")
    remedy.proven_on = on
    case = db.get(Case, row.case_id) if row.case_id else None
    if case is not None:
        keep_next_due(db, case)
    note(db, actor, "remedy_proven", now=now, object_kind="ombudsman", object_id=row.id)


def shown(db: Session, row: OmbudsmanCase, keys: Keyring) -> list[Shown]:
    """All of them by number."""
    query = select(OmbudsmanRemedy).where(OmbudsmanRemedy.ombudsman_id == row.id).order_by(OmbudsmanRemedy.number)
    made = [(one, _words(one, keys)) for one in db.scalars(query)]
    return [Shown(one, str(words.get("what", "")), tuple(map(_told, words.get("said", ())))) for one, words in made]


def _told(line: str) -> str:
    """A line of what became of it, with its day as people write days."""
    day, words = line[:ISO_DAY], line[ISO_DAY:].strip()
    return f"{short_date(date.fromisoformat(day))}: {words}"


def _one(db: Session, row: OmbudsmanCase, remedy_id: uuid.UUID) -> OmbudsmanRemedy:
    found = db.get(OmbudsmanRemedy, remedy_id)
    if found is None or found.ombudsman_id != row.id:
        raise NotAllowed("There is no such remedy here.")
    return found


def _after(row: OmbudsmanCase, on: date, now: datetime) -> None:
    if not row.received_on <= on <= local_day(now):
        raise NotAllowed("The day must be between the day the Ombudsman wrote and today.")


def _words(remedy: OmbudsmanRemedy, keys: Keyring) -> dict[str, Any]:
    try:
        found: dict[str, Any] = keys.open_json(OmbudsmanRemedy.words, remedy)
    except Unreadable:
        return {"what": "This cannot be shown.", "said": []}
    return found


def _note(db: Session, row: OmbudsmanCase, case: Case | None, what: str, *, actor: Actor, now: datetime) -> None:
    note(db, actor, "ombudsman_remedy", now=now, object_kind="ombudsman", object_id=row.id, reason=what)
    if case is not None:
        record(db, case, Event.OMBUDSMAN, actor=actor, now=now, reason=f"remedy_{what}")
