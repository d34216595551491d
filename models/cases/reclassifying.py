"""Dealing with a case in another way: a reason, a second person, a letter. No quiet downgrading (E-08, X-01)."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.caring_details import open_texts
from models.cases.deciding import ANSWERED, ROUTE_EVENTS, Decision
from models.cases.finding import events_of, points_of
from models.cases.letter_facts import letter, name_of
from models.cases.other_routes import next_words, why_not_taken
from models.cases.proposing import may_agree, may_return
from models.cases.recording import record
from models.cases.releasing import release
from models.cases.triaging import answer_day
from models.post.letters import Composed
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.refusal_parts import DECIDED
from models.procedure.routes import SETTLED, WAYS
from models.procedure.screening import ROUTES, reason_of
from models.procedure.terms import Event, Procedure, State
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.words import Note, Point

WAITING, AGREED, RETURNED = "reclassify", "reclassify_agreed", "reclassify_returned"
TO = (Procedure.STATUTORY, Procedure.CORPORATE, Procedure.CONCERN, *WAYS)
A_MANAGER = "A manager"
SECOND = frozenset({State.C2_REQUESTED, State.C2_RESPONDED})
"""The corporate stage 1 has answered: what belonged in the children's procedure goes on there at stage 2 (X-01)."""


@dataclass(frozen=True, slots=True)
class Change:
    """What it becomes, the code of the reason, the reasons as the person reads them, and where it goes. What is decided
    by this letter alone also says on what evidence (E-54)."""

    to: Procedure
    reason: str
    why: str
    where: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change that waits for a second person."""

    change: Change
    by: str
    by_id: uuid.UUID
    at: datetime


def may_change(case: Case) -> bool:
    return Event.RECLASSIFIED in allowed(case.state) and case.procedure is not None and bool(targets(case))


def targets(case: Case) -> list[Procedure]:
    """What it may become. Once taken up it is never refused, and what was answered at stage 1 of the children's
    procedure keeps its next stages (E-43); a complaint never becomes thanks, nor a duty matter, which nobody looks at.
    """
    if case.state in SECOND:
        return [Procedure.STATUTORY] if case.procedure is Procedure.CORPORATE else []
    if case.procedure is not Procedure.STATUTORY:
        return [one for one in TO if one is not case.procedure]
    kept = (Procedure.STATUTORY, Procedure.DUTY)
    return [] if case.state is State.S1_RESPONDED else [one for one in TO if one not in kept]


def second_person_needed(change: Change) -> bool:
    """Everything but the procedure that the law sets: it gives the person most (X-01, E-08)."""
    return change.to is not Procedure.STATUTORY


def propose(db: Session, case: Case, change: Change, *, actor: Actor, now: datetime, keys: Keyring) -> bool:
    """Change it, or let it wait for a second person. Returns whether it is done."""
    _check(db, case, change)
    if actor.id is None:
        raise NotAllowed("Only a member of staff decides.")
    if not second_person_needed(change):
        _change(db, case, change, actor=actor, now=now, keys=keys)
        return True
    note = Note(id=uuid.uuid4(), case_id=case.id, at=now, staff_id=actor.id, kind=WAITING)
    keys.seal_json(Note.body, note, asdict(change))
    db.add(note)
    record(db, case, Event.CHECK_ASKED, actor=actor, now=now, reason="reclassify")
    return False


def proposed(db: Session, case: Case, keys: Keyring) -> Proposed | None:
    """The change that waits, if there is one that still can happen."""
    row = db.scalars(select(Note).where(Note.case_id == case.id, Note.kind == WAITING)).first()
    if row is None or not may_change(case):
        return None
    try:
        given: dict[str, Any] = keys.open_json(Note.body, row)
        change = Change(**{**given, "to": Procedure(given["to"])})
    except (Unreadable, TypeError, KeyError, ValueError):
        return None
    return Proposed(change, name_of(db, row.staff_id), row.staff_id, row.at)


def agree(db: Session, case: Case, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """Somebody who did not decide it agrees, and it happens."""
    waiting = proposed(db, case, keys)
    if waiting is None:
        raise NotAllowed("No change waits to be agreed to.")
    if not may_agree(actor, waiting.by_id):
        raise NotAllowed("A complaints manager who did not decide this has to agree to it.")
    record(db, case, Event.CHECKED, actor=actor, now=now, reason="reclassify")
    _settle(db, case, AGREED)
    _change(db, case, waiting.change, actor=actor, now=now, keys=keys)


def turn_down(db: Session, case: Case, why: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """It stays as it is; whoever decided it may take it back themselves."""
    waiting = proposed(db, case, keys)
    if waiting is None:
        raise NotAllowed("No change waits to be agreed to.")
    if not may_return(actor, waiting.by_id):
        raise NotAllowed("A complaints manager turns a change down, or whoever asked for it takes it back.")
    _settle(db, case, RETURNED)
    record(db, case, Event.CHECK_RETURNED, actor=actor, now=now, reason="reclassify", details=why, keys=keys)


def preview(
    db: Session, case: Case, change: Change, was: Procedure | None = None, *, keys: Keyring, now: datetime,
    second: bool | None = None,
) -> Composed:  # fmt: skip
    """The letter as the person will read it: with what the first letter of the new way says (3.2, 3.6). `second`: it
    goes on at stage 2, for which the next letter says who looks at it and by when (K-27)."""
    before, child = was or case.procedure, case.young_person
    second = case.state in SECOND if second is None else second
    by = None if second else answer_day(db, case, Decision(route=change.to, reason=change.reason), now=now)
    way = WAYS.get(change.to)
    return letter(
        db, case, now, "reclassified", was=ROUTES[before].label if before else "", now=ROUTES[change.to].label,
        route_reason=reason_of(change.to, change.reason).sentence(child=child), reasons=change.why,
        points=open_texts(keys, Point.text, points_of(db, case)), to="stage2" if second else change.to.value,
        answered=change.to in ANSWERED, evidence=change.evidence if way and way.decided else "",
        answer_by=by, next=next_words(change.to, change.where, by, child=child) if way else "",
        asks=way is not None and way.letter == "permission", responder=name_of(db, case.responder_id) or A_MANAGER,
    )  # fmt: skip


def _check(db: Session, case: Case, change: Change) -> None:
    if not may_change(case):
        raise NotAllowed("As this case stands it cannot be dealt with in another way.")
    if db.scalars(select(Note.id).where(Note.case_id == case.id, Note.kind == WAITING)).first():
        raise NotAllowed("A change waits for a second person already.")
    if change.to not in targets(case):
        raise NotAllowed("It is dealt with like that already, or cannot be.")
    reason_of(change.to, change.reason)
    if why_not := why_not_taken(db, case, change.to):
        raise NotAllowed(why_not)
    _check_words(change)


def _check_words(change: Change) -> None:
    """What the person reads of it is there."""
    way = WAYS.get(change.to)
    if change.reason == SETTLED:
        raise NotAllowed("Only what nobody has taken up is settled there and then. Who stops later withdraws (E-06).")
    if not change.why.strip():
        raise NotAllowed("Give the reasons, as the person will read them.")
    if way and way.decided and not change.evidence.strip():
        raise NotAllowed(f"{DECIDED['evidence']}.")
    if way and way.where and not change.where.strip():
        raise NotAllowed(f"Say {way.where[0].lower()}{way.where[1:]}.")


def _change(db: Session, case: Case, change: Change, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    was, second, asked = case.procedure, case.state in SECOND, _asked_on(db, case)
    record(
        db,
        case,
        Event.RECLASSIFIED,
        actor=actor,
        now=now,
        reason=f"{was}_to_{change.to}",
        details=change.why,
        keys=keys,
    )
    case.procedure, case.route_reason = change.to, change.reason
    where = change.where or None if change.to in WAYS else None
    record(db, case, ROUTE_EVENTS[change.to], actor=actor, now=now, reason=change.reason, details=where, keys=keys)
    for point in points_of(db, case):
        if point.procedure in (was, None):
            point.procedure = change.to
    if second:  # the days of stage 2 count from the day they asked for it, or from now where that was answered
        record(db, case, Event.S2_REQUESTED, actor=actor, now=now, on=asked, reason="wrong_procedure")
        case.responder_id = None
    case.waiting_on = "us"
    words = preview(db, case, change, was, keys=keys, now=now, second=second).content()
    release(db, case, "reclassified", words, event=Event.ACKNOWLEDGED, actor=actor, now=now, keys=keys)


def _asked_on(db: Session, case: Case) -> date | None:
    """The day they asked for the next stage, while that is not answered."""
    if case.state is not State.C2_REQUESTED:
        return None
    return max((one.on for one in events_of(db, case) if one.event is Event.C2_REQUESTED), default=None)


def _settle(db: Session, case: Case, kind: str) -> None:
    for note in db.scalars(select(Note).where(Note.case_id == case.id, Note.kind == WAITING)):
        note.kind = kind
    db.flush()
