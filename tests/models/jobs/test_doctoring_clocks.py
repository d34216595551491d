"""A clock that ran on after its letter had gone is found, and stopped on the day the letter went (K-03, K-18)."""

from datetime import timedelta

import pytest

from models.audit import SYSTEM
from models.cases.recording import record, running_clocks
from models.cases.releasing import letters_of, release
from models.jobs.doctoring_clocks import clocks_stand, mend, ran_on
from models.procedure.terms import Clock, Event, Role
from models.tables import AuditRow, Case, CaseEvent, RunningClock
from tests.models.cases.answered import MONDAY, routed, who

CONTENT = {"subject": "Hello", "blocks": []}
LATER = MONDAY + timedelta(days=9)


@pytest.fixture
def stuck(db, keys, person):
    """As the fault left it: the acknowledgement went the day after the answer, and its clock never stopped."""
    priya = who(person(Role.OFFICER, name="Priya Shah"))
    case, ring = routed(db, keys.staff.ring, priya)
    release(
        db, case, "acknowledgement_statutory", CONTENT, event=Event.ACKNOWLEDGED, actor=priya, now=MONDAY, keys=ring
    )
    [letter] = letters_of(db, case)
    if letter.counted_on is None:
        letter.counted_at, letter.counted_on = MONDAY, MONDAY.date()
    db.query(CaseEvent).filter_by(case_id=case.id, event=Event.ACKNOWLEDGED).delete()
    db.query(RunningClock).filter_by(case_id=case.id, clock=Clock.ACKNOWLEDGE).update({"stopped_on": None})
    record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    letter.counted_on = (MONDAY + timedelta(days=1)).date()
    db.commit()
    return case


def test_it_is_named_mended_once_and_in_the_audit_k_03(db, stuck):
    assert Clock.ACKNOWLEDGE in {one.clock for one in running_clocks(db, stuck)}
    [(level, words)] = clocks_stand(db)
    assert (level, words.split(" the clock")[0]) == ("warning", "on 1 case")
    assert mend(db, now=LATER) == 1
    db.commit()
    clock = db.query(RunningClock).filter_by(case_id=stuck.id, clock=Clock.ACKNOWLEDGE).one()
    assert clock.stopped_on == (MONDAY + timedelta(days=1)).date()
    assert not clock.cancelled
    assert db.query(AuditRow).filter_by(object_id=stuck.id, action=Event.ACKNOWLEDGED.value, at=LATER).count() == 1
    assert db.get(Case, stuck.id).next_clock is not Clock.ACKNOWLEDGE
    assert mend(db, now=LATER) == 0
    assert [level for level, _ in clocks_stand(db)] == ["ok"]


def test_a_clock_that_began_after_the_letter_runs_on_k_03(db, stuck):
    db.query(RunningClock).filter_by(case_id=stuck.id, clock=Clock.ACKNOWLEDGE).update({"started_on": LATER.date()})
    db.commit()
    assert ran_on(db) == []


def test_where_it_has_not_gone_yet_nothing_is_mended_k_18(db, stuck):
    [letter] = [one for one in letters_of(db, stuck) if one.event is Event.ACKNOWLEDGED]
    letter.counted_on = None
    db.commit()
    assert ran_on(db) == []
