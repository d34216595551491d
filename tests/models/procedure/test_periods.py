"""Years side by side and quarters (rules 5.5), as a report's columns."""

from datetime import date

import pytest

from models.procedure.periods import Period, quarter_label, quarters, years

YEAR = Period(date(2016, 4, 1), date(2017, 3, 31))
LEAP = Period(date(2023, 4, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2016, 4, 1), date(2017, 3, 31), "2016/17"),
        (date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (date(2016, 4, 1), date(2016, 9, 30), "Apr to Sep 2016"),
        (date(2016, 10, 1), date(2017, 3, 31), "Oct 2016 to Mar 2017"),
        (date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        (date(2016, 4, 3), date(2016, 4, 9), "3 Apr 2016 to 9 Apr 2016"),
    ],
)
def test_a_period_is_called_what_people_call_it(first, last, label):
    assert Period(first, last).label == label


def test_three_years_stand_side_by_side_the_earliest_first():
    assert [year.label for year in years(YEAR)] == ["2014/15", "2015/16", "2016/17"]


def test_a_period_of_three_years_is_those_three_years():
    assert years(Period(date(2014, 4, 1), date(2017, 3, 31))) == years(YEAR)


def test_half_a_year_stands_beside_the_same_half_of_the_years_before():
    halves = years(Period(date(2016, 4, 1), date(2016, 9, 30)), 2)
    assert [half.label for half in halves] == ["Apr to Sep 2015", "Apr to Sep 2016"]


def test_a_month_that_ends_in_a_leap_day_is_whole_in_every_year():
    february = Period(date(2024, 2, 1), date(2024, 2, 29))
    assert february.back(1) == Period(date(2023, 2, 1), date(2023, 2, 28))
    assert Period(date(2023, 2, 1), date(2023, 2, 28)).back(-1) == february


def test_the_quarters_of_a_year_hold_every_day_once():
    found = quarters(LEAP)
    assert [quarter_label(quarter, LEAP) for quarter in found] == ["Q1", "Q2", "Q3", "Q4"]
    assert found[0].first == LEAP.first
    assert found[-1].last == LEAP.last
    assert sum((quarter.last - quarter.first).days + 1 for quarter in found) == 366


def test_the_second_half_of_a_financial_year_has_its_third_and_fourth_quarter():
    half = Period(date(2016, 10, 1), date(2017, 3, 31))
    assert [quarter_label(quarter, half) for quarter in quarters(half)] == ["Q3", "Q4"]


def test_a_calendar_year_begins_its_first_quarter_in_january():
    year = Period(date(2016, 1, 1), date(2016, 12, 31))
    assert [quarter_label(quarter, year) for quarter in quarters(year)] == ["Q1", "Q2", "Q3", "Q4"]
