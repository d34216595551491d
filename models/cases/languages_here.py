"""Which languages this council has switched on for the public site. English is always there; every other starts off."""

import time as ticking
from collections.abc import Iterable
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from models.audit import Actor, note
from models.languages import ENGLISH, Language, known
from models.tables.holder import Holder
from models.tables.settings import Setting

NAME = "languages"  # the row of `setting`
REMEMBER = 30  # seconds: every public page shows the choice, and none asks the database for it again

_kept: "WeakKeyDictionary[Pool, tuple[float, frozenset[str]]]" = WeakKeyDictionary()


def here(db: Session) -> list[Language]:
    """English and what is switched on, as it was at most half a minute ago."""
    at, on = _kept.get(db.get_bind().engine.pool, (0.0, frozenset()))
    if not at or ticking.monotonic() - at >= REMEMBER:
        on = switched_on(db)
    return [language for code, language in known().items() if code == ENGLISH or code in on]


def switched_on(db: Session) -> frozenset[str]:
    """The codes that are on now, read anew."""
    row = db.get(Setting, NAME)
    value = row.value.get("on") if row else None
    on = frozenset(str(code) for code in value if code in known()) if isinstance(value, list) else frozenset()
    _kept[db.get_bind().engine.pool] = (ticking.monotonic(), on)
    return on


def switch(db: Session, wanted: Iterable[str], *, by: Actor, now: datetime) -> None:
    """From here on these and English. What somebody was reading in another goes on in English."""
    on = sorted(code for code in set(wanted) if code in known() and code != ENGLISH)
    was = sorted(switched_on(db))
    if on == was:
        return
    db.merge(Setting(name=NAME, value={"on": on}, changed_at=now))
    changes = [f"{known()[code].english} on" for code in on if code not in was]
    changes += [f"{known()[code].english} off" for code in was if code not in on]
    note(db, by, "languages_changed", now=now, object_kind="setting", reason=", ".join(changes))
    db.flush()
    _kept.pop(db.get_bind().engine.pool, None)


def read_in(code: str | None) -> str:
    """The language that a person chose to read in, where it is not English: staff offer letters in it."""
    return known()[code].english if code and code != ENGLISH and code in known() else ""


def reads(db: Session, holder: Holder | None, code: str) -> None:
    """This person chose it: kept beside their words, so that it is still chosen when they come back."""
    if holder is not None and holder.language != code:
        holder.language = code
        db.flush()


def forget() -> None:
    """Read them anew: for another database behind the same engine."""
    _kept.clear()
