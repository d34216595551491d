"""The rota, hour by hour through a week and through bank holidays (T39)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from models.cases.duty_rota import DAYS, Rota, Shift, as_value, duty_now, read, rota_of, sending_works, set_rota
from models.policy import Contacts, bank_holidays
from models.post.outbox import queue_staff
from models.procedure.working_days import ENGLAND
from models.tables import JobRun
from tests.conftest import MONDAY

CONTACTS = Contacts(duty_phone="01632 960101", duty_phone_out_of_hours="01632 960199")
SHIPPED = read({}, CONTACTS)
HOLIDAYS = bank_holidays()
WEEKS = [date(2026, 11, 23), date(2026, 12, 21), date(2026, 12, 28), date(2026, 3, 30), date(2026, 8, 31)]


def hours(week: date) -> list[datetime]:
    """Each hour of seven days, as the clock on the wall shows it."""
    return [datetime.combine(week + timedelta(days=n // 24), time(n % 24), ENGLAND) for n in range(24 * 7)]


@pytest.mark.parametrize("week", WEEKS)
def test_every_hour_of_weeks_with_and_without_bank_holidays(week: date) -> None:
    for hour in hours(week):
        worked = hour.weekday() < 5 and hour.date() not in HOLIDAYS
        there = worked and 9 <= hour.hour < 17
        duty = SHIPPED.at(hour, HOLIDAYS)
        assert duty.on is there, hour
        assert duty.phone == (CONTACTS.duty_phone if there else CONTACTS.duty_phone_out_of_hours)
        if not there:
            assert duty.back is not None
            assert duty.back > hour
            assert SHIPPED.at(duty.back, HOLIDAYS).on, hour
            assert not SHIPPED.at(duty.back - timedelta(minutes=1), HOLIDAYS).on, hour
        else:
            assert duty.back is None


def test_the_hours_are_those_of_england_in_summer_too() -> None:
    assert SHIPPED.at(datetime(2026, 7, 1, 8, 30, tzinfo=UTC), HOLIDAYS).on
    assert not SHIPPED.at(datetime(2026, 7, 1, 16, 30, tzinfo=UTC), HOLIDAYS).on
    assert not SHIPPED.at(datetime(2026, 12, 1, 8, 30, tzinfo=UTC), HOLIDAYS).on


def test_after_christmas_they_are_back_on_the_next_working_day() -> None:
    christmas = datetime(2026, 12, 24, 20, tzinfo=UTC)
    assert SHIPPED.at(christmas, HOLIDAYS).back == datetime(2026, 12, 29, 9, tzinfo=ENGLAND)


def test_a_council_may_keep_watch_on_saturdays_and_holidays() -> None:
    value = {"hours": {"monday": ["08:00", "20:00"], "saturday": ["10:00", "14:00"], "holiday": ["10:00", "12:00"]}}
    rota = read(value, CONTACTS)
    assert rota.at(datetime(2026, 11, 28, 11, tzinfo=ENGLAND), HOLIDAYS).on
    assert not rota.at(datetime(2026, 11, 24, 11, tzinfo=ENGLAND), HOLIDAYS).on
    assert rota.at(datetime(2026, 12, 25, 11, tzinfo=ENGLAND), HOLIDAYS).on
    assert read(as_value(rota), CONTACTS) == rota


def test_a_rota_without_a_shift_promises_no_day() -> None:
    empty = Rota(week={}, holiday=None, phone="", out_of_hours="01632 960199")
    assert empty.at(MONDAY, HOLIDAYS).back is None
    assert not empty.at(MONDAY, HOLIDAYS).on


def test_a_shift_must_begin_before_it_ends() -> None:
    with pytest.raises(ValueError, match="before it ends"):
        read({"hours": {"monday": ["17:00", "09:00"]}}, CONTACTS)


def test_an_administrator_may_change_it(db: Any) -> None:
    assert duty_now(db, "ashbourne", now=MONDAY).on
    later = Rota({0: Shift(time(18), time(20))}, None, "1", "2", "second@ashbourne.example")
    set_rota(db, later, now=MONDAY)
    assert rota_of(db, "ashbourne", day=MONDAY.date()) == later
    assert not duty_now(db, "ashbourne", now=MONDAY).on


def test_a_quiet_worker_sends_nothing(db: Any) -> None:
    assert not sending_works(db, now=MONDAY)
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.flush()
    assert sending_works(db, now=MONDAY + timedelta(minutes=9))
    assert not sending_works(db, now=MONDAY + timedelta(minutes=11))


def test_mail_that_can_not_leave_promises_nothing_until_one_has_gone(db: Any, keys: Any) -> None:
    """“If alert delivery fails, show the numbers, not a tick” (experience 2.5)."""
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    ring: Any = keys.staff.ring
    stuck = queue_staff(db, ring, to="a@council.example", subject="s", body="b", cause="1", now=MONDAY, kind="alert")
    db.flush()
    assert sending_works(db, now=MONDAY), "it has not been tried yet"
    stuck.attempts, stuck.last_error = 1, "ConnectionRefusedError"
    db.flush()
    assert not sending_works(db, now=MONDAY)
    later = queue_staff(db, ring, to="b@council.example", subject="s", body="b", cause="2", now=MONDAY)
    later.state, later.sent_at = "sent", MONDAY + timedelta(minutes=1)
    db.flush()
    assert sending_works(db, now=MONDAY), "mail leaves again"


def test_the_days_have_names() -> None:
    assert [day.title() for day in DAYS] == [f"{date(2026, 11, 23) + timedelta(days=n):%A}" for n in range(7)]
