"""The day a clock starts, where it depends on facts."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.policy import bank_holidays
from models.procedure.starts import Arrival, received_day, s1_starts

HOLIDAYS = bank_holidays()
CUT_OFF = time(16)
days = st.dates(date(2020, 1, 1), date(2028, 12, 31))


def test_stage_1_starts_when_it_is_received_k11() -> None:
    assert s1_starts(date(2026, 11, 23)) == date(2026, 11, 23)


def test_stage_1_waits_for_an_advocate_and_for_interest_to_be_decided_k11() -> None:
    received = date(2026, 11, 23)
    assert s1_starts(received, date(2026, 11, 26), None) == date(2026, 11, 26)
    assert s1_starts(received, None, date(2026, 11, 27)) == date(2026, 11, 27)
    assert s1_starts(received, date(2026, 11, 26), date(2026, 11, 27)) == date(2026, 11, 27)


def test_an_advocate_found_before_never_makes_the_clock_start_earlier_k11() -> None:
    assert s1_starts(date(2026, 11, 23), date(2026, 11, 2), None) == date(2026, 11, 23)


@given(days, st.none() | days, st.none() | days)
def test_stage_1_starts_on_the_latest_of_its_facts_k11(
    received: date, advocate: date | None, interest: date | None
) -> None:
    start = s1_starts(received, advocate, interest)
    assert start >= received
    assert start in {received, advocate, interest}


@pytest.mark.parametrize(
    ("moment", "setting", "cut_off", "day"),
    [
        ("2026-11-21 10:00", Arrival.SAME_DAY, None, "2026-11-21"),
        ("2026-11-21 10:00", Arrival.NEXT_WORKING_DAY, None, "2026-11-23"),
        ("2026-12-25 10:00", Arrival.NEXT_WORKING_DAY, None, "2026-12-29"),
        ("2026-11-23 15:59", Arrival.NEXT_WORKING_DAY, CUT_OFF, "2026-11-23"),
        ("2026-11-23 16:00", Arrival.NEXT_WORKING_DAY, CUT_OFF, "2026-11-24"),
        ("2026-11-23 23:00", Arrival.SAME_DAY, CUT_OFF, "2026-11-23"),
        ("2026-11-23 23:59", Arrival.NEXT_WORKING_DAY, None, "2026-11-23"),
        ("2026-07-01 15:30", Arrival.NEXT_WORKING_DAY, CUT_OFF, "2026-07-02"),  # half past four in England
        ("2026-07-01 23:30", Arrival.SAME_DAY, None, "2026-07-02"),
    ],
)
def test_the_day_of_receipt_follows_the_councils_setting_d06(
    moment: str, setting: Arrival, cut_off: time | None, day: str
) -> None:
    when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert received_day(when, HOLIDAYS, setting, cut_off) == date.fromisoformat(day)
