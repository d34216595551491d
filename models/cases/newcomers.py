"""Who joins the directory, or has another name there, is compared with the names that people typed before (AZ-04)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases.walls import entries_of, find_someone_eligible, may_mean, wall_off
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.staff import Staff, Team
from models.tables.words import Confidential

TYPED = ("worker_named", "must_not_know_words")


def look_for(db: Session, person: Staff, *, keys: Keyring, by: Actor, now: datetime) -> int:
    """Cases in which a typed name may mean this person keep them out, those that are over too, until an officer says
    who is meant. Whom somebody has judged there already is left as it is. How many cases. `keys` needs master."""
    directory, found = db.scalars(select(Staff)).all(), 0
    team = db.get(Team, person.team_id) if person.team_id else None
    around = () if team and team.handles_complaints else directory  # a name in common must not empty the office
    for case in [case for case, row in _typed_in(db) if may_mean(_typed(case, row, keys), person.name)]:
        if any(entry.named_id == person.id for entry in entries_of(db, case)):
            continue
        wall_off(db, [person], around, now=now, case=case, confirmed=False)
        find_someone_eligible(db, case)
        note(db, by, "wall_followed_directory", now=now, object_kind="case", object_id=case.id)
        found += 1
    db.flush()
    return found


def _typed_in(db: Session) -> Iterable[tuple[Case, Confidential]]:
    """Every case that is still kept, with what was sent of it for staff alone: one query, however many there are."""
    query = select(Case, Confidential).join(Confidential, Confidential.case_id == Case.id)
    found = db.execute(query.where(Case.erased_on.is_(None)).execution_options(yield_per=500))
    return ((case, row) for case, row in found)


def _typed(case: Case, row: Confidential, keys: Keyring) -> str:
    try:
        details: dict[str, Any] = keys.with_case(case, "file").open_json(Confidential.details, row)
    except Unreadable:
        return ""
    return " ".join(str(details.get(name) or "") for name in TYPED)
