"""One function writes what happened: state, clocks, history and audit move together."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from models.audit import SYSTEM
from models.cases.recording import record, set_next_due
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Procedure, State
from models.tables import AuditRow, Case, CaseEvent, RunningClock
from models.tables.case import NEVER
from tests.conftest import MONDAY
from tests.making import make_case

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def case(db, keys):
    made = make_case(db, keys.public.ring, now=MONDAY).case
    db.commit()
    return made


def stopped(db, case):
    rows = db.scalars(select(RunningClock).where(RunningClock.case_id == case.id))
    return {row.clock: row.stopped_on for row in rows}


def route(db, case, procedure=Procedure.STATUTORY, event=Event.ROUTED_STATUTORY):
    case.procedure = procedure
    record(db, case, event, actor=SYSTEM, now=MONDAY)


def test_an_acknowledgement_stops_its_own_clock_and_no_other_k_03(db, case):
    route(db, case)
    record(db, case, Event.ACKNOWLEDGED, actor=SYSTEM, now=TUESDAY)
    days = stopped(db, case)
    assert days[Clock.ACKNOWLEDGE] == date(2026, 11, 24)
    assert days[Clock.S1_RESPONSE] is None


def test_a_clock_of_another_procedure_is_cancelled_not_met(db, case):
    route(db, case, Procedure.CORPORATE, Event.ROUTED_CORPORATE)
    row = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.S1_RESPONSE)).one()
    assert row.cancelled


def test_what_cannot_happen_changes_nothing(db, case):
    before = (case.state, case.event_count)
    with pytest.raises(NotAllowed):
        record(db, case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.rollback()
    assert (case.state, case.event_count) == before


def test_a_case_taken_up_again_returns_to_where_it_was(db, case):
    route(db, case)
    record(db, case, Event.WITHDRAWN, actor=SYSTEM, now=MONDAY)
    assert case.state is State.WITHDRAWN
    record(db, case, Event.REINSTATED, actor=SYSTEM, now=TUESDAY)
    assert case.state is State.S1_OPEN


def test_a_closed_case_owes_nothing_and_knows_its_day(db, case):
    route(db, case)
    record(db, case, Event.WITHDRAWN, actor=SYSTEM, now=MONDAY)
    record(db, case, Event.CLOSED, actor=SYSTEM, now=TUESDAY)
    assert (case.closed_on, case.next_due_on) == (TUESDAY.date(), NEVER)
    assert None not in stopped(db, case).values()


def test_history_is_numbered_and_every_event_is_in_the_audit_aud_01(db, case):
    route(db, case)
    db.commit()
    numbers = db.scalars(select(CaseEvent.number).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number)).all()
    assert list(numbers) == list(range(1, case.event_count + 1))
    assert Event.ROUTED_STATUTORY in db.scalars(select(AuditRow.action).where(AuditRow.object_id == case.id)).all()


def test_two_people_at_once_the_second_is_told_r4(db, case, sessions, keys):
    with sessions.reading() as other:
        theirs = other.get_one(Case, case.id)
        theirs.topics  # noqa: B018  (read before the first person saves)
        other.expire_on_commit = False
        other.commit()
        route(db, case)
        db.commit()
        theirs.topics = "money"
        with pytest.raises(StaleDataError):
            other.flush()


def test_a_detail_is_sealed_in_the_file(db, case, keys):
    ring = keys.staff.ring.with_case(case)
    happened = record(db, case, Event.NOTED, actor=SYSTEM, now=MONDAY, details="Rang; no answer.", keys=ring)
    db.commit()
    assert ring.open(CaseEvent.details, happened) == "Rang; no answer."


def test_nobody_is_told_to_give_it_to_a_manager_while_the_person_is_to_be_asked_first() -> None:
    case = Case()
    manager = RunningClock(clock=Clock.PASS_TO_MANAGER, due_on=MONDAY.date())
    ask = RunningClock(clock=Clock.ASK_FIRST, due_on=TUESDAY.date())
    set_next_due(case, [manager, ask])
    assert (case.next_clock, case.next_due_on) == (Clock.ASK_FIRST, TUESDAY.date())
    ask.stopped_on = TUESDAY.date()
    set_next_due(case, [manager, ask])
    assert case.next_clock is Clock.PASS_TO_MANAGER
