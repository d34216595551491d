"""Dates, times and references as people read them."""

from datetime import UTC, date, datetime

import pytest

from models.formats import FILTERS, ago, clock_time, long_date, moment, reference, short_date

MONDAY = date(2026, 12, 7)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_date_is_written_out_with_its_day() -> None:
    assert long_date(MONDAY) == "Monday 7 December 2026"
    assert short_date(MONDAY) == "7 December 2026"


def test_a_moment_is_shown_as_its_day_and_hour_in_england_f25() -> None:
    assert long_date(utc("2026-07-01 23:30")) == "Thursday 2 July 2026"
    assert moment(utc("2026-07-01 23:30")) == "2 July 2026 at 12:30am"
    assert moment(utc("2026-12-07 15:05")) == "7 December 2026 at 3:05pm"


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("2026-12-07 09:00", "9am"),
        ("2026-12-07 12:00", "midday"),
        ("2026-12-07 12:01", "12:01pm"),
        ("2026-12-07 00:00", "midnight"),
        ("2026-12-07 23:59", "11:59pm"),
        ("2026-03-29 00:59", "12:59am"),
        ("2026-03-29 01:00", "2am"),
        ("2026-10-25 00:30", "1:30am BST"),
        ("2026-10-25 01:30", "1:30am GMT"),
        ("2026-10-25 02:00", "2am"),
    ],
)
def test_the_hour_that_happens_twice_is_told_apart_f25(when: str, shown: str) -> None:
    assert clock_time(utc(when)) == shown


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("2026-12-07 11:59:30", "just now"),
        ("2026-12-07 11:59:00", "1 minute ago"),
        ("2026-12-07 11:15:00", "45 minutes ago"),
        ("2026-12-07 11:00:00", "1 hour ago"),
        ("2026-12-07 00:30:00", "11 hours ago"),
        ("2026-12-06 23:30:00", "yesterday"),
        ("2026-12-05 12:00:00", "5 December 2026"),
    ],
)
def test_how_long_ago_is_said_in_one_unit(when: str, shown: str) -> None:
    assert ago(utc(when), utc("2026-12-07 12:00:00")) == shown


@pytest.mark.parametrize("typed", ["CV-7K3M-9Q", "cv7k3m9q", " cv 7k3m 9q ", "CV–7K3M–9Q"])
def test_a_reference_is_grouped_for_reading_aloud(typed: str) -> None:
    assert reference(typed) == "CV-7K3M-9Q"


def test_a_short_or_missing_reference_is_no_error() -> None:
    assert (reference("cv7"), reference(""), reference(None)) == ("CV-7", "", "")


def test_nothing_is_shown_for_nothing() -> None:
    assert long_date(None) == short_date(None) == moment(None) == clock_time(None) == ago(None, utc("2026-12-07")) == ""


def test_a_moment_without_a_time_zone_is_turned_away_f25() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2026, 12, 7))  # noqa: DTZ001


def test_templates_get_every_filter() -> None:
    names = {"date", "day", "moment", "time", "ago", "reference", "numbers", "near", "number", "plain", "kept_date"}
    assert set(FILTERS) == names
