"""Counting working days. Day 0 is the day of the event, day 1 the next working day (D-03)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")
SATURDAY = 5
ONE_DAY = timedelta(days=1)
WEEKEND = {5: "Saturday", 6: "Sunday"}

Holidays = Mapping[date, str]  # the name of each bank holiday, Christmas Day and Good Friday included


def local_day(moment: datetime) -> date:
    """The date in England. Times are stored in UTC; in summer the two disagree after 11pm UTC."""
    if moment.tzinfo is None:
        raise ValueError("A moment must say its time zone.")
    return moment.astimezone(ENGLAND).date()


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Whether `day` counts towards a time limit.

    SI 2006/1738 reg. 2: a working day is not a Saturday, a Sunday, Christmas Day,
    Boxing Day, Good Friday or a bank holiday. `holidays` carries all but the
    weekends, one list for England. A council's own office closures are working
    days: the Regulations make no room for them (D-08).
    """
    return day.weekday() < SATURDAY and day not in holidays


def why_not_counted(day: date, holidays: Holidays) -> str | None:
    """The name of the bank holiday, or "Saturday" or "Sunday"; None for a day that counts."""
    return holidays.get(day) or WEEKEND.get(day.weekday())


def add_working_days(start: date, days: int, holidays: Holidays) -> date:
    """The last of `days` working days, the first being the next one after `start`; backwards if negative."""
    step = ONE_DAY if days > 0 else -ONE_DAY
    left = abs(days)
    day = start
    while left:
        day += step
        if day.weekday() < SATURDAY and day not in holidays:
            left -= 1
    return day


def next_working_day(day: date, holidays: Holidays) -> date:
    """The first working day after `day`."""
    return add_working_days(day, 1, holidays)


def working_days_between(start: date, end: date, holidays: Holidays) -> int:
    """How many working days lead from `start` to `end`: the inverse of adding; negative when `end` is earlier.

    Counted by whole weeks less the holidays in between, so that a span of years
    costs no more than a span of days.
    """
    return counter(holidays)(start, end)


def counter(holidays: Holidays) -> Callable[[date, date], int]:
    """`working_days_between` for a great many spans: how many there are up to a day is worked out once a day."""

    @lru_cache(maxsize=20_000)
    def up_to(day: date) -> int:
        return _weekdays_up_to(day) - sum(1 for free in holidays if free <= day and free.weekday() < SATURDAY)

    def between(start: date, end: date) -> int:
        if end < start:
            return up_to(end - ONE_DAY) - up_to(start - ONE_DAY)
        return up_to(end) - up_to(start)

    return between


def _weekdays_up_to(day: date) -> int:
    """Mondays to Fridays from the first day of the calendar; 1 January of year 1 was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
