"""The table of clocks, and that its shape holds every clock of rules 1."""

from dataclasses import replace
from datetime import date

import pytest

from models.policy import bank_holidays
from models.procedure.clocks import LIMITS, Authority, Basis, Limit, cancelled_by, started_by, stopped_by
from models.procedure.deadlines import due_on, source_sentence
from models.procedure.terms import Clock, Confidence, Event, Procedure, Unit

HOLIDAYS = bank_holidays()
ARRIVAL = [Clock.TRIAGE, Clock.ACKNOWLEDGE, Clock.PASS_TO_MANAGER, Clock.S1_RESPONSE]


def test_every_clock_has_a_row_k03() -> None:
    assert set(LIMITS) == set(Clock)


def test_no_two_clocks_share_a_key_of_the_policy_g09() -> None:
    assert len({limit.policy_key for limit in LIMITS.values()}) == len(LIMITS)


@pytest.mark.parametrize(
    ("clock", "rule", "length", "ceiling", "law"),
    [
        (Clock.TRIAGE, "K-02", 3, None, None),
        (Clock.ACKNOWLEDGE, "K-03", None, None, None),
        (Clock.PASS_TO_MANAGER, "K-04", 1, None, None),
        (Clock.OFFER_ADVOCACY, "K-05", 1, None, None),
        (Clock.S1_RESPONSE, "K-10", 10, 20, 10),
        (Clock.S1_CONFIRM, "K-17", 5, None, None),
        (Clock.S2_ACKNOWLEDGE, "K-27", 2, None, None),
        (Clock.S2_APPOINT, "K-30", 5, None, None),
        (Clock.S2_STATEMENT, "K-31", 10, None, None),
        (Clock.S2_RESPONSE, "K-32", 25, 65, 25),
        (Clock.S2_PROCEDURE, "K-32", 25, 65, 25),
        (Clock.PASS_ON, "K-90", 2, None, None),
        (Clock.EARLY_CALL, "K-08", 3, None, None),
        (Clock.EARLY_RESOLUTION, "K-08", 5, None, None),
        (Clock.C1_ACKNOWLEDGE, "K-80", 5, None, None),
        (Clock.C1_RESPONSE, "K-81", 10, 20, None),
        (Clock.C2_ACKNOWLEDGE, "K-80", 5, None, None),
        (Clock.C2_RESPONSE, "K-82", 20, 40, None),
        (Clock.FREEZE, "E-63", 1, None, None),
        (Clock.S3_ORGANISE, "K-52", 1, None, None),
        (Clock.S3_ACKNOWLEDGE, "K-51", 2, None, None),
        (Clock.S3_CHAIR, "K-53", 10, None, None),
        (Clock.S3_PANEL, "K-54", 30, None, 30),
        (Clock.S3_PAPERS, "K-55", -10, None, None),
        (Clock.S3_REPORT, "K-56", 5, None, 5),
        (Clock.S3_RESPONSE, "K-57", 15, None, 15),
    ],
)
def test_the_figures_are_those_of_the_rules_k03_to_k82(
    clock: Clock, rule: str, length: int | None, ceiling: int | None, law: int | None
) -> None:
    limit = LIMITS[clock]
    assert (limit.rule, limit.length, limit.ceiling, limit.law) == (rule, length, ceiling, law)


@pytest.mark.parametrize("event", [Event.RECEIVED, Event.REGISTERED])
def test_an_arrival_starts_the_clocks_before_anyone_has_decided_k11(event: Event) -> None:
    assert started_by(event, None, False) == ARRIVAL
    assert started_by(event, None, True) == [*ARRIVAL[:3], Clock.OFFER_ADVOCACY, Clock.S1_RESPONSE]


@pytest.mark.parametrize("praise", [Procedure.COMPLIMENT, Procedure.COMMENT])
def test_thanks_and_ideas_start_no_clock_of_a_complaint_k90(praise: Procedure) -> None:
    assert started_by(Event.RECEIVED, praise, True) == [Clock.TRIAGE, Clock.PASS_ON]


