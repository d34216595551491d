"""A case that lives here has one counted line, worked out from what happened to it and from nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.recording import record
from models.procedure.periods import Period
from models.procedure.standing import Standing
from models.procedure.terms import Advocate, Channel, Clock, Event, Finding, Journey, Procedure, State
from models.register.line_of import KINDS, LEGAL_STATUS, REMEDIES, Facts, line_of
from models.register.upkeep import bring_up_to_date
from models.reports.populations import POPULATIONS
from models.tables import Case, CorrectiveAction, RegisterLine, RegisterPoint
from tests.databases import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.answered import routed
from tests.models.register.answering import answer, decide
from tests.models.register.registers import LABELS

DAY = date(2026, 11, 23)


def facts(**change: Any) -> Facts:
    return Facts(
        **{
            "reference": "CV-1", "authority": "Ashbourne County Council", "journey": Journey.YOUNG_PERSON,
            "channel": Channel.ONLINE, "young_person": True, "standing": None, "topics": (), "wants": (),
            "state": State.RECEIVED, "procedure": None, "route_reason": None, "received_on": DAY, "closed_on": None,
            "advocate": None, "organisation": None, "team": None, "events": (), "clocks": {}, "points": (),
            "actions": 0, "entries": 1, **change,
        }
    )  # fmt: skip


def upon(*days: tuple[Event, int]) -> list[tuple[Event, date]]:
    return [(event, DAY + timedelta(days=after)) for event, after in days]


SAYS = [
    ({}, {"kind": "Pre-complaint (to statutory Stage 1 complaint)", "procedure": None, "channel": "YP Complaint Form"}),
    ({}, {"received_from": "Service user (young person)", "on_behalf": False, "learning": None}),
    ({"procedure": Procedure.STATUTORY}, {"kind": "Complaint", "procedure": "statutory"}),
    ({"procedure": Procedure.CONCERN}, {"kind": "Case Concern", "procedure": None}),
    ({"procedure": Procedure.REFUSED, "route_reason": "no_pr"}, {"kind": "Refused", "refusal_reason": "No PR"}),
    ({"topics": ["moving"]}, {"nature": "Change of Placement Decision"}),
    ({"topics": ["own_home"]}, {"service": "Care Leavers", "directorate": "Care Leavers", "team": None}),
    ({"team": ("North", "Team 1")}, {"service": "North / Team 1", "directorate": "North", "team": "Team 1"}),
    ({"wants": ["sorry", "why"]}, {"outcome_sought": "Apology"}),
    ({"standing": Standing.CARE_LEAVER}, {"legal_status": "Care Leaver"}),
    (
        {"journey": Journey.PARENT, "young_person": False, "standing": Standing.FOSTER_CARER, "channel": Channel.PHONE},
        {"received_from": "Foster Carer", "channel": "Telephone", "advocacy": None},
    ),
    ({"journey": Journey.ADVOCATE}, {"received_from": "Advocate", "on_behalf": True}),
    ({"advocate": Advocate.NOT_NOW}, {"advocacy": "Offered, not wanted"}),
    ({"advocate": Advocate.HAVE_ONE}, {"advocacy": "Own choice"}),
    (
        {"events": upon((Event.ADVOCATE_APPOINTED, 3)), "organisation": "Alongside Advocacy"},
        {"advocacy": "Independent commissioned", "advocate_organisation": "Alongside Advocacy"},
    ),
    (
        {
            "procedure": Procedure.STATUTORY,
            "events": upon((Event.ROUTED_STATUTORY, 1), (Event.ACKNOWLEDGED, 2), (Event.S1_ANSWERED, 9)),
            "clocks": {Clock.S1_RESPONSE: (DAY, date(2026, 12, 21))},
            "points": [(None, None, Finding.UPHELD, "action"), (None, None, Finding.NOT_UPHELD, "explanation")],
            "actions": 1,
        },
        {
            "triaged_on": date(2026, 11, 24), "acknowledged_on": date(2026, 11, 25), "stage1_started_on": DAY,
            "stage1_extended_to": date(2026, 12, 21), "stage1_responded_on": date(2026, 12, 2),
            "stage1_outcome": "Partially Upheld", "stage1_remedy": "Remedial Action", "learning": True,
        },
    ),
    (
        {"procedure": Procedure.STATUTORY, "events": upon((Event.WITHDRAWN, 4))},
        {"withdrawn_on": date(2026, 11, 27), "stage1_outcome": "Complaint Withdrawn"},
    ),
    ({"events": upon((Event.WITHDRAWN, 4), (Event.REINSTATED, 5))}, {"withdrawn_on": None}),
    (
        {"events": upon((Event.S2_REQUESTED, 20), (Event.S2_APPOINTED, 25), (Event.S2_ANSWERED, 60)),
         "clocks": {Clock.S2_RESPONSE: (date(2026, 12, 13), None)}},
        {"stage2_requested_on": date(2026, 12, 13), "stage2_started_on": date(2026, 12, 13),
         "stage2_allocated_on": date(2026, 12, 18), "stage2_responded_on": date(2027, 1, 22)},
    ),
    (  # what stage 2 found is rolled up as at stage 1 (4.7), once its answer is sent
        {"events": upon((Event.S2_REQUESTED, 20), (Event.S2_APPOINTED, 25), (Event.S2_ANSWERED, 60)),
         "second": [Finding.UPHELD, Finding.NOT_UPHELD]},
        {"stage2_outcome": "Partially Upheld"},
    ),
    (
        {"events": upon((Event.S2_REQUESTED, 20), (Event.S2_APPOINTED, 25)), "second": [Finding.UPHELD]},
        {"stage2_outcome": None},
    ),
    (  # asked for and taken back before anybody began: a request that fell, and not a stage 2 (2.7)
        {"events": upon((Event.S2_REQUESTED, 20), (Event.WITHDRAWN, 22))},
        {"stage2_requested_on": date(2026, 12, 13), "stage2_started_on": None, "stage2_outcome": "Withdrawn"},
    ),
    (
        {"events": upon((Event.S2_REQUESTED, 20), (Event.S2_APPOINTED, 25), (Event.WITHDRAWN, 30))},
        {"stage2_outcome": None},
    ),
    (  # a panel is counted by the days of its own stage, in whichever year the complaint came (S-03)
        {"events": upon((Event.S3_REQUESTED, 120), (Event.S3_HELD, 150), (Event.S3_ANSWERED, 170))},
        {"stage3_requested_on": date(2027, 3, 23), "stage3_panel_on": date(2027, 4, 22),
         "stage3_responded_on": date(2027, 5, 12)},
    ),
    (
        {"procedure": Procedure.STATUTORY, "events": upon((Event.ROUTED_STATUTORY, 1)), "actions": 1,
         "points": [(None, None, Finding.UPHELD, "action")]},
        {"stage1_responded_on": None, "stage1_outcome": None, "stage1_remedy": None, "learning": None},
    ),
    ({"events": upon((Event.VISIT_ASKED, 1))}, {"visit_offered": "accepted"}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), SAYS, ids=lambda value: str(value)[:50])
def test_what_happened_to_a_case_says_what_is_counted(given: dict[str, Any], wanted: dict[str, Any]) -> None:
    line = line_of(facts(**given))
    assert {name: line[name] for name in wanted} == wanted


def test_every_label_a_line_may_hold_is_in_its_list() -> None:
    assert set(KINDS.values()) <= set(LABELS["kind"])
    assert set(LEGAL_STATUS.values()) <= set(LABELS["legal_status"])
    assert set(REMEDIES.values()) <= set(LABELS["remedy"])


def line_for(db: Session, case: Case) -> RegisterLine:
    return db.scalars(select(RegisterLine).where(RegisterLine.case_id == case.id)).one()


def test_a_case_gets_its_line_and_keeps_it_right(db: Session, keys: Locks, officer: Actor) -> None:
    case, ring = routed(db, keys.staff.ring, officer)
    assert bring_up_to_date(db) == 1
    assert bring_up_to_date(db) == 0, "nothing changed since"
    assert line_for(db, case).stage1_responded_on is None
    answer(db, case, ring, officer)
    assert bring_up_to_date(db) == 1
    line = line_for(db, case)
    assert (line.stage1_responded_on, line.stage1_outcome, line.learning) == (DAY, "Upheld", True)
    point = db.scalars(select(RegisterPoint).where(RegisterPoint.case_id == case.id)).one()
    assert (point.stage, point.number, point.finding, point.text) == (1, 1, "Upheld", None)
    action = db.scalars(select(CorrectiveAction)).one()
    assert (action.stage, action.agreed_on, action.due_on, action.completed_on) == (1, DAY, date(2026, 12, 1), None)


def test_what_is_decided_and_not_yet_sent_counts_nowhere_k_18(db: Session, keys: Locks, officer: Actor) -> None:
    case, ring = routed(db, keys.staff.ring, officer)
    decide(db, case, ring, officer)
    bring_up_to_date(db)
    line = line_for(db, case)
    assert (line.stage1_outcome, line.stage1_remedy, line.learning) == (None, None, None)
    point = db.scalars(select(RegisterPoint).where(RegisterPoint.case_id == case.id)).one()
    assert (point.number, point.finding, point.remedy) == (1, None, None)
    assert not db.scalars(select(CorrectiveAction)).all()


def test_many_cases_are_worked_out_some_at_a_time(db: Session, keys: Locks) -> None:
    for _ in range(5):
        make_case(db, keys.staff.ring, now=MONDAY)
    assert [bring_up_to_date(db, most=2) for _ in range(4)] == [2, 2, 1, 0]


def test_what_was_ticked_as_wanted_is_counted_and_what_was_written_stays_sealed(db: Session, keys: Locks) -> None:
    wants = {"wants": {"wants": ["sorry"], "words": "I want Rosa to know."}}
    case = make_case(db, keys.staff.ring, now=MONDAY, answers=wants).case
    bring_up_to_date(db)
    assert line_for(db, case).outcome_sought == "Apology"
    assert "Rosa" not in case.wants


def test_their_status_stays_as_it_was_when_they_complained_s_38(db: Session, keys: Locks, officer: Actor) -> None:
    answers = {"who": {"age": "16-17"}}
    case, ring = routed(db, keys.staff.ring, officer, answers=answers, standing=Standing.LOOKED_AFTER)
    before = (case.young_person, case.age_band, case.standing)
    answer(db, case, ring, officer)
    later = MONDAY + timedelta(days=800)  # they have turned 18 and left care since
    record(db, case, Event.S2_REQUESTED, actor=officer, now=later)
    db.flush()
    bring_up_to_date(db)
    line = db.scalars(select(RegisterLine)).one()
    assert (case.young_person, case.age_band, case.standing) == before
    assert (line.young_person, line.legal_status) == (True, "Child in Care")
    assert line.received_from == "Service user (young person)"


def test_received_in_one_year_and_answered_in_the_next_counts_in_each_by_its_own_day_s_01(
    db: Session, keys: Locks, officer: Actor
) -> None:
    case, ring = routed(db, keys.staff.ring, officer)  # received on 23 November 2026
    decide(db, case, ring, officer)
    record(db, case, Event.S1_ANSWERED, actor=officer, now=MONDAY + timedelta(days=140))  # 12 April 2027
    bring_up_to_date(db)
    stage_one = POPULATIONS["s1"]
    years = {first: Period(date(first, 4, 1), date(first + 1, 3, 31)) for first in (2026, 2027, 2028)}

    def counted(cohort: str, year: int) -> int:
        query = select(func.count()).where(*stage_one.conditions, stage_one.cohort(cohort, years[year]))
        return db.scalar(query) or 0

    assert [counted("received", year) for year in years] == [1, 0, 0]
    assert [counted("closed", year) for year in years] == [0, 1, 0]
    assert [counted("either", year) for year in years] == [1, 1, 0]
    assert stage_one.cohort_words("either").endswith("received or completed in the period")  # said under the table


def test_a_sensitive_matter_is_counted_and_nothing_of_it_is_told_apart_s_07() -> None:
    points = [("policy", "adoption", Finding.UPHELD, "action")]
    known = {"procedure": Procedure.STATUTORY, "standing": Standing.CARE_LEAVER, "points": points, "actions": 1}
    known |= {"second": [Finding.UPHELD], "events": upon((Event.S1_ANSWERED, 9), (Event.S2_ANSWERED, 60))}
    line = line_of(facts(**known, sensitive=True))
    assert (line["kind"], line["stage1_outcome"]) == ("Complaint", "Closed: Sensitive Matter")
    silent = (
        "nature", "service", "directorate", "team", "outcome_sought", "stage1_remedy", "stage2_outcome", "learning",
        "legal_status",
    )  # fmt: skip
    assert [line[column] for column in silent] == [None] * len(silent)
