"""The clocks of a case for a page: how each stands, how its date was reached, and by what and whom (experience 6.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.explaining import workings
from models.cases.finding import clocks_of, events_of
from models.cases.policies import holidays, policy_of
from models.cases.queue_lines import LOOKS, left_words
from models.formats import short_date
from models.procedure.clocks import LIMITS, Basis, cancelled_by
from models.procedure.deadlines import standing
from models.procedure.event_words import LABELS
from models.procedure.terms import Clock
from models.procedure.working_days import Holidays
from models.tables.case import Case
from models.tables.history import CaseEvent, ClockMove, RunningClock


class Step(NamedTuple):
    """What began, moved or ended a clock: the entry of the timeline, on which the letter stands that told of it."""

    words: str  # "Ended by: Acknowledgement sent, 3 December, Priya Shah"
    number: int  # of the entry


@dataclass(frozen=True, slots=True)
class Shown:
    name: str
    due: date
    words: str
    look: str  # ok | soon | late | done
    lines: Sequence[str]
    steps: Sequence[Step] = ()


def shown_clocks(db: Session, case: Case, *, today: date) -> list[Shown]:
    """Those that run first, the nearest on top; then those that ended."""
    return _shown(db, case, sorted(clocks_of(db, case), key=lambda clock: clock.stopped_on is not None), today=today)


def _shown(db: Session, case: Case, clocks: Sequence[RunningClock], *, today: date) -> list[Shown]:
    free, happened = holidays(db), events_of(db, case)
    moved = select(ClockMove.clock_id, ClockMove.at).where(ClockMove.case_id == case.id)
    moves = db.execute(moved.order_by(ClockMove.at)).all()
    return [
        Shown(
            one.label,
            clock.due_on,
            *_standing(clock, free, today),
            one.lines(),
            _steps(clock, happened, [at for key, at in moves if key == clock.id]),
        )
        for clock, one in zip(clocks, workings(db, case, clocks, today=today), strict=True)
    ]


def _steps(clock: RunningClock, happened: Sequence[CaseEvent], moves: Sequence[datetime]) -> list[Step]:
    """By kind and day, as a clock keeps no more of what stopped it; of several on a day, the last."""
    limit = LIMITS[clock.clock]
    began = [one for one in happened if one.event in limit.starts and one.on <= clock.started_on]
    on_the_day = [one for one in happened if one.on == clock.stopped_on]
    if clock.cancelled:
        ended = [one for one in on_the_day if clock.clock in cancelled_by(one.event)] or on_the_day
    else:
        ended = [one for one in on_the_day if one.event in limit.stops]
    by_moment = {one.at: one for one in happened}
    moved = [by_moment[at] for at in dict.fromkeys(moves) if at in by_moment]
    said = [("Begun by", one) for one in began[-1:]] + [("Moved with", one) for one in moved]
    said += [("No longer needed after" if clock.cancelled else "Ended by", one) for one in ended[-1:]]
    return [Step(f"{how}: {_told(one)}", one.number) for how, one in said]


def _told(event: CaseEvent) -> str:
    return f"{LABELS[event.event]}, {short_date(event.on)}, {event.actor_name or event.actor_kind}"


@dataclass(frozen=True, slots=True)
class Counted:
    """The day of the answer at stage 2, counted one of the two ways (1.5.1); no clock: not yet."""

    name: str
    ours: bool  # the council's policy counts this way
    clock: Shown | None


TWO_WAYS = (
    (Clock.S2_RESPONSE, Basis.REQUEST, "From the request, as the Ombudsman counts"),
    (Clock.S2_PROCEDURE, Basis.STATEMENT, "From the agreed statement"),
)


def both_ways(db: Session, case: Case, *, today: date) -> list[Counted]:
    """Both, the earlier day first; what has no day yet comes last."""
    ours = policy_of(db, case).s2_start_basis
    clocks = {clock.clock: clock for clock in clocks_of(db, case) if not clock.cancelled}
    there = [clocks[one] for one, _, _ in TWO_WAYS if one in clocks]
    shown = {clock.clock: one for clock, one in zip(there, _shown(db, case, there, today=today), strict=True)}
    both = [
        Counted(name, basis is ours, shown.get(clock))
        for clock, basis, name in TWO_WAYS
        if clock in shown or clock is Clock.S2_PROCEDURE
    ]
    return sorted(both, key=lambda one: one.clock.due if one.clock else date.max)


def _standing(clock: RunningClock, free: Holidays, today: date) -> tuple[str, str]:
    if clock.cancelled:
        return "not needed any more", "done"
    if clock.stopped_on is not None:
        late = clock.stopped_on > clock.due_on
        return f"{'done late' if late else 'done'} on {short_date(clock.stopped_on)}", "late" if late else "done"
    return left_words(clock.due_on, today, free), LOOKS[standing(clock.due_on, today, free)]
