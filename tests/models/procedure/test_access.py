"""The month of a request to see what is kept, counted (SAR-01), and what keeps a child's words closed (SAR-02)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.procedure.access import (
    Asked,
    By,
    Child,
    answer_by,
    begins_on,
    is_guarded,
    more_time_by,
    more_time_fault,
    pause_fault,
    release_fault,
    why_not_given,
    working,
)
from models.procedure.terms import Way

HOLIDAYS = {
    date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day (substitute)", date(2027, 1, 1): "New Year",
    date(2027, 3, 26): "Good Friday", date(2027, 3, 29): "Easter Monday",
}  # fmt: skip
NOV_23 = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 23)),  # the same day of the next month
        (date(2026, 12, 31), date(2027, 2, 1)),  # 31 January is a Sunday
        (date(2027, 1, 29), date(2027, 3, 1)),  # no 29 February: its last day, a Sunday
        (date(2027, 1, 31), date(2027, 3, 1)),
        (date(2028, 1, 31), date(2028, 2, 29)),  # a leap year
        (date(2027, 3, 31), date(2027, 4, 30)),  # April has 30 days
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas, a weekend and a substitute day
        (date(2027, 2, 26), date(2027, 3, 30)),  # Good Friday to Easter Monday
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_and_never_on_a_day_nobody_works_sar_01(received, due):
    assert answer_by(Asked(received), HOLIDAYS) == due


def test_the_month_begins_when_it_is_clear_who_they_are_sar_01():
    waiting = Asked(NOV_23, proof_asked_on=date(2026, 11, 24))
    assert begins_on(waiting) is None
    assert answer_by(waiting, HOLIDAYS) is None
    assert "The month begins on the day that is clear" in working(waiting, HOLIDAYS)[-1]
    clear = Asked(NOV_23, proof_asked_on=date(2026, 11, 24), proved_on=date(2026, 12, 7))
    assert answer_by(clear, HOLIDAYS) == date(2027, 1, 7)


def test_days_in_which_we_ask_what_they_mean_do_not_count_sar_01():
    still = Asked(NOV_23, pauses=[(date(2026, 12, 1), None)])
    assert answer_by(still, HOLIDAYS) is None
    answered = Asked(NOV_23, pauses=[(date(2026, 12, 1), date(2026, 12, 11)), (date(2026, 12, 14), date(2026, 12, 16))])
    assert answer_by(answered, HOLIDAYS) == date(2027, 1, 4)
    assert "12 days do not count" in " ".join(working(answered, HOLIDAYS))


def test_it_cannot_stand_still_twice_or_before_the_month():
    assert pause_fault(Asked(NOV_23, pauses=[(NOV_23, None)]), NOV_23, NOV_23) == "It stands still already."
    assert "has not begun" in (pause_fault(Asked(NOV_23, proof_asked_on=NOV_23), NOV_23, NOV_23) or "")
    before = Asked(NOV_23, pauses=[(NOV_23, date(2026, 11, 30))])
    assert "from 30 November 2026" in (pause_fault(before, date(2026, 11, 25), date(2026, 12, 1)) or "")
    assert pause_fault(before, date(2026, 11, 30), date(2026, 12, 1)) is None


def test_two_months_more_only_if_they_were_told_in_the_first_sar_01():
    asked = Asked(NOV_23)
    assert more_time_by(asked) == date(2026, 12, 23)
    assert more_time_fault(asked, date(2026, 12, 23), date(2026, 12, 23)) is None
    assert "by 23 December 2026" in (more_time_fault(asked, date(2026, 12, 24), date(2026, 12, 24)) or "")
    assert "not after today" in (more_time_fault(asked, date(2026, 12, 2), date(2026, 12, 1)) or "")
    longer = Asked(NOV_23, extended=True)
    assert answer_by(longer, HOLIDAYS) == date(2027, 2, 23)
    assert "no second time" in (more_time_fault(longer, NOV_23, NOV_23) or "")
    paused = Asked(NOV_23, pauses=[(date(2026, 12, 1), date(2026, 12, 21))])
    assert more_time_by(paused) == date(2026, 12, 23), "a pause does not make the first month longer"


@given(
    received=st.dates(date(2026, 1, 1), date(2035, 12, 31)), days=st.integers(0, 60), extended=st.booleans(),
    length=st.integers(0, 90),
)  # fmt: skip
def test_the_day_is_always_worked_and_never_earlier_for_a_pause(received, days, extended, length):
    since = received + timedelta(days=days)
    plain = answer_by(Asked(received, extended=extended), HOLIDAYS)
    paused = answer_by(Asked(received, pauses=[(since, since + timedelta(days=length))], extended=extended), HOLIDAYS)
    assert plain is not None
    assert paused is not None
    assert paused >= plain
    assert paused.weekday() < 5
    assert paused not in HOLIDAYS
    said = working(Asked(received, pauses=[(since, since + timedelta(days=length))], extended=extended), HOLIDAYS)
    assert f"{paused:%-d %B %Y}" in said[-1], "the working ends with the day"


def test_a_childs_own_complaint_is_closed_to_everybody_but_the_child_sar_02():
    assert not is_guarded(By.CHILD, young_person=True)
    for by in (By.PARENT, By.REPRESENTATIVE, By.THEMSELVES):
        assert is_guarded(by, young_person=True)
        assert not is_guarded(by, young_person=False)


@pytest.mark.parametrize("competent", ["", "yes", "no"])
@pytest.mark.parametrize("wishes", ["", "agrees", "against", "not_asked"])
@pytest.mark.parametrize("harm", ["", "no", "likely", "unclear"])
def test_nothing_of_a_child_is_given_unless_no_harm_and_their_own_yes_or_too_young_to_say_sar_02(
    competent, wishes, harm
):
    given_out = why_not_given(Child(competent, wishes, harm)) is None
    assert given_out == (harm == "no" and (wishes, competent) in {("agrees", "yes"), ("agrees", "no"),
                                                                  ("not_asked", "no")})  # fmt: skip


def test_only_hands_and_post_are_ways_and_a_link_without_a_password_is_none_sar_06():
    facts = {"theirs": True, "allowed": {Way.POST: True}, "contact_stopped": False, "address": "4 Elm Road"}
    for way in ("link", "mail", "text", "", "email"):
        assert "no safe way" in (release_fault(way, **facts) or "")
    assert release_fault("post", **facts) is None
    assert release_fault("hand", **{**facts, "allowed": {}}) is None


def test_post_is_asked_of_the_safe_ways_at_that_moment_prv_10_sar_06():
    facts = {"theirs": True, "allowed": {Way.POST: False}, "contact_stopped": False, "address": "4 Elm Road"}
    assert "post is not safe" in (release_fault("post", **facts) or "")
    stopped = {**facts, "allowed": {Way.POST: True}, "contact_stopped": True}
    assert "post is not safe" in (release_fault("post", **stopped) or "")
    assert "address" in (release_fault("post", **{**facts, "theirs": False, "address": " "}) or "")
