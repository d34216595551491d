"""The person hears something every five working days, even if nothing changed (experience 2.10)."""

from datetime import date

from models.procedure.updating import next_update, silent

FREE = {date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day"}
MONDAY = date(2026, 11, 23)


def test_the_next_update_is_five_working_days_after_they_heard() -> None:
    assert next_update(MONDAY, None, date(2026, 11, 24), FREE) == date(2026, 11, 30)


def test_a_day_that_came_brings_the_next_one() -> None:
    assert next_update(MONDAY, None, date(2026, 11, 30), FREE) == date(2026, 12, 7)
    assert next_update(MONDAY, None, date(2026, 12, 3), FREE) == date(2026, 12, 7)


def test_it_is_never_later_than_the_day_of_the_answer() -> None:
    assert next_update(MONDAY, date(2026, 11, 26), date(2026, 11, 24), FREE) == date(2026, 11, 26)


def test_an_answer_that_is_late_does_not_end_the_updates() -> None:
    assert next_update(MONDAY, date(2026, 11, 26), date(2026, 11, 30), FREE) == date(2026, 12, 7)


def test_bank_holidays_do_not_count() -> None:
    assert next_update(date(2026, 12, 21), None, date(2026, 12, 22), FREE) == date(2026, 12, 30)


def test_staff_see_silence_from_the_fifth_working_day_on() -> None:
    assert silent(MONDAY, date(2026, 11, 27), FREE) == 0
    assert silent(MONDAY, date(2026, 11, 30), FREE) == 5
    assert silent(MONDAY, date(2026, 12, 1), FREE) == 6
