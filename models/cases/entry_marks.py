"""What one of us says of an entry of the timeline: it stands at the top, or is about somebody else (experience 6.4).

The entry itself is never changed (G-07). That it is about somebody else is suggested to whoever goes through the papers
of a request for records (SAR-05), for the entry and for the note or message that it tells of.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.timeline import Entry
from models.cases.timeline_things import things
from models.procedure.lifecycle import NotAllowed
from models.tables.case import Case
from models.tables.history import CaseEvent, EntryMark

PIN, OTHERS = "pin", "others"
KINDS = frozenset({PIN, OTHERS})
WORDS_OF = frozenset({"note", "message"})  # a letter was written to the person: its names are suggested as everywhere


def put(db: Session, case: Case, number: int, kind: str, *, actor: Actor, now: datetime) -> None:
    """Put once; a second time changes nothing."""
    event = _entry(db, case, number, kind)
    if _standing(db, event, kind) is None and actor.id is not None:
        db.add(EntryMark(id=uuid.uuid4(), case_id=case.id, event_id=event.id, kind=kind, by=actor.id, at=now))
        note(db, actor, f"entry_{kind}", now=now, object_kind="case", object_id=case.id, reason=str(number))


def take_away(db: Session, case: Case, number: int, kind: str, *, actor: Actor, now: datetime) -> None:
    if mark := _standing(db, _entry(db, case, number, kind), kind):
        mark.ended_by, mark.ended_at = actor.id, now
        note(db, actor, f"entry_{kind}_off", now=now, object_kind="case", object_id=case.id, reason=str(number))


def of_case(db: Session, case: Case) -> dict[str, set[int]]:
    """The numbers of the entries that carry each mark now."""
    query = select(EntryMark.kind, CaseEvent.number).join(CaseEvent, CaseEvent.id == EntryMark.event_id)
    found: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for kind, number in db.execute(query.where(EntryMark.case_id == case.id, EntryMark.ended_at.is_(None))):
        found[kind].add(number)
    return found


def pinned_first(entries: Sequence[Entry], marks: Mapping[str, Collection[int]]) -> list[Entry]:
    """Those at the top in their own order, then all others in theirs."""
    return sorted(entries, key=lambda one: one.number not in marks[PIN])


def about_others(db: Session, case: Case, happened: Sequence[CaseEvent]) -> set[uuid.UUID]:
    """The entries of this case that are about somebody else, and the notes and messages that they tell of, by id."""
    marked = of_case(db, case)[OTHERS]
    if not marked:
        return set()
    told = things(db, case, happened)
    ids = {one.id for number, one in told.items() if number in marked and one.kind in WORDS_OF and one.id}
    return ids | {event.id for event in happened if event.number in marked}


def _entry(db: Session, case: Case, number: int, kind: str) -> CaseEvent:
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.number == number)
    event = db.scalars(query).one_or_none()
    if event is None or kind not in KINDS:
        raise NotAllowed("There is no such entry in this timeline.")
    return event


def _standing(db: Session, event: CaseEvent, kind: str) -> EntryMark | None:
    query = select(EntryMark).where(EntryMark.event_id == event.id, EntryMark.kind == kind)
    return db.scalars(query.where(EntryMark.ended_at.is_(None))).one_or_none()
