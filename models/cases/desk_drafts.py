"""What staff type and have not sent: kept for its author alone until it is sent or its days are over (6.4, RET-06).
Beside a case it is sealed like the file; what is typed before there is a case is sealed to the master key itself.

Saves can arrive in another order than they were made. Each opened page counts its own, so an older one changes nothing;
and what was sent stays gone. What was typed in another window meanwhile is never overwritten: both are shown (R4).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.audit import Actor, note
from models.cases.drafting import SAVED
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.draft import DeskDraft

Typed = Mapping[str, Sequence[str]]  # as a form sends it: a name may come several times


class Turn(NamedTuple):
    """Which opened page saves, and its how many-th save that is; 0 where the browser does not count."""

    page: str = ""
    number: int = 0

    def after(self, page: str, number: int) -> bool:
        """Whether it comes after that save, as far as can be known."""
        return not self.page or self.page != page or not self.number or self.number > number


UNCOUNTED = Turn()


@dataclass(frozen=True, slots=True)
class Kept:
    """One draft, opened for its author."""

    place: str
    typed: Typed
    saved_at: datetime
    expires_at: datetime
    revision: int

    @property
    def once(self) -> dict[str, str]:
        """Of a form where no name comes twice."""
        return {name: "".join(texts[:1]) for name, texts in self.typed.items()}


class ChangedMeanwhile(ValueError):
    """Another window of theirs saved it since this page was opened."""

    def __init__(self, kept: Kept) -> None:
        super().__init__("You changed this in another window.")
        self.kept = kept


def read(db: Session, case: Case | None, place: str, *, actor: Actor, keys: Keyring) -> Kept | None:
    """Their own, where there is one. `keys` holds the lock of the file."""
    row = _row(db, case, place, actor)
    return _opened(row, keys) if row else None


def places(db: Session, case: Case, *, actor: Actor) -> list[DeskDraft]:
    """Where on this case they left something unsent, the newest first."""
    query = select(DeskDraft).where(DeskDraft.case_id == case.id, DeskDraft.staff_id == actor.id, ~DeskDraft.gone)
    return list(db.scalars(query.order_by(DeskDraft.saved_at.desc())))


def keep(
    db: Session, case: Case | None, place: str, typed: Typed, *, seen: int, turn: Turn,
    actor: Actor, now: datetime, keys: Keyring,
) -> Kept | None:  # fmt: skip
    """What stands in the form now. `seen`: the revision that its page began with. None: there is nothing to keep."""
    row = _row(db, case, place, actor, lock=True)
    same_page = row is not None and bool(turn.page) and row.page == turn.page
    if row is not None and same_page and (row.gone or not turn.after(row.page, row.turn)):
        return _opened(row, keys)  # sent meanwhile, or an older save that comes late
    if row is not None and not same_page and row.revision != seen and (theirs := _opened(row, keys)):
        raise ChangedMeanwhile(theirs)
    written = typed if any(text.strip() for texts in typed.values() for text in texts) else {}
    if row is None and not written:
        return None
    return _write(db, row, case, place, written, turn, actor=actor, now=now, keys=keys)


def drop(db: Session, case: Case | None, place: str, *, turn: Turn, actor: Actor, now: datetime, keys: Keyring) -> None:
    """It was sent, or thrown away; a save that is still on its way brings nothing back."""
    row = _row(db, case, place, actor, lock=True)
    if row is not None or turn.page:
        _write(db, row, case, place, {}, turn, actor=actor, now=now, keys=keys)


def _write(
    db: Session, row: DeskDraft | None, case: Case | None, place: str, typed: Typed, turn: Turn, *,
    actor: Actor, now: datetime, keys: Keyring,
) -> Kept | None:  # fmt: skip
    if row is None:
        row = DeskDraft(id=uuid.uuid4(), case_id=case.id if case else None, staff_id=actor.id, place=place, revision=1)
        db.add(row)
    keys.seal_json(_column(row), row, {name: list(texts) for name, texts in typed.items()})
    row.gone, row.page, row.turn = not typed, turn.page, turn.number
    row.saved_at, row.expires_at = now, now + SAVED
    note(
        db,
        actor,
        "draft_kept" if typed else "draft_gone",
        now=now,
        object_kind="case" if case else "",
        object_id=row.case_id,
    )
    db.flush()
    return _opened(row, keys)


def _row(db: Session, case: Case | None, place: str, actor: Actor, *, lock: bool = False) -> DeskDraft | None:
    of_case = DeskDraft.case_id == case.id if case else DeskDraft.case_id.is_(None)
    query = select(DeskDraft).where(of_case, DeskDraft.staff_id == actor.id, DeskDraft.place == place)
    query = query.with_for_update().execution_options(populate_existing=True) if lock else query
    return db.scalars(query).one_or_none()


def _opened(row: DeskDraft, keys: Keyring) -> Kept | None:
    if row.gone:
        return None
    try:
        typed = keys.open_json(_column(row), row)
    except Unreadable:
        return None
    typed = {name: [text] if isinstance(text, str) else text for name, text in typed.items()}
    return Kept(row.place, typed, row.saved_at, row.expires_at, row.revision)


def _column(row: DeskDraft) -> InstrumentedAttribute[Any]:
    return DeskDraft.typed if row.case_id else DeskDraft.apart
