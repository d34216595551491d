"""The manager's one page: what needs somebody today, the days ahead, who has how much, young people (experience 6.5).

Four statements, however many cases there are. Nobody's numbers hold a case that the wall keeps from them (AZ-04).
"""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import young_quarter
from models.cases.finding import visible
from models.cases.lateness import ANY, HERE, kinds, late, numbers_late
from models.cases.policies import holidays
from models.cases.telling import behind_wall
from models.procedure.working_days import add_working_days, local_day
from models.tables.case import Case
from models.tables.safety import SafetyAlert
from models.tables.staff import Staff

DAYS = 10
FREEZE, NOBODY, RECEIVED, YOUNG = "freeze", "nobody", "received", "young"


class Whose(NamedTuple):
    """Whose cases they are; `key` is how an address names them."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Load:
    whose: Whose
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Board:
    alerts: int
    freeze: int
    late: dict[str, int]  # by the names of `lateness.kinds`
    days: list[tuple[date, Counter[Whose]]]  # each of the next working days: how many are due, by whose they are
    load: list[Load]
    received: int  # this quarter
    young: young_quarter.Quarter
    since: date


def board(db: Session, actor: Actor, *, now: datetime) -> Board:
    today = local_day(now)
    since = quarter_of(today)
    free = holidays(db)
    ahead = [today, *(add_working_days(today, number, free) for number in range(1, DAYS))]
    counts = db.execute(_counts(actor, today, since)).one()._mapping
    due: dict[date, Counter[Whose]] = defaultdict(Counter)
    load: dict[Whose, Load] = {}
    for staff_id, name, day, number, missed in db.execute(_open(actor, today, ahead[-1])):
        who = Whose(str(staff_id) if staff_id else NOBODY, name or "Nobody yet")
        if day is not None:
            due[day][who] += number
        same = load.get(who, Load(who, 0, 0))
        load[who] = Load(who, same.open + number, same.late + missed)
    return Board(
        counts["alerts"],
        counts["freeze"],
        {name: counts[name] for name in kinds(today)},
        [(day, due[day]) for day in ahead],
        sorted(load.values(), key=lambda one: (-one.late, -one.open, one.whose.name)),
        counts["received"],
        young_quarter.young_quarter(db, actor, since, free),
        since,
    )


def quarter_of(today: date) -> date:
    """The first day of the quarter."""
    return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)


def behind(of: str, *, today: date) -> Select[Any] | None:
    """The cases of one number of the page, None for an address that is none of ours.

    `stage-1`, `freeze`, `received`, `young`, `young_worse`; a day, a person's key, or `late`, each alone or as
    `2026-11-26_KEY`, `late_KEY`.
    """
    first, _, then = of.partition("_")
    since, query = quarter_of(today), select(Case.id)
    if first == YOUNG:
        theirs = young_quarter.behind(then, since)
        return None if theirs is None else query.where(theirs)
    if of == RECEIVED:
        return query.where(Case.received_on >= since)
    whose = _whose(then) if then else _whose(of)
    named: dict[str, ColumnElement[bool]] = {
        **kinds(today),
        FREEZE: _undecided(),
    }
    if of in named:
        return query.where(HERE, named[of])
    if then and whose is None:
        return None
    theirs_too = () if whose is None else (whose,)
    if first == ANY or (day := _day(first)):
        return query.where(HERE, late(today) if first == ANY else Case.next_due_on == day, *theirs_too)
    return query.where(HERE, whose) if whose is not None and not then else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whose(key: str) -> ColumnElement[bool] | None:
    if key == NOBODY:
        return Case.officer_id.is_(None)
    try:
        return Case.officer_id == uuid.UUID(key)
    except ValueError:
        return None


def _counts(actor: Actor, today: date, since: date) -> Select[Any]:
    theirs = visible(actor)
    kept = behind_wall(actor.id)

    def number(*conditions: ColumnElement[bool]) -> Select[Any]:
        return select(func.count()).select_from(Case).where(theirs, *conditions)

    alerts = select(func.count()).select_from(SafetyAlert).where(SafetyAlert.accepted_at.is_(None), ~kept)
    columns = {
        "alerts": alerts,
        "freeze": number(HERE, _undecided()),
        "received": number(Case.received_on >= since),
    }
    counted = (query.scalar_subquery().label(name) for name, query in columns.items())
    return select(*counted, *numbers_late(theirs, today))


def _open(actor: Actor, today: date, last: date) -> Select[Any]:
    """Open cases by whose they are and the day they are due, where that is soon."""
    soon = case((and_(Case.next_due_on >= today, Case.next_due_on <= last), Case.next_due_on))
    missed = func.count(case((late(today), 1)))
    return (
        select(Case.officer_id, Staff.name, soon, func.count(), missed)
        .outerjoin(Staff, Staff.id == Case.officer_id)
        .where(HERE, visible(actor))
        .group_by(Case.officer_id, Staff.name, soon)
    )


def _undecided() -> ColumnElement[bool]:
    return and_(Case.freeze_on.is_not(None), Case.freeze_decided.is_(False))
