"""What a case cost: each payment under its heading, with hours, rate and travel of who came from outside (5.6, S-20).

A payment is never changed. One that was wrong is taken back by its opposite on the same day, so that every total of
that year is right again and both stay to be read.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor, note
from models.cases.finding import visible
from models.procedure.independence import PANEL, Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.periods import Period
from models.procedure.working_days import local_day
from models.tables.case import Case
from models.tables.outsider import Appointment
from models.tables.register import Spend

HOUR = 60
HEADINGS: Mapping[Part, str] = {  # suggested, where the council's list still has it
    Part.INVESTIGATOR: "Investigating officers",
    Part.INDEPENDENT: "Independent persons",
    **dict.fromkeys(PANEL, "Stage 3"),
}
REDRESS = "Redress"


@dataclass(frozen=True, slots=True)
class Bill:
    """What was paid. Money is in pence; `other` is what is neither somebody's hours nor their travel."""

    heading: str
    on: date
    minutes: int = 0
    rate: int = 0
    travel: int = 0
    other: int = 0
    appointment_id: uuid.UUID | None = None

    @property
    def pence(self) -> int:
        """The whole, half a penny rounded up."""
        return (self.minutes * self.rate + HOUR // 2) // HOUR + self.travel + self.other


def appointments(db: Session, case: Case) -> Sequence[Appointment]:
    """Everybody from outside who has or had a part in this case: those of now first."""
    query = select(Appointment).where(Appointment.case_id == case.id).options(joinedload(Appointment.outsider))
    return db.scalars(query.order_by(Appointment.ended_on.is_not(None), Appointment.appointed_on, Appointment.id)).all()


def pay(db: Session, case: Case, bill: Bill, *, headings: Collection[str], actor: Actor, now: datetime) -> Spend:
    """Keep one payment for this case. Raises NotAllowed with the words for who typed it."""
    if bill.heading not in headings:
        raise NotAllowed("Choose what it was paid for.")
    if bill.pence == 0:
        raise NotAllowed("Enter hours, travel or another amount.")
    since, what = case.received_on, "the complaint came"
    if bill.appointment_id is not None:
        who = next((one for one in appointments(db, case) if one.id == bill.appointment_id), None)
        if who is None:
            raise NotAllowed("This person has no part in this case.")
        since, what = who.appointed_on, f"{who.outsider.name} was appointed"
    if not since <= bill.on <= local_day(now):
        raise NotAllowed(f"The day must be between the day {what} and today.")
    return _keep(db, case, bill, actor=actor, now=now)


def take_back(db: Session, case: Case, spend_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """It was wrong: its opposite stands beside it from now on. Raises NotAllowed where that was done already."""
    rows = paid(db, case)
    row = next((one for one in rows if one.id == spend_id), None)
    if row is None or row.id not in can_be_taken_back(rows):
        raise NotAllowed("This payment was taken back already, or there is no such payment here.")
    opposite = Bill(row.heading, row.paid_on, other=-row.pence, appointment_id=row.appointment_id)
    _keep(db, case, opposite, actor=actor, now=now)


def redress(db: Session, case: Case, pence: int, *, on: date, actor: Actor, now: datetime) -> Spend:
    """Money that was paid to the person, as the Ombudsman recommended or we offered."""
    return _keep(db, case, Bill(REDRESS, on, other=pence), actor=actor, now=now)


def paid(db: Session, case: Case) -> Sequence[Spend]:
    """Every payment of this case, the earliest first."""
    query = select(Spend).where(Spend.case_id == case.id)
    return db.scalars(query.order_by(Spend.paid_on, Spend.line)).all()


def can_be_taken_back(rows: Sequence[Spend]) -> set[uuid.UUID]:
    """Those that have no opposite yet: of equal ones, as many as are left."""
    opposites = [(row.paid_on, row.heading, row.appointment_id, -row.pence) for row in rows if row.pence < 0]
    found = set()
    for row in rows:
        key = (row.paid_on, row.heading, row.appointment_id, row.pence)
        if key in opposites:
            opposites.remove(key)
        elif row.pence > 0:
            found.add(row.id)
    return found


def cost_of(db: Session, case: Case) -> int:
    """All of it together, in pence."""
    return int(db.scalar(select(func.coalesce(func.sum(Spend.pence), 0)).where(Spend.case_id == case.id)) or 0)


def of_people(db: Session, actor: Actor, period: Period) -> dict[uuid.UUID, int]:
    """What each of the pool was paid in these days, in pence, for cases that `actor` may see (AZ-04)."""
    query = (
        select(Appointment.outsider_id, func.sum(Spend.pence))
        .join(Spend, Spend.appointment_id == Appointment.id)
        .join(Case, Case.id == Spend.case_id)
        .where(Spend.paid_on.between(*period), visible(actor))
        .group_by(Appointment.outsider_id)
    )
    return {outsider_id: int(pence) for outsider_id, pence in db.execute(query)}


def of_person(db: Session, actor: Actor, outsider_id: uuid.UUID) -> list[tuple[str, str, int, int]]:
    """What one of them was paid: year, reference, minutes, pence; one line a case and year, the newest first."""
    query = (
        select(Spend, Case.reference)
        .join(Appointment, Appointment.id == Spend.appointment_id)
        .join(Case, Case.id == Spend.case_id)
        .where(Appointment.outsider_id == outsider_id, visible(actor))
        .order_by(Spend.paid_on.desc(), Case.reference)
    )
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row, reference in db.execute(query):
        key = (financial_year(row.paid_on).label, reference)
        minutes, pence = found.get(key, (0, 0))
        found[key] = (minutes + (row.minutes or 0), pence + row.pence)
    return [(*key, *sums) for key, sums in found.items()]


def financial_year(day: date) -> Period:
    """From April to March, as the reports count."""
    first = day.year if day.month >= 4 else day.year - 1
    return Period(date(first, 4, 1), date(first + 1, 3, 31))


def _keep(db: Session, case: Case, bill: Bill, *, actor: Actor, now: datetime) -> Spend:
    said = f"{bill.on} {bill.heading} {bill.pence} {case.reference} "  # as a register that comes in says it
    number = db.scalar(select(func.count()).where(Spend.line.startswith(said, autoescape=True))) or 0
    row = Spend(
        id=uuid.uuid4(), paid_on=bill.on, heading=bill.heading, pence=bill.pence, case_id=case.id,
        line=f"{said}{number + 1}", appointment_id=bill.appointment_id, minutes=bill.minutes or None,
        rate=bill.rate or None, travel=bill.travel or None,
    )  # fmt: skip
    db.add(row)
    db.flush()
    action = "paid" if bill.pence > 0 else "payment_taken_back"
    note(db, actor, action, now=now, object_kind="case", object_id=case.id, reason=bill.heading)
    return row
