"""How many and how quickly, counted by the database and never by case: the figures of a director and a manager.

Six statements however many cases there are. Nobody's figures hold a case that the wall keeps from them (AZ-04).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import walled
from models.cases.lateness import HERE, kinds, late, numbers_late
from models.cases.learning import late_numbers
from models.cases.policies import holidays
from models.cases.telling import behind_wall
from models.procedure.shares import percents
from models.procedure.standing import Standing
from models.procedure.terms import Advocate, Clock, Event, State
from models.procedure.working_days import ONE_DAY, Holidays, local_day, working_days_between
from models.tables.case import Case
from models.tables.history import CaseEvent, RunningClock
from models.tables.safety import SafetyAlert

BANDS = ("Within 10 working days", "Over 10 and up to 20", "Over 20")  # K-20, each case in one of them (M-05)
IN_TIME = ("In time", "Late")
ANSWERED = (Clock.S1_RESPONSE, Clock.C1_RESPONSE)


@dataclass(frozen=True, slots=True)
class Stage:
    """The open cases of one state, and how many of them have missed a day."""

    state: State
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Share:
    words: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Young:
    """The cases of children and care leavers among those received, and how many had an advocate."""

    received: int  # everybody's
    number: int
    with_advocate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    stages: list[Stage]
    received: tuple[int, int]  # this month, last month
    closed: tuple[int, int]
    acknowledged: list[Share]
    answered: dict[Clock, list[Share]]
    alerts: int
    late_by: dict[str, int]  # by the names of `lateness.kinds`, as the day's page counts them
    promises: tuple[int, date | None]  # late, and since when the oldest is
    young: Young
    since: date  # the first day of the quarter
    month: date
    last_month: date

    @property
    def open(self) -> int:
        return sum(stage.open for stage in self.stages)

    @property
    def late(self) -> int:
        return sum(stage.late for stage in self.stages)


def figures(db: Session, actor: Actor, *, now: datetime) -> Figures:
    """Everything the page shows, for the day of `now` in England."""
    today = local_day(now)
    month, last_month = months_before(today)
    since = month.replace(month=(today.month - 1) // 3 * 3 + 1)
    moved = _moved(db, actor, month, last_month)
    spans = _spans(db, actor, since)
    alerts, broken, oldest, late_by = _today(db, actor, today)
    return Figures(
        stages=_stages(db, actor, today),
        received=(moved["received", True], moved["received", False]),
        closed=(moved["closed", True], moved["closed", False]),
        acknowledged=_shares(IN_TIME, _in_time(spans)),
        answered={clock: _shares(BANDS, _banded(spans, clock, holidays(db))) for clock in ANSWERED},
        alerts=alerts,
        late_by=late_by,
        promises=(broken, oldest),
        young=_young(db, actor, since),
        since=since,
        month=month,
        last_month=last_month,
    )


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_before(today: date) -> tuple[date, date]:
    """The first day of this month and of the one before."""
    month = month_of(today)
    return month, month_of(month - ONE_DAY)


def _theirs(actor: Actor) -> ColumnElement[bool]:
    """What counts for this reader: every case that the wall does not keep from them."""
    if actor.id is None:
        raise ValueError("Figures are for somebody.")
    return ~walled(actor.id)


def _stages(db: Session, actor: Actor, today: date) -> list[Stage]:
    missed = func.count(case((late(today), 1)))
    query = select(Case.state, func.count(), missed).where(HERE, _theirs(actor)).group_by(Case.state)
    found = {state: Stage(state, count, missed) for state, count, missed in db.execute(query)}
    return [found[state] for state in State if state in found]


def _moved(db: Session, actor: Actor, month: date, last_month: date) -> Counter[tuple[str, bool]]:
    """Received and closed, by whether it was this month or the one before."""
    parts = []
    for name, day in (("received", Case.received_on), ("closed", Case.closed_on)):
        this = case((day >= month, True), else_=False).label("this")
        counted = select(literal(name).label("name"), this, func.count().label("number"))
        parts.append(counted.where(day >= last_month, _theirs(actor)).group_by(this))
    return Counter({(name, bool(this)): number for name, this, number in db.execute(union_all(*parts))})


Span = tuple[Clock, date, date, date]  # which clock, its start, its end, when it was due


def _spans(db: Session, actor: Actor, since: date) -> Mapping[Span, int]:
    """Acknowledgements and answers that counted this quarter, as many as began, ended and were due on the same days."""
    days = (RunningClock.clock, RunningClock.started_on, RunningClock.stopped_on, RunningClock.due_on)
    query = (
        select(*days, func.count())
        .join(Case, Case.id == RunningClock.case_id)
        .where(
            RunningClock.stopped_on >= since,
            RunningClock.clock.in_((Clock.ACKNOWLEDGE, *ANSWERED)),
            RunningClock.cancelled.is_(False),
            _theirs(actor),
        )
        .group_by(*days)
    )
    return {(clock, start, stop or start, due): number for clock, start, stop, due, number in db.execute(query)}


def _in_time(spans: Mapping[Span, int]) -> list[int]:
    counts = [0, 0]
    for (clock, _start, stop, due), number in spans.items():
        if clock is Clock.ACKNOWLEDGE:
            counts[stop > due] += number
    return counts


def _banded(spans: Mapping[Span, int], wanted: Clock, free: Holidays) -> list[int]:
    counts = [0, 0, 0]
    for (clock, start, stop, _due), number in spans.items():
        if clock is wanted:
            took = working_days_between(start, stop, free)
            counts[band_of_days(took)] += number
    return counts


def band_of_days(took: int) -> int:
    """The place in BANDS of so many working days."""
    return 0 if took <= 10 else 1 if took <= 20 else 2


def _shares(words: Iterable[str], counts: list[int]) -> list[Share]:
    return [Share(*share) for share in zip(words, counts, percents(counts), strict=True)]


def _today(db: Session, actor: Actor, today: date) -> tuple[int, int, date | None, dict[str, int]]:
    """Safety alerts that nobody has accepted, gone up or not, promises that are late, and late cases: numbers only."""
    kept = behind_wall(actor.id)
    alerts = select(func.count()).select_from(SafetyAlert).where(SafetyAlert.accepted_at.is_(None), ~kept)
    cases = numbers_late(_theirs(actor), today)
    row = db.execute(select(alerts.scalar_subquery(), *late_numbers(actor, today), *cases)).one()
    waiting, broken, oldest, *missed = row
    return waiting or 0, broken, oldest, dict(zip(kinds(today), missed, strict=True))


def _young(db: Session, actor: Actor, since: date) -> Young:
    helped: Any = case((and_(Case.young_person.is_(True), has_advocate()), True), else_=False).label("helped")
    query = (
        select(Case.young_person, helped, func.count())
        .where(Case.received_on >= since, _theirs(actor))
        .group_by(Case.young_person, helped)
    )
    found: Counter[tuple[bool, bool]] = Counter()
    for young, with_one, number in db.execute(query):
        found[bool(young), bool(with_one)] += number
    return Young(found.total(), found[True, True] + found[True, False], found[True, True])


def has_advocate() -> ColumnElement[bool]:
    """They said they have one, one sent it for them, or one was found."""
    appointed = exists().where(CaseEvent.case_id == Case.id, CaseEvent.event == Event.ADVOCATE_APPOINTED)
    return or_(Case.advocate == Advocate.HAVE_ONE, Case.standing == Standing.REPRESENTATIVE, appointed)
