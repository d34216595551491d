"""Who joins the directory, or has another name there, is compared with the names that people typed before (AZ-04)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.caring_details import details_of
from models.cases.walls import entries_of, find_someone_eligible, may_mean, wall_off
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.staff import Staff, Team

TYPED = ("worker_named", "must_not_know_words")


def look_for(db: Session, person: Staff, *, keys: Keyring, by: Actor, now: datetime) -> int:
    """Open cases in which a typed name may mean this person keep them out, until an officer says who is meant. Whom
    somebody has judged there already is left as it is. How many cases. `keys` needs master."""
    directory, found = db.scalars(select(Staff)).all(), 0
    team = db.get(Team, person.team_id) if person.team_id else None
    around = () if team and team.handles_complaints else directory  # a name in common must not empty the office
    for case in db.scalars(select(Case).where(Case.closed_on.is_(None), Case.part_of_id.is_(None))):
        if not may_mean(_typed(db, case, keys), person.name):
            continue
        if any(entry.named_id == person.id for entry in entries_of(db, case)):
            continue
        wall_off(db, [person], around, now=now, case=case, confirmed=False)
        find_someone_eligible(db, case)
        note(db, by, "wall_followed_directory", now=now, object_kind="case", object_id=case.id)
        found += 1
    db.flush()
    return found


def _typed(db: Session, case: Case, keys: Keyring) -> str:
    try:
        details = details_of(db, case, keys.with_case(case, "file")) or {}
    except Unreadable:
        return ""
    return " ".join(str(details.get(name) or "") for name in TYPED)
