"""The days of ours that wait: each working day once, however many things wait over it (REG 8, K-42)."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.cases.moving import wait
from models.cases.policies import holidays
from models.cases.recording import keep_next_due, running_clocks
from models.cases.waits import waits_of
from models.procedure.gross import Wait, as_of, days_after
from models.procedure.pausing import SUSPENDED
from models.procedure.terms import Clock
from models.procedure.working_days import add_working_days, local_day
from models.tables.case import Case

OUR_ANSWER = SUSPENDED - {
    Clock.S2_APPOINT, Clock.S2_STATEMENT, Clock.S2_DRAFT, Clock.S2_FACT_CHECK, Clock.S2_IP_REPORT, Clock.S2_ADJUDICATE,
    Clock.S3_ORGANISE, Clock.S3_CHAIR, Clock.S3_REPORT,
}  # fmt: skip
"""Those whose day a person was told: when they hear from us, or when the panel meets."""


@contextmanager
def moved(db: Session, case: Case, *, why: str, now: datetime) -> Iterator[None]:
    """`with moved(…):` change what waits, and the days of ours move by as many working days as wait more or less now.
    A day that waited already for something else moves nothing. The old days stay readable."""
    before = _waited(db, case, now)
    yield
    db.flush()
    after, free = _waited(db, case, now), holidays(db)
    for clock in running_clocks(db, case):
        if more := after[clock.id] - before.get(clock.id, after[clock.id]):
            wait(db, clock, more, free, why=why, now=now)
    keep_next_due(db, case)


def would_be(db: Session, case: Case, extra: Wait, *, now: datetime) -> dict[Clock, date]:
    """The day of each clock that runs, if this waited as well (T30)."""
    free, waits = holidays(db), as_of(waits_of(db, case), local_day(now))
    found = {}
    for clock in running_clocks(db, case):
        more, less = (days_after(some, clock.clock, clock.started_on, free) for some in ([*waits, extra], waits))
        found[clock.clock] = add_working_days(clock.due_on, more - less, free)
    return found


def our_day(db: Session, case: Case) -> date | None:
    """The first day by which the person was to hear from us."""
    return min((clock.due_on for clock in running_clocks(db, case) if clock.clock in OUR_ANSWER), default=None)


def _waited(db: Session, case: Case, now: datetime) -> dict[uuid.UUID, int]:
    free, waits = holidays(db), as_of(waits_of(db, case), local_day(now))
    clocks = running_clocks(db, case)
    return {clock.id: days_after(waits, clock.clock, clock.started_on, free) for clock in clocks}
