"""A referral as its provider works on it: only what the person ticked, who takes it, and when they were in touch."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import referring
from models.cases.caring_details import called, details_of, words_of
from models.cases.contact_rows import rows_of, warnings
from models.cases.contacting import card_of
from models.cases.finding import walled
from models.cases.policies import holidays, policy_of
from models.cases.recording import record
from models.cases.releasing import page_of
from models.cases.restarting import appoint_advocate
from models.procedure.advocacy import ADVOCATE, CANNOT, FINDS, TOPICS, WORDS
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Role
from models.procedure.working_days import add_working_days, local_day
from models.sealing import Keyring, Unreadable
from models.tables.advocacy import Referral
from models.tables.case import Case
from models.tables.staff import Organisation, Staff
from models.words import deck


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the provider's list. It says no name: that is on the page that is kept in the record."""

    referral: Referral
    reference: str
    by: date  # the day by which the person was told they would hear

    def late(self, today: date) -> bool:
        return self.open and self.by < today

    @property
    def open(self) -> bool:
        row = self.referral
        return row.contacted_on is None and row.cannot is None and row.ended_at is None


@dataclass(frozen=True, slots=True)
class Shared:
    """What the person ticked, and nothing else of the case. A part that was not ticked is None."""

    name: str
    rows: list[dict[str, Any]] | None
    warned: list[str]  # who must not see it, and what their post needs
    topics: list[str] | None
    story: str | None
    wishes: str


@dataclass(frozen=True, slots=True)
class Named:
    """Who comes, and the line they wrote for the person."""

    name: str = ""
    line: str = ""


def may_see(actor: Actor) -> ColumnElement[bool]:
    """Referrals made to the organisation this person works for, and never past the wall (AZ-04, E-26)."""
    if actor.kind != "staff" or actor.id is None or Role.PROVIDER not in actor.roles:
        return false()
    theirs = select(Staff.organisation_id).where(Staff.id == actor.id).scalar_subquery()
    return (Referral.provider_id == theirs) & ~walled(actor.id)


def mine(db: Session, actor: Actor) -> list[Listed]:
    """Those nobody was in touch for first, the longest wait on top; then the others, the newest first."""
    query = select(Referral, Case).join(Case, Case.id == Referral.case_id).where(may_see(actor))
    rows = [
        Listed(referral, case.reference, contact_by(db, case, referral))
        for referral, case in db.execute(query.order_by(Referral.asked_at))
    ]
    return [row for row in rows if row.open] + [row for row in reversed(rows) if not row.open]


def one(db: Session, actor: Actor, referral_id: uuid.UUID) -> tuple[Referral, Case]:
    """The referral and its case, or `NoResultFound` for one of somebody else, as for one that does not exist."""
    query = select(Referral, Case).join(Case, Case.id == Referral.case_id)
    found = db.execute(query.where(Referral.id == referral_id, may_see(actor))).one_or_none()
    if found is None:
        raise NoResultFound
    return found[0], found[1]


def contact_by(db: Session, case: Case, referral: Referral) -> date:
    """By when the person was told they would hear: the council's figure, in working days from the day they asked."""
    days = policy_of(db, case).lengths[Clock.ADVOCATE_CONTACT]
    return add_working_days(local_day(referral.asked_at), days, holidays(db))


def shared(db: Session, case: Case, referral: Referral, keys: Keyring) -> Shared | None:
    """Read from the case as it is today, so that a way that stopped being safe is red here too. None once it ended."""
    if referral.ended_at is not None or referral.cannot is not None:
        return None
    ring, ticked = keys.with_case(case), set(referral.shares.split())
    details = (details_of(db, case, ring) or {}) if FINDS in ticked else {}
    card = card_of(db, ring, case) if FINDS in ticked else None
    said = words_of(db, case, ring) if WORDS in ticked else []
    options = deck("young_person")["about"].field("topics").options
    return Shared(
        name=called(details),
        rows=rows_of(card, shown=True, page=page_of(db, case)),
        warned=warnings(card),
        topics=[options.get(code, code) for code in case.topics.split()] if TOPICS in ticked else None,
        story="\n\n".join(sent.story for sent in said if sent.story) if WORDS in ticked else None,
        wishes=wishes_of(ring, referral),
    )


def accept(
    db: Session, case: Case, referral: Referral, name: str, line: str, *, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """An advocate has a name now. Stage 1 starts today where the person asked to wait for one (K-11b)."""
    _still_open(referral)
    if referral.kind == ADVOCATE and not name:
        raise NotAllowed("Say who the advocate is.")
    first = referral.accepted_at is None
    referral.accepted_at, referral.accepted_by = referral.accepted_at or now, actor.id
    keys.with_case(case).seal_json(Referral.advocate, referral, {"name": name, "line": line})
    if first and referral.kind == ADVOCATE:
        appoint_advocate(db, case, on=local_day(now), actor=actor, now=now, in_touch=False)
    db.flush()


def in_touch(db: Session, case: Case, referral: Referral, on: date, *, actor: Actor, now: datetime) -> None:
    """The first time they were in touch with the person: the promise of the day is kept, or was late."""
    _still_open(referral)
    if referral.accepted_at is None:
        raise NotAllowed("Accept it first, and say who comes.")
    if not local_day(referral.asked_at) <= on <= local_day(now):
        raise NotAllowed("Choose a date from the day they asked until today.")
    referral.contacted_on = on
    record(db, case, Event.ADVOCATE_CONTACTED, actor=actor, now=now, on=on)


def turn_down(
    db: Session, case: Case, referral: Referral, why: str, *, keys: Keyring, actor: Actor, now: datetime
) -> None:
    """ "We cannot": the officers hear of it at once, and from then on nothing of the person is shown here."""
    _still_open(referral)
    if why not in CANNOT:
        raise NotAllowed("Say why you cannot.")
    referring.cannot(db, case, referral, why, keys=keys, actor=actor, now=now)


def named(keys: Keyring, referral: Referral) -> Named:
    """`keys` needs the case's thread: the person reads this too."""
    try:
        content = keys.open_json(Referral.advocate, referral) if referral.advocate is not None else {}
    except Unreadable:
        return Named()
    return Named(str(content.get("name", "")), str(content.get("line", "")))


def organisation_of(db: Session, referral: Referral) -> Organisation | None:
    return db.get(Organisation, referral.provider_id) if referral.provider_id else None


def of_case(db: Session, case: Case) -> Sequence[Referral]:
    query = select(Referral).where(Referral.case_id == case.id)
    return db.scalars(query.order_by(Referral.asked_at.desc())).all()


def _still_open(referral: Referral) -> None:
    if referral.ended_at is not None:
        raise NotAllowed("The young person has changed their mind. There is nothing more to do.")
    if referral.cannot is not None:
        raise NotAllowed("You said that you cannot. The council has it again.")
    if referral.contacted_on is not None:
        raise NotAllowed("You were in touch already.")


def wishes_of(ring: Keyring, referral: Referral) -> str:
    try:
        return ring.open_if(Referral.wishes, referral) or ""
    except Unreadable:
        return ""
