"""A request to see what is kept, from the day it came to the day it is answered (SAR-01)."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import stopping
from models.audit import Actor, note
from models.cases import asked_for
from models.cases.access_waits import asked_of, proved
from models.cases.finding import KEEPERS
from models.cases.policies import holidays
from models.procedure import access
from models.procedure.access import Asked, By, Child
from models.procedure.deadlines import standing
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.access_request import AccessPause, AccessRequest

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
NOT_A_KEEPER = "Only a records officer or a complaints manager answers who asks to see what is kept."
THEMSELVES = "You asked for this yourself. Somebody else has to agree."


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it is read: its row, its sealed words, its clock."""

    row: AccessRequest
    words: dict[str, Any]
    asked: Asked
    due: date | None
    stands: str

    @property
    def by(self) -> By:
        return By(self.row.by)

    @property
    def for_another(self) -> bool:
        return self.by in (By.PARENT, By.REPRESENTATIVE)

    @property
    def who(self) -> str:
        return str(self.words.get("who", "This cannot be shown."))

    @property
    def about(self) -> str:
        return str(self.words.get("about") or self.who)

    @property
    def names(self) -> list[str]:
        """Whom it is about, and every other name, e-mail and number to look for."""
        known = (part.strip() for part in str(self.words.get("known_as") or "").split(","))
        return [self.about, *(part for part in known if part)]

    @property
    def child(self) -> Child:
        said = self.words.get("child") or {}
        return Child(said.get("competent", ""), said.get("wishes", ""), said.get("harm", ""))

    @property
    def proved(self) -> bool:
        return proved(self.row)


def log(
    db: Session, by: By, came: str, received_on: date | None, words: dict[str, Any], *, asks_proof: bool, actor: Actor,
    now: datetime, keys: Keyring, index: bytes,
) -> AccessRequest:  # fmt: skip
    """Write it down, whichever way it came. `asks_proof`: who they are is not clear, and they are asked today.
    From now on nothing is erased that may be theirs (RET-02)."""
    only_a_keeper(actor)
    today = local_day(now)
    if received_on is None or received_on > today:
        raise NotAllowed("Enter the day it came, not after today.")
    number = "R-" + "".join(secrets.choice(LETTERS) for _ in range(6))
    row = AccessRequest(
        id=uuid.uuid4(), number=number, received_on=received_on, came=came, by=by.value, logged_by=actor.id,
        logged_at=now, proof_asked_on=today if asks_proof else None,
    )  # fmt: skip
    keys.seal_json(AccessRequest.words, row, words)
    db.add(row)
    db.flush()
    asked_for.mark(db, index, row, words)
    stopping.hold_agreed(db, row, words, actor=actor, now=now, keys=keys)
    note(db, actor, "access_asked", now=now, object_kind="access", object_id=row.id, reason=f"{by.value} {came}")
    return row


def checked(
    db: Session, row: AccessRequest, what: str, how: str, on: date | None, words: str, *, actor: Actor, now: datetime,
    keys: Keyring,
) -> None:  # fmt: skip
    """`identity` or `authority` is clear: how, by whom, on which day. `words` say what was seen."""
    only_a_keeper(actor)
    if on is None or not row.received_on <= on <= local_day(now):
        raise NotAllowed("Enter the day it was checked: not before the request came, and not after today.")
    if what not in ("identity", "authority") or getattr(row, what):
        raise NotAllowed("This was checked already.")
    setattr(row, what, how)
    setattr(row, f"{what}_on", on)
    setattr(row, f"{what}_by", actor.id)
    put(row, keys, **{f"{what}_seen": words})
    note(db, actor, f"access_{what}", now=now, object_kind="access", object_id=row.id, reason=how)


def pause(db: Session, row: AccessRequest, since: date | None, *, actor: Actor, now: datetime) -> None:
    """We asked what they mean: the month stands still."""
    only_a_keeper(actor)
    problem = access.pause_fault(facts_of(db, row), since or date.max, local_day(now))
    if problem or since is None:
        raise NotAllowed(problem or "Enter the day you asked.")
    db.add(AccessPause(id=uuid.uuid4(), request_id=row.id, since=since))
    note(db, actor, "access_paused", now=now, object_kind="access", object_id=row.id)


def go_on(db: Session, row: AccessRequest, until: date | None, *, actor: Actor, now: datetime) -> None:
    """They said what they mean."""
    only_a_keeper(actor)
    waits = next((one for one in pauses_of(db, row) if one.until is None), None)
    if waits is None or until is None or not waits.since <= until <= local_day(now):
        raise NotAllowed("Enter the day they answered: not before you asked, and not after today.")
    waits.until = until
    note(db, actor, "access_goes_on", now=now, object_kind="access", object_id=row.id)


