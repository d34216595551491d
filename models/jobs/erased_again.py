"""What was erased stays erased: a list outside the database, held to whatever comes back from a backup (RET-05).

The list lies beside the anchors of the audit, which are copied to another machine. A line is the id of a case and the
day: nothing that says whose it was.
"""

import json
import os
import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from models.audit import SYSTEM, note
from models.cases.legal_holds import family_of
from models.db import Sessions
from models.files.store import Store
from models.jobs.anonymising import make_anonymous
from models.jobs.erasing import erase, leave_no_trace
from models.sealing import Keyring
from models.tables.case import Case

FILE = "erased.jsonl"
AT_ONCE = 500


def listed(folder: Path) -> set[uuid.UUID]:
    """Every case that was ever erased here. A line that a full disk cut short is none."""
    path = folder / FILE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {found for found in map(_read, lines) if found}


def anonymous(folder: Path) -> set[uuid.UUID]:
    """Those of them that were made anonymous, and are again when they come back (RET-01)."""
    path = folder / FILE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {found for line in lines if (found := _read(line)) and json.loads(line).get("anonymous")}


def list_erased(sessions: Sessions, folder: Path) -> int:
    """Add what the database says is erased and the list does not: also what a crash kept from it. Returns how many."""
    with sessions.reading() as db:
        gone = (
            select(Case.id, Case.erased_on, Case.anonymised).where(Case.erased_on.is_not(None)).order_by(Case.erased_on)
        )
        rows = db.execute(gone).all()
    known = listed(folder)
    missing = [(case_id, day, also) for case_id, day, also in rows if day and case_id not in known]
    if not missing:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        for case_id, day, also in missing:
            line = {"case": str(case_id), "on": day.isoformat(), **({"anonymous": True} if also else {})}
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(missing)


def erase_again(sessions: Sessions, keys: Keyring, store: Store, folder: Path, *, now: datetime) -> int:
    """Erase what is on the list and is here all the same: it came back with a backup. Returns how many cases."""
    done, nobodys = 0, anonymous(folder)
    for case_id in _back(sessions, listed(folder)):
        with sessions() as db, db.begin():
            case = db.scalars(select(Case).where(Case.id == case_id, Case.erased_on.is_(None))).one_or_none()
            if case is None:
                continue  # it went with the case it is a part of
            family = len(family_of(db, case))
            gone = erase(db, case, keys, now=now)
            if case_id in nobodys:
                make_anonymous(db, gone.cases)
            note(db, SYSTEM, "erased_again", now=now, object_kind="case", object_id=case_id)
        for file_id in gone.files:
            store.remove(file_id)
        done += family
    if done:
        leave_no_trace(sessions)
    return done


def _back(sessions: Sessions, ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    wanted = sorted(ids)
    found: list[uuid.UUID] = []
    with sessions.reading() as db:
        for start in range(0, len(wanted), AT_ONCE):
            here = select(Case.id).where(Case.id.in_(wanted[start : start + AT_ONCE]), Case.erased_on.is_(None))
            found += db.scalars(here).all()
    return found


def _read(line: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(json.loads(line)["case"])
    except (ValueError, KeyError, TypeError):
        return None
