"""What the worker does for files: have them scanned, and sweep away those that no row knows any more."""

import uuid
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.db import Sessions
from models.files.scanning import NoScanner, Verdict, scan
from models.files.store import Store
from models.files.stream import Damaged
from models.sealing import Keyring, Unreadable
from models.tables.upload import Upload

AT_ONCE = 20


def scan_waiting(sessions: Sessions, keys: Keyring, store: Store, scanner: str, *, now: datetime) -> int:
    """Ask the scanner about what waits, the oldest first. Where it is gone, everything waits on; nothing is lost."""
    with sessions.reading() as db:
        query = select(Upload).where(Upload.state == "waiting").order_by(Upload.added_at).limit(AT_ONCE)
        waiting = db.scalars(query).all()
    done = 0
    for row in waiting:
        try:
            state = _verdict(row, keys, store, scanner)
        except NoScanner:
            break
        except (Unreadable, Damaged, FileNotFoundError):
            continue
        with sessions() as db, db.begin():
            done += _settle(db, row.id, state, now)
    return done


def sweep(db: Session, store: Store, *, now: datetime) -> int:
    """A crash, a draft that ran out, a case that was erased: their files go too."""
    return store.sweep(set(db.scalars(select(Upload.id))), now=now)


def _verdict(row: Upload, keys: Keyring, store: Store, scanner: str) -> str:
    if not scanner:  # it was switched off while this waited
        return "unscanned"
    with store.open(row.id, keys.open_bytes(Upload.work, row)) as content:
        return scan(scanner, content).value


def _settle(db: Session, upload_id: uuid.UUID, state: str, now: datetime) -> int:
    mine = (Upload.id == upload_id, Upload.state == "waiting")
    changed = db.execute(update(Upload).where(*mine).values(state=state, scanned_at=now, work=None))
    if state == Verdict.INFECTED and changed.rowcount:  # type: ignore[attr-defined]
        note(db, SYSTEM, "file_infected", now=now, object_kind="upload", object_id=upload_id)
    return int(changed.rowcount)  # type: ignore[attr-defined]