def extend(
    db: Session, row: AccessRequest, why: str, words: str, told_on: date | None, *, actor: Actor, now: datetime,
    keys: Keyring,
) -> None:  # fmt: skip
    """Two months more, because they were told so, and why, within the first month."""
    only_a_keeper(actor)
    problem = access.more_time_fault(facts_of(db, row), told_on or date.max, local_day(now))
    if problem:
        raise NotAllowed(problem)
    row.more_time, row.told_more_on = why, told_on
    put(row, keys, more_time=words)
    note(db, actor, "access_extended", now=now, object_kind="access", object_id=row.id, reason=why)


def about_child(
    db: Session, row: AccessRequest, child: Child, words: str, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """What the child understands and wishes, and whether it would harm anybody: asked before anything is decided."""
    only_a_keeper(actor)
    said = {"competent": child.competent, "wishes": child.wishes, "harm": child.harm, "words": words, "by": actor.name}
    put(row, keys, child=said)
    note(db, actor, "access_child", now=now, object_kind="access", object_id=row.id)


def nothing(db: Session, row: AccessRequest, *, actor: Actor, now: datetime) -> None:
    """One says that there is nothing to give; the answer goes when another, who may see other cases, has agreed."""
    only_a_keeper(actor)
    if row.answered_on or not proved(row):
        raise NotAllowed("First be sure who they are." if not row.answered_on else "It is answered already.")
    row.nothing_by = actor.id
    note(db, actor, "access_nothing", now=now, object_kind="access", object_id=row.id)


def end(db: Session, row: AccessRequest, how: str, *, actor: Actor, now: datetime) -> None:
    """One says that it ends without an answer, and another agrees: with it ends what it holds (RET-02)."""
    only_a_keeper(actor)
    if row.answered_on or row.nothing_by or how not in access.ENDED:
        raise NotAllowed("It is answered already, or waits for a second person.")
    asked = row.proof_asked_on
    if how == "unproven" and (proved(row) or asked is None or (local_day(now) - asked).days < access.PROOF_WAITS):
        raise NotAllowed(f"Only {access.PROOF_WAITS} days after they were asked for proof, and where none came.")
    row.nothing_by, row.ended_as = actor.id, how
    note(db, actor, "access_end", now=now, object_kind="access", object_id=row.id, reason=how)


def agree_nothing(db: Session, row: AccessRequest, *, agree: bool, actor: Actor, now: datetime) -> None:
    only_a_keeper(actor)
    if row.nothing_by is None or row.answered_on:
        raise NotAllowed("Nothing waits for a second person here.")
    if agree and row.nothing_by == actor.id:
        raise NotAllowed(THEMSELVES)
    if agree:
        row.nothing_agreed_by, row.answered_on = actor.id, local_day(now)
    else:
        row.nothing_by = row.ended_as = None
    said, how = "agreed" if agree else "refused", row.ended_as or ""
    note(db, actor, f"access_nothing_{said}", now=now, object_kind="access", object_id=row.id, reason=how)


def all_of(db: Session, actor: Actor, keys: Keyring, *, now: datetime) -> list[Request]:
    """Every request, those to answer first, the nearest day first; what is answered after them."""
    only_a_keeper(actor)
    rows = db.scalars(select(AccessRequest).order_by(AccessRequest.received_on, AccessRequest.id)).all()
    found = [read(db, row, keys, now=now) for row in rows]
    return sorted(found, key=lambda one: (one.row.answered_on is not None, one.due or date.max))


def one(db: Session, actor: Actor, row_id: uuid.UUID) -> AccessRequest | None:
    only_a_keeper(actor)
    return db.get(AccessRequest, row_id)


def read(db: Session, row: AccessRequest, keys: Keyring, *, now: datetime) -> Request:
    asked, free = facts_of(db, row), holidays(db)
    due = access.answer_by(asked, free)
    stands = standing(due, local_day(now), free).value if due and not row.answered_on else ""
    return Request(row, words_of(row, keys), asked, due, stands)


def facts_of(db: Session, row: AccessRequest) -> Asked:
    return asked_of(row, [(pause.since, pause.until) for pause in pauses_of(db, row)])


def pauses_of(db: Session, row: AccessRequest) -> Sequence[AccessPause]:
    query = select(AccessPause).where(AccessPause.request_id == row.id).order_by(AccessPause.since)
    return db.scalars(query).all()


def words_of(row: AccessRequest, keys: Keyring) -> dict[str, Any]:
    try:
        found: dict[str, Any] = keys.open_json(AccessRequest.words, row)
    except Unreadable:
        return {}
    return found


def put(row: AccessRequest, keys: Keyring, **said: Any) -> None:
    keys.seal_json(AccessRequest.words, row, {**words_of(row, keys), **said})


def only_a_keeper(actor: Actor) -> None:
    if not actor.roles & KEEPERS:
        raise NotAllowed(NOT_A_KEEPER)
