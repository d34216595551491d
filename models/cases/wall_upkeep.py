"""Keeping the wall true when the directory changes: a new manager or team mate is kept out too (AZ-04)."""

import uuid
from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.walls import find_someone_eligible, kept_out_by
from models.tables.case import Case
from models.tables.safety import WallEntry
from models.tables.staff import Staff, Team

Where = tuple[uuid.UUID | None, uuid.UUID | None, uuid.UUID | None]  # case, alert, who is named


def follow_directory(db: Session, *, by: Actor, now: datetime) -> int:
    """Add whoever now stands above or beside someone named; nobody is let in by it. Returns how many were added.

    From the next request on they see nothing of the case, whatever they had open before.
    """
    standing = _standing(db)
    directory = db.scalars(select(Staff)).all()
    by_id = {person.id: person for person in directory}
    ours = set(db.scalars(select(Team.id).where(Team.handles_complaints.is_(True))))
    added: list[WallEntry] = []
    for where, entries in standing.items():
        named = next((entry for entry in entries if entry.because == "named" and entry.lifted_at is None), None)
        person = by_id.get(where[2]) if where[2] else None
        if named is None or person is None or (person.team_id in ours and not named.confirmed):
            continue
        there = {entry.staff_id for entry in entries}
        for staff_id, because in kept_out_by(person, directory):
            if staff_id not in there:
                added.append(_like(named, staff_id, because, now))
                there.add(staff_id)
    db.add_all(added)
    db.flush()
    for case in db.scalars(select(Case).where(Case.id.in_({entry.case_id for entry in added if entry.case_id}))):
        note(db, by, "wall_followed_directory", now=now, object_kind="case", object_id=case.id)
        find_someone_eligible(db, case)
    return len(added)


def _standing(db: Session) -> dict[Where, list[WallEntry]]:
    standing: dict[Where, list[WallEntry]] = defaultdict(list)
    for entry in db.scalars(select(WallEntry).where(WallEntry.named_id.is_not(None))):
        standing[entry.case_id, entry.alert_id, entry.named_id].append(entry)
    return standing


def _like(named: WallEntry, staff_id: uuid.UUID, because: str, now: datetime) -> WallEntry:
    return WallEntry(
        id=uuid.uuid4(),
        case_id=named.case_id,
        alert_id=named.alert_id,
        staff_id=staff_id,
        because=because,
        named_id=named.named_id,
        confirmed=named.confirmed,
        raised_at=now,
    )
