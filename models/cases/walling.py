"""The wall as officers tend it: confirm a match, take one down, put someone behind it, step aside (AZ-04)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Actor, note
from models.cases import left_over
from models.cases.allocating import name_officer
from models.cases.caring_details import statement_of
from models.cases.finding import family, points_of
from models.cases.openings import opened_already
from models.cases.recording import record
from models.cases.tasks import open_task
from models.cases.walls import entries_of, find_someone_eligible, lift, wall_off
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import NO_FACTS, NO_OFFICER, NO_RESPONDER
from models.procedure.terms import Event, Role
from models.sealing import Keyring
from models.tables.audit import AuditRow
from models.tables.case import Case
from models.tables.safety import WallEntry
from models.tables.staff import Staff, Team
from models.tables.words import Contribution

MANAGERS = frozenset({Role.MANAGER, Role.ALTERNATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One person the wall stands around, and whom it keeps out with them."""

    id: uuid.UUID
    name: str
    post: str  # their job and team, so that nobody takes one of two of a name for the other
    because: str
    confirmed: bool
    firm: bool  # somebody confirmed it, or they stepped aside: not an officer's to take down
    others: tuple[str, ...]
    opened: tuple[str, ...]  # of all of them, who had opened the case already


def panel(db: Session, case: Case) -> list[Named]:
    """The wall as it stands, one entry for each person named."""
    standing = [entry for entry in entries_of(db, case) if entry.lifted_at is None]
    if not standing:
        return []
    ids = {entry.staff_id for entry in standing} | {entry.named_id for entry in standing if entry.named_id}
    query = select(Staff.id, Staff.name, Staff.job, Team.name, Staff.active).outerjoin(Team, Team.id == Staff.team_id)
    people = {staff_id: (name, ", ".join(filter(None, (job, team, None if here else "has left"))))
              for staff_id, name, job, team, here in db.execute(query.where(Staff.id.in_(ids)))}  # fmt: skip
    opened = opened_already(db, case, ids)
    by_named: dict[uuid.UUID, list[WallEntry]] = {}
    for entry in standing:
        by_named.setdefault(entry.named_id or entry.staff_id, []).append(entry)
    return [_named(named, entries, people, opened) for named, entries in by_named.items()]


