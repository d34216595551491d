"""When a running clock falls due, how far it may be moved, and the working that shows how its date was reached."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.procedure.clocks import LIMITS, Authority, Basis, Limit
from models.procedure.gross import Gross
from models.procedure.lateness import is_late
from models.procedure.terms import Clock, Confidence, Unit
from models.procedure.working_days import (
    ONE_DAY,
    WEEKEND,
    Holidays,
    add_working_days,
    is_working_day,
    next_working_day,
    why_not_counted,
    working_days_between,
)

UNITS: dict[Unit, tuple[str, str]] = {
    Unit.WORKING_DAYS: ("working day", "working days"),
    Unit.CALENDAR_DAYS: ("day", "days"),
    Unit.MONTHS: ("month", "months"),
    Unit.YEARS: ("year", "years"),
}
SURE = frozenset({Confidence.READ, Confidence.CORROBORATED})
REGULATIONS = "the Children Act 1989 Representations Procedure (England) Regulations 2006"
SOON = 2  # working days before the end, when a page begins to warn
NO_STOP = "The Regulations have no general stop at stages 2 and 3 (K-42)"
LATE_NOTICE = "The deadline has already passed, so this case counts as late whatever new date is given (G-03)."


class ExtensionRefused(ValueError):
    """The rules do not let this clock run to that day. The message is for the officer."""


class Standing(StrEnum):
    """How a deadline stands today."""

    ON_TIME = "on time"
    DUE_SOON = "due soon"
    DUE_TODAY = "due today"
    OVERDUE = "overdue"


def due_on(unit: Unit, length: int, started: date, holidays: Holidays) -> date:
    """The last day to act. A negative length counts back from `started` (papers before a panel); none at all is that
    day, or the next that is worked."""
    if unit is Unit.WORKING_DAYS:
        if length == 0 and not is_working_day(started, holidays):
            return next_working_day(started, holidays)
        return add_working_days(started, length, holidays)
    if unit is Unit.CALENDAR_DAYS:
        return started + timedelta(days=length)
    return _add_months(started, length * 12 if unit is Unit.YEARS else length)


def _add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def furthest(clock: Clock, started: date, holidays: Holidays, ceiling: int | None = None) -> date | None:
    """The last day an extension may reach, or None where none exists. A council's own ceiling may be passed."""
    limit = LIMITS[clock]
    reach = limit.ceiling if ceiling is None else ceiling
    return None if reach is None else due_on(limit.unit, reach, started, holidays)


def no_later(due: date, last: date | None, started: date) -> date:
    """`due`, or `last` where a step would end after the whole that it is part of (K-40). A step that only begins
    when the whole is late already keeps its own length: the whole is what counts as late."""
    return min(due, last) if last is not None and started <= last else due


def check_extension(
    clock: Clock,
    started: date,
    new_due: date,
    holidays: Holidays,
    today: date,
    due: date,
    *,
    ceiling: int | None = None,
) -> str | None:
    """Refuse a date the rules do not allow; otherwise return a warning for the officer, or None.

    The ceiling is counted from the original start, however often the date moved
    (K-12). Notice after the deadline is still owed to the person, so it is not
    refused, but it never turns a late case into one in time (K-13, G-03).
    """
    last = furthest(clock, started, holidays, ceiling)
    if last is None:
        raise ExtensionRefused(f"The time limit “{LIMITS[clock].label}” cannot be extended.")
    if new_due > last:
        raise ExtensionRefused(f"The latest date allowed is {words(last)}, counted from {words(started)}.")
    if new_due <= due:
        raise ExtensionRefused(f"Choose a date after {words(due)}, the date they have been given.")
    if new_due < today:
        raise ExtensionRefused("Choose a date from today onwards.")
    if LIMITS[clock].unit is Unit.WORKING_DAYS and (why := why_not_counted(new_due, holidays)):
        raise ExtensionRefused(_nearest(new_due, why, holidays, (max(due + ONE_DAY, today), last)))
    return LATE_NOTICE if today > due else None


def _nearest(day: date, why: str, holidays: Holidays, between: tuple[date, date]) -> str:
    """Nobody answers on a day that is not a working day: say which two stand nearest, as far as they are allowed."""
    near = [one for one in (add_working_days(day, n, holidays) for n in (-1, 1)) if between[0] <= one <= between[1]]
    named = f"{words(day)} is not a working day{_named(why)}"
    return f"{named}. Choose {' or '.join(words(one) for one in near)}." if near else f"{named}. Choose another day."


def standing(due: date, today: date, holidays: Holidays) -> Standing:
    """How a deadline stands. It is missed only when the whole of its day has passed (D-03)."""
    if is_late(due, today):
        return Standing.OVERDUE
    if today == due:
        return Standing.DUE_TODAY
    return Standing.DUE_SOON if working_days_between(today, due, holidays) <= SOON else Standing.ON_TIME


@dataclass(frozen=True, slots=True)
class Move:
    """One time a date was moved: an extension, a later start, or a bank holiday announced since."""

    on: date
    was: date
    now: date
    why: str


