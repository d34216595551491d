"""Where it is, who has it and when, in the first view of a small phone, whatever state the case is in (T54)."""

from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Page

from models.cases.following import JUST_ASKED
from models.procedure.terms import Clock, Procedure, State, Unit
from models.tables import Case, RunningClock
from tests.browser.test_first_view import SMALL
from tests.browser.walking import come_back
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_tracking import answering, named

DUE, BEFORE = date(2026, 12, 7), date(2026, 11, 20)


@dataclass(frozen=True)
class Stands:
    """A case at one place of its way: what has to be read there without a press."""

    state: State
    says: tuple[str, ...]
    clock: Clock | None = None
    procedure: Procedure = Procedure.STATUTORY


MO, PRIYA, WHEN, OUTSIDE = "Mo", "Priya", "Monday 7 December", "outside"
PASSED = "Friday 20 November"
# Who looks, where we are late: the sentence that leads says no day then, and what they do stands below.
LATE_WHO = dict.fromkeys(JUST_ASKED, "Priya is setting it up") | {
    State.S2_INVESTIGATING: "They look for what happened",
    State.S2_FACT_CHECK: "people check the facts",
    State.S2_ADJUDICATION: "a manager reads it",
}
SAME = (MO, WHEN, PASSED)  # said in pictures too
EVERY = (
    Stands(State.RECEIVED, (PRIYA, WHEN), Clock.ACKNOWLEDGE),
    Stands(State.S1_OPEN, (MO, WHEN), Clock.S1_RESPONSE),
    Stands(State.S1_EXTENDED, (MO, "more time", WHEN), Clock.S1_RESPONSE),
    Stands(State.S1_RESPONDED, ("You have an answer",)),
    Stands(State.S2_REQUESTED, (OUTSIDE, WHEN), Clock.S2_RESPONSE),
    Stands(State.S2_INVESTIGATING, (OUTSIDE, WHEN), Clock.S2_RESPONSE),
    Stands(State.S2_FACT_CHECK, (OUTSIDE, WHEN), Clock.S2_RESPONSE),
    Stands(State.S2_ADJUDICATION, (OUTSIDE, WHEN), Clock.S2_RESPONSE),
    Stands(State.S2_RESPONDED, ("You have an answer",)),
    Stands(State.S3_REQUESTED, ("three people", WHEN), Clock.S3_PANEL),
    Stands(State.S3_HELD, ("The panel has met", WHEN), Clock.S3_REPORT),
    Stands(State.S3_REPORTED, ("The head of our service", WHEN), Clock.S3_RESPONSE),
    Stands(State.S3_RESPONDED, ("our last answer",)),
    Stands(State.S3_REFERRED, ("The Ombudsman",)),
    Stands(State.C1_OPEN, (MO, WHEN), Clock.C1_RESPONSE, Procedure.CORPORATE),
    Stands(State.C1_EXTENDED, (MO, "more time", WHEN), Clock.C1_RESPONSE, Procedure.CORPORATE),
    Stands(State.C1_RESPONDED, ("You have an answer",), None, Procedure.CORPORATE),
    Stands(State.C2_REQUESTED, ("looks now", WHEN), Clock.C2_RESPONSE, Procedure.CORPORATE),
    Stands(State.C2_RESPONDED, ("You have an answer",), None, Procedure.CORPORATE),
    Stands(State.CONCERN_OPEN, (MO, WHEN), Clock.CONCERN_ANSWER, Procedure.CONCERN),
    Stands(State.CONCERN_ANSWERED, ("You have an answer",), None, Procedure.CONCERN),
    Stands(State.PRAISE_OPEN, (PRIYA, "pass it on"), None, Procedure.COMPLIMENT),
    Stands(State.ASIDE_OPEN, (MO, WHEN), Clock.ROUTE_ANSWER),
    Stands(State.REFUSED, (PRIYA,)),
    Stands(State.WITHDRAWN, ("We have stopped",)),
    Stands(State.CLOSED, ("This is finished",)),
)
# The sentence that leads, and the panel that says we are late.
LATE = "#late > :is(h2, p:first-of-type)"
FIRST = f"""() => [document.querySelector('#where, #then'), ...document.querySelectorAll('{LATE}')].filter(Boolean)
    .map((one) => [one.innerText, one.getBoundingClientRect().bottom])"""


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    """Where a sentence stands does not depend on scripts."""
    return True


def stand(db, case: Case, at: Stands, due: date) -> None:
    case.state, case.procedure = at.state, at.procedure
    case.closed_on = BEFORE if at.state is State.CLOSED else None
    db.query(RunningClock).filter_by(case_id=case.id).delete()
    if at.clock:
        counted = {"unit": Unit.WORKING_DAYS, "length": 10, "started_on": MONDAY.date(), "due_on": due}
        db.add(RunningClock(case_id=case.id, clock=at.clock, **counted))
    db.commit()


def first_view(page: Page, address: str, name: str) -> str:
    """What stands there without a press, all of it in sight."""
    page.goto(address)
    found = page.evaluate(FIRST)
    assert found, f"{name}: nothing says where it is"
    assert page.evaluate("scrollY") == 0, name
    assert max(bottom for _, bottom in found) <= SMALL["height"], (name, found)
    return " ".join(text for text, _ in found)


def test_every_state_that_a_case_can_be_in_is_looked_at_t54() -> None:
    assert {at.state for at in EVERY} == set(State) - {State.NEW}


@pytest.mark.parametrize("mode", ["words", "pictures"])
def test_where_who_and_when_stand_in_the_first_view_in_every_state_t54(page: Page, sites, db, keys, mode) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    opened.case.officer_id = named(db, "Priya Shah").id
    db.commit()
    page.set_viewport_size(SMALL)
    come_back(page, sites.portal, REFERENCE, WORDS)
    page.locator("#where").wait_for()
    page.goto(f"{sites.portal}/your-page?mode={mode}")
    for at in EVERY:
        for due in {DUE, BEFORE} if at.clock else {DUE}:
            stand(db, opened.case, at, due)
            said = first_view(page, f"{sites.portal}/your-page", f"{at.state} {mode} {due}")
            says = at.says if due == DUE else (LATE_WHO.get(at.state, at.says[0]), PASSED, "We are sorry")
            looked_for = says if mode == "words" else [one for one in says if one in SAME]
            assert not [one for one in looked_for if one not in said], (at.state, said)
