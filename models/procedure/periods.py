"""Stretches of days that are counted: a year and the years before it, and its quarters. Both ends belong to it."""

from datetime import date
from typing import NamedTuple

from models.procedure.working_days import ONE_DAY

MONTHS = 12
SHORT = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Period(NamedTuple):
    first: date
    last: date

    @property
    def label(self) -> str:
        """`2016/17` for a financial year, `2016` for a calendar year, otherwise its months or its days."""
        first, last = self
        if self.months == MONTHS:
            return str(first.year) if first.month == 1 else f"{first.year}/{last.year % 100:02}"
        if self.months is None:
            return f"{first:%-d %b %Y} to {last:%-d %b %Y}"
        month = f"{SHORT[last.month]} {last.year}"
        if self.months == 1:
            return month
        year = f" {first.year}" if first.year != last.year else ""
        return f"{SHORT[first.month]}{year} to {month}"

    @property
    def words(self) -> str:
        return f"{self.first:%-d %B %Y} to {self.last:%-d %B %Y}"

    @property
    def months(self) -> int | None:
        """How many whole months it is, beginning on the first of one; None when it is not."""
        after = self.last + ONE_DAY
        if self.first.day != 1 or after.day != 1 or after <= self.first:
            return None
        return (after.year - self.first.year) * MONTHS + after.month - self.first.month

    def back(self, years: int) -> "Period":
        """The same days so many years earlier."""
        if self.months is not None:
            return Period(_years(self.first, -years), _years(self.last + ONE_DAY, -years) - ONE_DAY)
        return Period(_years(self.first, -years), _years(self.last, -years))

    def meets(self, other: "Period") -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def trend(period: Period, number: int = 4) -> list[Period]:
    """A stretch of whole months after those of the same length before it; one of odd days after the same of each year
    before. The earliest first."""
    months = period.months
    if months is None:
        return [period.back(past) for past in reversed(range(number))]
    starts = [_months(period.first, -months * past) for past in reversed(range(number))]
    return [Period(first, _months(first, months) - ONE_DAY) for first in starts]


def years(period: Period, number: int = 3) -> list[Period]:
    """The years that stand side by side, the earliest first.

    A period of several whole years is those years. Any other is the last of `number`, after the same days of the
    years before.
    """
    months = period.months
    if months and months > MONTHS and months % MONTHS == 0:
        starts = [_years(period.first, past) for past in range(months // MONTHS + 1)]
        return [Period(first, then - ONE_DAY) for first, then in zip(starts, starts[1:], strict=False)]
    return [period.back(past) for past in reversed(range(number))]


def quarters(period: Period) -> list[Period]:
    """Its quarters, each three months from its first day. What is left over at the end is the last one."""
    found = []
    first = period.first
    while first <= period.last:
        then = _months(first, 3)
        found.append(Period(first, min(then - ONE_DAY, period.last)))
        first = then
    return found


def quarter_label(quarter: Period, period: Period) -> str:
    """`Q1` counts from the beginning of the year that the period begins (or, within a financial year, from April)."""
    months = (quarter.first.year - period.first.year) * MONTHS + quarter.first.month - period.first.month
    offset = (period.first.month - 4) % MONTHS if (period.months or 0) < MONTHS else 0
    return f"Q{(offset + months) // 3 + 1}"


def _years(day: date, number: int) -> date:
    return _months(day, number * MONTHS)


def _months(day: date, number: int) -> date:
    """The same day so many months on, or the last day of that month where it has no such day."""
    count = day.year * MONTHS + day.month - 1 + number
    year, month = divmod(count, MONTHS)
    for wanted in range(day.day, 27, -1):
        try:
            return date(year, month + 1, wanted)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
