"""A decision that waits for a second person: sealed in the file until somebody agrees or sends it back (X-01, E-44)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.deciding import ROUTE_EVENTS, Decision, as_json, from_json
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role, State
from models.sealing import Keyring, Unreadable
from models.tables.case import TO_AGREE, Case
from models.tables.history import CaseEvent
from models.tables.staff import Staff
from models.tables.words import Note

WAITING, AGREED, RETURNED, KEPT = "triage", "triage_agreed", "triage_returned", "triage_kept"
SECOND = frozenset({Role.MANAGER, Role.ALTERNATE})


def may_agree(actor: Actor, decided_by: uuid.UUID) -> bool:
    """A complaints manager, or an alternate, who did not decide it (X-01)."""
    return actor.id != decided_by and bool(actor.roles & SECOND)


def may_return(actor: Actor, decided_by: uuid.UUID) -> bool:
    """Whoever may agree may send it back instead; whoever decided it may take it back."""
    return actor.id == decided_by or bool(actor.roles & SECOND)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that waits for a second person."""

    decision: Decision
    by: str
    by_id: uuid.UUID
    at: datetime

    @property
    def writer(self) -> Actor:
        """Whose name stands under the letter: who decided, not who agreed."""
        return Actor(kind="staff", id=self.by_id, name=self.by, roles=frozenset())


def decision_waits() -> ColumnElement[bool]:
    """For a query over cases: nobody has agreed yet to what was decided."""
    return and_(Case.state == State.RECEIVED, exists().where(Note.case_id == Case.id, Note.kind == WAITING))


def propose(db: Session, case: Case, decision: Decision, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    if actor.id is None:
        raise NotAllowed("Only a member of staff decides.")
    note = Note(id=uuid.uuid4(), case_id=case.id, at=now, staff_id=actor.id, kind=WAITING)
    keys.seal_json(Note.body, note, as_json(decision))
    db.add(note)
    record(db, case, Event.CHECK_ASKED, actor=actor, now=now, reason="second_person")
    case.waiting_on = TO_AGREE


def forbid_replacing(db: Session, case: Case) -> None:
    """What waits for a second person is agreed to or sent back; nobody decides past it."""
    if _notes(db, case, WAITING):
        raise NotAllowed("A decision waits for a manager to agree. It can be sent back, not replaced.")


def proposal_of(db: Session, case: Case, ring: Keyring) -> Proposal | None:
    """The decision that waits for a second person, if there is one."""
    return _newest(db, case, ring, WAITING) if case.state is State.RECEIVED else None


def returned_of(db: Session, case: Case, ring: Keyring) -> Proposal | None:
    """The decision that came back, to begin again from."""
    return _newest(db, case, ring, RETURNED) if case.state is State.RECEIVED else None


def keep(db: Session, case: Case, decision: Decision, *, by: uuid.UUID, keys: Keyring, now: datetime) -> None:
    """Put aside what is typed so far, while something else is judged first. Nothing is decided by it."""
    for old, _ in _notes(db, case, KEPT):
        db.delete(old)
    note = Note(id=uuid.uuid4(), case_id=case.id, at=now, staff_id=by, kind=KEPT)
    keys.seal_json(Note.body, note, as_json(decision))
    db.add(note)
    db.flush()


def kept_of(db: Session, case: Case, ring: Keyring) -> Proposal | None:
    """What was put aside, to go on from."""
    return _newest(db, case, ring, KEPT) if case.state is State.RECEIVED else None


def decided_by(db: Session, case: Case) -> tuple[str, datetime] | None:
    """Who decided the route of this case, and when: the first of two, where two had to agree."""
    for note, name in _notes(db, case, AGREED)[:1]:
        return name, note.at
    query = select(CaseEvent.actor_name, CaseEvent.at).where(
        CaseEvent.case_id == case.id, CaseEvent.event.in_(set(ROUTE_EVENTS.values()))
    )
    row = db.execute(query.order_by(CaseEvent.number).limit(1)).first()
    return (row.actor_name or "one of us", row.at) if row else None


def settle(db: Session, case: Case, as_kind: str) -> None:
    """What waited waits no longer; what was decided stays in the file."""
    for note, _ in _notes(db, case, WAITING):
        note.kind = as_kind
    case.waiting_on = "us"
    db.flush()


def send_back(db: Session, case: Case, comment: str, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    """To whoever decided it, with what has to change. They may take it back themselves."""
    ring = keys.with_case(case, "file")
    waiting = proposal_of(db, case, ring)
    if waiting is None or actor.id is None:
        raise NotAllowed("There is nothing to send back.")
    if not may_return(actor, waiting.by_id):
        raise NotAllowed("A complaints manager sends a decision back, or whoever decided it takes it back.")
    settle(db, case, RETURNED)
    said = Note(id=uuid.uuid4(), case_id=case.id, at=now, staff_id=actor.id, kind="note")
    ring.seal(Note.body, said, f"The decision was sent back: {comment}")
    db.add(said)
    record(db, case, Event.CHECK_RETURNED, actor=actor, now=now, reason="second_person", details=comment, keys=ring)
    if case.officer_id is None:
        case.officer_id = waiting.by_id
        record(db, case, Event.OFFICER_ASSIGNED, actor=actor, now=now, reason=str(waiting.by_id))


def _newest(db: Session, case: Case, ring: Keyring, kind: str) -> Proposal | None:
    for note, name in _notes(db, case, kind)[:1]:
        try:
            return Proposal(from_json(ring.open_json(Note.body, note)), name, note.staff_id, note.at)
        except (Unreadable, KeyError, TypeError, ValueError):
            return None
    return None


def _notes(db: Session, case: Case, kind: str) -> Sequence[tuple[Note, str]]:
    query = select(Note, Staff.name).join(Staff, Staff.id == Note.staff_id)
    query = query.where(Note.case_id == case.id, Note.kind == kind).order_by(Note.at.desc())
    return [(note, name) for note, name in db.execute(query)]
