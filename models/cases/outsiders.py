"""The pool of investigating officers and independent persons: who is in it, and what ties they declared (S-20, 3.1).

Everybody in it stands in the directory too, so that a wall keeps them out like anybody (AZ-04).
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import accounts, directory
from models.procedure.independence import Part, Ties, barred
from models.procedure.lifecycle import NotAllowed
from models.sealing import Keyring, Unreadable
from models.tables.account import AccountState
from models.tables.case import Case
from models.tables.outsider import Appointment, Outsider
from models.tables.staff import Organisation, Staff

FREE = ("name", "away_until", "day_rate", "active")
YES_OR_NO = ("investigates", "independent", "panel", "childcare", "officer", "member", "household", "line", "recent")
DOES = {Part.INVESTIGATOR: Outsider.investigates, Part.INDEPENDENT: Outsider.independent}  # any other sits on panels
SEALED = ("email", "phone", "travel", "note")
NAMED = "They are named in this case, or stand near to who is."
GONE = "{} is no longer in the pool. End their appointment and appoint somebody else."
PLACE, JOB = "The pool of stage 2", "Investigates from outside"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of the pool for the list; `cases` is how many they are on today."""

    row: Outsider
    cases: int


def pool(db: Session) -> list[Listed]:
    """Everybody, those who may be asked first."""
    busy = (
        select(Appointment.outsider_id, func.count().label("cases"))
        .where(Appointment.ended_on.is_(None))
        .group_by(Appointment.outsider_id)
        .subquery()
    )
    query = select(Outsider, func.coalesce(busy.c.cases, 0)).outerjoin(busy, busy.c.outsider_id == Outsider.id)
    return [Listed(row, cases) for row, cases in db.execute(query.order_by(Outsider.active.desc(), Outsider.name))]


def at_hand(db: Session, keys: Keyring) -> dict[uuid.UUID, str]:
    """How many cases each of the pool has now, and what they said of travel: what whoever chooses one asks (K-28)."""
    found = {}
    for one in pool(db):
        travel = details_of(one.row, keys).get("travel", "").strip()
        busy = f"{one.cases} case{'' if one.cases == 1 else 's'} now" if one.cases else "no case now"
        found[one.row.id] = f"{busy}; travel: {travel}" if travel else busy
    return found


def ties_of(row: Outsider) -> Ties:
    return Ties(row.officer, row.member, row.household, row.line, row.recent)


def against(part: Part, one: Outsider, held: Collection[Part], walled: Collection[uuid.UUID]) -> list[str]:
    """What bars them from this part in one case: their ties, the parts they have held in it, its wall (3.1, AZ-04)."""
    return [*barred(part, ties_of(one), held), *([NAMED] if one.staff_id in walled else [])]


def wrong_now(row: Appointment, held: Collection[Part], walled: Collection[uuid.UUID]) -> list[str]:
    """What stands against somebody who was appointed. Asked again each time: ties may be declared, a wall may rise, and
    somebody may leave the pool, afterwards (S-41)."""
    reasons = [f"{row.outsider.name}: {reason}" for reason in against(row.part, row.outsider, held, walled)]
    return reasons if row.outsider.active else [*reasons, GONE.format(row.outsider.name)]


def ask(
    db: Session, case: Case, part: Part, outsider_id: uuid.UUID, among: Sequence[tuple[Outsider, list[str]]],
    *, on: date, actor: Actor,
) -> Appointment:  # fmt: skip
    """Appoint one of those who could be asked. Raises NotAllowed for anybody else, and for who is barred."""
    found = next((pair for pair in among if pair[0].id == outsider_id), None)
    if found is None:
        raise NotAllowed("This person cannot be asked: they are away, or no longer in the pool.")
    if found[1]:
        raise NotAllowed(" ".join(found[1]))
    made = Appointment(
        id=uuid.uuid4(), case_id=case.id, outsider_id=outsider_id, part=part, appointed_on=on, appointed_by=actor.id
    )
    db.add(made)
    db.flush()
    return made


def who_may(db: Session, part: Part, *, today: date) -> Sequence[Outsider]:
    """Those of the pool who do that part, are active and not away; the rules of one case are asked separately."""
    does = DOES.get(part, Outsider.panel)
    query = select(Outsider).where(does.is_(True), Outsider.active.is_(True))
    return [row for row in db.scalars(query.order_by(Outsider.name)) if not row.away_until or row.away_until < today]


def keep(
    db: Session, given: Mapping[str, Any], *, row: Outsider | None, keys: Keyring, actor: Actor, now: datetime
) -> Outsider:
    """Add somebody, or change what is known of them. What they declare is dated."""
    made = row or Outsider(id=uuid.uuid4())
    for name in (*FREE, *YES_OR_NO):
        setattr(made, name, given.get(name, False) if name in YES_OR_NO else given[name])
    made.hour_rate, made.declared_at = given.get("hour_rate"), now
    keys.seal_json(Outsider.details, made, {name: given[name] for name in SEALED})
    _in_directory(db, made, actor=actor, now=now)
    db.add(made)
    db.flush()
    note(db, actor, "pool_changed" if row else "pool_added", now=now, object_kind="outsider", object_id=made.id)
    return made


def details_of(row: Outsider, keys: Keyring) -> dict[str, str]:
    """How to reach them and what they said of travel; empty where it cannot be shown."""
    try:
        found: dict[str, str] = keys.open_json(Outsider.details, row)
    except Unreadable:
        return dict.fromkeys(SEALED, "")
    return found


def one(db: Session, outsider_id: uuid.UUID) -> Outsider | None:
    return db.get(Outsider, outsider_id)


def _in_directory(db: Session, made: Outsider, *, actor: Actor, now: datetime) -> None:
    """Who is asked no more cannot sign in from the next request on; who is asked again can."""
    if made.staff_id is None:
        place = _place(db).id
        made.staff_id = directory.add(
            db, name=made.name, job=JOB, team_id=None, manager_id=None, organisation_id=place, by=actor, now=now
        ).id
    staff = db.get_one(Staff, made.staff_id)
    staff.name, staff.active = made.name, made.active
    account = accounts.of_staff_or_none(db, staff.id)
    if account is None:
        return
    if not made.active and account.state is not AccountState.DISABLED:
        accounts.disable(db, account, by=actor, now=now)
    elif made.active and account.state is AccountState.DISABLED:
        accounts.enable(db, account, by=actor, now=now)


def _place(db: Session) -> Organisation:
    """Where they stand in the directory: with nobody of ours, and asked for no advocate."""
    found = db.scalars(select(Organisation).where(Organisation.kind == "pool")).first()
    if found is None:
        found = Organisation(id=uuid.uuid4(), name=PLACE, kind="pool")
        db.add(found)
        db.flush()
    return found
