"""Whether the files that people sent are all there, whole, and looked through for viruses."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.files.scanning import answers
from models.files.store import Store
from models.files.stream import COPY, ORIGINAL
from models.tables.upload import Upload

LOOKED_AT = 2_000  # newest rows whose files are looked for; `heard files verify` reads every one
LONG = timedelta(hours=1)


def files_stand(db: Session, store: Store, scanner: str, *, now: datetime) -> Iterator[tuple[str, str]]:
    """Lines for `heard doctor`: how bad, and what to do."""
    count = db.scalar(select(func.count()).select_from(Upload)) or 0
    newest = db.scalars(select(Upload.id).order_by(Upload.added_at.desc()).limit(LOOKED_AT)).all()
    missing = [one for one in newest if not all(store.path(one, part).exists() for part in (ORIGINAL, COPY))]
    if missing:
        yield "problem", f"{len(missing)} of {len(newest)} looked for are not in the data folder. Bring back a backup."
    else:
        yield "ok", f"{count} kept, and those looked for are there. heard files verify reads each one."
    if store.full:
        yield "problem", "the disk is 85% full: words are still taken, files are not."
    yield from _scanner(db, scanner, now)


def _scanner(db: Session, scanner: str, now: datetime) -> Iterator[tuple[str, str]]:
    if not scanner:
        yield "warning", "no virus scanner is set (HEARD_SCANNER), so files are not looked through for viruses."
        return
    waiting, oldest = db.execute(select(func.count(), func.min(Upload.added_at)).where(Upload.state == "waiting")).one()
    infected = db.scalar(select(func.count()).where(Upload.state == "infected"))
    if not answers(scanner):
        yield "problem", f"the virus scanner does not answer. {waiting} files wait for it and do not open."
    elif oldest and now - oldest > LONG:
        yield "warning", f"{waiting} files have waited for the virus scanner for more than an hour."
    else:
        yield "ok", "the virus scanner answers."
    if infected:
        yield "warning", f"{infected} files hold a virus and do not open."


def changed(db: Session, store: Store) -> Iterator[str]:
    """Each file that is not as it was sealed, by its row (AUD-09)."""
    for row in db.execute(select(Upload.id, Upload.digest, Upload.copy_digest)):
        for name, part, digest in (("original", ORIGINAL, row.digest), ("copy", COPY, row.copy_digest)):
            held = store.digest(row.id, part)
            if held != digest:
                yield f"upload {row.id}, {name}: {'missing' if held is None else 'changed'}"
