"""A letter before it leaves: held some minutes so that it can be called back, or until a second person has looked.

The minutes are the council's. The clock stops only when it went (K-18). Paper to an address that is new, or that
somebody else may open, goes only after a second person has read it with the address and what to mind (PRV-11).
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor, note
from models.cases import answer_release, dropping, panel_response
from models.cases.answer_parts import Comment
from models.cases.finding import only_theirs, visible
from models.cases.recording import record
from models.cases.releasing import HOLD, HOLDS, held_for, leave, send_again, settle
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.settings import Setting
from models.tables.words import BACK, CHECK, GONE, HELD, REPLACED, Letter

TOO_LATE = "This letter has left already. What is wrong in it is put right with a new letter."
AT_A_DESK = frozenset({*answer_release.KINDS.values(), panel_response.KIND})  # kinds that are written anew there
NOT_HERE = "Somebody else was faster: look again how this letter stands."


def leave_due(db: Session, *, now: datetime) -> int:
    """Let every letter go whose minutes are over. One that is called back at the same moment stays, or has gone."""
    query = select(Letter, Case).join(Case, Case.id == Letter.case_id)
    query = query.where(Letter.state == HELD, Letter.leaves_at <= now).order_by(Letter.leaves_at, Letter.id).limit(500)
    gone = 0
    for letter, case in db.execute(query).all():
        if _turned(db, letter, (HELD,), GONE):
            leave(db, case, letter, actor=SYSTEM, now=now)
            gone += 1
    return gone


def call_back(db: Session, case: Case, letter: Letter, *, actor: Actor, now: datetime, keys: Keyring) -> bool:
    """It does not leave. An answer goes back to its desk, findings and promises with it (True); any other letter waits
    to be changed or sent again (False)."""
    letter, answer = _whole(db, letter)
    if not _turned(db, letter, (HELD, CHECK), REPLACED if answer else BACK):
        raise NotAllowed(TOO_LATE)
    letter.leaves_at = None
    for one in _copies(db, letter, (HELD, CHECK), REPLACED if answer else BACK):
        one.leaves_at = None
    if answer:
        _reopen(db, case, letter, keys)
    note(db, actor, "letter_called_back", now=now, object_kind="letter", object_id=letter.id)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="letter_called_back")
    return answer


def send_now(db: Session, case: Case, letter: Letter, *, actor: Actor, now: datetime) -> None:
    """Without waiting for the minutes to pass."""
    if not _turned(db, letter, (HELD,), GONE):
        raise NotAllowed(NOT_HERE)
    for one in (letter, *_copies(db, letter, (HELD,), GONE)):
        leave(db, case, one, actor=actor, now=now)


def send_after_all(db: Session, case: Case, letter: Letter, *, actor: Actor, now: datetime) -> None:
    """As it was, although it was called back: whoever sends it now has let it go."""
    if not _turned(db, letter, (BACK,), HELD):
        raise NotAllowed(NOT_HERE)
    note(db, actor, f"release_{letter.kind}", now=now, object_kind="letter", object_id=letter.id)
    for one in (letter, *_copies(db, letter, (BACK,), HELD)):
        one.released_at, one.released_by, one.checked_by = now, actor.id, None
        settle(db, case, one, actor=actor, now=now)


def drop(db: Session, case: Case, letter: Letter, why: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """It is never sent, and what waited for it is undone. A letter that is owed to the person cannot be dropped."""
    dropping.undo(db, case, letter, actor=actor, now=now)
    if not _turned(db, letter, (BACK,), REPLACED):
        raise NotAllowed(NOT_HERE)
    _copies(db, letter, (BACK,), REPLACED)
    note(db, actor, "letter_dropped", now=now, object_kind="letter", object_id=letter.id)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="letter_dropped", details=why, keys=keys)


def send_changed(
    db: Session, case: Case, letter: Letter, content: dict[str, object], because: str, *,
    actor: Actor, now: datetime, keys: Keyring,
) -> Letter:  # fmt: skip
    """A new version goes in its place; the one before is kept (AUD-09). `because`: why it may be hard to read."""
    if not _turned(db, letter, (BACK,), REPLACED):
        raise NotAllowed(NOT_HERE)
    _copies(db, letter, (BACK,), REPLACED)
    return send_again(db, case, letter, content, because, actor=actor, now=now, keys=keys)


def agree(db: Session, case: Case, letter: Letter, *, actor: Actor, now: datetime) -> None:
    """A second person has read the letter, the address and the warnings, and it may go there (PRV-11)."""
    if letter.released_by == actor.id:
        raise NotAllowed("Somebody else has to check this: you let it go.")
    if not _turned(db, letter, (CHECK,), HELD):
        raise NotAllowed(NOT_HERE)
    letter.checked_by = actor.id
    note(db, actor, "letter_checked", now=now, object_kind="letter", object_id=letter.id)
    settle(db, case, letter, actor=actor, now=now)


def give_back(db: Session, case: Case, letter: Letter, why: str, *, actor: Actor, now: datetime, keys: Keyring) -> bool:
    """The second person says what is wrong. It waits to be changed, like one that was called back; an answer goes back
    to its desk with what they said (True)."""
    if letter.released_by == actor.id:
        raise NotAllowed("Somebody else has to check this. You can call it back instead.")
    whole, answer = _whole(db, letter)
    letter = whole if answer else letter
    if not _turned(db, letter, (HELD, CHECK) if answer else (CHECK,), REPLACED if answer else BACK):
        raise NotAllowed(NOT_HERE)
    if answer:
        for one in (letter, *_copies(db, letter, (HELD, CHECK), REPLACED)):
            one.leaves_at = None
        _reopen(db, case, letter, keys, Comment(by=actor.name, at=now.isoformat(timespec="minutes"), text=why))
    note(db, actor, "letter_sent_back", now=now, object_kind="letter", object_id=letter.id)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="letter_sent_back", details=why, keys=keys)
    return answer


def all_of(db: Session, case: Case) -> Sequence[Letter]:
    """Every letter of this case for staff, the newest first, with those that have not left and earlier versions."""
    query = select(Letter).where(Letter.case_id == case.id)
    return db.scalars(query.order_by(Letter.released_at.desc(), Letter.id)).all()


def one_of(db: Session, case: Case, letter_id: uuid.UUID) -> Letter:
    """One of them, however it stands; `NoResultFound` for any other."""
    return db.scalars(select(Letter).where(Letter.id == letter_id, Letter.case_id == case.id)).one()


def not_gone(db: Session, actor: Actor) -> Sequence[tuple[Case, Letter]]:
    """What waits for a second person, was called back or leaves in some minutes, in the cases `actor` may see."""
    query = select(Case, Letter).join(Letter, Letter.case_id == Case.id)
    query = query.where(Letter.state.in_((CHECK, BACK, HELD)), visible(actor)).order_by(Letter.released_at, Letter.id)
    if only_theirs(actor):
        return []
    return [(case, letter) for case, letter in db.execute(query)]


def hold_for(db: Session, minutes: int, *, by: Actor, now: datetime) -> None:
    """The council's minutes."""
    if minutes not in HOLDS:
        raise ValueError(minutes)
    if held_for(db) == timedelta(minutes=minutes):
        return
    db.merge(Setting(name=HOLD, value={"minutes": minutes}, changed_at=now))
    note(db, by, "letter_hold_changed", now=now, object_kind="setting", reason=f"{minutes} minutes")
    db.flush()


