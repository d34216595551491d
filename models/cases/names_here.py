"""The names of the directory, remembered for half a minute: most stories name nobody, and ask the database nothing."""

import time as ticking
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.tables.staff import Staff

REMEMBER = 30  # seconds

_kept: "WeakKeyDictionary[Engine, tuple[float, tuple[str, ...]]]" = WeakKeyDictionary()


def names(db: Session) -> tuple[str, ...]:
    """Everybody of the directory, by name: who has left is complained about too."""
    engine = db.get_bind().engine
    at, known = _kept.get(engine, (0.0, ()))
    if not at or ticking.monotonic() - at >= REMEMBER:
        known = tuple(db.scalars(select(Staff.name)))
        _kept[engine] = (ticking.monotonic(), known)
    return known


def forget() -> None:
    """Read it anew: for another database behind the same engine."""
    _kept.clear()
