"""Routes, reasons and the words sent with them."""

import pytest

from models.procedure.judgements import JUDGEMENTS
from models.procedure.left_out import LEFT_OUT, said
from models.procedure.screening import (
    ROUTES,
    Facts,
    Reason,
    RefusalNotAllowed,
    choices,
    needs_second_signoff,
    reason_of,
    suggest,
)
from models.procedure.standing import Standing
from models.procedure.terms import Procedure
from models.reading import child_ready, measure

REASONS = [reason for route in ROUTES.values() for reason in route.reasons]
REFUSALS = ROUTES[Procedure.REFUSED].reasons
EXPLAINED = {"ombudsman"}  # the law wants the name; the sentence says who that is


def test_every_route_has_a_rule_and_reasons() -> None:
    assert set(ROUTES) == set(Procedure)
    assert all(route.rule and route.reasons for route in ROUTES.values())
    assert len({reason.id for reason in REASONS}) == len(REASONS)


def test_the_reasons_for_refusing_are_the_printed_ones_and_those_of_e33_e20_and_e21_and_no_others_x03() -> None:
    assert [reason.label for reason in REFUSALS] == [
        "Court Proceedings", "No PR", "Not in Best Interest/Age of Child/YP", "Out of Time", "Outside of Remit",
        "Tribunal/Court Proceedings", "Already Considered", "Not the Child's Own View",
        "Not Suitable to Speak for the Child",
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["upheld", "no_benefit", "no_further_outcome", "cost", "form", "", "child"])
def test_nothing_else_is_a_reason_to_refuse_x03(reason: str) -> None:
    with pytest.raises(RefusalNotAllowed, match="Choose a reason from the list"):
        reason_of(Procedure.REFUSED, reason)


@pytest.mark.parametrize("reason", REFUSALS, ids=lambda reason: reason.id)
def test_a_refusal_names_a_rule_and_the_ombudsman_to_everyone_e44(reason: Reason) -> None:
    assert "Ombudsman" in reason.child
    assert "Local Government and Social Care Ombudsman" in reason.adult
    assert "regulation" in reason.adult.lower() or "our policy" in reason.adult


@pytest.mark.parametrize("ground", LEFT_OUT)
def test_what_is_left_out_has_a_rule_and_words_that_a_child_can_read_e44_k06(ground: str) -> None:
    known = LEFT_OUT[ground]
    assert known.rule
    assert measure(known.child).grade <= 5
    assert child_ready(known.child, 5) == []
    assert said(ground, " In March. ", child=True) == f"{known.child} In March."


def test_what_has_to_be_judged_before_a_part_is_left_out_can_end_so_e30_e33_k70() -> None:
    for kind, leads in (known.needs for known in LEFT_OUT.values() if known.needs):
        assert all(JUDGEMENTS[kind].ending(ending) for ending in leads)


@pytest.mark.parametrize("reason", ["court", "tribunal"])
def test_what_a_court_holds_up_can_be_sent_again_e30(reason: str) -> None:
    assert "send it to us again" in reason_of(Procedure.REFUSED, reason).adult
    assert "send this to us again" in reason_of(Procedure.REFUSED, reason).child


@pytest.mark.parametrize("reason", ROUTES[Procedure.CONCERN].reasons, ids=lambda reason: reason.id)
def test_a_case_concern_says_what_to_do_if_unhappy_e51(reason: Reason) -> None:
    assert "not happy" in reason.child
    assert "not satisfied" in reason.adult


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.id)
def test_a_child_can_read_every_reason(reason: Reason) -> None:
    assert measure(reason.child).grade <= 5
    assert [problem for problem in child_ready(reason.child, 5) if problem.what not in EXPLAINED] == []
    assert reason.sentence(child=True) == reason.child
    assert reason.sentence(child=False) == reason.adult


@pytest.mark.parametrize(
    ("facts", "procedure", "reason"),
    [
        (Facts(young_person=True), Procedure.STATUTORY, "child"),
        (Facts(standing=Standing.PARENT), Procedure.STATUTORY, "own_right"),
        (Facts(standing=Standing.CARE_LEAVER, young_person=True), Procedure.STATUTORY, "care_leaver"),
        (Facts(standing=Standing.REPRESENTATIVE), Procedure.STATUTORY, "on_behalf"),
        (Facts(standing=Standing.INTEREST), Procedure.STATUTORY, "interest"),
        (Facts(standing=Standing.OUTSIDE), Procedure.CORPORATE, "not_standing"),
        (Facts(standing=Standing.PROFESSIONAL), Procedure.CORPORATE, "professional"),
        (Facts(own_treatment=True), Procedure.CORPORATE, "own_treatment"),
        (Facts(praise=True, young_person=True), Procedure.COMPLIMENT, "thanks"),
        (Facts(idea=True), Procedure.COMMENT, "idea"),
        (Facts(), Procedure.STATUTORY, "own_right"),
    ],
)
def test_standing_suggests_a_route_e12_e13(facts: Facts, procedure: Procedure, reason: str) -> None:
    chosen, why = suggest(facts)
    assert (chosen, why.id) == (procedure, reason)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("young_person", [True, False])
def test_a_refusal_is_never_suggested_e16(standing: Standing, young_person: bool) -> None:
    assert suggest(Facts(standing=standing, young_person=young_person))[0] is not Procedure.REFUSED


def test_a_way_that_gives_less_needs_two_people_for_someone_with_a_statutory_standing_x01_e08() -> None:
    assert needs_second_signoff(Standing.PARENT, Procedure.CORPORATE)
    assert needs_second_signoff(None, Procedure.CORPORATE, young_person=True)
    for less in (Procedure.CONCERN, Procedure.DUTY, Procedure.INFORMATION):
        assert needs_second_signoff(Standing.PARENT, less)
        assert needs_second_signoff(None, less, young_person=True, manager=True)
        assert not needs_second_signoff(Standing.OUTSIDE, less)
    assert not needs_second_signoff(Standing.PARENT, Procedure.STATUTORY)
    assert not needs_second_signoff(Standing.OUTSIDE, Procedure.CORPORATE)
    assert not needs_second_signoff(None, Procedure.CORPORATE)


def test_a_refusal_is_the_complaints_managers_to_decide_e44() -> None:
    assert needs_second_signoff(None, Procedure.REFUSED)
    assert needs_second_signoff(Standing.OUTSIDE, Procedure.REFUSED)
    assert not needs_second_signoff(Standing.PARENT, Procedure.REFUSED, manager=True)


def test_the_choices_are_the_reasons_in_order() -> None:
    assert choices(Procedure.COMPLIMENT) == [("thanks", "Thanks or praise")]
