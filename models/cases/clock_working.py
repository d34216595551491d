"""The clocks of a case for a page: how each stands, and how its date was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.cases.explaining import workings
from models.cases.finding import clocks_of
from models.cases.policies import holidays
from models.cases.queue_lines import LOOKS, left_words
from models.formats import short_date
from models.procedure.deadlines import standing
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
    free = holidays(db)
    clocks = sorted(clocks_of(db, case), key=lambda clock: clock.stopped_on is not None)
    each = zip(clocks, workings(db, case, clocks, today=today), strict=True)
    return [Shown(one.label, clock.due_on, *_standing(clock, free, today), one.lines()) for clock, one in each]


def _standing(clock: RunningClock, free: Holidays, today: date) -> tuple[str, str]:
    if clock.cancelled:
        return "not needed any more", "done"
    if clock.stopped_on is not None:
        late = clock.stopped_on > clock.due_on
        return f"{'done late' if late else 'done'} on {short_date(clock.stopped_on)}", "late" if late else "done"
    left = working_days_between(today, clock.due_on, free)
    return left_words(left, late=clock.due_on < today), LOOKS[standing(clock.due_on, today, free)]