def test_only_a_child_is_owed_the_offer_of_an_advocate_k05() -> None:
    assert Clock.OFFER_ADVOCACY not in started_by(Event.RECEIVED, None, False)


def test_the_corporate_answer_is_counted_from_the_acknowledgement_k81() -> None:
    assert started_by(Event.ACKNOWLEDGED, Procedure.CORPORATE, False) == [Clock.C1_RESPONSE]
    assert started_by(Event.ACKNOWLEDGED, Procedure.STATUTORY, False) == []
    assert started_by(Event.ACKNOWLEDGED, None, False) == []


def test_a_stage_2_request_starts_its_clocks_that_day_k27_k30_k32() -> None:
    started = [Clock.S2_ACKNOWLEDGE, Clock.S2_APPOINT, Clock.S2_STATEMENT, Clock.S2_RESPONSE]
    assert started_by(Event.S2_REQUESTED, Procedure.STATUTORY, False) == started
    assert started_by(Event.S2_REQUESTED, None, False) == started
    assert {LIMITS[clock].basis for clock in started if clock is not Clock.S2_STATEMENT} == {Basis.REQUEST}


def test_only_the_written_answer_stops_stage_1_k18() -> None:
    assert Clock.S1_RESPONSE in stopped_by(Event.S1_ANSWERED)
    assert Clock.S1_RESPONSE in stopped_by(Event.CONFIRMATION_SENT)
    assert stopped_by(Event.OUTCOME_TOLD) == []


def test_an_outcome_told_aloud_must_be_confirmed_in_writing_k17() -> None:
    assert started_by(Event.OUTCOME_TOLD, Procedure.STATUTORY, False) == [Clock.S1_CONFIRM]
    assert Clock.S1_CONFIRM in stopped_by(Event.CONFIRMATION_SENT)
    assert Clock.S1_CONFIRM in stopped_by(Event.S1_ANSWERED)


@pytest.mark.parametrize(
    ("event", "procedure"),
    [
        (Event.ROUTED_STATUTORY, Procedure.STATUTORY),
        (Event.ROUTED_CORPORATE, Procedure.CORPORATE),
        (Event.ROUTED_CONCERN, Procedure.CONCERN),
        (Event.ROUTED_PRAISE, Procedure.COMPLIMENT),
        (Event.ROUTED_ASIDE, Procedure.PRE_COMPLAINT),
        (Event.REFUSED, Procedure.REFUSED),
    ],
)
def test_a_route_ends_exactly_the_clocks_that_do_not_belong_to_it_x01(event: Event, procedure: Procedure) -> None:
    assert set(cancelled_by(event)) == {clock for clock in Clock if procedure not in LIMITS[clock].procedures}


def test_a_refusal_still_owes_an_answer_and_its_letter_pays_it_k06() -> None:
    assert Clock.ACKNOWLEDGE not in cancelled_by(Event.REFUSED)
    assert Clock.ACKNOWLEDGE in stopped_by(Event.REFUSAL_SENT)


def test_stopping_or_closing_ends_every_clock_but_safety_is_seen_to_e32() -> None:
    """Somebody may have made them stop it: who was not sure that they are safe is talked to all the same (2.5)."""
    assert set(cancelled_by(Event.CLOSED)) == set(Clock)
    assert set(cancelled_by(Event.WITHDRAWN)) == set(Clock) - {Clock.SAFETY_TALK}


@pytest.mark.parametrize(
    ("begun", "due"),
    [("2026-11-23", "2026-11-23"), ("2026-11-28", "2026-11-30"), ("2026-12-25", "2026-12-29")],
)
def test_the_same_working_day_is_that_day_or_the_next_that_is_worked_d03(begun: str, due: str) -> None:
    limit = LIMITS[Clock.SAFETY_TALK]
    assert limit.length == 0
    assert due_on(limit.unit, limit.length, date.fromisoformat(begun), HOLIDAYS) == date.fromisoformat(due)


def test_going_on_to_stage_2_ends_the_clocks_of_stage_1_k15_k19() -> None:
    assert cancelled_by(Event.S2_REQUESTED) == [Clock.S1_RESPONSE, Clock.S1_CONFIRM]