def confirm(db: Session, case: Case, named_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """The typed name did mean this person."""
    entries = _standing_for(db, case, named_id)
    for entry in entries:
        entry.confirmed = True
    note(db, actor, "wall_confirmed", now=now, object_kind="case", object_id=case.id, reason=str(named_id))
    db.flush()


def take_down(db: Session, case: Case, named_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """The typed name did not mean this person. An officer may say so until somebody has confirmed that it did."""
    entries = _standing_for(db, case, named_id)
    if any(entry.confirmed for entry in entries):
        raise NotAllowed("This was confirmed. A manager who did not confirm it can take it down, with a reason.")
    _down(db, case, named_id, actor, now)


def only_thanked(db: Session, case: Case, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """Nobody is complained about in thanks or an idea: what a typed name alone put up comes down, so that whoever is
    named, and their manager, can have it. What somebody confirmed stays, and whoever stepped aside, and who is named
    in an alert; and everybody, where somebody must not know of it or nobody can read whether (AZ-04)."""
    said = statement_of(db, case, keys)
    if said is None or said.named_unaware:
        return
    alerted = {entry.named_id for entry in entries_of(db, case) if entry.alert_id}
    for named in panel(db, case):
        if named.because == "named" and not named.firm and named.id not in alerted:
            _down(db, case, named.id, actor, now)


def take_down_confirmed(
    db: Session, case: Case, named_id: uuid.UUID, why: str, *, actor: Actor, keys: Keyring, now: datetime
) -> None:
    """What was confirmed, or somebody who stepped aside: only by a manager other than who said so (AZ-10)."""
    entries = _standing_for(db, case, named_id)
    if named_id not in liftable(db, case, [named_id], actor) or actor.id in {entry.staff_id for entry in entries}:
        raise NotAllowed("A manager who did not confirm it has to take it down.")
    if not why.strip():
        raise NotAllowed("Write why it comes down.")
    _down(db, case, named_id, actor, now, details=why.strip(), keys=keys)


def liftable(db: Session, case: Case, named: Sequence[uuid.UUID], actor: Actor) -> set[uuid.UUID]:
    """Of these, whose confirmed wall this manager may take down: not one that they raised or confirmed themselves."""
    if not named or not actor.roles & MANAGERS:
        return set()
    said = _by_whom(db, case)
    return {one for one in named if actor.id != one and actor.id not in said.get(one, set())}


def _by_whom(db: Session, case: Case) -> dict[uuid.UUID, set[uuid.UUID | None]]:
    """Who confirmed each person, or put them behind the wall: the audit says so, and nobody can change it."""
    query = select(AuditRow.reason, AuditRow.actor_id).where(
        AuditRow.object_id.in_(family(case)), AuditRow.action.in_(("wall_confirmed", Event.WALL_RAISED.value))
    )
    found: dict[uuid.UUID, set[uuid.UUID | None]] = {}
    for reason, actor_id in db.execute(query):
        named = actor_id if reason == "stepped_aside" else _id(reason)
        if named is not None:
            found.setdefault(named, set()).add(actor_id)
    return found


def put_behind(db: Session, case: Case, staff_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """An officer found out who is meant: they, their line and their team, from this moment."""
    directory = db.scalars(select(Staff)).all()
    person = next((one for one in directory if one.id == staff_id), None)
    if person is None:
        raise NotAllowed("This person is not in the directory.")
    wall_off(db, [person], directory, now=now, case=case, confirmed=True)
    record(db, case, Event.WALL_RAISED, actor=actor, now=now, reason=str(staff_id))
    find_someone_eligible(db, case)
    left_over.ask_for_others(db, family(case), now=now)


def step_aside(
    db: Session, case: Case, *, actor: Actor, now: datetime, to_id: uuid.UUID | None = None, why: str = "",
    keys: Keyring | None = None,
) -> None:  # fmt: skip
    """Someone of ours knows the family, or is too close to it: they are out, and say no more.

    What was theirs goes to `to_id`, where that is named; otherwise a task for the team says that it is nobody's.
    `why` is for the file, and needs `keys` with its lock.
    """
    if actor.id is None:
        raise NotAllowed("Only a member of staff can step aside.")
    theirs = _was_theirs(db, case, actor.id)
    if to_id is not None and to_id != actor.id:
        name_officer(db, case, to_id, actor=actor, now=now)
    db.add(
        WallEntry(
            id=uuid.uuid4(),
            case_id=case.origin_id,
            staff_id=actor.id,
            because="stepped_aside",
            named_id=actor.id,
            confirmed=True,
            raised_at=now,
        )
    )
    record(db, case, Event.WALL_RAISED, actor=actor, now=now, reason="stepped_aside", details=why or None, keys=keys)
    find_someone_eligible(db, case)
    for kind in theirs:
        named = kind == NO_OFFICER and case.officer_id is not None
        if case.closed_on is None and not named:
            open_task(db, case, kind, actor=SYSTEM, now=now, cause=f"{kind}:{case.id}:{actor.id}")
    db.flush()
    left_over.ask_for_others(db, family(case), now=now)


def _was_theirs(db: Session, case: Case, staff_id: uuid.UUID) -> list[str]:
    """The tasks that are left where they go: it has no officer, nobody answers, or nobody gives the facts."""
    points = any(point.responder_id == staff_id for point in points_of(db, case))
    asked = (Contribution.case_id == case.id, Contribution.staff_id == staff_id, Contribution.given_at.is_(None))
    facts = db.scalars(select(Contribution.id).where(*asked).limit(1)).first()
    found = {NO_OFFICER: case.officer_id == staff_id, NO_RESPONDER: case.responder_id == staff_id or points}
    return [kind for kind, theirs in (found | {NO_FACTS: facts is not None}).items() if theirs]


def directory(db: Session) -> Sequence[Staff]:
    """Everyone who may be meant, whoever has left among them."""
    return db.scalars(select(Staff).order_by(Staff.name, Staff.id)).all()


def _standing_for(db: Session, case: Case, named_id: uuid.UUID) -> list[WallEntry]:
    entries = [e for e in entries_of(db, case) if e.named_id == named_id and e.lifted_at is None]
    if not entries:
        raise NotAllowed("The wall does not stand around this person any more.")
    return entries


def _named(
    named: uuid.UUID, entries: list[WallEntry], people: dict[uuid.UUID, tuple[str, str]], opened: set[uuid.UUID]
) -> Named:
    whole = {staff_id: f"{name} ({post})" if post else name for staff_id, (name, post) in people.items()}
    name, post = people.get(named, ("Someone who has left", ""))
    own = next((entry for entry in entries if entry.staff_id == named), entries[0])
    return Named(
        id=named,
        name=name,
        post=post,
        because=own.because,
        confirmed=all(entry.confirmed for entry in entries),
        firm=any(entry.confirmed for entry in entries),
        others=tuple(sorted(whole[entry.staff_id] for entry in entries if entry.staff_id != named)),
        opened=tuple(sorted(whole[entry.staff_id] for entry in entries if entry.staff_id in opened)),
    )


def _down(
    db: Session,
    case: Case,
    named_id: uuid.UUID,
    actor: Actor,
    now: datetime,
    *,
    details: str | None = None,
    keys: Keyring | None = None,
) -> None:
    lift(db, case, named_id, actor=actor, now=now)
    record(db, case, Event.WALL_LIFTED, actor=actor, now=now, reason=str(named_id), details=details, keys=keys)


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
