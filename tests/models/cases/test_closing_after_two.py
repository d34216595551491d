"""A case whose stage 1 was left out, or never came, closes on what stage 2 found (K-15, K-19, X-03, G-06)."""

import uuid

import pytest

from models.cases import choosing, closing
from models.cases.closing import CannotClose
from models.cases.recording import record
from models.procedure.terms import Event, Finding, Procedure, Role, State
from models.tables import StageTwoFinding
from tests.models.cases.answered import at, one, routed

STATUTORY = (Event.S2_STARTED, Event.S2_DRAFTED, Event.S2_REPORTED, Event.S2_ANSWERED)
CORPORATE = (Event.C2_ACKNOWLEDGED, Event.C2_ANSWERED)


@pytest.fixture
def officer(person):
    return one(person, Role.OFFICER, "Olu Dean").actor


def closes(db, case, ring, officer):
    told = {"reason": "no_more", "still": "Nothing.", "actor": officer, "keys": ring}
    closing.close(db, case, now=at(20, month=12), **told)


def found(db, case, *findings):
    for number, finding in enumerate(findings, 1):
        db.add(StageTwoFinding(id=uuid.uuid4(), case_id=case.id, number=number, finding=finding, remedy="action"))
    db.flush()


@pytest.mark.parametrize(
    ("procedure", "agreed", "day", "steps"),
    [
        (Procedure.STATUTORY, True, 1, STATUTORY),  # both agreed to leave stage 1 out
        (Procedure.STATUTORY, False, 9, STATUTORY),  # its day passed
        (Procedure.CORPORATE, False, 9, CORPORATE),
    ],
)
def test_it_closes_on_what_stage_2_found_k_19_k_15_g_06(db, keys, officer, procedure, agreed, day, steps):
    case, ring = routed(db, keys.staff.ring, officer, procedure=procedure, points=("One.", "Two."), young_person=False)
    told = {"points": (), "why": "Too serious.", "keys": ring, "actor": officer, "now": at(day)}
    choosing.ask_next_stage(db, case, spoken=True, agreed=agreed, **told)
    for event in steps:
        record(db, case, event, actor=officer, now=at(day + 1))
    assert "Point 1: choose a finding." in closing.what_is_owed(db, case), "nobody has found anything"
    with pytest.raises(CannotClose):
        closes(db, case, ring, officer)
    found(db, case, Finding.UPHELD, Finding.NOT_UPHELD)
    assert closing.what_is_owed(db, case) == []
    closes(db, case, ring, officer)
    assert (case.state, case.closed_on) == (State.CLOSED, at(20).date())


def test_what_stage_2_did_not_decide_is_owed(db, keys, officer):
    case, ring = routed(db, keys.staff.ring, officer)
    told = {"points": (), "why": "", "keys": ring, "actor": officer, "now": at(9)}
    choosing.ask_next_stage(db, case, **told)
    for event in STATUTORY:
        record(db, case, event, actor=officer, now=at(10))
    found(db, case, Finding.UPHELD, None)
    assert closing.what_is_owed(db, case) == ["Point 2: choose a finding."]
