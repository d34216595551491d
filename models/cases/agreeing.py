"""More time because it is complex: proposed by one person, agreed by a complaints manager with their own hand (K-12 i).

An officer's proposal waits. Nobody is told and no deadline moves until a complaints manager opens it and agrees;
their name in the letter is theirs because they put it there.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.allocating import candidates, kept_out
from models.cases.extending import Room, check, extension_row
from models.cases.finding import events_of
from models.cases.letter_facts import letter, name_of
from models.cases.recording import record
from models.cases.releasing import release
from models.cases.telling import tell_managers
from models.formats import short_date
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Ground, Procedure, Role
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent, Extension, RunningClock
from models.tables.staff import Staff

PROPOSED, AGREED, NOT_AGREED = "proposed", "agreed", "not_agreed"
MAY_AGREE = frozenset({Role.MANAGER, Role.ALTERNATE})  # the alternate: only where every manager is walled off


def service_managers(db: Session, case: Case) -> Sequence[Staff]:
    """Who may have agreed for the service: who answers cases and this case's own line. Nobody behind the wall."""
    ids = {person.id for person in candidates(db, case)} | _line(db, case.responder_id)
    query = select(Staff).where(Staff.id.in_(ids), Staff.active.is_(True), Staff.id.not_in(kept_out(case)))
    return db.scalars(query.order_by(Staff.name)).all()


def propose(
    db: Session, case: Case, *, new_due: date, reason: str, service_manager: uuid.UUID | None, actor: Actor,
    now: datetime, keys: Keyring,
) -> Extension:  # fmt: skip
    """Ground (i). What an officer proposes waits for a complaints manager; a manager's own goes at once.

    At stage 2 the complaints manager alone agrees (K-33), so no service manager is named.
    """
    if proposal(db, case) is not None:
        raise NotAllowed("More time is proposed already and waits for a complaints manager.")
    found, _ = check(db, case, new_due, now=now)
    if found.by_notice is None and service_manager not in {person.id for person in service_managers(db, case)}:
        raise NotAllowed("Choose a service manager who may know of this case.")
    extension = extension_row(found.clock, Ground.COMPLEX, new_due, reason, actor=actor, now=now, keys=keys)
    extension.answer = PROPOSED
    db.add(extension)
    agrees = f" {name_of(db, service_manager)} agrees for the service." if found.by_notice is None else ""
    details = f"Proposed to {short_date(new_due)}.{agrees} {reason}"
    kind, named = Event.EXTENSION_ASKED, None if found.by_notice else str(service_manager)
    record(db, case, kind, actor=actor, now=now, reason=named, details=details, keys=keys)
    if MAY_AGREE & actor.roles:
        return agree(db, case, extension, actor=actor, now=now, keys=keys)
    tell_managers(
        db, keys, subject="More time waits for your agreement", now=now, case_id=case.id,
        body=f"A colleague proposed more time for {case.reference}. Nothing goes before you agree.",
        cause=f"more-time:{extension.id}",
    )  # fmt: skip
    return extension


def proposal(db: Session, case: Case) -> Extension | None:
    """What waits for a complaints manager's own hand."""
    query = select(Extension).where(Extension.case_id == case.id, Extension.answer == PROPOSED)
    return db.scalars(query.order_by(Extension.asked_at.desc())).first()


def waiting() -> Select[uuid.UUID]:
    """The cases in which more time waits to be agreed, for the queue."""
    return select(Extension.case_id).where(Extension.answer == PROPOSED)


def service_manager_of(db: Session, case: Case) -> uuid.UUID | None:
    """Who agreed for the service to what waits now: kept with the proposal, the last that was asked."""
    asked = [event for event in events_of(db, case) if event.event is Event.EXTENSION_ASKED]
    return uuid.UUID(asked[-1].reason) if asked and asked[-1].reason else None


