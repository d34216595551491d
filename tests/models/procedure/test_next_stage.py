"""When a person may ask for the next stage."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.formats import near_date
from models.procedure.next_stage import next_stage_open
from models.procedure.terms import Procedure, State
from models.reading import measure
from models.words import deck

TODAY = date(2026, 12, 7)
DUE = date(2026, 12, 7)
BEFORE = date(2026, 12, 4)
UNANSWERED = [State.RECEIVED, State.S1_OPEN, State.S1_EXTENDED]


@pytest.mark.parametrize("state", UNANSWERED)
def test_it_is_shut_until_the_whole_of_the_due_day_has_passed_k15(state: State) -> None:
    assert not next_stage_open(Procedure.STATUTORY, state, TODAY, DUE, None)
    assert next_stage_open(Procedure.STATUTORY, state, date(2026, 12, 8), DUE, None)


def test_it_opens_after_day_20_whatever_date_was_agreed_k15() -> None:
    agreed = date(2027, 1, 8)
    assert next_stage_open(
        Procedure.STATUTORY, State.S1_EXTENDED, date(2026, 12, 22), agreed, None, limit=date(2026, 12, 21)
    )
    assert not next_stage_open(
        Procedure.STATUTORY, State.S1_EXTENDED, date(2026, 12, 21), agreed, None, limit=date(2026, 12, 21)
    )


def test_waiting_for_an_officer_to_decide_never_holds_a_person_back_k15() -> None:
    assert next_stage_open(None, State.RECEIVED, date(2026, 12, 8), DUE, None)


@pytest.mark.parametrize("procedure", [Procedure.STATUTORY, Procedure.CORPORATE])
def test_an_answer_opens_it_and_nothing_shuts_it_again_k25(procedure: Procedure) -> None:
    state = State.S1_RESPONDED if procedure is Procedure.STATUTORY else State.C1_RESPONDED
    assert next_stage_open(procedure, state, TODAY, DUE, BEFORE)
    assert next_stage_open(procedure, State.CLOSED, date(2029, 1, 1), DUE, BEFORE)


@pytest.mark.parametrize("procedure", [Procedure.REFUSED, Procedure.CONCERN, Procedure.COMPLIMENT, Procedure.COMMENT])
def test_what_has_no_stages_says_what_can_be_done_instead_e44_e51(procedure: Procedure) -> None:
    answer = next_stage_open(procedure, State.CLOSED, TODAY, None, BEFORE)
    assert not answer
    assert answer.why


@pytest.mark.parametrize("state", [State.S2_REQUESTED, State.C2_REQUESTED, State.WITHDRAWN])
def test_what_was_asked_for_or_stopped_is_not_offered_again(state: State) -> None:
    assert not next_stage_open(Procedure.STATUTORY, state, date(2027, 6, 1), DUE, BEFORE)


def test_without_a_deadline_it_waits_for_the_answer() -> None:
    assert not next_stage_open(Procedure.CORPORATE, State.C1_OPEN, TODAY, None, None)


@given(
    st.none() | st.sampled_from(Procedure),
    st.sampled_from([state for state in State if state is not State.NEW]),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.none() | st.just(DUE),
    st.none() | st.just(BEFORE),
)
def test_every_answer_comes_with_words_a_child_can_read(
    procedure: Procedure | None, state: State, today: date, due: date | None, answered: date | None
) -> None:
    ahead = next_stage_open(procedure, state, today, due, answered)
    assert measure(deck("tracking")["ahead"].said(ahead.why, date=near_date(ahead.day))).grade <= 5


@given(st.sampled_from(UNANSWERED), st.dates(date(2026, 11, 1), date(2028, 1, 1)))
def test_once_open_it_stays_open_k15(state: State, today: date) -> None:
    if next_stage_open(Procedure.STATUTORY, state, today, DUE, None):
        assert next_stage_open(Procedure.STATUTORY, state, date(2028, 6, 1), DUE, None)
