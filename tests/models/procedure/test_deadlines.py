"""Deadlines, extensions and the working shown for them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.policy import bank_holidays
from models.procedure.deadlines import (
    ExtensionRefused,
    Move,
    Standing,
    check_extension,
    count_lines,
    due_on,
    furthest,
    standing,
    working,
)
from models.procedure.terms import Clock, Unit
from models.procedure.working_days import add_working_days

HOLIDAYS = bank_holidays()
START = date(2026, 11, 23)
DUE = date(2026, 12, 7)
LAST = date(2026, 12, 21)


@pytest.mark.parametrize(
    ("length", "due"),
    [(2, "2026-11-25"), (10, "2026-12-07"), (20, "2026-12-21"), (25, "2026-12-30"), (65, "2027-02-25")],
)
def test_the_dates_a_child_is_promised_are_right_t57(length: int, due: str) -> None:
    assert due_on(Unit.WORKING_DAYS, length, START, HOLIDAYS) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("unit", "length", "start", "due"),
    [
        (Unit.CALENDAR_DAYS, 28, "2026-11-23", "2026-12-21"),
        (Unit.CALENDAR_DAYS, -10, "2027-01-05", "2026-12-26"),
        (Unit.MONTHS, 1, "2028-01-31", "2028-02-29"),
        (Unit.MONTHS, 12, "2026-12-31", "2027-12-31"),
        (Unit.MONTHS, -1, "2027-01-31", "2026-12-31"),
        (Unit.YEARS, 1, "2028-02-29", "2029-02-28"),
    ],
)
def test_calendar_lengths_are_not_counted_in_working_days_d07(unit: Unit, length: int, start: str, due: str) -> None:
    assert due_on(unit, length, date.fromisoformat(start), HOLIDAYS) == date.fromisoformat(due)


def test_stage_1_may_reach_day_20_and_no_further_k12() -> None:
    assert furthest(Clock.S1_RESPONSE, START, HOLIDAYS) == LAST
    assert check_extension(Clock.S1_RESPONSE, START, LAST, HOLIDAYS, START, DUE) is None
    with pytest.raises(ExtensionRefused, match="The latest date allowed is Monday 21 December 2026"):
        check_extension(Clock.S1_RESPONSE, START, date(2026, 12, 22), HOLIDAYS, START, DUE)


def test_a_council_may_allow_less_than_the_law_k12() -> None:
    assert furthest(Clock.S1_RESPONSE, START, HOLIDAYS, ceiling=15) == date(2026, 12, 14)
    with pytest.raises(ExtensionRefused, match="14 December"):
        check_extension(Clock.S1_RESPONSE, START, LAST, HOLIDAYS, START, DUE, ceiling=15)


def test_a_second_extension_is_still_counted_from_the_start_k12() -> None:
    moved = date(2026, 12, 14)
    assert check_extension(Clock.S1_RESPONSE, START, LAST, HOLIDAYS, moved, moved) is None


def test_stage_2_may_reach_day_65_k32() -> None:
    assert furthest(Clock.S2_RESPONSE, START, HOLIDAYS) == date(2027, 2, 25)


@pytest.mark.parametrize("clock", [Clock.ACKNOWLEDGE, Clock.S1_CONFIRM, Clock.OFFER_ADVOCACY, Clock.FREEZE])
def test_no_other_clock_can_be_extended_k12(clock: Clock) -> None:
    assert furthest(clock, START, HOLIDAYS) is None
    with pytest.raises(ExtensionRefused, match="cannot be extended"):
        check_extension(clock, START, LAST, HOLIDAYS, START, DUE)


def test_notice_on_the_last_day_is_in_time_and_after_it_is_late_k13_g03() -> None:
    assert check_extension(Clock.S1_RESPONSE, START, LAST, HOLIDAYS, DUE, DUE) is None
    warning = check_extension(Clock.S1_RESPONSE, START, LAST, HOLIDAYS, date(2026, 12, 8), DUE)
    assert warning is not None
    assert "counts as late" in warning


@pytest.mark.parametrize("new", [DUE, date(2026, 12, 4)])
def test_an_extension_never_shortens_k12(new: date) -> None:
    with pytest.raises(ExtensionRefused, match="after Monday 7 December 2026"):
        check_extension(Clock.S1_RESPONSE, START, new, HOLIDAYS, START, DUE)


def test_an_extension_never_ends_in_the_past_k12() -> None:
    with pytest.raises(ExtensionRefused, match="from today onwards"):
        check_extension(Clock.S1_RESPONSE, START, date(2026, 12, 8), HOLIDAYS, date(2026, 12, 9), DUE)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-12-02", Standing.ON_TIME),
        ("2026-12-03", Standing.DUE_SOON),
        ("2026-12-05", Standing.DUE_SOON),
        ("2026-12-07", Standing.DUE_TODAY),
        ("2026-12-08", Standing.OVERDUE),
    ],
)
def test_a_deadline_is_missed_only_when_its_whole_day_has_passed_d03(today: str, expected: Standing) -> None:
    assert standing(DUE, date.fromisoformat(today), HOLIDAYS) is expected


def test_the_working_names_each_day_that_was_not_counted_d01() -> None:
    shown = working(Clock.S2_RESPONSE, START, 25, HOLIDAYS, date(2026, 12, 30))
    assert dict(shown.not_counted)[date(2026, 12, 25)] == "Christmas Day"
    assert dict(shown.not_counted)[date(2026, 12, 28)] == "Boxing Day (substitute day)"
    assert len(shown.not_counted) == 12
    assert shown.length == "25 working days"
    assert shown.first_due == shown.due
    assert shown.source.startswith("The law: regulation 17 of the Children Act 1989")
    assert shown.lines()[0] == "Answer at stage 2 (K-32)"
    assert "Due: the end of Wednesday 30 December 2026" in shown.lines()


def test_the_working_keeps_every_date_that_was_told_before_s40() -> None:
    moves = [
        Move(date(2026, 12, 1), DUE, date(2026, 12, 8), "a bank holiday was announced"),
        Move(date(2026, 12, 4), date(2026, 12, 8), LAST, "it is complex"),
    ]
    shown = working(Clock.S1_RESPONSE, START, 10, HOLIDAYS, LAST, moves)
    assert shown.first_due == DUE
    moved = "Moved on Tuesday 1 December 2026 from Monday 7 December 2026 to Tuesday 8 December 2026"
    assert f"{moved}: a bank holiday was announced" in shown.lines()


def test_a_councils_shorter_limit_is_not_called_the_law_k10() -> None:
    assert "the council's own limit is shorter" in working(Clock.S1_RESPONSE, START, 8, HOLIDAYS, DUE).source
    assert working(Clock.ACKNOWLEDGE, START, 2, HOLIDAYS, date(2026, 11, 25)).source == "Council policy (K-03)."
    assert working(Clock.FREEZE, START, 1, HOLIDAYS, date(2026, 11, 24)).length == "1 working day"


def test_a_count_ends_with_the_date_alone_d03() -> None:
    lines = count_lines(date(2026, 12, 24), 2, HOLIDAYS)
    assert lines == [
        "2026-12-25 not counted: Christmas Day",
        "2026-12-26 not counted: Saturday",
        "2026-12-27 not counted: Sunday",
        "2026-12-28 not counted: Boxing Day (substitute day)",
        "2026-12-30",
    ]
    assert count_lines(START, 0, HOLIDAYS) == ["2026-11-23"]


def test_a_count_backwards_names_what_it_passed_over_k55() -> None:
    lines = count_lines(date(2026, 12, 29), -1, HOLIDAYS)
    assert lines[-1] == "2026-12-24"
    assert len(lines) == 5


@given(st.dates(date(2012, 1, 1), date(2028, 6, 1)), st.integers(-65, 65))
def test_counted_and_uncounted_days_fill_the_whole_span_d03(start: date, length: int) -> None:
    end = add_working_days(start, length, HOLIDAYS)
    skipped = [date.fromisoformat(line[:10]) for line in count_lines(start, length, HOLIDAYS)[:-1]]
    between = [day for day in skipped if min(start, end) < day < max(start, end)]
    assert abs((end - start).days) == abs(length) + len(between)