def agree(db: Session, case: Case, extension: Extension, *, actor: Actor, now: datetime, keys: Keyring) -> Extension:
    """A complaints manager agrees, and only now the person is told.

    The deadline moves on the day the notice counts, and only if that is before the old day has passed (K-13, G-03).
    """
    service = _may_decide(db, case, extension, actor)
    found, _ = check(db, case, extension.new_due_on, now=now)
    if found.by_notice:
        return _announce(db, case, extension, found, actor=actor, now=now, keys=keys)
    if service == actor.id:
        raise NotAllowed("Two different people must agree: the service manager and the complaints manager.")
    if service not in {person.id for person in service_managers(db, case)}:
        raise NotAllowed("The service manager who was named may not know of this case now. Propose it again.")
    extension.answer, extension.answered_at = AGREED, now
    by, reason = f"{name_of(db, service)} and {actor.name}", keys.open(Extension.reason, extension)
    details = f"{actor.name} agreed to more time, to {short_date(extension.new_due_on)}, with {name_of(db, service)}."
    record(db, case, Event.NOTED, actor=actor, now=now, reason="more_time_agreed", details=details, keys=keys)
    kind = "extension_corporate" if case.procedure is Procedure.CORPORATE else "extension_statutory"
    words = letter(
        db, case, now, kind, was=found.clock.due_on, new_day=extension.new_due_on, reason=reason, agreed_by=by
    )
    release(db, case, kind, words.content(), event=Event.EXTENDED, actor=actor, now=now, keys=keys)
    return extension


def _announce(
    db: Session, case: Case, extension: Extension, found: Room, *, actor: Actor, now: datetime, keys: Keyring
) -> Extension:
    """Stage 2: the complaints manager agrees, and the notice goes with the reason, the new day and the last (K-34)."""
    assert found.by_notice is not None  # noqa: S101 - asked by the caller
    event, kind = found.by_notice
    extension.answer, extension.answered_at = AGREED, now
    details = f"{actor.name} agreed to more time, to {short_date(extension.new_due_on)}."
    record(db, case, Event.NOTED, actor=actor, now=now, reason="more_time_agreed", details=details, keys=keys)
    said = {"reason": keys.open(Extension.reason, extension), "agreed_by": actor.name, "last": found.last}
    words = letter(db, case, now, kind, was=found.clock.due_on, new_day=extension.new_due_on, **said)
    release(db, case, kind, words.content(), event=event, actor=actor, now=now, keys=keys)
    return extension


def turn_down(
    db: Session, case: Case, extension: Extension, why: str, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """The complaints manager does not agree: nobody is told, nothing moves, and the officer reads why."""
    _may_decide(db, case, extension, actor)
    extension.answer, extension.answered_at = NOT_AGREED, now
    record(db, case, Event.NOTED, actor=actor, now=now, reason="more_time_not_agreed", details=why, keys=keys)


def why_not(db: Session, case: Case, keys: Keyring) -> str:
    """What a complaints manager wrote when the last proposal was not agreed to; empty where the last one was."""
    reasons = ("more_time_agreed", "more_time_not_agreed")
    decided = [event for event in events_of(db, case) if event.reason in reasons]
    said = decided and decided[-1].reason == reasons[1]
    return keys.open_if(CaseEvent.details, decided[-1]) or "" if said else ""


def _may_decide(db: Session, case: Case, extension: Extension, actor: Actor) -> uuid.UUID | None:
    if not MAY_AGREE & actor.roles:
        raise NotAllowed("Only a complaints manager decides this.")
    waits = proposal(db, case)
    if waits is None or waits.id != extension.id:
        raise NotAllowed("This was decided already.")
    clock = db.get(RunningClock, extension.clock_id)
    if clock is None or clock.case_id != case.id:
        raise NotAllowed("This belongs to another case.")
    return service_manager_of(db, case)


def _line(db: Session, staff_id: uuid.UUID | None) -> set[uuid.UUID]:
    """A person and everyone above them; a circle in the directory ends the walk."""
    found: set[uuid.UUID] = set()
    while staff_id and staff_id not in found:
        found.add(staff_id)
        staff_id = db.scalar(select(Staff.manager_id).where(Staff.id == staff_id))
    return found
