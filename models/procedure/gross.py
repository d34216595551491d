"""Gross days and the days that waited: what every figure counts, and what our own days leave out (K-20, K-42)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.procedure.pausing import STAY
from models.procedure.terms import Clock
from models.procedure.working_days import Holidays, working_days_between


@dataclass(frozen=True, slots=True)
class Wait:
    """One time that a case waited, to the day that was named, or to another on which it `ended`. `stops` are the clocks
    that wait with it; `why` is for staff."""

    since: date
    until: date
    why: str
    stops: frozenset[Clock]
    ended: date | None = None


def as_of(waits: Iterable[Wait], day: date) -> list[Wait]:
    """How each stood on a day: one that ended later still waited to the day that was named."""
    return [replace(one, until=one.ended, ended=None) if one.ended and one.ended <= day else one for one in waits]


def days_after(waits: Iterable[Wait], clock: Clock, day: date, holidays: Holidays) -> int:
    """How many working days `clock` waits from `day` on. A day on which two things wait is one day (REG 8)."""
    spans = sorted((wait.since, wait.until) for wait in waits if clock in wait.stops)
    total, reached = 0, day
    for since, until in spans:
        begins = max(since, reached)
        if until > begins:
            total += working_days_between(begins, until, holidays)
            reached = until
    return total


@dataclass(frozen=True, slots=True)
class Gross:
    """How many working days a clock ran in all, up to today or to its end, and how many of them waited."""

    on: date
    days: int
    waited: int
    waits: tuple[Wait, ...]
    not_stopped: tuple[Wait, ...]  # the person waited, and this clock may not: no rule stops it


def gross(
    clock: Clock, started: date, on: date, waited: int, waits: Sequence[Wait], holidays: Holidays
) -> Gross | None:
    """None where nothing ever waited: then every day is a gross one."""
    theirs = [wait for wait in as_of(waits, on) if wait.since <= on and wait.until > started]
    not_stopped = tuple(wait for wait in theirs if clock in STAY and clock not in wait.stops)
    if not waited and not not_stopped:
        return None
    stopping = tuple(wait for wait in theirs if clock in wait.stops)
    so_far = max(waited - days_after(stopping, clock, on, holidays), 0)
    return Gross(on, working_days_between(started, on, holidays), so_far, stopping if waited else (), not_stopped)
