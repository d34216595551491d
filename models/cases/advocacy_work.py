"""Advocacy as the office follows it: every request, who has it, what is late; one asked for by phone; and the decision
about a child who cannot ask."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import referring
from models.cases.finding import visible
from models.cases.recording import record
from models.cases.referrals import contact_by
from models.procedure.advocacy import CONSIDERED
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.advocacy import Referral
from models.tables.case import Case
from models.tables.staff import Organisation

MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    referral: Referral
    case: Case
    provider: str
    by: date

    @property
    def waits(self) -> bool:
        row = self.referral
        return row.contacted_on is None and row.ended_at is None

    def look(self, today: date) -> str:
        """A code: cannot | late | new | accepted | done."""
        row = self.referral
        if row.contacted_on or row.ended_at:
            return "done"
        if row.cannot:
            return "cannot"
        if self.by < today or row.not_heard_at:
            return "late"
        return "accepted" if row.accepted_at else "new"


def lines(db: Session, actor: Actor) -> Sequence[Line]:
    """Those that wait first, the longest wait on top; then the newest of the others. Never past the wall (AZ-04)."""
    query = (
        select(Referral, Case, Organisation.name)
        .join(Case, Case.id == Referral.case_id)
        .outerjoin(Organisation, Organisation.id == Referral.provider_id)
        .where(visible(actor))
        .order_by(Referral.asked_at.desc())
        .limit(MOST)
    )
    rows = [Line(row, case, name or "", contact_by(db, case, row)) for row, case, name in db.execute(query)]
    return [row for row in reversed(rows) if row.waits] + [row for row in rows if not row.waits]


@dataclass(slots=True)
class Work:
    """What one provider was asked for, took, and did by the day that the young person was told (2.4b)."""

    provider: str
    asked: int = 0
    accepted: int = 0
    touched: int = 0
    in_time: int = 0
    late: int = 0


def by_provider(rows: Sequence[Line], *, since: date, today: date) -> list[Work]:
    """Each provider with what was asked of it since that day, by name. A changed mind counts nowhere."""
    found: dict[str, Work] = {}
    for row in rows:
        one = row.referral
        if local_day(one.asked_at) < since or one.ended_at:
            continue
        work = found.setdefault(row.provider or "No provider", Work(row.provider or "No provider"))
        work.asked += 1
        work.accepted += bool(one.accepted_at or one.contacted_on)
        work.touched += bool(one.contacted_on)
        work.in_time += bool(one.contacted_on and one.contacted_on <= row.by)
        work.late += row.look(today) in ("late", "cannot") or bool(one.contacted_on and one.contacted_on > row.by)
    return sorted(found.values(), key=lambda work: work.provider)


def providers(db: Session, case: Case) -> Sequence[Organisation]:
    """Whom this could be given to: open, with somebody on this side of the wall who can sign in."""
    query = select(Organisation).where(Organisation.active.is_(True)).order_by(Organisation.name)
    return [one for one in db.scalars(query) if referring.people_of(db, one.id, case)]


def give_again(
    db: Session,
    case: Case,
    referral_id: uuid.UUID,
    provider_id: uuid.UUID,
    *,
    actor: Actor,
    keys: Keyring,
    now: datetime,
) -> None:
    """To this provider instead, or once more. What the person ticked stays what it was."""
    referral = db.scalars(select(Referral).where(Referral.id == referral_id, Referral.case_id == case.id)).one()
    chosen = next((one for one in providers(db, case) if one.id == provider_id), None)
    if chosen is None:
        raise NotAllowed("Nobody of this provider can take it.")
    if referral.ended_at is not None or referral.contacted_on is not None:
        raise NotAllowed("There is nothing to ask for any more.")
    referral.accepted_at, referral.accepted_by, referral.advocate, referral.not_heard_at = None, None, None, None
    referring.give(db, keys, referral, chosen, now=now)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="advocate_asked_again")


def consider(db: Session, case: Case, decision: str, why: str, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    """Whether somebody must speak for a child who cannot ask. Nothing of the child goes anywhere by this."""
    if decision not in CONSIDERED:
        raise NotAllowed("Choose what you decided.")
    record(db, case, Event.ADVOCATE_CONSIDERED, actor=actor, now=now, reason=decision, details=why, keys=keys)
