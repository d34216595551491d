"""Putting every case's locks under the newest master key, while people work (sealing.md 6, ENC-05)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, func, inspect, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.audit import SYSTEM, note
from models.db import Sessions
from models.procedure.retention import BACKUPS
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.audit import AuditRow
from models.tables.base import Base
from models.tables.case import Case
from models.tables.safety import SafetyAlert

WRAPS: tuple[tuple[Any, Sequence[InstrumentedAttribute[Any]]], ...] = (
    (Case, (Case.thread_wrap, Case.file_wrap)),
    (SafetyAlert, (SafetyAlert.wrap,)),
)
AT_ONCE = 500
VERSION = 4  # which byte of a sealed text is the version of its lock, counted from 1 as SQL does
SAMPLE = 50


def remaining(db: Session, version: int) -> int:
    """How many rows are still under another version of the master than this."""
    wraps = [select(func.count()).select_from(table).where(table.wrapped_by != version) for table, _ in WRAPS]
    texts = [select(func.count()).where(_older(column, version)) for column in under_master()]
    return sum(db.scalar(query) or 0 for query in (*wraps, *texts))


def old_masters_end(db: Session) -> date | None:
    """The day from which every living backup was made after the last rotation (ENC-05, RET-05), if there was one."""
    at = db.scalar(select(func.max(AuditRow.at)).where(AuditRow.action == "keys_rotated"))
    return None if at is None else local_day(at) + timedelta(days=BACKUPS)


def under_master() -> list[InstrumentedAttribute[Any]]:
    """Every column that the master seals itself, other than the wraps: found by the tables, so none is forgotten."""
    return [
        attribute
        for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
        for attribute in (getattr(mapper.class_, prop.key) for prop in mapper.column_attrs)
        if attribute.info.get("lock") == "master" and not hasattr(mapper.class_, "wrapped_by")
    ]


def rotate_master(sessions: Sessions, keys: Keyring, *, now: datetime) -> int:
    """Re-wrap row by row, 500 a transaction. Stopped at any moment, it goes on where it was. Returns how many."""
    done = 0
    for table, columns in WRAPS:
        while count := _some(sessions, keys, table, columns, now):
            done += count
    for column in under_master():
        while count := _some_texts(sessions, keys, column, now):
            done += count
    return done


def _some_texts(sessions: Sessions, keys: Keyring, column: InstrumentedAttribute[Any], now: datetime) -> int:
    """The same for a text that the master seals itself: its own bytes say under which version."""
    version, table = keys["master"].version, column.class_
    (key,) = inspect(table).primary_key
    with sessions() as db, db.begin():
        rows = db.scalars(select(table).where(_older(column, version)).limit(AT_ONCE)).all()
        for row in rows:
            same = (key == row.id, column == getattr(row, column.key))
            db.execute(update(table).where(*same).values({column.key: keys.rewrapped(column, row)}))
        if rows:
            reason = f"{column.key}: {len(rows)} to v{version}"
            note(db, SYSTEM, "keys_rotated", now=now, object_kind=table.__tablename__, reason=reason)
        db.expunge_all()
        return len(rows)


def _older(column: InstrumentedAttribute[Any], version: int) -> ColumnElement[bool]:
    byte = func.substr(column, VERSION, 1, type_=LargeBinary())
    return column.is_not(None) & (byte != bytes((version,)))


def _some(sessions: Sessions, keys: Keyring, table: Any, columns: Sequence[Any], now: datetime) -> int:
    version = keys["master"].version
    with sessions() as db, db.begin():
        rows = db.scalars(select(table).where(table.wrapped_by != version).limit(AT_ONCE)).all()
        for row in rows:
            new = {column.key: keys.rewrapped(column, row) for column in columns}
            old = [column == getattr(row, column.key) for column in columns]
            # A wrap that somebody else replaced meanwhile is left to the next round.
            db.execute(update(table).where(table.id == row.id, *old).values(wrapped_by=version, **new))
        if rows:
            note(
                db,
                SYSTEM,
                "keys_rotated",
                now=now,
                object_kind=table.__tablename__,
                reason=f"{len(rows)} to v{version}",
            )
        db.expunge_all()
        return len(rows)


def check_master(db: Session, keys: Keyring) -> tuple[int, int]:
    """Try the master on fifty random cases: how many opened, how many did not."""
    opened = unreadable = 0
    for case in db.scalars(select(Case).order_by(func.random()).limit(SAMPLE)):
        try:
            keys.with_case(case)
            opened += 1
        except Unreadable:
            unreadable += 1
    return opened, unreadable