def test_an_event_that_is_nothing_to_the_clocks_moves_none() -> None:
    assert (
        started_by(Event.NOTED, Procedure.STATUTORY, True) == stopped_by(Event.NOTED) == cancelled_by(Event.NOTED) == []
    )


def test_every_clock_can_be_started_and_stopped_k18() -> None:
    for clock, limit in LIMITS.items():
        assert limit.starts
        assert limit.stops
        again = {Event.CHASED} if clock is Clock.CHASE else set()  # asked once more, it begins once more (K-92)
        assert set(limit.starts) & set(limit.stops) == again
        assert limit.label
        assert limit.responsible


def test_only_what_was_read_or_corroborated_is_called_the_law() -> None:
    law = [clock for clock, limit in LIMITS.items() if source_sentence(limit).startswith("The law")]
    assert law == [Clock.S1_RESPONSE, Clock.S2_RESPONSE, Clock.S3_PANEL, Clock.S3_REPORT, Clock.S3_RESPONSE]
    unsure = replace(LIMITS[Clock.S1_RESPONSE], confidence=Confidence.GENERAL)
    assert source_sentence(unsure) == "Council policy (K-10)."
    assert source_sentence(LIMITS[Clock.ACKNOWLEDGE]) == "Council policy (K-03)."
    assert "guidance, not law" in source_sentence(LIMITS[Clock.C1_RESPONSE])


def _row(rule: str, length: int, unit: Unit = Unit.WORKING_DAYS, **more: object) -> Limit:
    row = Limit(
        rule,
        "label",
        (Event.NOTED,),
        (Event.CORRECTED,),
        length,
        "source",
        Confidence.READ,
        Authority.POLICY,
        "team",
        rule,
    )
    return replace(row, unit=unit, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        (_row("K-36", 20, basis=Basis.STATEMENT), "2026-11-23", "2026-12-21"),
        (_row("K-37", 5), "2026-11-23", "2026-11-30"),
        (_row("K-38", 2), "2026-11-23", "2026-11-25"),
        (_row("K-54", 30, law=30), "2026-11-23", "2027-01-07"),
        (_row("K-55", -10), "2027-01-12", "2026-12-24"),
        (_row("K-57", 15, law=15), "2026-11-23", "2026-12-14"),
        (_row("K-65", 1, Unit.MONTHS), "2027-01-31", "2027-02-28"),
        (_row("K-66", 12, Unit.MONTHS), "2027-02-28", "2028-02-28"),
        (_row("K-70", 1, Unit.YEARS, law=1), "2028-02-29", "2029-02-28"),
        (_row("K-73", 1, Unit.YEARS), "2026-11-23", "2027-11-23"),
        (_row("K-85", 10), "2026-11-23", "2026-12-07"),
        (_row("K-86", 10), "2026-11-23", "2026-12-07"),
        (_row("K-88", 1), "2026-11-20", "2026-11-23"),
        (_row("K-89", 5), "2026-12-24", "2027-01-05"),
        (_row("K-93", 12, Unit.MONTHS), "2026-11-23", "2027-11-23"),
        (_row("D-07", 28, Unit.CALENDAR_DAYS), "2026-11-23", "2026-12-21"),
    ],
    ids=lambda value: value.rule if isinstance(value, Limit) else str(value),
)
def test_the_shape_holds_every_other_clock_of_the_rules_d07(limit: Limit, start: str, due: str) -> None:
    assert limit.length is not None
    assert due_on(limit.unit, limit.length, date.fromisoformat(start), HOLIDAYS) == date.fromisoformat(due)


def test_one_answer_may_have_two_clocks_on_two_bases_k32() -> None:
    request = LIMITS[Clock.S2_RESPONSE]
    statement = replace(request, basis=Basis.STATEMENT, starts=(Event.NOTED,), policy_key="s2_statement")
    assert request.stops == statement.stops
    assert request.basis is not statement.basis
    assert due_on(request.unit, 25, date(2026, 11, 23), HOLIDAYS) == date(2026, 12, 30)
    assert due_on(statement.unit, 25, date(2026, 11, 30), HOLIDAYS) == date(2027, 1, 7)
