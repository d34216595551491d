"""Counting working days, held to the Ombudsman's own date and to every cell of the table in rules 1.1."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.policy import bank_holidays
from models.procedure.working_days import (
    add_working_days,
    is_working_day,
    local_day,
    next_working_day,
    why_not_counted,
    working_days_between,
)

HOLIDAYS = bank_holidays()
LENGTHS = (2, 3, 5, 10, 15, 20, 25, 30, 50, 65)
TABLE = """
2026-03-20: 2026-03-24 2026-03-25 2026-03-27 2026-04-07 2026-04-14 2026-04-21 2026-04-28 2026-05-06 2026-06-04 2026-06-25
2026-11-21: 2026-11-24 2026-11-25 2026-11-27 2026-12-04 2026-12-11 2026-12-18 2026-12-29 2027-01-06 2027-02-03 2027-02-24
2026-11-23: 2026-11-25 2026-11-26 2026-11-30 2026-12-07 2026-12-14 2026-12-21 2026-12-30 2027-01-07 2027-02-04 2027-02-25
2026-12-14: 2026-12-16 2026-12-17 2026-12-21 2026-12-30 2027-01-07 2027-01-14 2027-01-21 2027-01-28 2027-02-25 2027-03-18
2026-12-24: 2026-12-30 2026-12-31 2027-01-05 2027-01-12 2027-01-19 2027-01-26 2027-02-02 2027-02-09 2027-03-09 2027-04-01
2027-03-24: 2027-03-30 2027-03-31 2027-04-02 2027-04-09 2027-04-16 2027-04-23 2027-04-30 2027-05-10 2027-06-08 2027-06-29
"""  # noqa: E501
CELLS = [
    (start, length, end)
    for line in TABLE.strip().splitlines()
    for start, ends in [line.split(": ")]
    for length, end in zip(LENGTHS, ends.split(), strict=True)
]
days = st.dates(date(2012, 1, 1), date(2028, 12, 31))
lengths = st.integers(-130, 130)


@pytest.mark.parametrize(("start", "length", "end"), [*CELLS, ("2024-08-29", 65, "2024-11-28")])
def test_every_cell_of_the_table_and_the_ombudsmans_own_date_d03(start: str, length: int, end: str) -> None:
    assert add_working_days(date.fromisoformat(start), length, HOLIDAYS) == date.fromisoformat(end)


def test_the_table_is_whole_d03() -> None:
    assert len(CELLS) == 60


def test_nothing_is_added_on_day_nought_d03() -> None:
    saturday = date(2026, 11, 21)
    assert add_working_days(saturday, 0, HOLIDAYS) == saturday


def test_papers_go_out_so_many_working_days_before_k55() -> None:
    assert add_working_days(date(2027, 1, 12), -10, HOLIDAYS) == date(2026, 12, 24)


def test_each_day_that_does_not_count_says_why_d01() -> None:
    assert why_not_counted(date(2026, 12, 25), HOLIDAYS) == "Christmas Day"
    assert why_not_counted(date(2026, 12, 28), HOLIDAYS) == "Boxing Day (substitute day)"
    assert why_not_counted(date(2026, 12, 26), HOLIDAYS) == "Saturday"
    assert why_not_counted(date(2026, 12, 27), HOLIDAYS) == "Sunday"
    assert why_not_counted(date(2026, 12, 29), HOLIDAYS) is None


def test_days_on_which_an_office_is_shut_still_count_d08() -> None:
    assert [is_working_day(date(2026, 12, day), HOLIDAYS) for day in (29, 30, 31)] == [True] * 3


def test_a_special_holiday_added_later_moves_the_end_d02() -> None:
    more = HOLIDAYS | {date(2026, 12, 1): "A coronation"}
    assert add_working_days(date(2026, 11, 23), 10, more) == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-29 00:30", date(2026, 3, 29)),
        ("2026-03-29 01:30", date(2026, 3, 29)),
        ("2026-03-29 22:59", date(2026, 3, 29)),
        ("2026-03-29 23:00", date(2026, 3, 30)),  # midnight in England: summer time has begun
        ("2026-03-28 23:59", date(2026, 3, 28)),
        ("2026-10-24 23:30", date(2026, 10, 25)),
        ("2026-10-25 00:30", date(2026, 10, 25)),  # the first 01:30
        ("2026-10-25 01:30", date(2026, 10, 25)),  # and the second
        ("2026-10-25 23:59", date(2026, 10, 25)),
        ("2026-07-01 23:30", date(2026, 7, 2)),
        ("2026-12-31 23:59", date(2026, 12, 31)),
    ],
)
def test_the_legal_day_is_the_one_in_england_when_the_clocks_change_f25(moment: str, day: date) -> None:
    assert local_day(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == day


def test_a_moment_without_a_time_zone_is_turned_away_f25() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 3, 29, 0, 30))  # noqa: DTZ001


@given(days, lengths.filter(bool))
def test_a_count_never_ends_on_a_day_that_is_not_worked_d01(start: date, length: int) -> None:
    assert is_working_day(add_working_days(start, length, HOLIDAYS), HOLIDAYS)


@given(days, lengths)
def test_measuring_undoes_adding_d03(start: date, length: int) -> None:
    assert working_days_between(start, add_working_days(start, length, HOLIDAYS), HOLIDAYS) == length


@given(days, st.integers(0, 130))
def test_more_days_never_end_sooner_d03(start: date, length: int) -> None:
    assert add_working_days(start, length, HOLIDAYS) < add_working_days(start, length + 1, HOLIDAYS)


@given(days, st.integers(0, 130))
def test_a_later_start_never_ends_sooner_d03(start: date, length: int) -> None:
    later = start + timedelta(days=1)
    assert add_working_days(start, length, HOLIDAYS) <= add_working_days(later, length, HOLIDAYS)


@given(days, days)
def test_measuring_agrees_with_counting_one_by_one_d03(start: date, end: date) -> None:
    first, last = sorted((start, end))
    between = (first + timedelta(days=step) for step in range((last - first).days + 1))
    working = [day for day in between if is_working_day(day, HOLIDAYS)]
    forwards = [day for day in working if day > start]
    backwards = [day for day in working if day < start]
    expected = len(forwards) if end >= start else -len(backwards)
    assert working_days_between(start, end, HOLIDAYS) == expected


@given(days)
def test_the_next_working_day_is_day_one_d03(day: date) -> None:
    assert next_working_day(day, HOLIDAYS) == add_working_days(day, 1, HOLIDAYS) > day


def test_sent_on_a_monday_the_page_names_these_days_t57() -> None:
    monday = date(2026, 11, 23)
    days = {2: "2026-11-25", 10: "2026-12-07", 20: "2026-12-21", 25: "2026-12-30", 65: "2027-02-25"}
    assert {n: add_working_days(monday, n, HOLIDAYS).isoformat() for n in days} == days
