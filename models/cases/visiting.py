"""Public sessions: the browser's cookie opens the visit, the visit opens the holder (sealing.md 2, decisions 3)."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from models.sealing import Keyring, Lock, Unreadable, visit_of
from models.tables.session import Visit as VisitRow
from models.tables.session import VisitKind

DRAFTING = timedelta(hours=24)  # nobody loses what they typed within 20 hours (SES-04)
TRACKING_IDLE = timedelta(minutes=15)
STILL_WAITS = timedelta(seconds=60)  # how long the page asks "Are you still there?" before it covers itself
STILL_AFTER = TRACKING_IDLE - 2 * STILL_WAITS  # idle this long, it asks: early enough for the answer to count
TOUCH_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, repr=False)
class Visit:
    """One browser, now. `keys` holds its own lock and the holder's, and dies with the request."""

    id: uuid.UUID
    holder_id: uuid.UUID
    kind: VisitKind
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    keys: Keyring

    @property
    def tracking(self) -> bool:
        return self.kind is VisitKind.TRACKING


def start_visit(
    db: Session, token: bytes, holder_id: uuid.UUID, holder: Lock, kind: VisitKind, *, now: datetime
) -> Visit:
    """Bind this cookie to this holder. The row it leaves opens nothing without the cookie."""
    if holder.seed is None:
        raise TypeError("A visit needs the holder's seed.")
    visit_id, lock = visit_of(token)
    row = VisitRow(
        id=visit_id, holder_id=holder_id, kind=kind, created_at=now, last_seen_at=now, expires_at=now + DRAFTING
    )
    Keyring({"visit": lock}).seal_bytes(VisitRow.seed, row, holder_id.bytes + holder.seed)
    db.add(row)
    db.flush()
    return _visit(row, lock, holder)


def open_visit(db: Session, token: bytes, *, now: datetime) -> Visit | None:
    """The visit of this cookie, if it still stands."""
    visit_id, lock = visit_of(token)
    row = db.get(VisitRow, visit_id)
    if row is None or _over(row, now):
        return None
    try:
        content = Keyring({"visit": lock}).open_bytes(VisitRow.seed, row)
    except Unreadable:
        return None
    if content[:16] != row.holder_id.bytes:
        return None  # the row was pointed at somebody else
    return _visit(row, lock, Lock.of_seed("holder", content[16:]))


def touch(db: Session, visit: Visit, *, now: datetime) -> None:
    db.execute(update(VisitRow).where(VisitRow.id == visit.id).values(last_seen_at=now))


def rotate(db: Session, visit: Visit, token: bytes, kind: VisitKind, *, now: datetime) -> Visit:
    """The same holder under a new cookie; the old one opens nothing from now on."""
    db.execute(delete(VisitRow).where(VisitRow.id == visit.id))
    return start_visit(db, token, visit.holder_id, visit.keys["holder"], kind, now=now)


def shorten(db: Session, visit: Visit, *, until: datetime) -> None:
    """Let a visit end soon instead of at once. Till then it shows its receipt: it is no way to the page any more."""
    db.execute(update(VisitRow).where(VisitRow.id == visit.id).values(expires_at=until, kind=VisitKind.DRAFTING))


def end_lingering(db: Session, visit: Visit) -> None:
    """What was kept for a second click of this person goes too, when they leave (PRV-06)."""
    if visit.tracking:
        lingers = (VisitRow.holder_id == visit.holder_id) & (VisitRow.kind == VisitKind.DRAFTING)
        db.execute(delete(VisitRow).where(lingers))


def end(db: Session, token: bytes) -> None:
    db.execute(delete(VisitRow).where(VisitRow.id == visit_of(token)[0]))


def end_others(db: Session, holder_id: uuid.UUID, but: uuid.UUID | None = None) -> None:
    """Every other browser of this holder: after new words, or when someone found the old ones (TRK-06)."""
    db.execute(delete(VisitRow).where(VisitRow.holder_id == holder_id, VisitRow.id != but))


def keep_receipt(db: Session, visit: Visit, text: str) -> None:
    """Reference and words, for the same form sent again within this visit (R2). They go when it goes."""
    row = db.get_one(VisitRow, visit.id)
    visit.keys.seal(VisitRow.receipt, row, text)
    db.flush()


def receipt_of(db: Session, visit: Visit) -> str | None:
    row = db.get(VisitRow, visit.id)
    return visit.keys.open_if(VisitRow.receipt, row) if row else None


def forget_visits(db: Session, *, now: datetime) -> int:
    """Delete every visit that is over (RET-06)."""
    idle = (VisitRow.kind == VisitKind.TRACKING) & (VisitRow.last_seen_at < now - TRACKING_IDLE)
    found = db.execute(delete(VisitRow).where(or_(VisitRow.expires_at <= now, idle)))
    return int(found.rowcount)  # type: ignore[attr-defined]


def _over(row: VisitRow, now: datetime) -> bool:
    idle = row.kind is VisitKind.TRACKING and now - row.last_seen_at > TRACKING_IDLE
    return idle or row.expires_at <= now


def _visit(row: VisitRow, lock: Lock, holder: Lock) -> Visit:
    return Visit(
        id=row.id,
        holder_id=row.holder_id,
        kind=row.kind,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
        keys=Keyring({"visit": lock, "holder": holder}),
    )
