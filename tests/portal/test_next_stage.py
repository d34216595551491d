"""What the page says before the next stage is asked for is what is asked for then (experience 5.3, K-25, K-50, T30)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.recording import record
from models.formats import near_date
from models.procedure.terms import Clock, Event, Journey, Procedure, State
from models.tables import Holder, RunningClock
from models.words import deck, speak_as_before, speak_to
from tests.conftest import MONDAY
from tests.portal.coming_back import case_with_words
from tests.portal.test_choices import more_time
from tests.portal.test_tracking import answering, sign_in

READERS = {
    "": (Journey.YOUNG_PERSON, "young_person"),
    "pictures": (Journey.YOUNG_PERSON, "young_person"),
    "parent": (Journey.PARENT, "parent"),
    "helper": (Journey.ADVOCATE, "advocate"),
}
TO_STAGE_TWO = (Event.ROUTED_STATUTORY, Event.ACKNOWLEDGED, Event.S1_ANSWERED)
TO_THE_PANEL = (*TO_STAGE_TWO, Event.S2_REQUESTED, Event.S2_ACKNOWLEDGED, Event.S2_ANSWERED)
STAGES = {
    "statutory": (Procedure.STATUTORY, TO_STAGE_TWO, State.S2_REQUESTED, Clock.S2_RESPONSE),
    "panel": (Procedure.STATUTORY, TO_THE_PANEL, State.S3_REQUESTED, Clock.S3_PANEL),
    "corporate": (
        Procedure.CORPORATE,
        (Event.ROUTED_CORPORATE, Event.ACKNOWLEDGED, Event.C1_ANSWERED),
        State.C2_REQUESTED,
        None,
    ),
}


def lines(whom: str, day: str) -> dict[str, str]:
    """The sentence of each stage as this reader is told it."""
    token = speak_to(whom)
    try:
        entry = deck("tracking")["next_stage"]
        return {stage: entry.said(stage, date=day) for stage in STAGES}
    finally:
        speak_as_before(token)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("whom", READERS)
def test_each_reader_is_told_of_the_stage_and_the_day_that_they_then_get_t30(
    portal: Any, db: Any, keys: Any, whom: str, stage: str
) -> None:
    journey, part = READERS[whom]
    procedure, events, state, running = STAGES[stage]
    opened = case_with_words(db, keys, journey=journey)
    opened.case.procedure = procedure
    db.scalars(select(Holder)).one().part = part
    for event in events:
        record(db, opened.case, event, actor=SYSTEM, now=MONDAY)
    db.commit()
    if whom == "pictures":
        portal.get("/?mode=pictures")
    sign_in(portal)
    portal.get("/your-page/next")
    before = portal.page.text
    assert portal.post("/your-page/next", data={"text": ""}).status_code == 303
    db.refresh(opened.case)
    assert opened.case.state is state
    due = db.scalars(select(RunningClock.due_on).where(RunningClock.clock == running)).one() if running else None
    said = lines(whom, near_date(due, MONDAY.date()) if due else "")
    assert said[stage] in before
    for other in STAGES.keys() - {stage}:
        assert said[other].partition(".")[0] not in before, other


@pytest.mark.parametrize(
    ("whom", "said"),
    [
        ("", "If we do not answer by {day}, you can ask for the next step."),
        ("pictures", "No word by {day}? Then ask. Someone new can look."),
        ("parent", "If we have not answered by {day}, you can ask for the next stage."),
        ("helper", "If the child says no and there is no answer by {day}, you can ask for the next stage."),
    ],
)
def test_a_no_to_more_time_leads_to_the_next_stage_from_a_day_that_is_said_5_3_k_15(
    portal: Any, db: Any, keys: Any, whom: str, said: str
) -> None:
    journey, part = READERS[whom]
    opened = case_with_words(db, keys, journey=journey)
    db.scalars(select(Holder)).one().part = part
    answering(db, opened)
    more_time(db, opened, date(2026, 12, 14))
    if whom == "pictures":
        portal.get("/?mode=pictures")
    sign_in(portal)
    portal.get("/your-page/more-time")
    due = db.scalars(select(RunningClock.due_on).where(RunningClock.clock == Clock.S1_RESPONSE)).one()
    assert said.format(day=near_date(due, MONDAY.date())) in portal.page.text
