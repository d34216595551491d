"""The workflow, walked whole."""

from datetime import date
from itertools import product

import pytest

from models.policy import bank_holidays
from models.procedure.clocks import ROUTES
from models.procedure.event_words import LABELS
from models.procedure.lifecycle import (
    AFTER_CLOSING,
    HOUSEKEEPING,
    PUBLIC,
    STAFF,
    STAGE_TWO,
    TRANSITIONS,
    NotAllowed,
    allowed,
    may_reinstate,
    next_state,
)
from models.procedure.progress import Mark, steps_for
from models.procedure.terms import Event, Procedure, State
from tests.every import every

HOLIDAYS = bank_holidays()


def test_every_state_has_a_row_and_a_name_for_staff_and_for_the_public() -> None:
    assert set(TRANSITIONS) == set(STAFF) == set(PUBLIC) == set(State)


@every(product(State, Event))
def test_every_pair_either_leads_somewhere_or_is_turned_away_in_words(state: State, event: Event) -> None:
    if event in allowed(state):
        assert next_state(state, event, State.S1_OPEN) in set(State) - {State.NEW}
    else:
        with pytest.raises(NotAllowed, match="cannot happen to a case that is") as refused:
            next_state(state, event, State.S1_OPEN)
        said = str(refused.value)
        assert LABELS[event] in said, "in the words of the timeline, never in a code of ours"
        assert "_" not in said
        assert STAFF[state] in said
        assert said.endswith("look where it stands.")


def test_everything_that_can_happen_has_words_of_its_own() -> None:
    assert set(LABELS) == set(Event)
    assert not [words for words in LABELS.values() if "_" in words or not words[0].isupper()]


def test_every_state_can_be_reached_and_every_open_one_left() -> None:
    reached = {State.NEW} | {after for row in TRANSITIONS.values() for after in row.values()}
    assert reached == set(State)
    for state in set(State) - {State.CLOSED}:
        assert set(TRANSITIONS[state].values()) - {state}


def test_every_event_can_happen_somewhere() -> None:
    possible = {event for state in State for event in allowed(state)}
    assert set(Event) - possible == {Event.IMPORTED}  # written by the import alone, with the case


def test_housekeeping_moves_nothing() -> None:
    for state, event in product(set(State) - {State.NEW, State.CLOSED}, HOUSEKEEPING):
        assert next_state(state, event) is state


def test_housekeeping_and_steps_never_overlap() -> None:
    assert not HOUSEKEEPING & {event for row in TRANSITIONS.values() for event in row}


def test_a_closed_case_can_be_put_right_and_written_to_but_not_worked_on() -> None:
    assert {Event.CORRECTED, Event.NOTED, Event.MESSAGE_FROM_PERSON, Event.MESSAGE_FROM_STAFF} <= AFTER_CLOSING
    for event in HOUSEKEEPING - AFTER_CLOSING:
        assert event not in allowed(State.CLOSED)


def test_nothing_happens_to_a_case_before_it_arrives() -> None:
    assert allowed(State.NEW) == [Event.RECEIVED, Event.REGISTERED]


def test_each_route_has_its_own_state() -> None:
    assert len({next_state(State.RECEIVED, event) for event in ROUTES}) == len(ROUTES)


def test_a_case_closes_only_when_answered_refused_in_writing_thanked_or_stopped_g06() -> None:
    before = {state for state, row in TRANSITIONS.items() if State.CLOSED in row.values()}
    assert before == {
        State.S1_RESPONDED, State.C1_RESPONDED, State.S2_RESPONDED, State.C2_RESPONDED, State.CONCERN_ANSWERED,
        State.S3_RESPONDED, State.S3_REFERRED, State.PRAISE_OPEN, State.ASIDE_OPEN, State.REFUSED, State.WITHDRAWN,
    }  # fmt: skip
    assert next_state(State.REFUSED, Event.REFUSAL_SENT) is State.CLOSED
    with pytest.raises(NotAllowed):
        next_state(State.REFUSED, Event.CLOSED)


def test_stage_1_from_arrival_to_close() -> None:
    state = State.NEW
    for event in (Event.RECEIVED, Event.ROUTED_STATUTORY, Event.ACKNOWLEDGED, Event.RESPONDER_ASSIGNED, Event.EXTENDED,
                  Event.CHECKED, Event.S1_ANSWERED, Event.CLOSED):  # fmt: skip
        state = next_state(state, event)
    assert state is State.CLOSED


def test_an_outcome_told_aloud_is_no_answer_until_it_is_confirmed_k17_k18() -> None:
    assert next_state(State.S1_OPEN, Event.OUTCOME_TOLD) is State.S1_OPEN
    assert next_state(State.S1_OPEN, Event.CONFIRMATION_SENT) is State.S1_RESPONDED