WHY_DAY_0: dict[Basis, str] = {
    Basis.EVENT: "the day it began",
    Basis.RECEIVED: "the day it reached us",
    Basis.S1_START: "the day it reached us, or the later day on which it could start (K-11)",
    Basis.ACKNOWLEDGED: "the day the acknowledgement went",
    Basis.REQUEST: "the day the next stage was asked for",
    Basis.STATEMENT: "the day the statement of complaint was agreed",
    Basis.PANEL: "the day of the panel",
    Basis.REPORT: "the day the panel's report came",
}


def _named(why: str) -> str:
    """A weekend names itself; a bank holiday has a name of its own."""
    return "" if why in WEEKEND.values() else f" ({why})"


@dataclass(frozen=True, slots=True)
class Working:
    """How one deadline was reached, for a page and for the command line."""

    clock: Clock
    label: str
    rule: str
    started: date
    length: str  # "10 working days"
    not_counted: tuple[tuple[date, str], ...]
    moves: tuple[Move, ...]
    first_due: date  # before any move
    due: date
    responsible: str
    source: str
    gross: Gross | None = None  # where anything waited

    def lines(self) -> list[str]:
        """The same, one line each."""
        return [
            f"{self.label} ({self.rule})",
            f"Day 0: {words(self.started)}, {WHY_DAY_0[LIMITS[self.clock].basis]}. Length: {self.length}.",
            *(f"Not counted: {words(day)}{_named(why)}" for day, why in self.not_counted),
            *(f"Moved on {words(m.on)} from {words(m.was)} to {words(m.now)}: {m.why}" for m in self.moves),
            *self._cut_short(),
            *self._waits(),
            f"Due: the end of {words(self.due)}",
            f"Responsible: {self.responsible}",
            self.source,
        ]

    def _waits(self) -> list[str]:
        """The gross days stay visible, and so does a wait that no rule lets stop this clock (K-20, K-42)."""
        if self.gross is None:
            return []
        said = f"Day {self.gross.days} gross on {words(self.gross.on)}, of which {self.gross.waited or 'none'} waited"
        return [
            f"{said}. Figures count the gross days (K-20)",
            *(f"Waited from {words(one.since)} to {words(one.until)}: {one.why}" for one in self.gross.waits),
            *(
                f"Not stopped from {words(one.since)} to {words(one.until)}: {one.why}. {NO_STOP}"
                for one in self.gross.not_stopped
            ),
        ]

    def _cut_short(self) -> list[str]:
        """Why it ends before its own length is over."""
        whole = LIMITS[self.clock].inside
        if whole is None or self.moves or self.due >= self.first_due:
            return []
        return [f"Not later than the last day allowed for “{LIMITS[whole].label}” ({self.rule})"]


def working(
    clock: Clock, started: date, length: int, holidays: Holidays, due: date, moves: Sequence[Move] = (),
    waited: Gross | None = None,
) -> Working:  # fmt: skip
    """How `clock` came to fall due on `due`, with `length` the figure of the case's own policy."""
    limit = LIMITS[clock]
    return Working(
        clock=clock,
        label=limit.label,
        rule=limit.rule,
        started=started,
        length=length_in_words(length, limit.unit),
        not_counted=tuple(not_counted(started, due, holidays)) if limit.unit is Unit.WORKING_DAYS else (),
        moves=tuple(moves),
        first_due=moves[0].was if moves else due_on(limit.unit, length, started, holidays),
        due=due,
        responsible=limit.responsible,
        source=source_sentence(limit, length),
        gross=waited,
    )


def not_counted(started: date, due: date, holidays: Holidays) -> Iterable[tuple[date, str]]:
    """Each day after the start, up to the deadline, that is not a working day, with its reason."""
    day, last = (started + ONE_DAY, due) if due >= started else (due, started - ONE_DAY)
    while day <= last:
        if why := why_not_counted(day, holidays):
            yield day, why
        day += ONE_DAY


def source_sentence(limit: Limit, length: int | None = None) -> str:
    """Whose rule this is. Nothing is called the law unless its text was read or corroborated (rules 0.3)."""
    if limit.authority is Authority.OURS:
        return f"Our own promise ({limit.rule})."
    if limit.confidence not in SURE or limit.authority is Authority.POLICY:
        return f"Council policy ({limit.rule})."
    if limit.authority is Authority.CODE:
        return f"The Ombudsman's Complaint Handling Code, {limit.source}. It is guidance, not law."
    shorter = "; the council's own limit is shorter" if length and limit.law and length < limit.law else ""
    return f"The law: {limit.source} of {REGULATIONS}{shorter}."


def count_lines(start: date, days: int, holidays: Holidays) -> list[str]:
    """Each day that is not counted, then the day that `days` working days from `start` end, as an ISO date."""
    end = add_working_days(start, days, holidays)
    return [
        *(f"{day.isoformat()} not counted: {why}" for day, why in not_counted(start, end, holidays)),
        end.isoformat(),
    ]


def length_in_words(length: int, unit: Unit) -> str:
    """ "10 working days", "1 year"; counted back, "10 working days before it"; none, "the same working day"."""
    if length == 0:
        return f"the same {UNITS[unit][0]}"
    return f"{abs(length)} {UNITS[unit][abs(length) != 1]}{' before it' if length < 0 else ''}"


def words(day: date) -> str:
    """ "Monday 7 December 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"
