"""Whether something happened longer ago than the law gives a person to complain. A flag, never a refusal (K-71)."""

from dataclasses import dataclass
from datetime import date

from models.procedure.deadlines import due_on, words
from models.procedure.terms import Unit

LIMIT_YEARS = 1  # SI 2006/1738 reg. 9(1), K-70


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Over a year ago, not, or not known; `why` is for the officer."""

    over: bool | None
    last_day: date | None  # the last day the law gives without a decision
    why: str

    def __bool__(self) -> bool:
        return self.over is True


def flag(last_happened: date | None, received: date) -> TimeLimit:
    """Compare the day of the latest event with the day of the complaint.

    What is older may still be accepted where it would not have been reasonable to
    expect it earlier and it can still be considered effectively and fairly: a person
    decides, with written reasons (K-71, K-72).
    """
    if last_happened is None:
        return TimeLimit(None, None, "We do not know when it happened. Ask only if it matters.")
    last_day = due_on(Unit.YEARS, LIMIT_YEARS, last_happened, {})
    if received <= last_day:
        return TimeLimit(False, last_day, f"Within one year: the year ends on {words(last_day)} (K-70).")
    return TimeLimit(
        True,
        last_day,
        f"The year ended on {words(last_day)} (K-70). It can still be accepted: decide whether it was reasonable "
        "not to complain earlier, and whether it can still be looked at fairly. Write the reasons (K-71).",
    )
