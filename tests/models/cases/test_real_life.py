"""Situations of real life that no one page is about (rules 6): anonymous, away; two of one family; two councils."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from models.cases.finding import clocks_of
from models.cases.linking import link, linked
from models.cases.policies import add_policy, in_force
from models.cases.recording import record
from models.cases.walling import put_behind
from models.jobs.digest import lines_for
from models.policy import shipped_data
from models.procedure.standing import Standing
from models.procedure.terms import Clock, Event, Journey, Procedure, Role, State
from models.tables import Account, Staff
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.answered import who
from tests.models.cases.screened import Desk


def test_who_can_be_neither_found_nor_answered_is_owed_no_letter_and_is_looked_into_all_the_same_s_31_k_94(
    desk: Desk, db: Session, keys: Locks
) -> None:
    nobody = {"you": {"name": ""}}
    desk.opened = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT, answers=nobody, holder=False)
    assert desk.case.anonymous
    running = {clock.clock for clock in clocks_of(db, desk.case)}
    assert Clock.TRIAGE in running
    assert not running & {Clock.S1_RESPONSE, Clock.ACKNOWLEDGE}
    assert desk.decides(Procedure.CORPORATE, "not_standing", standing=Standing.OUTSIDE)
    assert desk.case.state is State.C1_OPEN
    assert Clock.C1_RESPONSE not in {clock.clock for clock in clocks_of(db, desk.case) if clock.stopped_on is None}
    with_words = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT, answers=nobody)
    assert Clock.S1_RESPONSE in {clock.clock for clock in clocks_of(db, with_words.case)}


def test_a_deputy_hears_of_what_a_colleague_who_is_away_owes_s_35(
    desk: Desk, db: Session, person: Callable[..., Account]
) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    deputy, day = who(person(Role.OFFICER)), datetime(2026, 12, 4, tzinfo=UTC).date()
    assert list(lines_for(db, deputy, day)) == []
    away = db.get_one(Staff, desk.officer.id)
    away.deputy_id, away.away_until = deputy.id, "2026-12-31"
    db.flush()
    assert Clock.S1_RESPONSE in {line.clock for line in lines_for(db, deputy, day)}


def test_father_and_grandmother_are_linked_and_never_merged_s_37_e_24(
    desk: Desk, db: Session, keys: Locks, person: Callable[..., Account]
) -> None:
    hers = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT).case
    link(db, desk.case, hers.reference, "same_matter", actor=desk.officer, now=MONDAY)
    assert [case.reference for case, _ in linked(db, desk.case, desk.officer)] == [hers.reference]
    named = person(Role.OFFICER)
    put_behind(db, hers, named.staff_id, actor=desk.manager, now=MONDAY)
    assert linked(db, desk.case, who(named)) == []  # the wall of the one keeps it hidden beside the other
    record(db, desk.case, Event.WITHDRAWN, actor=desk.officer, now=MONDAY)
    assert hers.state is State.RECEIVED


def test_each_authority_has_its_own_figures_in_one_register_s_43(db: Session) -> None:
    day = MONDAY.date()
    add_policy(db, "telford", date(2024, 4, 1), shipped_data("telford", date(2024, 4, 1)))
    here, there = in_force(db, "ashbourne", day), in_force(db, "telford", day)
    assert here.name != there.name
    assert here.s2_start_basis is not there.s2_start_basis