def _whole(db: Session, letter: Letter) -> tuple[Letter, bool]:
    """The letter that goes back, and whether an answer goes back to its desk with it: the same letter to several goes
    back for all of them, as long as the first of it has not left (S-39)."""
    first = db.get_one(Letter, letter.beside_id) if letter.beside_id else letter
    whole = first.state in (HELD, CHECK)
    return (first if whole else letter), whole and letter.kind in AT_A_DESK


def _reopen(db: Session, case: Case, letter: Letter, keys: Keyring, remark: Comment | None = None) -> None:
    """It is composed anew from its desk, so that nothing in it is older than the case."""
    if letter.kind == panel_response.KIND:
        panel_response.reopen(db, case, keys)
    else:
        answer_release.reopen(db, case, keys, remark)


def _copies(db: Session, letter: Letter, was: Collection[str], to: str) -> list[Letter]:
    """The same letter to the others who complain together, where it still stood so: they go the same way."""
    beside = db.scalars(select(Letter).where(Letter.beside_id == letter.id, Letter.state.in_(was))).all()
    return [one for one in beside if _turned(db, one, was, to)]


def _turned(db: Session, letter: Letter, was: Collection[str], to: str) -> bool:
    """Change how it stands if it still stands so: of two at once, one is right and the other reads what happened."""
    db.flush()
    wanted = update(Letter).where(Letter.id == letter.id, Letter.state.in_(was)).values(state=to)
    changed: int = db.execute(wanted.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined]
    db.refresh(letter)
    return changed == 1
