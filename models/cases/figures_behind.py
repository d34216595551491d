"""The cases behind each number of the figures, for who may go on to them: asked as the number was counted."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from models.cases.figures import ANSWERED, BANDS, band_of_days, has_advocate, month_of, months_before
from models.cases.lateness import ANY, HERE, late
from models.cases.policies import holidays
from models.procedure.terms import Clock, State
from models.procedure.working_days import ONE_DAY, working_days_between
from models.tables.case import Case
from models.tables.history import RunningClock

PREFIX = "figures_"


def behind(db: Session, of: str, *, today: date) -> Select[Any] | None:
    """`figures_open_STATE`, `figures_late_STATE`, `figures_received_0` (this month), `figures_acknowledged_1`,
    `figures_s1_response_2`, `figures_young_helped` … None for an address that is none of ours."""
    of, query = of.removeprefix(PREFIX), select(Case.id)
    name, _, last = of.partition("_")
    if name in ("open", ANY) and (state := _state(last)):
        return query.where(HERE, Case.state == state, *((late(today),) if name == ANY else ()))
    name, _, last = of.rpartition("_")  # a clock's name has several words, as a state's has
    since = month_of(today).replace(month=(today.month - 1) // 3 * 3 + 1)
    if name == "young":
        theirs: dict[str, tuple[ColumnElement[bool], ...]] = {"all": (), "helped": (has_advocate(),)}
        young = Case.young_person.is_(True)
        return query.where(Case.received_on >= since, young, *theirs[last]) if last in theirs else None
    if name in ("received", "closed") and last in ("0", "1"):
        first, then = months_before(today)
        day: Any = Case.received_on if name == "received" else Case.closed_on
        return query.where(day >= first if last == "0" else day.between(then, first - ONE_DAY))
    if name == "acknowledged" and last in ("0", "1"):
        missed = RunningClock.stopped_on > RunningClock.due_on
        return query.where(_stopped(Clock.ACKNOWLEDGE, since, missed if last == "1" else ~missed))
    if name in ANSWERED and last in map(str, range(len(BANDS))):
        return query.where(_took(db, Clock(name), int(last), since))
    return None


def _state(text: str) -> State | None:
    try:
        return State(text)
    except ValueError:
        return None


def _stopped(clock: Clock, since: date, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    counted = (RunningClock.clock == clock, RunningClock.stopped_on >= since, RunningClock.cancelled.is_(False))
    return exists().where(RunningClock.case_id == Case.id, *counted, *conditions)


def _took(db: Session, clock: Clock, band: int, since: date) -> ColumnElement[bool]:
    """By the pairs of days that are that far apart: as many as there are days in a quarter, whatever the cases."""
    free = holidays(db)
    days = select(RunningClock.started_on, RunningClock.stopped_on).where(
        RunningClock.clock == clock, RunningClock.stopped_on >= since, RunningClock.cancelled.is_(False)
    )
    pairs = [(start, stop) for start, stop in db.execute(days.distinct())]
    wanted: dict[date, list[date]] = {}
    for start, stop in pairs:
        if stop is not None and band_of_days(working_days_between(start, stop, free)) == band:
            wanted.setdefault(stop, []).append(start)
    alternatives = [
        (RunningClock.stopped_on == stop) & RunningClock.started_on.in_(starts) for stop, starts in wanted.items()
    ]
    if not alternatives:
        return Case.id.is_(None)
    either = alternatives[0]
    for one in alternatives[1:]:
        either = either | one
    return _stopped(clock, since, either)
