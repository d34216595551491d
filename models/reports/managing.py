"""Lists for managers, case by case: what is upheld, with the ombudsman, or not recorded (Q-06, Q-07).

Each holds only what its reader may see, and none is for the public.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import visible
from models.procedure.report_lists import DUTY
from models.reports.fields import FIELDS
from models.reports.populations import IS_COMPLAINT
from models.reports.scope import Scope
from models.sealing import Keyring
from models.tables.account import Account, AccountState
from models.tables.case import Case
from models.tables.register import OmbudsmanCase, RegisterPoint
from models.tables.register import RegisterLine as Line
from models.tables.staff import Staff
from models.tables.words import Point

UPHELD = ("Upheld", "Partially Upheld")


@dataclass(frozen=True, slots=True)
class Listed:
    """A duty matter, as the team logs them (E-54)."""

    case_id: uuid.UUID
    reference: str
    received_on: date
    service: str
    nature: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class UpheldPoint:
    case_id: uuid.UUID
    reference: str
    service: str
    stage: int
    number: int
    finding: str
    remedy: str
    text: str


@dataclass(frozen=True, slots=True)
class OmbudsmanLine:
    case_id: uuid.UUID | None
    reference: str  # ours, "" where we have no case
    ombudsman_reference: str
    service: str
    received_on: date
    status: str
    finding: str
    decided_on: date | None
    recommendation: str


@dataclass(frozen=True, slots=True)
class Chase:
    case_id: uuid.UUID
    reference: str
    received_on: date
    who: str
    missing: tuple[str, ...]


def duty_detail(db: Session, actor: Actor, scope: Scope) -> list[Listed]:
    """The duty matters of the period, the newest first."""
    period = Line.received_on.between(*scope.period)
    rows = _visible(db, actor, scope, [Line.nature, Line.closed_on], Line.kind == DUTY, period)
    found = [
        Listed(case.case_id, case.reference, case.received_on, case.service or "", nature or "", closed)
        for case, _, nature, closed in rows
    ]
    return sorted(found, key=lambda one: (one.received_on, one.reference), reverse=True)


def upheld_points(db: Session, ring: Keyring, actor: Actor, scope: Scope) -> list[UpheldPoint]:
    """Every point that was upheld, or in part, of stages answered in the period (5.5)."""
    answered = (
        (1, Line.stage1_responded_on),
        (2, Line.stage2_responded_on),
        (3, Line.stage3_responded_on),
    )
    own = and_(Point.case_id == RegisterPoint.case_id, Point.number == RegisterPoint.number, Point.dropped.is_(False))
    query = (
        select(Case, Line.service, RegisterPoint, Point)
        .join(Line, Line.case_id == Case.id)
        .join(RegisterPoint, RegisterPoint.case_id == Case.id)
        .outerjoin(Point, own)
        .where(
            visible(actor),
            *scope.conditions(),
            RegisterPoint.finding.in_(UPHELD),
            or_(*(and_(RegisterPoint.stage == stage, day.between(*scope.period)) for stage, day in answered)),
        )
    )
    found = []
    for case, service, counted, point in db.execute(query):
        text = ring.open_if(RegisterPoint.text, counted)
        if text is None and point is not None:
            text = ring.with_case(case, "thread").open(Point.text, point)
        found.append(
            UpheldPoint(
                case.id, case.reference, service or "", counted.stage, counted.number, counted.finding or "",
                counted.remedy or "", text or "",
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.service.casefold(), one.reference, one.stage, one.number))


def tracker(db: Session, ring: Keyring, actor: Actor, scope: Scope) -> list[OmbudsmanLine]:
    """The ombudsman's cases that were open at any time of the period; one of ours only for who may see it."""
    query = (
        select(OmbudsmanCase, Line.reference, Line.service)
        .outerjoin(Line, Line.case_id == OmbudsmanCase.case_id)
        .outerjoin(Case, Case.id == OmbudsmanCase.case_id)
        .where(
            OmbudsmanCase.received_on <= scope.period.last,
            or_(OmbudsmanCase.decided_on.is_(None), OmbudsmanCase.decided_on >= scope.period.first),
            or_(OmbudsmanCase.case_id.is_(None), and_(visible(actor), *scope.conditions())),
        )
    )
    found = [
        OmbudsmanLine(
            one.case_id, reference or "", one.ombudsman_reference, one.service or service or "", one.received_on,
            one.status or "", one.finding or "", one.decided_on, ring.open_if(OmbudsmanCase.recommendation, one) or "",
        )
        for one, reference, service in db.execute(query)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.decided_on is not None, one.received_on, one.ombudsman_reference))


def chase(db: Session, actor: Actor, scope: Scope, *, mine: bool = False, most: int = 500) -> list[Chase]:
    """Complaints of the period that lack what they ought to have, by who can supply it (S-14): never guessed."""
    lacking = [and_(field.wanted, field.missing) for field in FIELDS]
    flags = [func.coalesce(condition, False).label(f"f{place}") for place, condition in enumerate(lacking)]
    conditions = [IS_COMPLAINT, Line.received_on.between(*scope.period), or_(*lacking)]
    if mine:  # theirs, and those that nobody can be asked about: the mail goes to every officer for these
        here = select(Account.staff_id).where(Account.state == AccountState.ACTIVE)
        conditions.append(or_(Case.officer_id == actor.id, Case.officer_id.is_(None), Case.officer_id.not_in(here)))
    found = []
    for case, who, *missing in _visible(db, actor, scope, flags, *conditions, most=most):
        names = tuple(field.label for field, flag in zip(FIELDS, missing, strict=True) if flag)
        found.append(Chase(case.case_id, case.reference, case.received_on, who, names))
    return sorted(found, key=lambda one: (one.who.casefold(), one.received_on, one.reference))


def _visible(
    db: Session, actor: Actor, scope: Scope, columns: Sequence[Any], *conditions: Any, most: int | None = None
) -> Iterable[tuple[Any, ...]]:
    """Lines that `actor` may see, each with the officer of record."""
    query = (
        select(Line.case_id, Line.reference, Line.received_on, Line.service, Staff.name, *columns)
        .join(Case, Case.id == Line.case_id)
        .outerjoin(Staff, Staff.id == Case.officer_id)
        .where(visible(actor), *scope.conditions(), *conditions)
        .order_by(Line.received_on, Line.case_id)
        .limit(most)
    )
    for row in db.execute(query):
        yield (row, row.name or "Nobody yet", *row[5:])
