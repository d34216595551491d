"""When each kind of case comes up, over a hundred years, and what a council may not choose (RET-01)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.procedure.retention import (
    APART,
    BANDS,
    KINDS,
    LEAST,
    MOST,
    Action,
    Facts,
    Kind,
    Period,
    Trigger,
    answer_by,
    begins_on,
    doubts,
    eighteen_on,
    ends_on,
    fault,
    kind_of,
)
from models.procedure.terms import Procedure

RECEIVED, CLOSED = date(2026, 11, 23), date(2027, 1, 29)


def facts(**change):
    plain = {
        "kind": Kind.STATUTORY, "received_on": RECEIVED, "closed_on": CLOSED, "last_on": CLOSED,
        "young_person": True, "age_band": "13_15",
    }  # fmt: skip
    return Facts(**{**plain, **change})


def test_a_kind_without_a_period_never_comes_up():
    assert ends_on(facts(), {}) is None
    assert ends_on(facts(), {Kind.PRAISE: Period(Trigger.CLOSED, 1, Action.ERASE)}) is None


def test_years_are_counted_from_what_was_chosen():
    assert begins_on(facts(), Trigger.CLOSED) == CLOSED
    assert begins_on(facts(last_on=date(2028, 2, 1)), Trigger.CONTACT) == date(2028, 2, 1)
    assert begins_on(facts(), Trigger.EIGHTEEN) == date(2031, 11, 23), "the youngest of the band, so never too early"
    assert begins_on(facts(young_person=False), Trigger.EIGHTEEN) == CLOSED
    assert begins_on(facts(age_band="18_over"), Trigger.EIGHTEEN) == CLOSED
    assert begins_on(facts(age_band=None), Trigger.EIGHTEEN) == date(2044, 11, 23), "a child of no age is kept longest"


def test_the_29th_of_february_ends_on_the_28th_in_another_year():
    leap = {Kind.STATUTORY: Period(Trigger.CLOSED, 1, Action.ERASE)}
    assert ends_on(facts(closed_on=date(2028, 2, 29)), leap) == date(2029, 2, 28)


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(list(Trigger)), st.integers(LEAST, MOST), st.booleans(), st.sampled_from([None, *BANDS]),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 2000), st.integers(0, 4000),
)  # fmt: skip
def test_no_case_comes_up_before_its_years_are_over_and_each_does_in_the_end(
    trigger, years, young, band, received, open_days, quiet_days
):
    closed = received + timedelta(days=open_days)
    one = facts(
        received_on=received, closed_on=closed, last_on=closed + timedelta(days=quiet_days), young_person=young,
        age_band=band,
    )  # fmt: skip
    day = ends_on(one, {Kind.STATUTORY: Period(trigger, years, Action.REVIEW)})
    assert (day - closed).days >= years * 365
    assert (day - begins_on(one, trigger)).days <= years * 366 + 1
    if trigger is Trigger.EIGHTEEN and young:
        assert day.year - received.year >= years + (18 - BANDS.get(band or "", 0))


@pytest.mark.parametrize("years", [-1, 0, 101, 999])
def test_no_period_ends_while_the_ombudsman_may_be_asked_and_none_is_without_an_end(years):
    assert "Choose between 1 and 100 years" in fault(Period(Trigger.CLOSED, years, Action.ERASE))


def test_a_lawful_but_doubtful_choice_is_said_and_not_refused():
    short = Period(Trigger.CLOSED, 2, Action.ERASE)
    assert fault(short) is None
    assert len(doubts(Kind.STATUTORY, short)) == 2
    assert doubts(Kind.PRAISE, Period(Trigger.CLOSED, 6, Action.ERASE)) == []
    assert len(doubts(Kind.CORPORATE, Period(Trigger.CLOSED, 99, Action.REVIEW))) == 1


def test_every_route_is_of_one_kind_and_an_alert_beats_it():
    assert {kind_of(procedure, alert=False) for procedure in Procedure} == set(KINDS) - {Kind.ACCESS, *APART}, (
        "a request is no case"
    )
    assert {kind_of(procedure, alert=True) for procedure in (*Procedure, None)} == {Kind.SAFETY}
    assert kind_of(None, alert=False) is Kind.OTHER


def test_a_person_who_asks_has_an_answer_within_a_month():
    assert answer_by(date(2027, 1, 31)) == date(2027, 2, 28)
    assert eighteen_on(facts(young_person=False)) is None
