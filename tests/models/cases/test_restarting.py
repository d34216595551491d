"""The facts that move the start of stage 1 (K-11), and stepping aside."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.finding import clocks_of
from models.cases.restarting import appoint_advocate, decide_interest
from models.cases.walling import step_aside
from models.cases.walls import entries_of
from models.procedure.terms import Clock, Journey, Role
from models.tables.account import Account
from tests.conftest import MONDAY, Locks
from tests.making import make_case

TODAY = MONDAY.date()


@pytest.fixture
def actor(person: Callable[..., Account]) -> Actor:
    account = person(Role.OFFICER, name="Priya Shah")
    return Actor(kind="staff", id=account.staff_id, name="Priya Shah", roles=frozenset({Role.OFFICER}))


def test_stepping_aside_is_a_wall_of_ones_own(db: Session, keys: Locks, actor: Actor) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY)
    opened.case.officer_id = actor.id
    step_aside(db, opened.case, actor=actor, now=MONDAY)
    (entry,) = entries_of(db, opened.case)
    assert (entry.staff_id, entry.because) == (actor.id, "stepped_aside")
    assert opened.case.officer_id is None


def test_the_start_waits_for_the_decision_about_interest_k_11(db: Session, keys: Locks, actor: Actor) -> None:
    opened = make_case(
        db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT, answers={"standing": {"standing": "relative"}}
    )
    for days in (3, 5):  # judged again, it starts nothing anew
        later = MONDAY + timedelta(days=days)
        decide_interest(db, opened.case, enough=True, actor=actor, now=later)
        clock = next(c for c in clocks_of(db, opened.case) if c.clock is Clock.S1_RESPONSE)
        assert (clock.started_on, clock.due_on) == (date(2026, 11, 26), date(2026, 12, 10))


def test_a_parent_has_standing_and_no_judgement_moves_the_start_e_10(db: Session, keys: Locks, actor: Actor) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT)
    decide_interest(db, opened.case, enough=True, actor=actor, now=MONDAY + timedelta(days=3))
    clock = next(c for c in clocks_of(db, opened.case) if c.clock is Clock.S1_RESPONSE)
    assert clock.started_on == TODAY


def test_the_start_waits_for_an_advocate_only_where_they_asked_to_wait_k_11(
    db: Session, keys: Locks, actor: Actor
) -> None:
    later = MONDAY + timedelta(days=2)
    for start, expected in (("wait", date(2026, 11, 25)), ("now", TODAY)):
        answers = {"advocate": {"advocate": "yes"}, "advocate_yes": {"start": start}}
        opened = make_case(db, keys.staff.ring, now=MONDAY, answers=answers)
        appoint_advocate(db, opened.case, on=later.date(), actor=actor, now=later)
        clock = next(c for c in clocks_of(db, opened.case) if c.clock is Clock.S1_RESPONSE)
        assert clock.started_on == expected
