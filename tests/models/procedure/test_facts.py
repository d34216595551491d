"""Standing, the time limit, closing and the code lists."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.procedure import codes
from models.procedure.closing import Action, PointAnswer, cannot_close, roll_up, what_is_missing
from models.procedure.standing import (
    FROM_FORM,
    LABELS,
    NEEDS_INTEREST_TEST,
    SIX_QUESTIONS,
    Answer,
    Standing,
    is_statutory,
    unanswered,
)
from models.procedure.terms import Channel, Finding, Journey, Procedure
from models.procedure.time_limit import flag

U, P, N, NO = Finding.UPHELD, Finding.PARTIALLY_UPHELD, Finding.NOT_UPHELD, Finding.NO_FINDING
WHOLE = PointAnswer(1, Procedure.STATUTORY, looked_at=True, finding=U, why=True, remedies=("apology",))


def test_the_law_has_seventeen_standings_and_one_needs_a_decision_e10_e14() -> None:
    statutory = [standing for standing in Standing if is_statutory(standing)]
    assert len(statutory) == 17
    assert {Standing.INTEREST} == NEEDS_INTEREST_TEST
    assert set(LABELS) == set(Standing)


def test_six_questions_inform_the_decision_and_none_is_scored_e15_e16() -> None:
    codes_of_form = ["court", "conferences", "in_touch", "plans", "cared", "directly"]
    assert [question.code for question in SIX_QUESTIONS] == codes_of_form
    assert len(unanswered({"cared": Answer.UNKNOWN})) == 5


def test_what_a_person_says_they_are_is_mapped_to_a_standing() -> None:
    assert FROM_FORM["parent"] is Standing.PARENT
    assert FROM_FORM["relative"] is Standing.INTEREST
    assert FROM_FORM["young_person"] is None


@pytest.mark.parametrize(
    ("last", "received", "over"),
    [
        ("2025-11-23", "2026-11-23", False),
        ("2025-11-22", "2026-11-23", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-29", "2025-03-01", True),
        ("2026-11-23", "2026-11-23", False),
    ],
)
def test_one_year_is_a_flag_for_a_decision_k70(last: str, received: str, over: bool) -> None:
    limit = flag(date.fromisoformat(last), date.fromisoformat(received))
    assert (limit.over, bool(limit)) == (over, over)


def test_an_unknown_day_is_not_over_and_a_late_one_is_never_refused_k71() -> None:
    unknown = flag(None, date(2026, 11, 23))
    assert unknown.over is None
    assert not unknown
    assert "still be accepted" in flag(date(2020, 1, 1), date(2026, 11, 23)).why


@pytest.mark.parametrize(
    ("findings", "whole"),
    [
        ([U], U), ([U, U], U), ([N, N], N), ([NO, NO], NO), ([P], P), ([U, N], P), ([P, N], P), ([U, P], P),
        ([U, NO], P), ([P, NO], P), ([N, NO], N), ([U, N, NO], P), ([], NO),
    ],
)  # fmt: skip
def test_the_finding_of_the_whole_follows_its_points(findings: list[Finding], whole: Finding) -> None:
    assert roll_up(findings) is whole


@given(st.lists(st.sampled_from(Finding), min_size=1))
def test_the_order_of_points_changes_nothing_and_no_fault_is_lost(findings: list[Finding]) -> None:
    whole = roll_up(findings)
    assert whole is roll_up(findings[::-1])
    assert (whole in {U, P}) is bool({U, P} & set(findings))


def test_a_whole_answer_misses_nothing_g05() -> None:
    assert what_is_missing([WHOLE]) == []
    assert cannot_close([WHOLE]) == []


@pytest.mark.parametrize(
    ("point", "gap"),
    [
        (PointAnswer(1, None), "Point 1: choose the procedure it belongs to."),
        (PointAnswer(2, Procedure.STATUTORY, finding=N, why=True), "Point 2: say what you looked at."),
        (PointAnswer(2, Procedure.STATUTORY, looked_at=True), "Point 2: choose a finding."),
        (PointAnswer(2, Procedure.STATUTORY, looked_at=True, finding=N), "Point 2: say why."),
        (
            PointAnswer(3, Procedure.CORPORATE, looked_at=True, finding=P, why=True),
            "Point 3: it is upheld, so say what you will do, or why there is nothing to do.",
        ),
        (
            PointAnswer(1, Procedure.STATUTORY, True, U, True, actions=(Action("train the team", "", "May"),)),
            "Point 1: each action needs what, who and by when.",
        ),
    ],
)
def test_an_answer_waits_for_every_mandatory_part_g05_g06_x15(point: PointAnswer, gap: str) -> None:
    assert what_is_missing([point]) == [gap]


def test_an_answer_says_sorry_where_fault_was_found_and_shows_the_way_on_g05() -> None:
    assert what_is_missing([WHOLE], apology=False) == ["Add an apology: at least one point is upheld."]
    assert what_is_missing([WHOLE], next_stage=False) == ["Add how to ask for the next stage."]
    assert what_is_missing([]) == ["Write down at least one point."]


def test_a_reason_may_stand_in_for_a_finding_or_for_an_action_g06() -> None:
    elsewhere = PointAnswer(1, Procedure.STATUTORY, why_no_finding=True)
    nothing_to_do = PointAnswer(2, Procedure.STATUTORY, True, U, True, no_action_because=True)
    refused = PointAnswer(3, Procedure.REFUSED)
    assert what_is_missing([elsewhere, nothing_to_do, refused]) == []
    assert cannot_close([elsewhere, nothing_to_do, refused]) == []


def test_no_case_closes_with_a_point_left_open_g06() -> None:
    assert cannot_close([PointAnswer(1, Procedure.STATUTORY), PointAnswer(2, None)]) == [
        "Point 1: choose a finding.",
        "Point 2: choose the procedure it belongs to.",
    ]


def test_the_code_lists_are_whole_and_their_codes_unique() -> None:
    lengths = {name: len(entries) for name, entries in codes.LISTS.items()}
    assert lengths == {
        "how_received": 9, "received_from": 24, "nature": 17, "service": 18, "outcome_sought": 23, "remedy": 13,
    }  # fmt: skip
    for entries in codes.LISTS.values():
        assert len({entry.code for entry in entries}) == len(entries)


def test_every_tile_and_wish_of_a_child_leads_to_a_code_that_exists() -> None:
    natures, services, outcomes = (
        {entry.code for entry in codes.LISTS[name]} for name in ("nature", "service", "outcome_sought")
    )
    for tile in codes.TILES.values():
        assert tile.nature in natures
        assert tile.service in services | {""}
    assert set(codes.WISHES.values()) <= outcomes


@pytest.mark.parametrize(("channel", "journey"), [(channel, journey) for channel in Channel for journey in Journey])
def test_every_way_in_is_counted_under_a_printed_label(channel: Channel, journey: Journey) -> None:
    code = codes.how_received(channel, journey)
    assert codes.label_of(codes.HOW_RECEIVED, code) != code


def test_a_code_no_longer_listed_is_shown_as_it_is_kept() -> None:
    assert codes.label_of(codes.REMEDY, "of_old") == "of_old"
    assert codes.label_of(codes.REMEDY, None) == ""
    assert codes.choices(codes.REMEDY)[0] == ("apology", "Apology")
