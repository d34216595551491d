"""The clocks of a case for a page: how each stands, and how its date was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.cases.explaining import workings
from models.cases.finding import clocks_of
from models.cases.policies import holidays, policy_of
from models.cases.queue_lines import LOOKS, left_words
from models.formats import short_date
from models.procedure.clocks import Basis
from models.procedure.deadlines import standing
from models.procedure.terms import Clock
from models.procedure.working_days import Holidays, working_days_between
from models.tables.case import Case
from models.tables.history import RunningClock


@dataclass(frozen=True, slots=True)
class Shown:
    name: str
    due: date
    words: str
    look: str  # ok | soon | late | done
    lines: Sequence[str]


def shown_clocks(db: Session, case: Case, *, today: date) -> list[Shown]:
    """Those that run first, the nearest on top; then those that ended."""
    return _shown(db, case, sorted(clocks_of(db, case), key=lambda clock: clock.stopped_on is not None), today=today)


def _shown(db: Session, case: Case, clocks: Sequence[RunningClock], *, today: date) -> list[Shown]:
    free = holidays(db)
    each = zip(clocks, workings(db, case, clocks, today=today), strict=True)
    return [Shown(one.label, clock.due_on, *_standing(clock, free, today), one.lines()) for clock, one in each]


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
    shown = {one: _shown(db, case, [clocks[one]], today=today)[0] for one, _, _ in TWO_WAYS if one in clocks}
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
    left = working_days_between(today, clock.due_on, free)
    return left_words(left, late=clock.due_on < today), LOOKS[standing(clock.due_on, today, free)]
