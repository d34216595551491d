"""Other proceedings suspend a case: the days of our answers wait, and the old ones stay readable (K-42, REG 8)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.cases.moving import wait
from models.cases.policies import holidays
from models.cases.recording import keep_next_due, running_clocks
from models.procedure.pausing import MOVES, OPEN, STAY
from models.procedure.working_days import working_days_between
from models.tables.case import Case

WAIT = MOVES | STAY  # regulation 8 suspends the law's own days too; a person's wish does not
__all__ = ["OPEN", "WAIT", "move_days"]


def move_days(db: Session, case: Case, since: date, until: date, *, now: datetime) -> None:
    """Let the days of our answers wait from `since` until `until`, or come back where `until` is the earlier one."""
    free = holidays(db)
    later = until >= since
    days = working_days_between(since, until, free) if later else -working_days_between(until, since, free)
    for clock in [clock for clock in running_clocks(db, case) if clock.clock in WAIT]:
        wait(db, clock, days, free, why="proceedings", now=now)
    keep_next_due(db, case)
