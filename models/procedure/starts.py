"""The day a clock starts, where that is not simply the day of the event."""

from datetime import date, datetime, time
from enum import StrEnum

from models.procedure.working_days import ENGLAND, Holidays, is_working_day, local_day, next_working_day


class Arrival(StrEnum):
    """Which day counts as received when it came on a day that is not worked, or late in the day (D-06)."""

    SAME_DAY = "same_day"
    NEXT_WORKING_DAY = "next_working_day"


def s1_starts(received: date, advocate_appointed: date | None = None, interest_decided: date | None = None) -> date:
    """The latest of the day we received it, an advocate was found, and the person's interest was decided.

    SI 2006/1738 reg. 14(2)-(3), rule K-11. Pass `advocate_appointed` only where the
    person asked for an advocate and the wait for one could not be avoided, and
    `interest_decided` only where their interest in the child was in question (E-18).
    """
    return max(day for day in (received, advocate_appointed, interest_decided) if day)


def received_day(
    moment: datetime, holidays: Holidays, setting: Arrival = Arrival.SAME_DAY, cut_off: time | None = None
) -> date:
    """The day that counts as received (D-06). Without a setting it is the day it came, which is kindest."""
    day = local_day(moment)
    if setting is Arrival.SAME_DAY:
        return day
    too_late = cut_off is not None and moment.astimezone(ENGLAND).time() >= cut_off
    if too_late or not is_working_day(day, holidays):
        return next_working_day(day, holidays)
    return day