@pytest.mark.parametrize("state", [State.RECEIVED, State.S1_OPEN, State.S1_EXTENDED, State.S1_RESPONDED, State.CLOSED])
def test_stage_2_can_be_recorded_whenever_the_person_has_the_right_to_it_k15_k25(state: State) -> None:
    assert next_state(state, Event.S2_REQUESTED) is State.S2_REQUESTED


def test_a_late_stage_1_answer_does_not_undo_the_request_k15() -> None:
    assert next_state(State.S2_REQUESTED, Event.S1_ANSWERED) is State.S2_REQUESTED


def test_a_complaint_that_went_on_to_stage_2_cannot_simply_be_closed_e43() -> None:
    assert Event.CLOSED not in allowed(State.S2_REQUESTED)


def test_stage_2_from_its_request_to_its_answer_3_8() -> None:
    state = State.S2_REQUESTED
    for event in (Event.S2_ACKNOWLEDGED, Event.S2_APPOINTED, Event.STATEMENT_SIGNED, Event.S2_STARTED,
                  Event.S2_EXTENDED, Event.S2_DRAFTED, Event.FACT_CHECK_ASKED, Event.S2_IO_REPORTED,
                  Event.S2_REPORTED):  # fmt: skip
        assert state in STAGE_TWO
        state = next_state(state, event)
        if event not in (Event.S2_ACKNOWLEDGED, Event.S2_APPOINTED, Event.STATEMENT_SIGNED, Event.S2_REPORTED):
            assert Event.S2_ANSWERED not in allowed(state), "nobody answers before both reports are here"
    assert next_state(state, Event.S2_ANSWERED) is State.S2_RESPONDED


def test_what_was_stopped_is_taken_up_again_where_it_stood_e32() -> None:
    for state in (
        State.RECEIVED,
        State.S1_OPEN,
        State.S1_EXTENDED,
        State.C1_OPEN,
        State.CONCERN_OPEN,
        State.S2_REQUESTED,
    ):
        assert next_state(state, Event.WITHDRAWN) is State.WITHDRAWN
        assert next_state(State.WITHDRAWN, Event.REINSTATED, state) is state
    assert Event.REINSTATED in allowed(State.WITHDRAWN)
    with pytest.raises(NotAllowed):
        next_state(State.WITHDRAWN, Event.REINSTATED)
    with pytest.raises(NotAllowed):
        next_state(State.S1_OPEN, Event.REINSTATED, State.RECEIVED)


def test_a_person_has_ten_working_days_to_change_their_mind() -> None:
    assert may_reinstate(date(2026, 11, 23), date(2026, 12, 7), HOLIDAYS)
    assert not may_reinstate(date(2026, 11, 23), date(2026, 12, 8), HOLIDAYS)


def test_a_wrong_route_is_put_right_from_any_open_one_e08() -> None:
    for state in (State.S1_OPEN, State.C1_OPEN, State.CONCERN_OPEN, State.PRAISE_OPEN, State.REFUSED):
        assert next_state(state, Event.RECLASSIFIED) is State.RECEIVED


@every(product([None, *Procedure], State))
def test_the_steps_go_done_then_now_then_later(procedure: Procedure | None, state: State) -> None:
    marks = [step.mark for step in steps_for(procedure, state)]
    order = [Mark.DONE, Mark.CURRENT, Mark.TODO]
    assert marks == sorted(marks, key=order.index)
    assert marks.count(Mark.CURRENT) <= 1
    if state is not State.CLOSED and len(marks) > 2:
        assert marks.count(Mark.CURRENT) == 1


def test_a_child_sees_where_things_are_from_arrival_to_the_ombudsman() -> None:
    steps = steps_for(Procedure.STATUTORY, State.S1_EXTENDED)
    assert [step.code for step in steps] == ["got", "looking", "answer", "outside", "panel", "ombudsman"]
    assert steps[1].mark is Mark.CURRENT
    assert [step.optional for step in steps] == [False] * 3 + [True] * 3


def test_the_ombudsmans_step_is_now_while_they_look_and_done_once_they_decided() -> None:
    def last(state: State, there: str | None) -> tuple[Mark, bool]:
        step = steps_for(Procedure.STATUTORY, state, there)[-1]
        return step.mark, step.optional

    assert last(State.S3_RESPONDED, None) == (Mark.TODO, True)
    assert last(State.S3_RESPONDED, "Enquiry") == (Mark.CURRENT, False)
    assert last(State.CLOSED, "Decided") == (Mark.DONE, False)
    assert last(State.S1_OPEN, "Investigation") == (Mark.TODO, False)
    assert last(State.S1_OPEN, "Premature Referral") == (Mark.TODO, True)
    marks = [step.mark for step in steps_for(Procedure.STATUTORY, State.S3_RESPONDED, "Enquiry")]
    assert marks.count(Mark.CURRENT) == 1


def test_a_closed_case_leaves_what_the_person_may_still_want_open() -> None:
    marks = [step.mark for step in steps_for(Procedure.STATUTORY, State.CLOSED)]
    assert marks == [Mark.DONE] * 3 + [Mark.TODO] * 3
